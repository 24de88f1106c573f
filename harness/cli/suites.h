// suites: what `verify` and `explain` are given as files.
#pragma once

#include <string>

#include "harness/base/result.h"
#include "harness/base/time.h"
#include "harness/model/suite.h"

namespace assay {

struct LoadedSuite {
  Suite suite;
  std::string sha256;  // hexadecimal, of the file, or of all files of the folder and their names
};

// load_suite() reads a file (x509-limbo or BetterTLS, zstd or not) or a folder of PEM or DER files,
// and says the warnings on standard error. An Error begins with the path.
Result<LoadedSuite> load_suite(const std::string& path, UnixTime now);

}  // namespace assay
