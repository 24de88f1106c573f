// Explanation: one case for a person who wants to know why: the question, the oracle's path with
// each check and its clause, what else is wrong, and every target's own words.
#pragma once

#include <map>
#include <string>

#include "harness/model/clause.h"
#include "harness/report/terminal.h"
#include "harness/run/results.h"

namespace assay {

// explanation() is text of many lines about results.cases[index], whose oracle was consulted. Asks
// the oracle again for what else is wrong (find_faults()).
std::string explanation(const Results& results, std::size_t index,
                        const std::map<std::string, Clause>& clauses,
                        const TerminalOptions& options);

}  // namespace assay
