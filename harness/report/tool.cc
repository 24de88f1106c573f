#include "harness/report/tool.h"

namespace assay {

std::string tool_version() { return ASSAY_VERSION; }

}  // namespace assay
