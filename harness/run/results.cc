#include "harness/run/results.h"

namespace assay {

FindingCounts count_findings(const Results& results) {
  FindingCounts counts;
  for (const CaseResult& result : results.cases) {
    for (const Answer& answer : result.answers) ++counts[answer.finding];
  }
  return counts;
}

Harm harm_of(const Results& results, const CaseResult& result, const Answer& answer) {
  const Decision got = answer.verdict.decision;
  if (got == Decision::kCrash || got == Decision::kTimeout) return Harm::kCrash;
  if (answer.finding != Finding::kKnown && answer.finding != Finding::kNew) return Harm::kNone;
  if (answer.deviation && results.deviations[*answer.deviation].wrong != Fault::kStack) {
    return Harm::kNone;
  }
  const bool accepts = got == Decision::kAccept && result.expectation == Expectation::kReject;
  return accepts ? Harm::kFalseAccept : Harm::kFalseReject;
}

Effect effect_of(const CaseResult& result) {
  if (result.what.effect) return *result.what.effect;
  if (result.what.reason != Reason::kNone) return default_effect(result.what.reason);
  const Reason why = result.oracle ? result.oracle->verdict.reason : Reason::kNone;
  // A foreign reject that nobody explains is taken for the worst.
  const bool unexplained = why == Reason::kNone && result.expectation == Expectation::kReject;
  return unexplained ? Effect::kAuthBypass : default_effect(why);
}

std::uint64_t count_disputes(const Results& results) {
  std::uint64_t count = 0;
  for (const CaseResult& result : results.cases) count += result.disputed ? 1 : 0;
  return count;
}

RunTally tally(const Results& results, std::size_t column, std::size_t begin, std::size_t end) {
  RunTally counts{end - begin, 0};
  for (std::size_t i = begin; i < end; ++i) {
    const Decision got = results.cases[i].answers[column].verdict.decision;
    if (got == Decision::kUnsupported) continue;
    const Expectation wanted = results.cases[i].expectation;
    const bool as_expected = (got == Decision::kAccept && wanted != Expectation::kReject) ||
                             (got == Decision::kReject && wanted != Expectation::kAccept);
    if (!as_expected) ++counts.differing;
  }
  return counts;
}

int exit_status(const Results& results) {
  if (results.interrupted.signal != 0) return 128 + results.interrupted.signal;
  return failed(results) ? 1 : 0;
}

bool failed(const Results& results) {
  if (results.interrupted.signal != 0) return true;
  const bool stale = results.stale_means == StaleMeans::kFailure && !results.stale.empty();
  if (stale || count_disputes(results) > 0) return true;
  for (const auto& [finding, count] : count_findings(results)) {
    if (fails(finding) && count > 0) return true;
  }
  return false;
}

}  // namespace assay
