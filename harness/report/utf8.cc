#include "harness/report/utf8.h"

#include <algorithm>
#include <cstdint>

namespace assay {
namespace {

struct Shape {
  std::size_t size;   // octets
  char32_t first;     // bits of the first octet
  char32_t smallest;  // below it the form is overlong
};

Shape shape_of(std::uint8_t lead) {
  if (lead < 0x80) return {1, lead, 0};
  if (lead >= 0xc2 && lead < 0xe0) return {2, lead & 0x1fU, 0x80};
  if (lead >= 0xe0 && lead < 0xf0) return {3, lead & 0x0fU, 0x800};
  if (lead >= 0xf0 && lead < 0xf5) return {4, lead & 0x07U, 0x10000};
  return {0, 0, 0};
}

bool moves_text(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
  const bool separator = c == 0x2028 || c == 0x2029;
  const bool bidirectional = c == 0x200e || c == 0x200f || c == 0x61c ||
                             (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  return control || separator || bidirectional;
}

}  // namespace

char32_t next_code_point(std::string_view& text) {
  const auto octet = [&text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const Shape shape = shape_of(octet(0));
  char32_t value = shape.first;
  bool valid = shape.size > 0 && shape.size <= text.size();
  for (std::size_t i = 1; valid && i < shape.size; ++i) {
    valid = (octet(i) & 0xc0) == 0x80;
    value = value << 6 | (octet(i) & 0x3fU);
  }
  valid = valid && value >= shape.smallest && value <= 0x10ffff &&
          !(value >= 0xd800 && value <= 0xdfff);
  text.remove_prefix(valid ? shape.size : 1);
  return valid ? value : kReplacement;
}

void append_utf8(std::string& to, char32_t c) {
  const auto put = [&to](char32_t octet) { to += static_cast<char>(octet); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6);
    put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3f));
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  }
}

std::string printable(std::string_view text, std::size_t width) {
  constexpr std::size_t kDots = 3;
  std::string line;
  std::size_t columns = 0;
  std::size_t cut = 0;  // octets that leave room for the dots
  while (!text.empty()) {
    if (columns == width) {
      line.resize(cut);
      return line.append(std::min(kDots, width), '.');
    }
    const char32_t c = next_code_point(text);
    append_utf8(line, moves_text(c) ? U'.' : c);
    if (++columns + kDots <= width) cut = line.size();
  }
  return line;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    next_code_point(text);
    ++count;
  }
  return count;
}

}  // namespace assay
