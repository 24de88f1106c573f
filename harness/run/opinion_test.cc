#include "harness/run/opinion.h"

#include <gtest/gtest.h>

#include "harness/base/build_tree.h"
#include "harness/pki/catalogue.h"

namespace assay {
namespace {

OracleVerdict says(Verdict verdict) { return {std::move(verdict), std::nullopt, {}}; }

CaseResult judged(Expectation expectation, Reason reason, Verdict oracle) {
  CaseResult result;
  result.what.reason = reason;
  result.expectation = expectation;
  result.oracle = says(std::move(oracle));
  return result;
}

struct DisputeRow {
  const char* name;
  Expectation expectation;
  Reason reason;
  Verdict oracle;
  bool foreign;
  bool disputed;
};

class DisputeTest : public testing::TestWithParam<DisputeRow> {};
TEST_P(DisputeTest, is_raised_where_the_oracle_contradicts_a_case_of_ours) {
  const DisputeRow& row = GetParam();
  CaseResult result = judged(row.expectation, row.reason, row.oracle);
  result.what.foreign = row.foreign;
  EXPECT_EQ(is_disputed(result), row.disputed);
}
INSTANTIATE_TEST_SUITE_P(
    Opinion, DisputeTest,
    testing::Values(DisputeRow{"accept_accept", Expectation::kAccept, {}, accepted(), false, false},
                    DisputeRow{"accept_reject",
                               Expectation::kAccept,
                               {},
                               rejected(Reason::kExpired, "x"),
                               false,
                               true},
                    DisputeRow{"reject_reject", Expectation::kReject, Reason::kExpired,
                               rejected(Reason::kExpired, "x"), false, false},
                    DisputeRow{"reject_for_another_reason", Expectation::kReject, Reason::kExpired,
                               rejected(Reason::kKeyUsage, "x"), false, true},
                    DisputeRow{"reject_for_no_stated_reason",
                               Expectation::kReject,
                               {},
                               rejected(Reason::kKeyUsage, "x"),
                               false,
                               false},
                    DisputeRow{"reject_accept", Expectation::kReject, Reason::kExpired, accepted(),
                               false, true},
                    DisputeRow{"either", Expectation::kEither, {}, accepted(), false, false},
                    DisputeRow{"foreign", Expectation::kReject, {}, accepted(), true, false}),
    [](const auto& row) { return row.param.name; });

TEST(Dispute, fails_the_run_and_is_counted) {
  Results results;
  results.cases.push_back(judged(Expectation::kAccept, {}, accepted()));
  EXPECT_FALSE(failed(results));
  results.cases[0].disputed = true;
  EXPECT_TRUE(failed(results));
  EXPECT_EQ(count_disputes(results), 1U);
}

TEST(Grounds, name_the_side_the_clause_and_whom_it_binds) {
  const std::map<std::string, Clause> clauses = {
      {"d-1",
       {"d-1", "A leaf that has expired is refused", "RFC 5280", "6.1.3 (a) (2)", Binds::kVerifier,
        Strength::kMust}}};
  CaseResult result =
      judged(Expectation::kReject, Reason::kExpired, rejected(Reason::kExpired, "x"));
  result.what.clauses = {"d-1"};
  Answer differing;
  differing.verdict = accepted();
  EXPECT_EQ(grounds_of(result, differing, clauses),
            "the oracle sides with the expectation: reject (expired); RFC 5280 section 6.1.3 (a) "
            "(2) (must of the verifier): A leaf that has expired is refused");
  result.oracle = says(accepted());
  result.what.clauses.clear();
  EXPECT_EQ(grounds_of(result, differing, clauses), "the oracle sides with the stack: accept");
}

TEST(Consult, asks_the_oracle_of_each_case_that_can_be_asked_under_its_ruleset) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  ASSERT_TRUE(catalogue);
  auto maker = CaseMaker::open(catalogue->keys_folder, {});
  ASSERT_TRUE(maker);
  // Strict alone minds a CA's basic constraints that are not critical.
  const auto* const entry =
      catalogue->find("rfc5280/basic-constraints/bc-noncritical-intermediate");
  ASSERT_NE(entry, nullptr);
  const auto made = maker->make(*entry);
  ASSERT_TRUE(made);
  Results results;
  results.cases.resize(3);
  for (CaseResult& each : results.cases) each.what = *made;
  results.cases[1].what.question.ruleset = Ruleset::kStrict;
  results.cases[2].what.unsupported = "an unknown word";
  consult_oracle(results, 2);
  ASSERT_TRUE(results.cases[0].oracle && results.cases[1].oracle);
  EXPECT_EQ(results.cases[0].oracle->verdict.decision, Decision::kAccept);
  EXPECT_EQ(results.cases[1].oracle->verdict.decision, Decision::kReject);
  EXPECT_FALSE(results.cases[2].oracle);
}

}  // namespace
}  // namespace assay
