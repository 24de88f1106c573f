// Deflate (RFC 1951 in the envelope of RFC 1950), the one compression that browsers can undo.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// deflate() compresses whole texts in memory: what DecompressionStream("deflate") reads.
std::string deflate(std::string_view text);

}  // namespace assay
