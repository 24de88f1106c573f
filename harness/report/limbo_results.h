// x509-limbo's results format: one document a target, that project's own tools read it.
#pragma once

#include <cstddef>
#include <string>

#include "harness/run/results.h"

namespace assay {

// limbo_results() writes the answers of one column, every case listed: accept is SUCCESS, reject is
// FAILURE, unsupported is SKIPPED. A crash or a timeout is FAILURE too, and its context begins with
// that word: the stack was asked and did not accept, so SKIPPED would hide it. The context holds
// the native code and the stack's words, or why it was skipped; null where there is nothing to say.
std::string limbo_results(const Results& results, std::size_t column);

}  // namespace assay
