#include <fmt/format.h>

#include <utility>

#include "harness/base/check.h"
#include "harness/der/pem.h"
#include "harness/model/limbo.h"
#include "harness/model/limbo_json.h"
#include "harness/model/limbo_words.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

Json pem_list(std::string_view label, const std::vector<Bytes>& list) {
  Json texts = Json::array();
  for (const Bytes& der : list) texts.push_back(der::write_pem(label, der));
  return texts;
}

// The part of `texts` that the schema has words for; all of it goes into `assay` where it is more.
template <typename Words>
Json known_words(const char* key, const std::vector<std::string>& texts, const Words& known,
                 Json& own) {
  Json list = Json::array();
  for (const std::string& text : texts) {
    if (limbo::has_word(known, text)) list.push_back(text);
  }
  if (list.size() != texts.size()) own[key] = texts;
  return list;
}

Json peer_name(const PeerName& name) {
  for (const limbo::PeerKind& each : limbo::kPeerKinds) {
    if (each.kind == name.kind) return {{"kind", each.word}, {"value", name.value}};
  }
  return nullptr;
}

// Limbo knows one name for a server and a list for a client.
void put_names(const Question& question, Json& json, Json& own) {
  json["expected_peer_name"] = nullptr;
  json["expected_peer_names"] = Json::array();
  bool complete = true;
  for (const PeerName& name : question.names) {
    Json said = peer_name(name);
    const bool is_server = question.purpose == Purpose::kServerAuth;
    if (said.is_null() || (is_server && !json["expected_peer_name"].is_null())) {
      complete = false;
    } else if (is_server) {
      json["expected_peer_name"] = std::move(said);
    } else {
      json["expected_peer_names"].push_back(std::move(said));
    }
  }
  if (complete) return;
  Json& names = own["names"] = Json::array();
  for (const PeerName& name : question.names) {
    names.push_back({{"kind", name_of(name.kind)}, {"value", name.value}});
  }
}

void put_time(const Case& what, Json& json, Json& own) {
  for (const std::string& tag : what.tags) {
    if (what.foreign && tag == kRunStartTag) {
      json["validation_time"] = nullptr;
      return;
    }
  }
  const UnixTime time = what.question.time;
  const std::string text = format_time(time);
  const auto read = parse_time(text);
  const bool has_form = read && *read == time;
  json["validation_time"] = has_form ? Json(text) : Json(nullptr);
  if (!has_form) own["time"] = time;
}

bool has_expectation(const Case& what, Expectation wanted) {
  for (const auto& [ruleset, expectation] : what.expect) {
    if (expectation == wanted) return true;
  }
  return false;
}

// Limbo has two answers only; what the standard leaves open is a pedantic case there.
bool is_failure(const Case& what) {
  const Expectation expectation = what.expected(what.question.ruleset);
  if (expectation != Expectation::kEither) return expectation == Expectation::kReject;
  return has_expectation(what, Expectation::kReject);
}

Json own_features(const Case& what) {
  Json features = Json::array();
  if (!what.question.crls.empty()) features.push_back("has-crl");
  if (what.question.max_depth) features.push_back("max-chain-depth");
  if (what.question.policy != PolicyInputs{}) features.push_back("has-cert-policies");
  if (what.expected(what.question.ruleset) == Expectation::kEither)
    features.push_back("pedantic-rfc5280");
  return features;
}

void put_marks(const Case& what, Json& json) {
  json["features"] = what.foreign ? Json::array() : own_features(what);
  json["importance"] = limbo::kImportances[0];
  if (!what.foreign) return;
  for (const std::string_view tag : what.tags) {
    if (tag.starts_with(limbo::kFeatureTag)) {
      json["features"].push_back(tag.substr(limbo::kFeatureTag.size()));
    } else if (tag.starts_with(limbo::kImportanceTag)) {
      json["importance"] = tag.substr(limbo::kImportanceTag.size());
    }
  }
}

template <typename T>
void put_unless(const char* key, const T& value, const T& usual, Json& own) {
  if (value == usual) return;
  if constexpr (std::is_enum_v<T>) {
    own[key] = name_of(value);
  } else {
    own[key] = value;
  }
}

void put_own(const Case& what, Json& own) {
  Json expect = Json::object();
  for (const auto& [ruleset, expectation] : what.expect) {
    expect[std::string(name_of(ruleset))] = name_of(expectation);
  }
  own["expect"] = std::move(expect);
  own["reason"] = name_of(what.reason);
  own["clauses"] = what.clauses;
  if (!what.twin.empty()) own["twin"] = limbo_id(what.twin);
  put_unless("ruleset", name_of(what.question.ruleset), name_of(Ruleset::kRfc5280), own);
  put_unless("tags", what.tags, {}, own);
  for (const Capability each : what.needs) own["needs"].push_back(name_of(each));
  own["revocation"] = name_of(what.question.revocation);
}

// What a foreign case's `assay` may say, where it is not what the case would be read as without.
void put_foreign(const Case& what, Json& own) {
  // An id that could be x509-limbo's own does not say it to those who read it elsewhere.
  if (what.question.ruleset != Ruleset::kRfc5280 ||
      limbo::ruleset_of(what.id) != Ruleset::kRfc5280) {
    own["ruleset"] = name_of(what.question.ruleset);
  }
  const auto usual =
      what.question.crls.empty() ? RevocationMode::kOff : RevocationMode::kRequireLeaf;
  put_unless("revocation", what.question.revocation, usual, own);
}

void put_inputs(const Question& question, Json& own) {
  if (question.policy != PolicyInputs{}) {
    own["policy"] = {{"initial_policy_set", question.policy.initial_policy_set},
                     {"explicit_policy", question.policy.explicit_policy},
                     {"policy_mapping_inhibit", question.policy.policy_mapping_inhibit},
                     {"any_policy_inhibit", question.policy.any_policy_inhibit}};
  }
  for (const Bytes& response : question.ocsp) own["ocsp"].push_back(base64(response));
}

Json testcase(const Case& what) {
  const Question& question = what.question;
  Json own = Json::object();
  Json json = {{"id", limbo_id(what)}, {"conflicts_with", Json::array()}};
  put_marks(what, json);
  json["description"] = what.title;
  json["validation_kind"] = question.purpose == Purpose::kServerAuth ? "SERVER" : "CLIENT";
  json["trusted_certs"] = pem_list("CERTIFICATE", question.anchors);
  json["untrusted_intermediates"] = pem_list("CERTIFICATE", question.pool);
  json["peer_certificate"] = der::write_pem("CERTIFICATE", question.leaf);
  json["peer_certificate_key"] = nullptr;
  if (!question.leaf_key.empty()) {
    json["peer_certificate_key"] = der::write_pem("PRIVATE KEY", question.leaf_key);
  }
  put_time(what, json, own);
  json["signature_algorithms"] = known_words("signature_algorithms", question.signature_algorithms,
                                             limbo::kSignatureAlgorithms, own);
  json["key_usage"] = known_words("key_usage", question.key_usages, limbo::kKeyUsages, own);
  json["extended_key_usage"] = known_words("extended_key_usage", question.extended_key_usages,
                                           limbo::kExtendedKeyUsages, own);
  json["expected_result"] = is_failure(what) ? "FAILURE" : "SUCCESS";
  put_names(question, json, own);
  json["max_chain_depth"] = question.max_depth ? Json(*question.max_depth) : Json(nullptr);
  json["crls"] = pem_list("X509 CRL", question.crls);
  put_inputs(question, own);
  if (what.foreign) {
    put_foreign(what, own);
  } else {
    put_own(what, own);
  }
  if (!own.empty()) json["assay"] = std::move(own);
  return json;
}

constexpr std::string_view kBegin = "{\n \"version\": 1,\n \"testcases\": [";
static_assert(limbo::kVersion == 1);

// The depth of a test case in the document, a space each.
constexpr std::string_view kLineEnd = "\n  ";

// JSON texts have no raw line ends: each of them stands between two tokens.
void append_indented(std::string& to, std::string_view text) {
  for (bool is_first = true; const std::string_view line : split(text, '\n')) {
    if (!is_first) to += kLineEnd;
    to += line;
    is_first = false;
  }
}

}  // namespace

Result<std::string> limbo_testcases(std::span<const Case> cases) {
  std::string texts;
  for (const Case& what : cases) {
    if (!what.unsupported.empty()) {
      return input_error("case " + one_line(what.id) + " cannot be written: " + what.unsupported);
    }
    auto text = dump_json(testcase(what));
    if (!text) return fail(std::move(text).error().in("case " + one_line(what.id)));
    text->pop_back();  // its line end
    if (!texts.empty()) texts += ",";
    texts += kLineEnd;
    append_indented(texts, *text);
  }
  return texts;
}

Result<void> LimboWriter::add(std::span<const Case> cases) {
  ASSAY_TRY(texts, limbo_testcases(cases));
  return add_text(texts);
}

Result<void> LimboWriter::add_text(std::string_view testcases) {
  if (testcases.empty()) return {};
  ASSAY_CHECK_OK(sink_(is_first_ ? kBegin : ","));
  is_first_ = false;
  return sink_(testcases);
}

Result<void> LimboWriter::finish() {
  if (is_first_) ASSAY_CHECK_OK(sink_(kBegin));
  return sink_(is_first_ ? "]\n}\n" : "\n ]\n}\n");
}

Result<std::string> write_limbo(const std::vector<Case>& cases) {
  std::string suite;
  LimboWriter writer([&suite](std::string_view text) -> Result<void> {
    suite += text;
    return {};
  });
  ASSAY_CHECK_OK(writer.add(cases));
  ASSAY_CHECK_OK(writer.finish());
  return suite;
}

}  // namespace assay
