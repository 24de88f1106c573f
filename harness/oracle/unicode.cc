#include "harness/oracle/unicode.h"

#include <algorithm>

namespace assay::oracle {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

template <std::size_t N>
bool is_among(const Range (&ranges)[N], std::uint32_t c) {
  return std::ranges::any_of(ranges, [c](const Range& r) { return c >= r.first && c <= r.last; });
}

constexpr Range kSpaces[] = {{0x09, 0x0d},     {0x20, 0x20},     {0x85, 0x85},     {0xa0, 0xa0},
                             {0x1680, 0x1680}, {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f},
                             {0x205f, 0x205f}, {0x3000, 0x3000}};

constexpr Range kNothing[] = {
    {0x00, 0x08},     {0x0e, 0x1f},     {0x7f, 0x84},       {0x86, 0x9f},       {0xad, 0xad},
    {0x34f, 0x34f},   {0x6dd, 0x6dd},   {0x70f, 0x70f},     {0x1806, 0x1806},   {0x180b, 0x180e},
    {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2063},   {0x206a, 0x206f},   {0xfe00, 0xfe0f},
    {0xfeff, 0xfeff}, {0xfff9, 0xfffc}, {0x1d173, 0x1d17a}, {0xe0001, 0xe0001}, {0xe0020, 0xe007f}};

constexpr Range kProhibited[] = {{0xd800, 0xdfff}, {0xe000, 0xf8ff},   {0xfdd0, 0xfdef},
                                 {0xfffd, 0xfffd}, {0xf0000, 0xffffd}, {0x100000, 0x10fffd}};

// Letters in pairs, capital first where the number is even.
constexpr Range kEvenPairs[] = {{0x100, 0x12f}, {0x132, 0x137},   {0x14a, 0x177},  {0x182, 0x185},
                                {0x1a0, 0x1a5}, {0x1de, 0x1ef},   {0x1f8, 0x21f},  {0x222, 0x233},
                                {0x3d8, 0x3ef}, {0x460, 0x481},   {0x48a, 0x4bf},  {0x4d0, 0x4f9},
                                {0x500, 0x50f}, {0x1e00, 0x1e95}, {0x1ea0, 0x1ef9}};
constexpr Range kOddPairs[] = {
    {0x139, 0x148}, {0x179, 0x17e}, {0x1cd, 0x1dc}, {0x4c1, 0x4ce}, {0x1b3, 0x1b6}};

// Letters whose small form lies elsewhere.
constexpr std::uint16_t kLone[][2] = {
    {0xb5, 0x3bc},  {0x178, 0xff},  {0x181, 0x253}, {0x186, 0x254}, {0x187, 0x188}, {0x189, 0x256},
    {0x18a, 0x257}, {0x18b, 0x18c}, {0x18e, 0x1dd}, {0x18f, 0x259}, {0x190, 0x25b}, {0x191, 0x192},
    {0x193, 0x260}, {0x194, 0x263}, {0x196, 0x269}, {0x197, 0x268}, {0x198, 0x199}, {0x19c, 0x26f},
    {0x19d, 0x272}, {0x19f, 0x275}, {0x1a6, 0x280}, {0x1a7, 0x1a8}, {0x1a9, 0x283}, {0x1ac, 0x1ad},
    {0x1ae, 0x288}, {0x1af, 0x1b0}, {0x1b1, 0x28a}, {0x1b2, 0x28b}, {0x1b7, 0x292}, {0x1b8, 0x1b9},
    {0x1bc, 0x1bd}, {0x1f6, 0x195}, {0x1f7, 0x1bf}, {0x220, 0x19e}, {0x345, 0x3b9}, {0x3c2, 0x3c3},
    {0x3d0, 0x3b2}, {0x3d1, 0x3b8}, {0x3d5, 0x3c6}, {0x3d6, 0x3c0}, {0x3f0, 0x3ba}, {0x3f1, 0x3c1},
    {0x3f2, 0x3c3}, {0x3f4, 0x3b8}, {0x3f5, 0x3b5}};

std::uint32_t fold_lone(std::uint32_t c) {
  const auto* const found =
      std::ranges::find_if(kLone, [c](const std::uint16_t(&pair)[2]) { return pair[0] == c; });
  return found == std::end(kLone) ? c : (*found)[1];
}

// RFC 3454 table B.2, of letters that are not taken apart.
std::uint32_t fold(std::uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xc0 && c <= 0xde && c != 0xd7) return c + 32;
  if (c >= 0x391 && c <= 0x3a9) return c + 32;
  if (c >= 0x400 && c <= 0x40f) return c + 80;
  if (c >= 0x410 && c <= 0x42f) return c + 32;
  if (c >= 0x531 && c <= 0x556) return c + 48;
  if (is_among(kEvenPairs, c)) return c | 1U;
  if (is_among(kOddPairs, c)) return c % 2 == 1 ? c + 1 : c;
  return c < 0x400 ? fold_lone(c) : c;
}

// Unicode 3.2 section 3.12.
bool take_hangul_apart(std::uint32_t c, Pieces& out) {
  if (c < 0xac00 || c > 0xd7a3) return false;
  const std::uint32_t index = c - 0xac00;
  out.add(0x1100 + index / 588);
  out.add(0x1161 + index % 588 / 28);
  if (index % 28 != 0) out.add(0x11a7 + index % 28);
  return true;
}

template <typename Row>
const Row* find(std::span<const Row> table, std::uint32_t c) {
  const auto row = std::ranges::lower_bound(table, c, {}, &Row::from);
  return row == table.end() || row->from != c ? nullptr : &*row;
}

void add_parts(std::uint32_t c, Pieces& out) {
  if (c < 0x80) return out.add(fold(c));
  // Forms of full width: the ASCII characters in their order.
  if (c >= 0xff01 && c <= 0xff5e) return out.add(fold(c - 0xfee0));
  if (take_hangul_apart(c, out)) return;
  if (const auto* const row = find(decompositions(), c)) {
    add_parts(row->first, out);
    if (row->second != 0) add_parts(row->second, out);
    return;
  }
  if (const auto* const row = find(loose_decompositions(), c)) {
    for (const std::uint16_t each : row->to) {
      if (each != 0) add_parts(each, out);
    }
    return;
  }
  if (c == 0xdf) {  // the German sharp s
    out.add('s');
    out.add('s');
    return;
  }
  out.add(fold(c));
}

struct ClassRange {
  std::uint16_t first;
  std::uint16_t last;
  std::uint8_t value;
};
constexpr ClassRange kClasses[] = {
    {0x300, 0x314, 230}, {0x315, 0x315, 232}, {0x316, 0x319, 220}, {0x31a, 0x31a, 232},
    {0x31b, 0x31b, 216}, {0x31c, 0x320, 220}, {0x321, 0x322, 202}, {0x323, 0x326, 220},
    {0x327, 0x328, 202}, {0x329, 0x333, 220}, {0x334, 0x338, 1},   {0x339, 0x33c, 220},
    {0x33d, 0x344, 230}, {0x345, 0x345, 240}, {0x346, 0x346, 230}, {0x347, 0x349, 220},
    {0x34a, 0x34c, 230}, {0x34d, 0x34e, 220}, {0x360, 0x361, 234}, {0x362, 0x362, 233},
    {0x363, 0x36f, 230}, {0x483, 0x486, 230}};

}  // namespace

Mapping mapping_of(std::uint32_t c) {
  if (c > 0x20 && c < 0x7f) return Mapping::kItself;
  if (is_among(kSpaces, c)) return Mapping::kSpace;
  if (is_among(kNothing, c)) return Mapping::kNothing;
  const bool last_of_plane = (c & 0xfffe) == 0xfffe;
  return last_of_plane || is_among(kProhibited, c) ? Mapping::kProhibited : Mapping::kItself;
}

Pieces take_apart(std::uint32_t c) {
  Pieces pieces;
  add_parts(c, pieces);
  return pieces;
}

unsigned combining_class(std::uint32_t c) {
  if (c < 0x300 || c > 0x486) return 0;
  for (const ClassRange& each : kClasses) {
    if (c >= each.first && c <= each.last) return each.value;
  }
  return 0;
}

}  // namespace assay::oracle
