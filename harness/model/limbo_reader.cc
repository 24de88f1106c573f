#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "harness/base/check.h"
#include "harness/der/pem.h"
#include "harness/model/limbo.h"
#include "harness/model/limbo_json.h"
#include "harness/model/limbo_words.h"
#include "harness/model/private_key_info.h"

namespace assay {
namespace {

using Json = nlohmann::json;

// CaseReader reads one test case. What is wrong with the file is JsonFields' mistake; what only
// keeps this case from being asked is `unsupported`.
enum class Origin : std::uint8_t { kLimbo, kOther };

class CaseReader {
 public:
  CaseReader(const Json& json, std::string place, UnixTime default_time, Origin origin)
      : fields_(json, std::move(place)), default_time_(default_time), origin_(origin) {}

  Result<Case> read();
  std::vector<std::string> take_warnings() { return std::move(warnings_); }

 private:
  void read_question();
  void read_certificates();
  void read_time();
  void read_names();
  void read_name(JsonFields& name);
  void read_key();
  void read_depth();
  void read_marks();
  void judge_foreign();
  void read_own(JsonFields own);
  void read_own_law(JsonFields& own);
  void read_own_question(JsonFields& own);
  void read_policy(JsonFields& own);
  void read_ocsp(JsonFields& own);

  void cannot_ask(std::string why) {
    if (made_.unsupported.empty()) made_.unsupported = std::move(why);
  }

  std::vector<Bytes> decode(const std::string& key, const std::string& pem, std::string_view label);

  template <typename Words>
  std::vector<std::string> words(const char* key, const Words& known) {
    std::vector<std::string> texts = fields_.texts(key);
    for (const std::string& text : texts) {
      if (!limbo::has_word(known, text)) cannot_ask(unknown(key, text));
    }
    return texts;
  }

  static std::string unknown(std::string_view what, std::string_view word) {
    return fmt::format("unknown {} '{}'", what, one_line(word, 80));
  }

  // enum_of() reads a name of ours; another word leaves `value` as it is.
  template <typename E>
  void enum_of(std::string_view what, const std::optional<std::string>& text, E& value) {
    if (!text) return;
    if (const auto parsed = parse_name<E>(what, *text)) {
      value = *parsed;
    } else {
      cannot_ask(unknown(what, *text));
    }
  }

  JsonFields fields_;
  UnixTime default_time_;
  Origin origin_;
  Expectation expectation_ = Expectation::kEither;
  Case made_;
  std::vector<std::string> warnings_;
};

Result<Case> CaseReader::read() {
  made_.id = fields_.text("id");
  if (made_.id.empty()) fields_.refuse("id is empty");
  made_.title = fields_.text("description");
  const std::string result = fields_.text("expected_result");
  if (result == "SUCCESS" || result == "FAILURE") {
    expectation_ = result == "SUCCESS" ? Expectation::kAccept : Expectation::kReject;
  } else {
    cannot_ask(unknown("expected_result", result));
  }
  read_question();
  const Json* const own = fields_.optional_object("assay");
  // Who states no expectation of their own only says more about the question.
  const bool ours = own != nullptr &&
                    (own->contains("expect") || own->contains("reason") || own->contains("twin"));
  if (ours) {
    made_.id = case_id(made_.id);
  } else {
    judge_foreign();
    read_marks();
  }
  if (own != nullptr) read_own(JsonFields(*own, fields_.place() + ": assay"));
  if (!fields_.mistake().empty()) return input_error(fields_.mistake());
  if (!made_.unsupported.empty()) {
    warnings_.push_back(fields_.place() + ": cannot be asked: " + made_.unsupported);
  }
  return std::move(made_);
}

void CaseReader::read_question() {
  Question& question = made_.question;
  const std::string kind = fields_.text("validation_kind");
  if (kind == "CLIENT") {
    question.purpose = Purpose::kClientAuth;
  } else if (kind != "SERVER") {
    cannot_ask(unknown("validation_kind", kind));
  }
  read_certificates();
  read_time();
  read_names();
  question.signature_algorithms = words("signature_algorithms", limbo::kSignatureAlgorithms);
  question.key_usages = words("key_usage", limbo::kKeyUsages);
  question.extended_key_usages = words("extended_key_usage", limbo::kExtendedKeyUsages);
  read_depth();
  read_key();
}

std::vector<Bytes> CaseReader::decode(const std::string& key, const std::string& pem,
                                      std::string_view label) {
  auto blocks = der::read_pem(pem);
  if (!blocks) {
    cannot_ask(key + ": " + blocks.error().message);
    return {};
  }
  std::vector<Bytes> list;
  for (der::PemBlock& block : *blocks) {
    if (block.label == label) {
      list.push_back(std::move(block.der));
    } else {
      cannot_ask(fmt::format("{}: line {}: a block '{}' where '{}' is expected", key, block.line,
                             one_line(block.label, 60), label));
    }
  }
  if (blocks->empty()) cannot_ask(key + ": no PEM block");
  return list;
}

void CaseReader::read_certificates() {
  const auto read_all = [this](const char* key, std::string_view label, std::vector<Bytes>& list) {
    for (const std::string& pem : fields_.texts(key)) {
      for (Bytes& der : decode(key, pem, label)) list.push_back(std::move(der));
    }
  };
  Question& question = made_.question;
  read_all("trusted_certs", "CERTIFICATE", question.anchors);
  read_all("untrusted_intermediates", "CERTIFICATE", question.pool);
  read_all("crls", "X509 CRL", question.crls);
  if (!question.crls.empty()) question.revocation = RevocationMode::kRequireLeaf;
  std::vector<Bytes> leaf =
      decode("peer_certificate", fields_.text("peer_certificate"), "CERTIFICATE");
  if (leaf.size() > 1) cannot_ask("peer_certificate: more than one certificate");
  if (leaf.size() == 1) question.leaf = std::move(leaf.front());
}

void CaseReader::read_time() {
  made_.question.time = default_time_;
  const auto text = fields_.optional_text("validation_time");
  if (!text) return;
  if (const auto time = parse_time(*text)) {
    made_.question.time = *time;
  } else {
    cannot_ask("validation_time: " + time.error().message);
  }
}

void CaseReader::read_names() {
  if (const Json* name = fields_.optional_object("expected_peer_name")) {
    JsonFields reader(*name, fields_.place() + ": expected_peer_name");
    read_name(reader);
  }
  for (const Json* name : fields_.objects("expected_peer_names")) {
    JsonFields reader(*name, fields_.place() + ": expected_peer_names");
    read_name(reader);
  }
}

void CaseReader::read_name(JsonFields& name) {
  const std::string word = name.text("kind");
  const std::string value = name.text("value");
  if (!name.mistake().empty()) fields_.refuse(name.mistake());
  for (const limbo::PeerKind& each : limbo::kPeerKinds) {
    if (each.word != word) continue;
    made_.question.names.push_back({each.kind, value});
    return;
  }
  cannot_ask(unknown("peer kind", word));
}

void CaseReader::read_depth() {
  const auto depth = fields_.optional_integer("max_chain_depth");
  if (!depth) return;
  if (*depth < 0 || *depth > std::numeric_limits<int>::max()) {
    cannot_ask(fmt::format("max_chain_depth {} is out of range", *depth));
    return;
  }
  made_.question.max_depth = static_cast<int>(*depth);
}

// The key serves handshakes only: without it the verification can still be asked.
void CaseReader::read_key() {
  const auto pem = fields_.optional_text("peer_certificate_key");
  if (!pem) return;
  const auto pass_over = [this](const std::string& why) {
    warnings_.push_back(fields_.place() + ": peer_certificate_key is left out: " + why);
  };
  auto blocks = der::read_pem(*pem);
  if (!blocks) return pass_over(blocks.error().message);
  // "EC PARAMETERS" may stand in front.
  if (blocks->empty()) return pass_over("no PEM block");
  auto key = private_key_info(blocks->back().label, blocks->back().der);
  if (!key) return pass_over(key.error().message);
  made_.question.leaf_key = *std::move(key);
}

void CaseReader::read_marks() {
  for (const std::string& feature : words("features", limbo::kFeatures)) {
    made_.tags.push_back(std::string(limbo::kFeatureTag) + feature);
  }
  const std::string importance = fields_.optional_text("importance").value_or("undetermined");
  // A ranking asks nothing of a target, known or not.
  if (importance != limbo::kImportances[0]) {
    made_.tags.push_back(std::string(limbo::kImportanceTag) + importance);
  }
  if (!fields_.optional_text("validation_time")) made_.tags.emplace_back(kRunStartTag);
}

void CaseReader::judge_foreign() {
  made_.foreign = true;
  if (origin_ == Origin::kLimbo) made_.question.ruleset = limbo::ruleset_of(made_.id);
  made_.expect[made_.question.ruleset] = expectation_;
  made_.expect[Ruleset::kRfc5280] = expectation_;
}

void CaseReader::read_own(JsonFields own) {
  static constexpr std::string_view kKeys[] = {
      "expect",
      "reason",
      "clauses",
      "twin",
      "ruleset",
      "tags",
      "needs",
      "revocation",
      "policy",
      "ocsp",
      "names",
      "time",
      "key_usage",
      "extended_key_usage",
      "signature_algorithms",
  };
  const std::string other = own.first_other_key({std::begin(kKeys), std::end(kKeys)});
  if (!other.empty()) cannot_ask(unknown("key of the assay object", other));
  enum_of("ruleset", own.optional_text("ruleset"), made_.question.ruleset);
  made_.clauses = own.texts("clauses");
  for (std::string& tag : own.texts("tags")) made_.tags.push_back(std::move(tag));
  for (const std::string& word : own.texts("needs")) {
    Capability capability{};
    enum_of("capability", word, capability);
    made_.needs.push_back(capability);
  }
  if (made_.foreign) {
    made_.expect[made_.question.ruleset] = expectation_;
  } else {
    read_own_law(own);
  }
  read_own_question(own);
  if (!own.mistake().empty()) fields_.refuse(own.mistake());
}

void CaseReader::read_own_law(JsonFields& own) {
  enum_of("reason", own.optional_text("reason"), made_.reason);
  made_.twin = case_id(own.optional_text("twin").value_or(""));
  const Json* const expect = own.optional_object("expect");
  if (expect == nullptr) {
    made_.expect[made_.question.ruleset] = expectation_;
    return;
  }
  JsonFields rules(*expect, own.place() + ": expect");
  for (const auto& [word, unused] : expect->items()) {
    Ruleset ruleset{};
    Expectation expectation = Expectation::kEither;
    enum_of("ruleset", word, ruleset);
    enum_of("expectation", rules.text(word.c_str()), expectation);
    made_.expect[ruleset] = expectation;
  }
  if (!rules.mistake().empty()) own.refuse(rules.mistake());
}

void CaseReader::read_own_question(JsonFields& own) {
  Question& question = made_.question;
  enum_of("revocation mode", own.optional_text("revocation"), question.revocation);
  read_policy(own);
  read_ocsp(own);
  if (const auto time = own.optional_integer("time")) question.time = *time;
  const auto replace = [&own](const char* key, std::vector<std::string>& texts) {
    if (auto all = own.texts(key); !all.empty()) texts = std::move(all);
  };
  replace("key_usage", question.key_usages);
  replace("extended_key_usage", question.extended_key_usages);
  replace("signature_algorithms", question.signature_algorithms);
  const std::vector<const Json*> names = own.objects("names");
  if (!names.empty()) question.names.clear();
  for (const Json* each : names) {
    JsonFields name(*each, own.place() + ": names");
    PeerName made;
    enum_of("name kind", name.text("kind"), made.kind);
    made.value = name.text("value");
    if (!name.mistake().empty()) own.refuse(name.mistake());
    question.names.push_back(std::move(made));
  }
}

void CaseReader::read_policy(JsonFields& own) {
  const Json* const object = own.optional_object("policy");
  if (object == nullptr) return;
  JsonFields policy(*object, own.place() + ": policy");
  const std::string other = policy.first_other_key(
      {"initial_policy_set", "explicit_policy", "policy_mapping_inhibit", "any_policy_inhibit"});
  if (!other.empty()) cannot_ask(unknown("key of the policy object", other));
  made_.question.policy = {policy.texts("initial_policy_set"), policy.flag("explicit_policy"),
                           policy.flag("policy_mapping_inhibit"),
                           policy.flag("any_policy_inhibit")};
  if (!policy.mistake().empty()) own.refuse(policy.mistake());
}

void CaseReader::read_ocsp(JsonFields& own) {
  for (const std::string& text : own.texts("ocsp")) {
    if (auto der = from_base64(text)) {
      made_.question.ocsp.push_back(*std::move(der));
    } else {
      cannot_ask("ocsp: " + der.error().message);
    }
  }
}

std::string place_of(std::size_t index, const Json& testcase) {
  std::string place = fmt::format("testcases[{}]", index);
  if (testcase.is_object() && testcase.contains("id") && testcase["id"].is_string()) {
    place += " " + one_line(testcase["id"].get<std::string>(), 120);
  }
  return place;
}

std::string_view id_of(const Json& testcase) {
  const auto id = testcase.is_object() ? testcase.find("id") : testcase.end();
  return testcase.is_object() && id != testcase.end() && id->is_string()
             ? std::string_view(id->get_ref<const std::string&>())
             : std::string_view();
}

// x509-limbo's generator writes every field of its schema into every case, and its ids have a
// group. Of what lacks either, the ids mean what their own suite means by them.
Origin origin_of(const Json& suite) {
  constexpr const char* kFields[] = {"conflicts_with", "features", "importance", "max_chain_depth",
                                     "peer_certificate_key"};
  const auto is_limbos = [&](const Json& testcase) {
    return id_of(testcase).find("::") != std::string_view::npos &&
           std::ranges::all_of(kFields,
                               [&](const char* field) { return testcase.contains(field); });
  };
  const bool bare = suite.size() == 2;  // its version and its cases
  return bare && std::ranges::all_of(suite["testcases"], is_limbos) ? Origin::kLimbo
                                                                    : Origin::kOther;
}

// Empty where no id could be taken for x509-limbo's own.
std::string judged_by(const Json& testcases, Origin origin) {
  const bool in_doubt = std::ranges::any_of(testcases, [](const Json& each) {
    return limbo::ruleset_of(id_of(each)) != Ruleset::kRfc5280;
  });
  if (!in_doubt) return {};
  return origin == Origin::kLimbo
             ? "x509-limbo's own suite: webpki::* is judged under webpki, rfc5280::* under strict"
             : "not x509-limbo's own suite by its fields: judged under rfc5280, whatever the ids";
}

}  // namespace

Result<Suite> read_limbo(std::string_view text, UnixTime default_time) {
  ASSAY_TRY(json, parse_json(text, {.octets = kSuiteFileLimit}));
  return limbo_suite(std::move(json), default_time);
}

Result<Suite> limbo_suite(Json json, UnixTime default_time) {
  if (!json.is_object() || !json.contains("testcases") || !json["testcases"].is_array()) {
    return input_error("no x509-limbo suite: it lacks a list 'testcases'");
  }
  JsonFields top(json, "suite");
  const auto version = top.optional_integer("version");
  if (version != limbo::kVersion) {
    return input_error(fmt::format("no x509-limbo suite of version {}", limbo::kVersion));
  }
  Suite suite;
  std::set<std::string> ids;
  const Origin origin = origin_of(json);
  Json& testcases = json["testcases"];
  suite.judged = judged_by(testcases, origin);
  for (std::size_t i = 0; i < testcases.size(); ++i) {
    const std::string place = place_of(i, testcases[i]);
    CaseReader reader(testcases[i], place, default_time, origin);
    ASSAY_TRY(made, reader.read());
    if (!ids.insert(made.id).second) return input_error(place + ": an id that occurs twice");
    for (std::string& warning : reader.take_warnings())
      suite.warnings.push_back(std::move(warning));
    suite.cases.push_back(std::move(made));
    testcases[i] = nullptr;  // a large suite is not held twice
  }
  return suite;
}

}  // namespace assay
