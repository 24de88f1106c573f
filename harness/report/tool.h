// Tool: the name and release that every report carries.
#pragma once

#include <string>

namespace assay {

// tool_version() is this build's release, "0.1.0".
std::string tool_version();

// tool_commit() is the commit that this build was made from, short, with "-dirty" behind it where
// files were changed; "" outside a git checkout.
std::string tool_commit();

// tool_name() is both: "0.1.0 (69e3ad8)".
std::string tool_name();

}  // namespace assay
