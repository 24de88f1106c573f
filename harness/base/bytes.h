// Bytes: owned octets; BytesView: borrowed ones. Hexadecimal and base64 (RFC 4648 section 4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"

namespace assay {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

// as_bytes() borrows the octets of a text.
inline BytesView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// as_text() borrows octets as a text, whatever they mean.
inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes to_bytes(BytesView view) { return {view.begin(), view.end()}; }

inline void append(Bytes& to, BytesView from) { to.insert(to.end(), from.begin(), from.end()); }

// hex() writes lower-case digits without separators.
std::string hex(BytesView bytes);

// from_hex() reads digits of either case; blanks and colons between octets are passed over.
Result<Bytes> from_hex(std::string_view text);

// base64() writes the padded form on one line.
std::string base64(BytesView bytes);

// from_base64() reads the padded form; line ends and blanks are passed over, all else is an Error.
Result<Bytes> from_base64(std::string_view text);

}  // namespace assay
