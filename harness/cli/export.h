// export: the forms that `generate` writes a case in, a file or a folder each.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/model/case.h"

namespace assay {

// ExportFormat writes one case below the folder `out`. An Error of kind kInput says why the format
// cannot hold the case; the others are of the environment.
struct ExportFormat {
  std::string_view name;
  std::function<Result<void>(const Case& what, const std::string& out)> write;
};

// kSuiteFormat is the one that is a single file.
inline constexpr std::string_view kSuiteFormat = "limbo";

// export_formats() are all but kSuiteFormat.
std::span<const ExportFormat> export_formats();

}  // namespace assay
