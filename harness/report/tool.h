// Tool: the name and release that every report carries.
#pragma once

#include <string>

namespace assay {

// tool_version() is this build's release, "0.1.0".
std::string tool_version();

}  // namespace assay
