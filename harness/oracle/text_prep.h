// CharacterCursor: the characters of a directory string, prepared for comparison (RFC 4518 section
// 2, as far as unicode.h says).
#pragma once

#include <array>
#include <cstdint>

#include "harness/base/bytes.h"
#include "harness/der/fault.h"
#include "harness/oracle/unicode.h"

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
  // next_prepared() is the next one mapped, folded, taken apart, its marks in order, spaces
  // squeezed; kEnd or kInvalid, the latter for a prohibited one too.
  std::uint32_t next_prepared();

 private:
  // What is longer than this many marks behind one letter is left in its order.
  static constexpr std::size_t kMaxCluster = 32;

  std::uint32_t wide(std::size_t octets);
  std::uint32_t utf8();
  std::uint32_t next_piece();
  std::uint32_t next_ordered();
  void read_cluster();

  der::Tag string_;
  BytesView text_;
  Pieces pieces_;
  std::size_t piece_ = 0;
  std::array<std::uint32_t, kMaxCluster> cluster_;
  std::size_t cluster_size_ = 0;
  std::size_t cluster_at_ = 0;
  std::uint32_t ahead_ = kEnd;  // read behind the cluster, or kEnd
  std::uint32_t pending_ = kEnd;
  bool begun_ = false;
};

}  // namespace assay::oracle
