#include "harness/run/results.h"

namespace assay {

FindingCounts count_findings(const Results& results) {
  FindingCounts counts;
  for (const CaseResult& result : results.cases) {
    for (const Answer& answer : result.answers) ++counts[answer.finding];
  }
  return counts;
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
