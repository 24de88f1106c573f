// Base64 (RFC 4648 section 4) into a buffer of the caller; bytes.h has the same as strings.
#pragma once

#include <cstddef>

#include "harness/base/bytes.h"

namespace assay {

// base64_size() is the size of the padded form of that many octets.
constexpr std::size_t base64_size(std::size_t octets) { return (octets + 2) / 3 * 4; }

// base64_into() writes the padded form on one line to `out`, of base64_size() characters or more,
// and returns what follows.
char* base64_into(BytesView bytes, char* out);

}  // namespace assay
