#include "harness/cli/places.h"

#include <cstdlib>
#include <filesystem>

#include "harness/base/build_tree.h"

namespace assay {

namespace fs = std::filesystem;

Places find_places() {
  std::error_code failure;
  const fs::path executable = fs::read_symlink("/proc/self/exe", failure);
  const char* data = std::getenv("ASSAY_DATA");
  const fs::path root = data != nullptr ? data : source_dir();
  return Places{executable.string(), (executable.parent_path() / "targets").string(),
                (root / "vectors").string(), (root / "targets").string()};
}

}  // namespace assay
