// Characters as RFC 4518 section 2 prepares them: mapped, folded, taken apart.
//
// Characters are taken apart (form KD) where the document composes them (form KC): two texts are
// equal after the one when they are equal after the other.
//
// Deviations from RFC 4518: letters are folded and taken apart for the Latin, Greek, Cyrillic,
// Armenian and Hangul scripts and for forms of other width; the prohibited ones are those of tables
// C.3 to C.5 of RFC 3454 and U+FFFD, unassigned ones not among them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::oracle {

// Mapping is what step 2 and step 4 make of a character before its letters are folded.
enum class Mapping : std::uint8_t { kItself, kSpace, kNothing, kProhibited };

Mapping mapping_of(std::uint32_t c);

// Pieces are the characters that one is folded and taken apart to.
struct Pieces {
  static constexpr std::size_t kMax = 8;

  std::array<std::uint32_t, kMax> at{};
  std::size_t size = 0;

  void add(std::uint32_t c) {
    if (size < kMax) at[size++] = c;
  }
};

// take_apart() is nothing but `c` for most characters.
Pieces take_apart(std::uint32_t c);

// combining_class() orders marks behind a letter; 0 begins anew (Unicode 3.2 section 4.2).
unsigned combining_class(std::uint32_t c);

// The tables that take_apart() reads, sorted by the character; see unicode_table.cc.
struct Decomposition {
  std::uint16_t from;
  std::uint16_t first;
  std::uint16_t second;  // 0: there is none
};
struct LooseDecomposition {
  std::uint16_t from;
  std::array<std::uint16_t, 4> to;  // up to the first 0
};
std::span<const Decomposition> decompositions();
std::span<const LooseDecomposition> loose_decompositions();

}  // namespace assay::oracle
