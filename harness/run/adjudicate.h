// adjudicate: what each Verdict means beside the expectation, the twin and the known deviations
// (DESIGN section 5).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/model/clause.h"
#include "harness/run/deviations.h"
#include "harness/run/results.h"

namespace assay {

// Law is what answers are held against beside the cases themselves.
struct Law {
  std::map<std::string, Clause> clauses;  // by id
  std::vector<Deviation> deviations;
};

// adjudicate() fills Answer::finding, note, grounds and deviation of every answer,
// CaseResult::disputed where the oracle was consulted, and Results::stale, deviations and clauses.
// An entry is stale when every case that it selects was asked and answered, there is one, and none
// differed as it says. The verdicts, columns and targets must be complete.
void adjudicate(Results& results, const Law& law);

}  // namespace assay
