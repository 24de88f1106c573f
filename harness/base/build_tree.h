// Build tree: where the sources and the programs of this build lie. Known to one generated file
// alone, so that every other object is the same in every clone and a compiler cache can serve it.
#pragma once

#include <string>

namespace assay {

// source_dir() is the absolute path of the checkout, without a slash at its end.
std::string source_dir();

// build_dir() is the absolute path of the build folder: `assay`, the test programs, targets/.
std::string build_dir();

}  // namespace assay
