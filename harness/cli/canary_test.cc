// The harness against a target that is deliberately wrong: each fault must be noticed, blamed on
// its case, and cost nothing else.
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/base/build_tree.h"
#include "harness/cli/program_for_test.h"
#include "harness/model/case.h"
#include "harness/run/adjudicate.h"
#include "harness/run/runner.h"

namespace assay {
namespace {

constexpr std::size_t kCases = 40;
constexpr std::size_t kFaulty = 17;  // in the middle, with more than kInFlight cases behind it

// Questions that the canary answers by the text in the leaf; it decodes nothing.
std::vector<Case> cases_with_one_fault() {
  std::vector<Case> cases(kCases);
  for (std::size_t i = 0; i < kCases; ++i) {
    cases[i].id = "fault/case-" + std::to_string(i);
    cases[i].expect[Ruleset::kRfc5280] = Expectation::kAccept;
    cases[i].question.leaf =
        to_bytes(as_bytes(i == kFaulty ? "fault.assay.example" : "good.assay.example"));
  }
  return cases;
}

// A minute is never waited for: it is there so that a slow machine does not see a hang in a leak.
constexpr std::chrono::milliseconds kPatience{60'000};

RunOptions options_with(std::chrono::milliseconds patience) {
  RunOptions options;
  options.executable = build_dir() + "/assay";
  options.jobs = 2;
  options.limits.answer = patience;
  options.limits.resident_bytes = 512ULL << 20;
  return options;
}

Result<TargetSpec> canary(const std::string& variant) {
  ASSAY_TRY(specs, installed_targets(build_dir() + "/targets"));
  return find_target(specs, "canary/" + variant);
}

struct FaultRow {
  const char* variant;
  Decision decision;
  const char* native;  // part of it; empty: any
  std::chrono::milliseconds patience = kPatience;
};

class CanaryTest : public testing::TestWithParam<FaultRow> {};

TEST_P(CanaryTest, a_fault_is_a_verdict_on_its_own_case_and_loses_no_other) {
  const FaultRow& row = GetParam();
  const auto spec = canary(row.variant);
  ASSERT_TRUE(spec) << spec.error().message;
  auto results = verify_cases(cases_with_one_fault(), {*spec}, options_with(row.patience));
  ASSERT_TRUE(results) << results.error().message;
  adjudicate(*results, Law{});
  ASSERT_EQ(results->cases.size(), kCases);
  for (std::size_t i = 0; i < kCases; ++i) {
    const Answer& answer = results->cases[i].answers[0];
    if (i == kFaulty) {
      EXPECT_EQ(answer.verdict.decision, row.decision);
      EXPECT_NE(answer.verdict.native.find(row.native), std::string::npos) << answer.verdict.native;
      EXPECT_EQ(answer.finding, Finding::kBroken);
    } else {
      EXPECT_EQ(answer.finding, Finding::kAgree) << results->cases[i].what.id;
    }
  }
  EXPECT_TRUE(failed(*results));
}

INSTANTIATE_TEST_SUITE_P(Faults, CanaryTest,
                         testing::Values(FaultRow{"crash", Decision::kCrash, ""},
                                         FaultRow{"abort", Decision::kCrash, ""},
                                         FaultRow{"hang", Decision::kTimeout,
                                                  "no answer in 1500 ms",
                                                  std::chrono::milliseconds(1500)},
                                         FaultRow{"leak", Decision::kCrash, "MiB resident"},
                                         FaultRow{"throw", Decision::kCrash, ""}),
                         [](const auto& row) {
                           std::string name = row.param.variant;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Canary, noise_on_its_outputs_does_not_disturb_the_protocol) {
  const auto spec = canary("noise");
  ASSERT_TRUE(spec);
  auto results = verify_cases(cases_with_one_fault(), {*spec}, options_with(kPatience));
  ASSERT_TRUE(results) << results.error().message;
  for (const CaseResult& result : results->cases) {
    EXPECT_EQ(result.answers[0].verdict.decision, Decision::kAccept);
  }
}

// A target that accepts all, or rejects all, must not pass a catalogue.
TEST(Canary, a_target_that_accepts_all_fails_the_run) {
  const ProgramRun run =
      run_program({"verify", "rfc5280/validity/*", "--target", "canary/accept-all"});
  EXPECT_NE(run.status, 0);
  EXPECT_NE((run.out + run.err).find("canary/accept-all"), std::string::npos);
}

TEST(Canary, a_target_that_rejects_all_fails_the_run) {
  const ProgramRun run =
      run_program({"verify", "rfc5280/validity/*", "--target", "canary/reject-all"});
  EXPECT_NE(run.status, 0);
}

TEST(Canary, a_capability_that_is_claimed_and_lacking_ends_with_3) {
  const ProgramRun run =
      run_program({"verify", "rfc5280/validity/*", "--target", "canary/overclaim"});
  EXPECT_EQ(run.status, 3);
  EXPECT_NE(run.err.find("declares the capability"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace assay
