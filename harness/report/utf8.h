// UTF-8 (RFC 3629) as reports need it: foreign words may hold any octets, and none of them may
// reach a terminal or a document unchecked.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace assay {

inline constexpr char32_t kReplacement = 0xfffd;  // for what is no UTF-8

// next_code_point() takes one code point off the front of a text that is not empty. An octet that
// starts none (overlong forms, surrogates and what lies above U+10FFFF included) is taken alone,
// as kReplacement.
char32_t next_code_point(std::string_view& text);

void append_utf8(std::string& to, char32_t code_point);

// printable() makes one harmless line of any octets: control characters of both sets and those
// that reorder text become '.', and what is longer than `width` code points ends in "...".
std::string printable(std::string_view text, std::size_t width);

// code_points() is the number of columns that printable text takes; wide glyphs count as one.
std::size_t code_points(std::string_view text);

}  // namespace assay
