#include "harness/oracle/text_prep.h"

namespace assay::oracle {
namespace {

constexpr std::uint32_t kMaxCodePoint = 0x10ffff;

bool is_surrogate(std::uint32_t c) { return c >= 0xd800 && c <= 0xdfff; }

// A space with a mark on it, which is no space (RFC 4518 section 2.6.1): beyond all characters.
constexpr std::uint32_t kMarkedSpace = 0x110020;

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

// Steps 2 to 4 but for the order of marks.
std::uint32_t CharacterCursor::next_piece() {
  if (piece_ < pieces_.size) return pieces_.at[piece_++];
  for (;;) {
    const std::uint32_t c = next();
    if (c == kEnd || c == kInvalid) return c;
    switch (mapping_of(c)) {
      case Mapping::kSpace:
        return ' ';
      case Mapping::kNothing:
        continue;
      case Mapping::kProhibited:
        return kInvalid;
      case Mapping::kItself:
        pieces_ = take_apart(c);
        piece_ = 1;
        return pieces_.at[0];
    }
  }
}

// A character and the marks behind it, those sorted by their classes.
void CharacterCursor::read_cluster() {
  cluster_[0] = ahead_ == kEnd ? next_piece() : ahead_;
  ahead_ = kEnd;
  cluster_size_ = 1;
  cluster_at_ = 0;
  if (cluster_[0] == kEnd || cluster_[0] == kInvalid) return;
  while (cluster_size_ < kMaxCluster) {
    const std::uint32_t c = next_piece();
    const unsigned order = combining_class(c);
    if (order == 0) {
      ahead_ = c;
      break;
    }
    std::size_t at = cluster_size_++;
    for (; at > 1 && combining_class(cluster_[at - 1]) > order; --at)
      cluster_[at] = cluster_[at - 1];
    cluster_[at] = c;
  }
  if (cluster_[0] == ' ' && cluster_size_ > 1) cluster_[0] = kMarkedSpace;
}

std::uint32_t CharacterCursor::next_ordered() {
  if (cluster_at_ == cluster_size_) read_cluster();
  return cluster_[cluster_at_++];
}

std::uint32_t CharacterCursor::next_prepared() {
  if (pending_ != kEnd) {
    const std::uint32_t c = pending_;
    pending_ = kEnd;
    return c;
  }
  std::uint32_t c = next_ordered();
  const bool spaces = c == ' ';
  while (c == ' ') c = next_ordered();
  if (c == kEnd || c == kInvalid) return c;
  const bool gap = spaces && begun_;
  begun_ = true;
  if (!gap) return c;
  pending_ = c;
  return ' ';
}

}  // namespace assay::oracle
