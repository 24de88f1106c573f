// JUnit XML, as CI systems read it: a test suite a column, a test case a cell.
#pragma once

#include <string>

#include "harness/run/results.h"

namespace assay {

// junit_report() writes one XML 1.0 document. A new or broken answer is a failure with its finding
// as type; an unsupported one is skipped, with what is missing. Each stale entry fails in a suite
// "stale deviations" of its own. Octets that XML has no room for become U+FFFD.
std::string junit_report(const Results& results);

}  // namespace assay
