#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "harness/der/reader.h"
#include "harness/model/limbo_json.h"
#include "harness/model/suite.h"

namespace assay {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kExpired = "INVALID_REASON_EXPIRED";
constexpr std::string_view kFeatureTag = "bettertls:";

struct Validity {
  UnixTime not_before = 0;
  UnixTime not_after = 0;
};

// rfc5280-4.1: what stands in front of the validity is passed over, whatever it is.
der::Parsed<Validity> parse_validity(BytesView certificate) {
  der::Reader outer(certificate);
  ASSAY_DER_TRY(whole, outer.sequence());
  ASSAY_DER_TRY(tbs, whole.sequence());
  ASSAY_DER_TRY(version, tbs.any());
  if (version.tag != der::tag::kInteger) ASSAY_DER_CHECK_OK(tbs.integer());
  ASSAY_DER_CHECK_OK(tbs.sequence());  // signature
  ASSAY_DER_CHECK_OK(tbs.sequence());  // issuer
  ASSAY_DER_TRY(validity, tbs.sequence());
  ASSAY_DER_TRY(not_before, validity.time(der::TimeRule::kEitherForm));
  ASSAY_DER_TRY(not_after, validity.time(der::TimeRule::kEitherForm));
  return Validity{not_before, not_after};
}

bool is_address(const std::string& host) {
  std::array<unsigned char, 16> octets{};
  return ::inet_pton(AF_INET, host.c_str(), octets.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), octets.data()) == 1;
}

// A certificate that a reader of ours cannot find the validity of has none to offer.
std::optional<UnixTime> first_end(const Question& question) {
  std::optional<UnixTime> first;
  const auto look = [&first](BytesView certificate) {
    const auto validity = parse_validity(certificate);
    if (validity) first = std::min(first.value_or(validity->not_after), validity->not_after);
  };
  look(question.leaf);
  for (const Bytes& each : question.pool) look(each);
  return first;
}

std::optional<UnixTime> time_of(const Question& question,
                                const std::vector<std::string>& features) {
  std::optional<UnixTime> time;
  if (std::find(features.begin(), features.end(), kExpired) != features.end()) {
    time = first_end(question);
  } else if (const auto validity = parse_validity(question.leaf)) {
    time = validity->not_before;
  }
  if (time) ++*time;
  return time;
}

class TestCaseReader {
 public:
  TestCaseReader(const Json& json, std::string place) : fields_(json, std::move(place)) {}

  Result<Case> read(const std::string& suite, const Bytes& root, UnixTime default_time) {
    const auto number = fields_.optional_integer("id");
    if (!number) fields_.refuse("lacks id");
    made_.id = fmt::format("bettertls::{}::tc{}", suite, number.value_or(0));
    made_.foreign = true;
    made_.question.anchors = {root};
    read_certificates();
    read_name();
    read_expectation();
    const std::vector<std::string> features = fields_.texts("requiredFeatures");
    for (const std::string& feature : features) {
      made_.tags.push_back(std::string(kFeatureTag) + feature);
    }
    if (!fields_.mistake().empty()) return input_error(fields_.mistake());
    const auto time = time_of(made_.question, features);
    made_.question.time = time.value_or(default_time);
    if (!time) made_.tags.emplace_back(kRunStartTag);
    return std::move(made_);
  }

 private:
  void read_certificates() {
    Question& question = made_.question;
    for (const std::string& text : fields_.texts("certificates")) {
      auto der = from_base64(text);
      if (!der) return fields_.refuse("certificates: " + der.error().message);
      question.pool.push_back(*std::move(der));
    }
    if (question.pool.empty()) return fields_.refuse("certificates: none; the leaf comes first");
    question.leaf = std::move(question.pool.front());
    question.pool.erase(question.pool.begin());
  }

  void read_name() {
    const std::string host = fields_.text("hostname");
    made_.title = "BetterTLS asks for " + host;
    made_.question.names = {{is_address(host) ? NameKind::kIp : NameKind::kDns, host}};
  }

  void read_expectation() {
    const std::string word = fields_.text("expected");
    if (word != "ACCEPT" && word != "REJECT") {
      fields_.refuse(
          fmt::format("expected: '{}' is neither ACCEPT nor REJECT", one_line(word, 60)));
    }
    Expectation& expectation = made_.expect[Ruleset::kRfc5280];
    expectation = word == "ACCEPT" ? Expectation::kAccept : Expectation::kReject;
    if (fields_.flag("failureIsWarning")) expectation = Expectation::kEither;
  }

  JsonFields fields_;
  Case made_;
};

Result<Bytes> read_root(const Json& json) {
  JsonFields top(json, "export");
  const std::string text = top.text("trustRoot");
  if (!top.mistake().empty()) return input_error(top.mistake());
  auto root = from_base64(text);
  if (!root) return fail(std::move(root).error().in("trustRoot"));
  return root;
}

}  // namespace

Result<Suite> bettertls_suite(const Json& json, UnixTime default_time) {
  if (!json.is_object() || !json.contains("suites") || !json["suites"].is_object()) {
    return input_error("no BetterTLS export: it lacks an object 'suites'");
  }
  ASSAY_TRY(root, read_root(json));
  Suite suite;
  std::set<std::string> ids;
  for (const auto& [name, body] : json["suites"].items()) {
    const std::string where = "suites." + one_line(name, 60);
    JsonFields fields(body, where);
    const std::vector<const Json*> testcases = fields.objects("testCases");
    if (!fields.mistake().empty()) return input_error(fields.mistake());
    for (std::size_t i = 0; i < testcases.size(); ++i) {
      TestCaseReader reader(*testcases[i], fmt::format("{}.testCases[{}]", where, i));
      ASSAY_TRY(made, reader.read(name, root, default_time));
      if (!ids.insert(made.id).second) {
        return input_error(fmt::format("{}: case {} occurs twice", where, one_line(made.id)));
      }
      suite.cases.push_back(std::move(made));
    }
  }
  return suite;
}

Result<Suite> read_bettertls(std::string_view text, UnixTime default_time) {
  ASSAY_TRY(json, parse_json(text, {.octets = kSuiteFileLimit}));
  return bettertls_suite(json, default_time);
}

}  // namespace assay
