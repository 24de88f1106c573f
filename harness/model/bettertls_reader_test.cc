#include <gtest/gtest.h>

#include "harness/der/writer.h"
#include "harness/model/suite.h"

namespace assay {
namespace {

constexpr UnixTime kNow = 1'800'000'000;

// As much of a certificate as the reader looks at.
std::string certificate(UnixTime not_before, UnixTime not_after) {
  const Bytes der = der::encode(der::sequence(
      der::sequence(der::context_explicit(0, der::integer(2)), der::integer(1), der::sequence(),
                    der::sequence(), der::sequence(der::time(not_before), der::time(not_after)))));
  return '"' + base64(der) + '"';
}

std::string export_of(const std::string& testcase) {
  return R"({"trustRoot": "AQID", "suites": {"s": {"testCases": [)" + testcase + "]}}}";
}

struct CaseRow {
  const char* name;
  std::string features;
  const char* host;
  const char* expected;
  const char* is_warning;
  UnixTime time;
  NameKind kind;
  Expectation expectation;
};
const CaseRow kCases[] = {
    {"asked_as_the_leaf_begins", "", "localhost", "ACCEPT", "false", 1001, NameKind::kDns,
     Expectation::kAccept},
    {"about_expiry_once_something_has_expired", R"("INVALID_REASON_EXPIRED")", "localhost",
     "REJECT", "false", 5001, NameKind::kDns, Expectation::kReject},
    {"warnings_leave_it_open", R"("X")", "localhost", "REJECT", "true", 1001, NameKind::kDns,
     Expectation::kEither},
    {"addresses_are_no_host_names", "", "127.0.0.1", "REJECT", "false", 1001, NameKind::kIp,
     Expectation::kReject},
    {"of_either_family", "", "::1", "REJECT", "false", 1001, NameKind::kIp, Expectation::kReject},
};
class BetterTlsCaseTest : public testing::TestWithParam<CaseRow> {};
TEST_P(BetterTlsCaseTest, is_a_foreign_case) {
  const CaseRow& row = GetParam();
  const auto suite = read_bettertls(
      export_of(R"({"id": 7, "certificates": [)" + certificate(1000, 9000) + "," +
                certificate(900, 5000) + R"(], "hostname": ")" + row.host +
                R"(", "requiredFeatures": [)" + row.features + R"(], "expected": ")" +
                row.expected + R"(", "failureIsWarning": )" + row.is_warning + "}"),
      kNow);
  ASSERT_TRUE(suite) << suite.error().message;
  ASSERT_EQ(suite->cases.size(), 1U);
  const Case& made = suite->cases.front();
  EXPECT_EQ(made.id, "bettertls::s::tc7");
  EXPECT_TRUE(made.foreign);
  EXPECT_EQ(made.question.time, row.time);
  EXPECT_EQ(made.question.names, (std::vector<PeerName>{{row.kind, row.host}}));
  EXPECT_EQ(made.expected(Ruleset::kRfc5280), row.expectation);
  EXPECT_EQ(made.question.anchors, (std::vector<Bytes>{{1, 2, 3}}));
  EXPECT_EQ(made.question.pool.size(), 1U);
}
INSTANTIATE_TEST_SUITE_P(Cases, BetterTlsCaseTest, testing::ValuesIn(kCases),
                         [](const auto& row) { return row.param.name; });

TEST(BetterTls, a_leaf_without_a_validity_is_asked_now) {
  const auto suite = read_bettertls(
      export_of(R"({"id": 1, "certificates": ["AAAA"], "hostname": "h", "expected": "REJECT"})"),
      kNow);
  ASSERT_TRUE(suite);
  EXPECT_EQ(suite->cases.front().question.time, kNow);
  EXPECT_EQ(suite->cases.front().tags, std::vector<std::string>{kRunStartTag});
}

struct MistakeRow {
  const char* name;
  std::string json;
  const char* words;
};
const std::string kWhole =
    R"({"id": 1, "certificates": ["AAAA"], "hostname": "h", "expected": "REJECT"})";
const MistakeRow kMistakes[] = {
    {"no_suites", R"({"trustRoot": ""})", "it lacks an object 'suites'"},
    {"no_root", R"({"trustRoot": 1, "suites": {}})", "trustRoot: expected a text, found a number"},
    {"root_no_base64", R"({"trustRoot": "?", "suites": {}})", "trustRoot: "},
    {"cases_no_list", R"({"trustRoot": "", "suites": {"s": {"testCases": 3}}})", "suites.s: "},
    {"no_id", export_of(R"({"certificates": ["AAAA"], "hostname": "h", "expected": "REJECT"})"),
     "suites.s.testCases[0]: lacks id"},
    {"no_certificate",
     export_of(R"({"id": 1, "certificates": [], "hostname": "h", "expected": "REJECT"})"),
     "suites.s.testCases[0]: certificates: none"},
    {"another_answer",
     export_of(R"({"id": 1, "certificates": ["AA=="], "hostname": "h", "expected": "MAYBE"})"),
     "'MAYBE' is neither"},
    {"twice_the_same", export_of(kWhole + "," + kWhole), "bettertls::s::tc1 occurs twice"},
};
class BetterTlsMistakeTest : public testing::TestWithParam<MistakeRow> {};
TEST_P(BetterTlsMistakeTest, is_an_error_with_its_place) {
  const auto suite = read_suite(GetParam().json, kNow);
  ASSERT_FALSE(suite);
  EXPECT_NE(suite.error().message.find(GetParam().words), std::string::npos)
      << suite.error().message;
}
INSTANTIATE_TEST_SUITE_P(Mistakes, BetterTlsMistakeTest, testing::ValuesIn(kMistakes),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace assay
