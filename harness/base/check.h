// ASSAY_CHECK aborts on a bug of ours, in every build: a verdict from a broken harness is worse
// than none.
#pragma once

namespace assay {

[[noreturn]] void check_failed(const char* expression, const char* file, int line);

}  // namespace assay

#define ASSAY_CHECK(expression) \
  ((expression) ? void() : ::assay::check_failed(#expression, __FILE__, __LINE__))
