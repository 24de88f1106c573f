#include "harness/run/results.h"

namespace assay {

FindingCounts count_findings(const Results& results) {
  FindingCounts counts;
  for (const CaseResult& result : results.cases) {
    for (const Answer& answer : result.answers) ++counts[answer.finding];
  }
  return counts;
}

bool failed(const Results& results) {
  if (!results.stale.empty()) return true;
  for (const auto& [finding, count] : count_findings(results)) {
    if (fails(finding) && count > 0) return true;
  }
  return false;
}

}  // namespace assay
