#include "harness/model/limbo.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/model/json_schema_for_test.h"
#include "harness/model/limbo_json.h"

namespace assay {
namespace {

using Json = nlohmann::json;

constexpr UnixTime kRunStart = 1800000000;
constexpr char kPem[] = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";

Json foreign_case() {
  return {{"id", "crl::x1"},
          {"description", "words"},
          {"validation_kind", "SERVER"},
          {"trusted_certs", {kPem}},
          {"untrusted_intermediates", Json::array()},
          {"peer_certificate", kPem},
          {"signature_algorithms", Json::array()},
          {"key_usage", Json::array()},
          {"extended_key_usage", Json::array()},
          {"expected_result", "FAILURE"},
          {"expected_peer_name", {{"kind", "DNS"}, {"value", "example.com"}}},
          {"expected_peer_names", Json::array()}};
}

// With the fields that x509-limbo itself writes into each case.
Json of_limbo(Json json) {
  json["conflicts_with"] = Json::array();
  json["features"] = Json::array();
  json["importance"] = "undetermined";
  json["max_chain_depth"] = nullptr;
  json["peer_certificate_key"] = nullptr;
  return json;
}

Result<Suite> read(const Json& testcase) {
  return read_limbo(Json({{"version", 1}, {"testcases", {testcase}}}).dump(), kRunStart);
}

Case read_one(const Json& testcase) {
  auto suite = read(testcase);
  if (!suite) ADD_FAILURE() << suite.error().message;
  return suite && suite->cases.size() == 1 ? suite->cases[0] : Case{};
}

std::string error_of(const Result<Suite>& suite) { return suite ? "" : suite.error().message; }

Case own_case() {
  Case made;
  made.id = "rfc5280/crl/revoked";
  made.title = "A leaf that its issuer's CRL lists is \"refused\"";
  made.clauses = {"rfc5280-6.3.3-i", "rfc5280-6.1.3-a-3"};
  made.expect = {{Ruleset::kRfc5280, Expectation::kReject},
                 {Ruleset::kLegacy, Expectation::kEither}};
  made.reason = Reason::kRevoked;
  made.question.ruleset = Ruleset::kStrict;
  made.twin = "rfc5280/crl/7";
  made.needs = {Capability::kCrl, Capability::kEd25519};
  made.tags = {"mtls", "time:run-start"};
  Question& question = made.question;
  question.leaf = {0x30, 0x00};
  question.pool = {{0x30, 0x01, 0x00}, {}};
  question.anchors = {{1, 2, 3}};
  question.crls = {{4}, {5, 6}};
  question.ocsp = {{7}};
  question.revocation = RevocationMode::kRequireChain;
  question.time = 1709251200;
  question.names = {{NameKind::kDns, "a.example"}, {NameKind::kUri, "urn:a"}};
  question.key_usages = {"digitalSignature", "nonRepudiation"};
  question.extended_key_usages = {"serverAuth", "1.3.6.1.5.5.7.3.17"};
  question.signature_algorithms = {"ED25519", "ML_DSA_65"};
  question.policy = {{"2.5.29.32.0"}, true, false, true};
  question.max_depth = 0;
  question.leaf_key = {9, 9};
  return made;
}

// --- Suites of others.

struct RulesetRow {
  const char* name;
  const char* id;
  Ruleset ruleset;
};
constexpr RulesetRow kRulesets[] = {
    {"webpki_cases", "webpki::san::no-san", Ruleset::kWebpki},
    {"rfc5280_cases_bind_issuers_too", "rfc5280::aki::critical-aki", Ruleset::kStrict},
    {"all_others", "bettertls::pathbuilding::tc1", Ruleset::kRfc5280},
    {"a_prefix_without_colons", "webpki-like::x1", Ruleset::kRfc5280},
};
class RulesetTest : public testing::TestWithParam<RulesetRow> {};
TEST_P(RulesetTest, is_that_of_the_suite) {
  Json json = of_limbo(foreign_case());
  json["id"] = GetParam().id;
  const Case made = read_one(json);
  EXPECT_EQ(made.id, GetParam().id);
  EXPECT_TRUE(made.foreign);
  EXPECT_EQ(made.question.ruleset, GetParam().ruleset);
  EXPECT_EQ(made.expected(made.question.ruleset), Expectation::kReject);
  EXPECT_EQ(made.expected(Ruleset::kRfc5280), Expectation::kReject);
}
INSTANTIATE_TEST_SUITE_P(Limbo, RulesetTest, testing::ValuesIn(kRulesets),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Limbo, an_id_like_the_suites_own_means_nothing_in_the_suite_of_another) {
  Json json = of_limbo(foreign_case());
  json["id"] = "webpki::x1";
  const auto own = read(json);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->cases[0].question.ruleset, Ruleset::kWebpki);
  EXPECT_NE(own->judged.find("under webpki"), std::string::npos) << own->judged;
  json.erase("importance");
  const auto others = read(json);
  ASSERT_TRUE(others);
  EXPECT_EQ(others->cases[0].question.ruleset, Ruleset::kRfc5280);
  EXPECT_NE(others->judged.find("under rfc5280"), std::string::npos) << others->judged;
  // What is written of either is read back as it was.
  for (const Case& each : {own->cases[0], others->cases[0]}) {
    const auto again = read_limbo(write_limbo({each}).value(), kRunStart);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->cases[0].question.ruleset, each.question.ruleset);
  }
}

TEST(Limbo, a_foreign_case_becomes_a_question) {
  Json json = foreign_case();
  json["expected_result"] = "SUCCESS";
  json["max_chain_depth"] = 3;
  json["validation_time"] = "2024-04-01T00:00:00.005+00:00";
  json["extended_key_usage"] = {"serverAuth"};
  const Case made = read_one(json);
  EXPECT_EQ(made.title, "words");
  EXPECT_EQ(made.expected(made.question.ruleset), Expectation::kAccept);
  EXPECT_EQ(made.question.leaf, (Bytes{0x30, 0x00}));
  EXPECT_EQ(made.question.anchors, std::vector<Bytes>{made.question.leaf});
  EXPECT_EQ(made.question.purpose, Purpose::kServerAuth);
  EXPECT_EQ(made.question.names, (std::vector<PeerName>{{NameKind::kDns, "example.com"}}));
  EXPECT_EQ(made.question.max_depth, 3);
  EXPECT_EQ(format_time(made.question.time), "2024-04-01T00:00:00Z");
  EXPECT_EQ(made.question.revocation, RevocationMode::kOff);
  EXPECT_EQ(made.tags, std::vector<std::string>{});
}

TEST(Limbo, a_client_is_asked_for_its_names_and_its_purpose) {
  Json json = foreign_case();
  json["validation_kind"] = "CLIENT";
  json["expected_peer_name"] = nullptr;
  json["expected_peer_names"] = {{{"kind", "RFC822"}, {"value", "a@example.com"}},
                                 {{"kind", "IP"}, {"value", "192.0.2.1"}}};
  const Case made = read_one(json);
  EXPECT_EQ(made.question.purpose, Purpose::kClientAuth);
  EXPECT_EQ(made.question.names, (std::vector<PeerName>{{NameKind::kEmail, "a@example.com"},
                                                        {NameKind::kIp, "192.0.2.1"}}));
}

TEST(Limbo, a_case_without_a_time_is_asked_at_the_run_start_and_says_so) {
  Json json = foreign_case();
  for (const bool is_null : {true, false}) {
    json.erase("validation_time");
    if (is_null) json["validation_time"] = nullptr;
    const Case made = read_one(json);
    EXPECT_EQ(made.question.time, kRunStart);
    EXPECT_EQ(made.tags, std::vector<std::string>{kRunStartTag});
  }
}

TEST(Limbo, crls_ask_for_the_status_of_the_leaf) {
  Json json = foreign_case();
  json["crls"] = {"-----BEGIN X509 CRL-----\nMAE=\n-----END X509 CRL-----\n"};
  const Case made = read_one(json);
  EXPECT_EQ(made.question.crls, (std::vector<Bytes>{{0x30, 0x01}}));
  EXPECT_EQ(made.question.revocation, RevocationMode::kRequireLeaf);
}

TEST(Limbo, features_and_importance_become_tags) {
  Json json = foreign_case();
  json["features"] = {"has-crl", "denial-of-service"};
  json["importance"] = "high";
  json["validation_time"] = "2024-01-01T00:00:00Z";
  EXPECT_EQ(read_one(json).tags,
            (std::vector<std::string>{"feature:has-crl", "feature:denial-of-service",
                                      "importance:high"}));
}

TEST(Limbo, null_is_taken_where_a_list_is_expected) {
  Json json = foreign_case();
  for (const char* key : {"features", "crls", "untrusted_intermediates", "signature_algorithms",
                          "key_usage", "extended_key_usage", "expected_peer_names",
                          "conflicts_with", "trusted_certs", "importance", "max_chain_depth"}) {
    json[key] = nullptr;
  }
  const Case made = read_one(json);
  EXPECT_EQ(made.unsupported, "");
  EXPECT_TRUE(made.question.anchors.empty());
}

struct UnaskableRow {
  const char* name;
  const char* key;
  const char* value;  // JSON
  const char* why;
};
constexpr UnaskableRow kUnaskable[] = {
    {"feature", "features", R"(["has-crl","quantum"])", "unknown features 'quantum'"},
    {"kind", "validation_kind", R"("PEER")", "unknown validation_kind 'PEER'"},
    {"result", "expected_result", R"("MAYBE")", "unknown expected_result 'MAYBE'"},
    {"peer_kind", "expected_peer_name", R"({"kind":"SRV","value":"x"})", "unknown peer kind 'SRV'"},
    {"algorithm", "signature_algorithms", R"(["ML_DSA_65"])",
     "unknown signature_algorithms 'ML_DSA_65'"},
    {"key_usage", "key_usage", R"(["sign"])", "unknown key_usage 'sign'"},
    {"extended_key_usage", "extended_key_usage", R"(["1.2.3"])",
     "unknown extended_key_usage '1.2.3'"},
    {"time", "validation_time", R"("yesterday")", "validation_time: "},
    {"depth", "max_chain_depth", "-1", "max_chain_depth -1 is out of range"},
    {"no_pem", "peer_certificate", R"("MAA=")", "peer_certificate: no PEM block"},
    {"bad_base64", "trusted_certs",
     R"(["-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"])", "trusted_certs: line 2: "},
    {"wrong_label", "trusted_certs",
     R"(["-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----"])",
     "trusted_certs: line 1: a block 'X509 CRL' where 'CERTIFICATE' is expected"},
    {"two_leaves", "peer_certificate",
     R"("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----")",
     "peer_certificate: more than one certificate"},
    {"key_of_ours", "assay", R"({"expect":{},"mood":"good"})",
     "unknown key of the assay object 'mood'"},
    {"reason_of_ours", "assay", R"({"reason":"boredom"})", "unknown reason 'boredom'"},
    {"ruleset_of_ours", "assay", R"({"expect":{"mine":"accept"}})", "unknown ruleset 'mine'"},
    {"ocsp_of_ours", "assay", R"({"ocsp":["!"]})", "ocsp: "},
};
class UnaskableTest : public testing::TestWithParam<UnaskableRow> {};
TEST_P(UnaskableTest, keeps_the_case_listed_with_its_reason) {
  Json json = foreign_case();
  json[GetParam().key] = Json::parse(GetParam().value);
  Json good = foreign_case();
  good["id"] = "crl::x2";
  const auto suite =
      read_limbo(Json({{"version", 1}, {"testcases", {json, good}}}).dump(), kRunStart);
  ASSERT_TRUE(suite) << suite.error().message;
  ASSERT_EQ(suite->cases.size(), 2U);
  EXPECT_EQ(suite->cases[0].unsupported.substr(0, std::string(GetParam().why).size()),
            GetParam().why);
  EXPECT_EQ(suite->cases[1].unsupported, "");
  ASSERT_EQ(suite->warnings.size(), 1U);
  EXPECT_EQ(suite->warnings[0].rfind("testcases[0] crl::x1: cannot be asked: ", 0), 0U);
}
INSTANTIATE_TEST_SUITE_P(Limbo, UnaskableTest, testing::ValuesIn(kUnaskable),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Limbo, a_key_that_cannot_be_read_is_left_out_and_the_case_still_asked) {
  Json json = foreign_case();
  json["peer_certificate_key"] =
      "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----";
  const auto suite = read(json);
  ASSERT_TRUE(suite);
  EXPECT_EQ(suite->cases[0].unsupported, "");
  EXPECT_TRUE(suite->cases[0].question.leaf_key.empty());
  ASSERT_EQ(suite->warnings.size(), 1U);
  EXPECT_NE(suite->warnings[0].find("peer_certificate_key is left out: EC PRIVATE KEY: "),
            std::string::npos);
}

struct WrongFileRow {
  const char* name;
  const char* text;
  const char* message;
};
constexpr WrongFileRow kWrongFiles[] = {
    {"empty", "", "parse error at line 1, column 1: "},
    {"truncated", "{\"version\": 1,\n \"testcases\": [{\"id\"",
     "parse error at line 2, column 21: "},
    {"other_json", "[1]", "no x509-limbo suite: it lacks a list 'testcases'"},
    {"other_object", "{}", "no x509-limbo suite: it lacks a list 'testcases'"},
    {"testcases_object", R"({"testcases":{}})", "no x509-limbo suite: it lacks a list"},
    {"other_version", R"({"version":2,"testcases":[]})", "no x509-limbo suite of version 1"},
    {"no_version", R"({"testcases":[]})", "no x509-limbo suite of version 1"},
    {"case_is_no_object", R"({"version":1,"testcases":[7]})",
     "testcases[0]: expected an object, found a number"},
    {"case_without_id", R"({"version":1,"testcases":[{}]})", "testcases[0]: lacks id"},
    {"wrong_type", R"({"version":1,"testcases":[{"id":"a","description":{}}]})",
     "testcases[0] a: description: expected a text, found an object"},
    {"key_twice", R"({"version":1,"testcases":[{"id":"a","id":"b"}]})",
     "testcases[0]: key 'id' twice in one object"},
    {"not_utf8", "{\"version\":1,\"testcases\":[\"\xff\"]}", "parse error at line 1, column 28: "},
};
class WrongFileTest : public testing::TestWithParam<WrongFileRow> {};
TEST_P(WrongFileTest, is_one_line_with_its_place) {
  const std::string message = error_of(read_limbo(GetParam().text, kRunStart));
  EXPECT_EQ(message.substr(0, std::string(GetParam().message).size()), GetParam().message);
  EXPECT_EQ(message.find('\n'), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(Limbo, WrongFileTest, testing::ValuesIn(kWrongFiles),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Limbo, an_id_that_occurs_twice_is_an_error) {
  const Json json = {{"version", 1}, {"testcases", {foreign_case(), foreign_case()}}};
  EXPECT_EQ(error_of(read_limbo(json.dump(), kRunStart)),
            "testcases[1] crl::x1: an id that occurs twice");
}

TEST(Limbo, nesting_is_refused_before_it_costs_memory) {
  const std::string deep = std::string(5'000'000, '[');
  EXPECT_NE(error_of(read_limbo(deep, kRunStart)).find("nested deeper than 32"), std::string::npos);
}

// --- Ours.

TEST(Limbo, what_was_written_is_read_back_equal) {
  Case plain;
  plain.id = "rfc5280/validity/good";
  plain.expect = {{Ruleset::kRfc5280, Expectation::kAccept}};
  plain.question.leaf = {0x30, 0x00};
  Case distant = plain;
  distant.id = "fuzz/7/x.1/N_1//\xc3\xa9";
  distant.question.time = -100000000000;
  distant.question.purpose = Purpose::kClientAuth;
  distant.question.names = {{NameKind::kEmail, "a@b.example"}, {NameKind::kUri, "urn:b"}};
  distant.question.crls = {{1}};
  const std::vector<Case> cases = {own_case(), plain, distant};
  const auto text = write_limbo(cases);
  ASSERT_TRUE(text) << text.error().message;
  const auto suite = read_limbo(*text, kRunStart);
  ASSERT_TRUE(suite) << suite.error().message;
  EXPECT_EQ(suite->warnings, std::vector<std::string>{});
  ASSERT_EQ(suite->cases.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) EXPECT_EQ(suite->cases[i], cases[i]) << i;
}

TEST(Limbo, writing_is_deterministic) {
  EXPECT_EQ(write_limbo({own_case()}).value(), write_limbo({own_case()}).value());
}

TEST(Limbo, a_suite_written_in_pieces_is_the_same) {
  std::vector<Case> cases;
  for (int i = 0; i < 5; ++i) {
    cases.push_back(own_case());
    cases.back().id += std::to_string(i);
  }
  const std::string whole = write_limbo(cases).value();
  EXPECT_EQ(nlohmann::ordered_json::parse(whole).dump(1) + "\n", whole) << "the usual layout";
  std::string pieces;
  LimboWriter writer([&pieces](std::string_view text) -> Result<void> {
    pieces += text;
    return {};
  });
  const std::span<const Case> all(cases);
  ASSERT_TRUE(writer.add_text(limbo_testcases({}).value()));
  ASSERT_TRUE(writer.add(all.first(1)));
  ASSERT_TRUE(writer.add_text(limbo_testcases(all.subspan(1, 3)).value()));
  ASSERT_TRUE(writer.add(all.last(1)));
  ASSERT_TRUE(writer.finish());
  EXPECT_EQ(pieces, whole);
}

TEST(Limbo, a_suite_of_nothing_is_one) {
  const std::string text = write_limbo({}).value();
  EXPECT_EQ(nlohmann::ordered_json::parse(text).dump(1) + "\n", text);
  EXPECT_TRUE(read_limbo(text, kRunStart)->cases.empty());
}

TEST(Limbo, our_object_is_that_of_the_format) {
  const Json json = Json::parse(write_limbo({own_case()}).value())["testcases"][0];
  EXPECT_EQ(json["id"], "rfc5280::crl::revoked");
  EXPECT_EQ(json["expected_result"], "FAILURE");
  EXPECT_EQ(json["validation_time"], "2024-03-01T00:00:00Z");
  EXPECT_EQ(json["features"], (Json{"has-crl", "max-chain-depth", "has-cert-policies"}));
  EXPECT_EQ(json["expected_peer_name"]["value"], "a.example");
  EXPECT_EQ(json["assay"]["twin"], "rfc5280::crl::x.7");
  EXPECT_EQ(json["assay"]["reason"], "revoked");
  EXPECT_EQ(json["assay"]["expect"], (Json{{"rfc5280", "reject"}, {"legacy", "either"}}));
  EXPECT_EQ(json["assay"]["ocsp"], Json{"Bw=="});
  EXPECT_EQ(json["assay"]["revocation"], "require-chain");
  EXPECT_EQ(json["assay"]["policy"]["any_policy_inhibit"], true);
}

TEST(Limbo, what_the_standard_leaves_open_is_a_pedantic_case) {
  Case open = own_case();
  open.question.ruleset = Ruleset::kRfc5280;
  open.expect = {{Ruleset::kRfc5280, Expectation::kEither},
                 {Ruleset::kStrict, Expectation::kReject}};
  Json json = Json::parse(write_limbo({open}).value())["testcases"][0];
  EXPECT_EQ(json["expected_result"], "FAILURE");
  EXPECT_NE(json["features"].dump().find("pedantic-rfc5280"), std::string::npos);
  open.expect = {{Ruleset::kRfc5280, Expectation::kEither}};
  json = Json::parse(write_limbo({open}).value())["testcases"][0];
  EXPECT_EQ(json["expected_result"], "SUCCESS");
}

TEST(Limbo, a_case_that_cannot_be_asked_is_not_written) {
  Case made = own_case();
  made.unsupported = "unknown features 'quantum'";
  EXPECT_FALSE(write_limbo({made}));
}

TEST(Limbo, text_that_is_no_utf8_is_not_written) {
  Case made = own_case();
  made.title = "\xff";
  EXPECT_FALSE(write_limbo({made}));
}

struct IdRow {
  const char* name;
  const char* ours;
  const char* limbo;
};
constexpr IdRow kIds[] = {
    {"plain", "rfc5280/basic-constraints/not-a-ca", "rfc5280::basic-constraints::not-a-ca"},
    {"digits_first", "fuzz/7/123", "fuzz::x.7::x.123"},
    {"one_letter", "a/b", "x.a::x.b"},
    {"underscore_and_dot", "area/a_b.c", "area::x.a.5fb.2ec"},
    {"our_own_escape", "area/x.y", "area::x.x.2ey"},
    {"empty_parts", "/", "x.::x."},
    {"nothing", "", "x."},
    {"colons", "a::b", "x.a.3a.3ab"},
};
class IdTest : public testing::TestWithParam<IdRow> {};
TEST_P(IdTest, keeps_to_the_pattern_and_can_be_turned_back) {
  const std::regex pattern("^([A-Za-z][A-Za-z0-9-.]+::)*([A-Za-z][A-Za-z0-9-.]+)$");
  Case made;
  made.id = GetParam().ours;
  EXPECT_EQ(limbo_id(made), GetParam().limbo);
  EXPECT_TRUE(std::regex_match(limbo_id(made), pattern));
  EXPECT_EQ(case_id(limbo_id(made)), GetParam().ours);
}
INSTANTIATE_TEST_SUITE_P(Limbo, IdTest, testing::ValuesIn(kIds),
                         [](const auto& row) { return std::string(row.param.name); });

// NIST's suites in limbo's form: more is said of the question than limbo can, nothing of twins.
TEST(Limbo, an_assay_object_that_states_no_expectation_leaves_a_case_foreign) {
  Json json = foreign_case();
  json["id"] = "pkits::valid-path";
  json["expected_result"] = "FAILURE";
  json["assay"] = {
      {"ruleset", "legacy"},
      {"revocation", "require-chain"},
      {"policy", {{"explicit_policy", true}, {"initial_policy_set", {"2.5.29.32.0"}}}}};
  const auto suite = read_limbo(Json{{"version", 1}, {"testcases", {json}}}.dump(), 0);
  ASSERT_TRUE(suite) << suite.error().message;
  const Case& made = suite->cases[0];
  EXPECT_TRUE(made.foreign);
  EXPECT_EQ(made.id, "pkits::valid-path");
  EXPECT_EQ(made.question.ruleset, Ruleset::kLegacy);
  EXPECT_EQ(made.expected(Ruleset::kLegacy), Expectation::kReject);
  EXPECT_EQ(made.question.revocation, RevocationMode::kRequireChain);
  EXPECT_TRUE(made.question.policy.explicit_policy);
  const auto written = write_limbo({made});
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(read_limbo(*written, 0)->cases[0], made);
}

TEST(Limbo, a_foreign_id_stays_as_it_is) {
  Case made;
  made.id = "crl::odd/one";
  made.foreign = true;
  EXPECT_EQ(limbo_id(made), "crl::odd/one");
}

// --- The suite of others that lies beside the checkout in CI.

const std::string kShared = source_dir() + "/../shared/data/";

class LimboSampleTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kShared)) GTEST_SKIP() << "no folder " << kShared;
    sample_ = read_file(std::string(kShared) + "limbo-sample.json", kSuiteFileLimit).value();
  }
  std::string sample_;
};

TEST_F(LimboSampleTest, every_case_can_be_asked) {
  const auto suite = read_limbo(sample_, kRunStart);
  ASSERT_TRUE(suite) << suite.error().message;
  EXPECT_EQ(suite->cases.size(), 104U);
  EXPECT_EQ(suite->warnings, std::vector<std::string>{});
  std::map<Ruleset, int> rulesets;
  std::map<Expectation, int> expectations;
  int keys = 0;
  int run_start = 0;
  for (const Case& each : suite->cases) {
    EXPECT_TRUE(each.foreign && each.unsupported.empty()) << each.id << each.unsupported;
    ++rulesets[each.question.ruleset];
    ++expectations[each.expected(each.question.ruleset)];
    keys += each.question.leaf_key.empty() ? 0 : 1;
    run_start += std::count(each.tags.begin(), each.tags.end(), kRunStartTag) > 0 ? 1 : 0;
  }
  EXPECT_EQ(rulesets[Ruleset::kStrict], 53);
  EXPECT_EQ(rulesets[Ruleset::kWebpki], 24);
  EXPECT_EQ(expectations[Expectation::kReject], 73);
  EXPECT_EQ(expectations[Expectation::kAccept], 31);
  EXPECT_EQ(keys, 93);
  EXPECT_EQ(run_start, 86);
}

TEST_F(LimboSampleTest, every_cut_of_the_file_is_an_error) {
  for (std::size_t size = 0; size + 10 < sample_.size(); size += 49999) {
    EXPECT_FALSE(read_limbo(std::string_view(sample_).substr(0, size), kRunStart)) << size;
  }
}

TEST_F(LimboSampleTest, what_we_write_keeps_to_the_schema_and_reads_back_equal) {
  Json schema = Json::parse(read_file(std::string(kShared) + "limbo-schema.json").value());
  schema["$ref"] = "#/$defs/Limbo";
  std::vector<Case> cases = read_limbo(sample_, kRunStart)->cases;
  cases.push_back(own_case());
  const auto text = write_limbo(cases);
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(schema_violation(schema, Json::parse(*text)), "");
  EXPECT_EQ(read_limbo(*text, kRunStart)->cases, cases);
}

}  // namespace
}  // namespace assay
