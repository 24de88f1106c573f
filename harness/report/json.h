// The results document: everything that a run found, for programs and for later rendering.
// Schema: vectors/schema/results.schema.json.
#pragma once

#include <string>

#include "harness/run/results.h"

namespace assay {

// json_report() writes one JSON document, ending in a line end. Two runs of equal inputs differ in
// times only: `run.times`, `micros`, and the question's `time` of a case tagged "time:run-start".
// Octets of foreign words that are no UTF-8 become U+FFFD. Private keys are left out.
std::string json_report(const Results& results);

}  // namespace assay
