#include "harness/base/bytes.h"

#include <array>
#include <cstring>

#include "harness/base/base64.h"
#include "harness/base/text.h"

namespace assay {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> make_base64_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::size_t i = 0; i < kBase64Digits.size(); ++i) {
    values[static_cast<std::uint8_t>(kBase64Digits[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}
constexpr auto kBase64Values = make_base64_values();

// The two digits of each twelve bits: half the look-ups.
constexpr std::array<std::array<char, 2>, 4096> make_base64_pairs() {
  std::array<std::array<char, 2>, 4096> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i] = {kBase64Digits[i >> 6], kBase64Digits[i & 63]};
  }
  return pairs;
}
constexpr auto kBase64Pairs = make_base64_pairs();

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string hex(BytesView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 0x0f];
  }
  return text;
}

Result<Bytes> from_hex(std::string_view text) {
  Bytes bytes;
  int high = -1;
  for (const char c : text) {
    if (high < 0 && (is_blank(c) || c == ':')) continue;
    const int value = hex_value(c);
    if (value < 0) return input_error("not hexadecimal: '" + one_line(text, 40) + "'");
    if (high < 0) {
      high = value;
    } else {
      bytes.push_back(static_cast<std::uint8_t>(high << 4 | value));
      high = -1;
    }
  }
  if (high >= 0) return input_error("hexadecimal with an odd number of digits");
  return bytes;
}

char* base64_into(BytesView bytes, char* out) {
  const std::uint8_t* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 3; left -= 3, at += 3, out += 4) {
    const std::uint32_t all =
        static_cast<std::uint32_t>(at[0]) << 16 | static_cast<std::uint32_t>(at[1]) << 8 | at[2];
    std::memcpy(out, kBase64Pairs[all >> 12].data(), 2);
    std::memcpy(out + 2, kBase64Pairs[all & 0xfff].data(), 2);
  }
  if (left == 0) return out;
  const std::uint32_t group = static_cast<std::uint32_t>(at[0]) << 16 |
                              (left > 1 ? static_cast<std::uint32_t>(at[1]) << 8 : 0U);
  out[0] = kBase64Digits[group >> 18];
  out[1] = kBase64Digits[group >> 12 & 63];
  out[2] = left > 1 ? kBase64Digits[group >> 6 & 63] : '=';
  out[3] = '=';
  return out + 4;
}

std::string base64(BytesView bytes) {
  std::string text(base64_size(bytes.size()), '=');
  base64_into(bytes, text.data());
  return text;
}

Result<Bytes> from_base64(std::string_view text) {
  Bytes bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t group = 0;
  int digits = 0;
  int padding = 0;
  for (const char c : text) {
    if (is_blank(c)) continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const std::uint8_t value = kBase64Values[static_cast<std::uint8_t>(c)];
    if (value == kNoDigit || padding > 0) return input_error("not base64");
    group = group << 6 | value;
    if (++digits == 4) {
      bytes.push_back(static_cast<std::uint8_t>(group >> 16));
      bytes.push_back(static_cast<std::uint8_t>(group >> 8));
      bytes.push_back(static_cast<std::uint8_t>(group));
      group = 0;
      digits = 0;
    }
  }
  const bool whole = digits == 0 ? padding == 0 : digits > 1 && digits + padding == 4;
  if (!whole) return input_error("base64 that ends within a group");
  if (digits == 2) bytes.push_back(static_cast<std::uint8_t>(group >> 4));
  if (digits == 3) {
    bytes.push_back(static_cast<std::uint8_t>(group >> 10));
    bytes.push_back(static_cast<std::uint8_t>(group >> 2));
  }
  return bytes;
}

}  // namespace assay
