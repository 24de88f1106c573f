#include "harness/run/adjudicate.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"

namespace assay {
namespace {

constexpr char kTwin[] = "area/good";
constexpr char kCase[] = "area/bad";

Verdict crashed() { return {Decision::kCrash, Reason::kNone, "SIGSEGV", "", 0}; }
Verdict unsupported() { return {Decision::kUnsupported, Reason::kNone, "", "", 0}; }

// One target; a twin that accepts, and a case that expects `expectation` for Reason::kExpired.
struct Bench {
  Results results;
  Law law;

  Bench(Expectation expectation, const Verdict& on_twin, const Verdict& on_case) {
    results.mode = "verify";
    results.targets.push_back({"stack", "Stack", "5.5.4", "", "", "", {}});
    results.columns.push_back({"stack", 0, "", "", ""});
    add(kTwin, Expectation::kAccept, on_twin);
    add(kCase, expectation, on_case);
    results.cases[1].what.twin = kTwin;
    results.cases[1].what.reason = Reason::kExpired;
    results.cases[1].what.clauses = {"rfc5280-6.1.3-a-2"};
    law.clauses["rfc5280-6.1.3-a-2"] =
        Clause{"rfc5280-6.1.3-a-2", "", "", "", Binds::kVerifier, {}};
  }

  void add(const char* id, Expectation expectation, const Verdict& verdict) {
    CaseResult result;
    result.what.id = id;
    result.expectation = expectation;
    result.answers.push_back({verdict, Finding::kNew, false, "", std::nullopt});
    results.cases.push_back(std::move(result));
  }

  Deviation& pin(Decision decision) {
    Deviation entry;
    entry.target = "stack";
    entry.cases = {kCase};
    entry.releases = {"5.5.*"};
    entry.decision = decision;
    entry.why = "known";
    law.deviations.push_back(entry);
    return law.deviations.back();
  }

  const Answer& judged() {
    adjudicate(results, law);
    return results.cases[1].answers[0];
  }
};

struct Row {
  const char* name;
  Expectation expectation;
  Verdict on_twin;
  Verdict on_case;
  Finding finding;
};
class FindingTest : public testing::TestWithParam<Row> {};

TEST_P(FindingTest, follows_the_table_of_findings) {
  const Row& row = GetParam();
  EXPECT_EQ(Bench(row.expectation, row.on_twin, row.on_case).judged().finding, row.finding);
}

const Verdict kExpired = rejected(Reason::kExpired, "10");
const Verdict kOther = rejected(Reason::kUnknownIssuer, "20");

INSTANTIATE_TEST_SUITE_P(
    Adjudicate, FindingTest,
    testing::Values(Row{"reject_for_the_reason_with_twin_accepted_agrees", Expectation::kReject,
                        accepted(), kExpired, Finding::kAgree},
                    Row{"reject_for_another_reason_is_counted_apart", Expectation::kReject,
                        accepted(), kOther, Finding::kAgreeOtherReason},
                    Row{"reject_with_the_twin_rejected_is_vacuous", Expectation::kReject, kOther,
                        kExpired, Finding::kVacuous},
                    Row{"reject_with_the_twin_not_asked_is_vacuous", Expectation::kReject,
                        unsupported(), kExpired, Finding::kVacuous},
                    Row{"accept_of_a_reject_is_new", Expectation::kReject, accepted(), accepted(),
                        Finding::kNew},
                    Row{"accept_as_expected_agrees", Expectation::kAccept, accepted(), accepted(),
                        Finding::kAgree},
                    Row{"reject_of_an_accept_is_new", Expectation::kAccept, accepted(), kExpired,
                        Finding::kNew},
                    Row{"either_permits_accept", Expectation::kEither, accepted(), accepted(),
                        Finding::kPermitted},
                    Row{"either_permits_reject", Expectation::kEither, accepted(), kExpired,
                        Finding::kPermitted},
                    Row{"either_permits_no_crash", Expectation::kEither, accepted(), crashed(),
                        Finding::kBroken},
                    Row{"crash_is_broken_even_where_reject_is_expected", Expectation::kReject,
                        accepted(), crashed(), Finding::kBroken},
                    Row{"undeclared_capability_is_unsupported", Expectation::kReject, accepted(),
                        unsupported(), Finding::kUnsupported}),
    RowName());

TEST(Adjudicate, foreign_reject_counts_by_decision_and_is_shown_untwinned) {
  Bench bench(Expectation::kReject, accepted(), kOther);
  bench.results.cases[1].what.foreign = true;
  bench.results.cases[1].what.twin.clear();
  const Answer& answer = bench.judged();
  EXPECT_EQ(answer.finding, Finding::kAgree);
  EXPECT_TRUE(answer.untwinned);
}

TEST(Adjudicate, pinned_difference_is_known) {
  Bench bench(Expectation::kReject, accepted(), accepted("ok"));
  bench.pin(Decision::kAccept);
  EXPECT_EQ(bench.judged().finding, Finding::kKnown);
  EXPECT_TRUE(bench.results.stale.empty());
  EXPECT_FALSE(failed(bench.results));
}

TEST(Adjudicate, a_pin_holds_for_its_own_release_only) {
  Bench bench(Expectation::kReject, accepted(), accepted());
  bench.pin(Decision::kAccept);
  bench.results.targets[0].version = "5.6.0";
  EXPECT_EQ(bench.judged().finding, Finding::kNew);
  EXPECT_TRUE(bench.results.stale.empty());
}

TEST(Adjudicate, a_pin_holds_for_its_own_native_code_and_reason_only) {
  Bench by_native(Expectation::kReject, accepted(), accepted("ok"));
  by_native.pin(Decision::kAccept).native = "another";
  EXPECT_EQ(by_native.judged().finding, Finding::kNew);
  Bench by_reason(Expectation::kAccept, accepted(), kExpired);
  by_reason.pin(Decision::kReject).reason = Reason::kMalformed;
  EXPECT_EQ(by_reason.judged().finding, Finding::kNew);
}

TEST(Adjudicate, a_pinned_crash_does_not_fail_the_run) {
  Bench bench(Expectation::kReject, accepted(), crashed());
  bench.pin(Decision::kCrash).native = "SIGSEGV";
  EXPECT_EQ(bench.judged().finding, Finding::kKnown);
}

TEST(Adjudicate, an_entry_that_nothing_needs_is_stale_and_fails_the_projects_own_run) {
  Bench bench(Expectation::kReject, accepted(), kExpired);
  bench.pin(Decision::kAccept);
  EXPECT_EQ(bench.judged().finding, Finding::kAgree);
  ASSERT_EQ(bench.results.stale.size(), 1U);
  EXPECT_EQ(bench.results.stale[0].selector, kCase);
  EXPECT_FALSE(failed(bench.results));  // a warning for a user
  bench.results.stale_means = StaleMeans::kFailure;
  EXPECT_TRUE(failed(bench.results));
}

TEST(Adjudicate, an_entry_is_not_stale_while_part_of_its_selector_did_not_run) {
  Bench bench(Expectation::kReject, accepted(), kExpired);
  bench.pin(Decision::kAccept).cases = {kCase, "area/not-in-this-run"};
  bench.judged();
  EXPECT_TRUE(bench.results.stale.empty());
}

TEST(Adjudicate, a_glob_is_not_stale_while_a_case_of_it_was_left_out) {
  Bench bench(Expectation::kReject, accepted(), kExpired);
  bench.pin(Decision::kAccept).cases = {"area/*"};
  bench.results.unasked = {"other/case"};
  bench.judged();
  EXPECT_EQ(bench.results.stale.size(), 1U);
  bench.results.unasked = {"area/left-out"};
  bench.results.stale.clear();
  bench.judged();
  EXPECT_TRUE(bench.results.stale.empty());
}

TEST(Adjudicate, an_issuers_duty_gives_a_verifier_none) {
  Bench bench(Expectation::kReject, accepted(), accepted());
  bench.law.clauses["rfc5280-6.1.3-a-2"].binds = Binds::kIssuer;
  EXPECT_EQ(bench.judged().finding, Finding::kPermitted);
}

TEST(Adjudicate, an_issuers_duty_counts_under_strict) {
  Bench bench(Expectation::kReject, accepted(), accepted());
  bench.law.clauses["rfc5280-6.1.3-a-2"].binds = Binds::kIssuer;
  bench.results.cases[1].what.question.ruleset = Ruleset::kStrict;
  EXPECT_EQ(bench.judged().finding, Finding::kNew);
}

TEST(Adjudicate, deviations_speak_of_every_instance_of_a_case) {
  Bench bench(Expectation::kReject, accepted(), accepted());
  bench.results.cases[0].what.id = std::string(kTwin) + "@3";
  bench.results.cases[1].what.id = std::string(kCase) + "@3";
  bench.results.cases[1].what.twin = bench.results.cases[0].what.id;
  bench.pin(Decision::kAccept);
  EXPECT_EQ(bench.judged().finding, Finding::kKnown);
}

TEST(Adjudicate, a_known_answer_names_its_entry_among_those_that_are_used) {
  Bench bench(Expectation::kReject, accepted(), accepted());
  bench.pin(Decision::kReject).why = "does not fit";
  bench.pin(Decision::kAccept).clause = "rfc5280-6.1.3-a-2";
  const Answer& answer = bench.judged();
  ASSERT_EQ(bench.results.deviations.size(), 1U);
  EXPECT_EQ(answer.deviation, std::optional<std::size_t>(0));
  EXPECT_EQ(bench.results.deviations[0].why, "known");
  EXPECT_EQ(bench.results.cases[0].answers[0].deviation, std::nullopt);
}

TEST(Adjudicate, the_clauses_that_are_cited_stay_with_the_results) {
  Bench bench(Expectation::kReject, accepted(), kExpired);
  bench.law.clauses["rfc5280-uncited"] = Clause{"rfc5280-uncited", "", "", "", {}, {}};
  bench.judged();
  ASSERT_EQ(bench.results.clauses.size(), 1U);
  EXPECT_EQ(bench.results.clauses.begin()->first, "rfc5280-6.1.3-a-2");
}

TEST(Adjudicate, a_reject_whose_twin_was_not_asked_is_untwinned_and_says_so) {
  Bench bench(Expectation::kReject, accepted(), kExpired);
  bench.results.cases[1].what.twin = "elsewhere/good";
  const Answer& answer = bench.judged();
  EXPECT_EQ(answer.finding, Finding::kAgree);
  EXPECT_TRUE(answer.untwinned);
  EXPECT_EQ(answer.note, "the twin elsewhere/good was not asked");
}

TEST(Adjudicate, an_entry_of_a_stack_speaks_of_its_variants_and_one_of_a_variant_of_it_alone) {
  Deviation entry;
  entry.target = "stack";
  entry.cases = {kCase};
  entry.releases = {"*"};
  EXPECT_TRUE(entry.selects("stack/strict", "1", kCase, "verify"));
  EXPECT_FALSE(entry.selects("stacker", "1", kCase, "verify"));
  entry.target = "stack/strict";
  EXPECT_TRUE(entry.selects("stack/strict", "1", kCase, "verify"));
  EXPECT_FALSE(entry.selects("stack", "1", kCase, "verify"));
}

struct HarmRow {
  const char* name;
  Expectation expectation;
  Verdict verdict;
  std::optional<Fault> pinned;
  Harm harm;
};
const HarmRow kHarms[] = {
    {"a_new_accept_is_a_false_accept", Expectation::kReject, accepted(), {}, Harm::kFalseAccept},
    {"a_known_accept_is_one_too", Expectation::kReject, accepted(), Fault::kStack,
     Harm::kFalseAccept},
    {"an_accept_is_none_where_the_suite_is_wrong", Expectation::kReject, accepted(), Fault::kSuite,
     Harm::kNone},
    {"an_accept_is_none_where_nobody_is_wrong", Expectation::kReject, accepted(), Fault::kNobody,
     Harm::kNone},
    {"a_known_reject_is_a_false_reject", Expectation::kAccept, kExpired, Fault::kStack,
     Harm::kFalseReject},
    {"a_pinned_crash_is_a_crash", Expectation::kReject, crashed(), Fault::kStack, Harm::kCrash},
    {"a_choice_is_no_harm", Expectation::kEither, accepted(), {}, Harm::kNone},
    {"an_expected_reject_is_no_harm", Expectation::kReject, kExpired, {}, Harm::kNone},
};

class HarmTest : public testing::TestWithParam<HarmRow> {};
TEST_P(HarmTest, follows_from_the_answer_and_whose_fault_it_is) {
  const HarmRow& row = GetParam();
  Bench bench(row.expectation, accepted(), row.verdict);
  if (row.pinned) bench.pin(row.verdict.decision).wrong = *row.pinned;
  const Answer& answer = bench.judged();
  EXPECT_EQ(harm_of(bench.results, bench.results.cases[1], answer), row.harm);
}
INSTANTIATE_TEST_SUITE_P(Adjudicate, HarmTest, testing::ValuesIn(kHarms), RowName());

}  // namespace
}  // namespace assay
