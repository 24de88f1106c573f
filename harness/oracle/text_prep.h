// CharacterCursor: the characters of a directory string, prepared for comparison (RFC 4518 section
// 2, as far as name.h says).
#pragma once

#include <cstdint>

#include "harness/base/bytes.h"
#include "harness/der/fault.h"

namespace assay::oracle {

// is_comparable() tells whether strings of that tag are compared as characters.
bool is_comparable(der::Tag string);

class CharacterCursor {
 public:
  static constexpr std::uint32_t kEnd = 0xffffffff;
  static constexpr std::uint32_t kInvalid = 0xfffffffe;

  CharacterCursor(der::Tag string, BytesView text) : string_(string), text_(text) {}

  // next() is the next character as it stands, kEnd, or kInvalid for octets that are none.
  std::uint32_t next();
  // next_prepared() is the next one folded, spaces squeezed; kEnd or kInvalid.
  std::uint32_t next_prepared();

 private:
  std::uint32_t wide(std::size_t octets);
  std::uint32_t utf8();

  der::Tag string_;
  BytesView text_;
  std::uint32_t pending_ = kEnd;
  bool begun_ = false;
};

}  // namespace assay::oracle
