#include "harness/report/tool.h"

namespace assay {

std::string tool_version() { return ASSAY_VERSION; }

std::string tool_name() {
  const std::string commit = tool_commit();
  return tool_version() + (commit.empty() ? "" : " (" + commit + ")");
}

}  // namespace assay
