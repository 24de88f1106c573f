#include "harness/oracle/text_prep.h"

namespace assay::oracle {
namespace {

constexpr std::uint32_t kMaxCodePoint = 0x10ffff;

bool is_surrogate(std::uint32_t c) { return c >= 0xd800 && c <= 0xdfff; }

bool is_space(std::uint32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

// Pairs that alternate capital and small letter, capital first where `even`.
std::uint32_t fold_alternating(std::uint32_t c) {
  const bool capital_even = (c >= 0x100 && c <= 0x137 && c != 0x130) ||
                            (c >= 0x14a && c <= 0x177) || (c >= 0x460 && c <= 0x481) ||
                            (c >= 0x48a && c <= 0x4bf) || (c >= 0x4d0 && c <= 0x52f) ||
                            (c >= 0x1e00 && c <= 0x1e95) || (c >= 0x1ea0 && c <= 0x1eff);
  if (capital_even) return c | 1U;
  const bool capital_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
  if (capital_odd) return c % 2 == 1 ? c + 1 : c;
  return c;
}

std::uint32_t fold(std::uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c == 0xb5) return 0x3bc;
  if (c >= 0xc0 && c <= 0xde && c != 0xd7) return c + 32;
  if (c == 0x178) return 0xff;
  if (c >= 0x391 && c <= 0x3ab && c != 0x3a2) return c + 32;
  if (c == 0x3c2) return 0x3c3;
  if (c >= 0x400 && c <= 0x40f) return c + 80;
  if (c >= 0x410 && c <= 0x42f) return c + 32;
  return fold_alternating(c);
}

}  // namespace

bool is_comparable(der::Tag string) {
  return string == der::tag::kPrintableString || string == der::tag::kUtf8String ||
         string == der::tag::kIa5String || string == der::tag::kNumericString ||
         string == der::tag::kVisibleString || string == der::tag::kBmpString ||
         string == der::tag::kUniversalString;
}

std::uint32_t CharacterCursor::wide(std::size_t octets) {
  if (text_.size() < octets) return kInvalid;
  std::uint32_t c = 0;
  for (std::size_t i = 0; i < octets; ++i) c = c << 8 | text_[i];
  text_ = text_.subspan(octets);
  return c > kMaxCodePoint || is_surrogate(c) ? kInvalid : c;
}

std::uint32_t CharacterCursor::utf8() {
  const std::uint32_t lead = text_[0];
  const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (lead < 0xc2 || lead > 0xf4 || text_.size() < length) return kInvalid;
  std::uint32_t c = lead & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((text_[i] & 0xc0) != 0x80) return kInvalid;
    c = c << 6 | (text_[i] & 0x3fU);
  }
  text_ = text_.subspan(length);
  return c < kLeast[length] || c > kMaxCodePoint || is_surrogate(c) ? kInvalid : c;
}

std::uint32_t CharacterCursor::next() {
  if (text_.empty()) return kEnd;
  if (string_ == der::tag::kBmpString) return wide(2);
  if (string_ == der::tag::kUniversalString) return wide(4);
  if (text_[0] < 0x80) return wide(1);
  return string_ == der::tag::kUtf8String ? utf8() : kInvalid;
}

std::uint32_t CharacterCursor::next_prepared() {
  if (pending_ != kEnd) {
    const std::uint32_t c = pending_;
    pending_ = kEnd;
    return c;
  }
  std::uint32_t c = next();
  const bool spaces = is_space(c);
  while (is_space(c)) c = next();
  if (c == kEnd || c == kInvalid) return c;
  const bool gap = spaces && begun_;
  begun_ = true;
  if (!gap) return fold(c);
  pending_ = fold(c);
  return ' ';
}

}  // namespace assay::oracle
