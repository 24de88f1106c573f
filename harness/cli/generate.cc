#include <fmt/format.h>

#include "harness/base/file.h"
#include "harness/cli/command.h"
#include "harness/cli/say.h"
#include "harness/model/limbo.h"
#include "harness/report/folder.h"

namespace assay {
namespace {

Result<void> write_folders(const std::vector<Case>& cases, const std::string& out,
                           FolderFormat format) {
  for (const Case& each : cases) ASSAY_CHECK_OK(write_case_folder(each, out, format));
  return {};
}

}  // namespace

Result<int> generate(const Places& places, const WriteFlags& flags) {
  ASSAY_TRY(catalogue, load_catalogue(places.vectors));
  ASSAY_TRY(cases, make_cases(catalogue, flags.selectors, flags.generate));
  if (flags.format == "limbo") {
    // The suite holds the leaves' private keys.
    ASSAY_TRY(suite, write_limbo(cases));
    ASSAY_CHECK_OK(write_file(flags.out, suite, FileMode::kPrivate));
  } else {
    const auto format = flags.format == "pem" ? FolderFormat::kPem : FolderFormat::kDer;
    ASSAY_CHECK_OK(write_folders(cases, flags.out, format));
  }
  say("{} cases written to {}\n", cases.size(), flags.out);
  return kExitAsExpected;
}

}  // namespace assay
