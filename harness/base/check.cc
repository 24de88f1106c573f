#include "harness/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace assay {

void check_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "assay: %s:%d: check failed: %s (this is a bug of assay)\n", file, line,
               expression);
  std::abort();
}

}  // namespace assay
