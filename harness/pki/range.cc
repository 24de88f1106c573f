#include "harness/pki/range.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "harness/base/text.h"

namespace assay {
namespace {

// So many digits are a number that surely fits.
constexpr std::size_t kMaxDigits = 9;

// Range is the first one of a text: what stands before it, its numbers, what follows.
struct Range {
  std::string_view before;
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t width = 0;
  std::string_view after;
};

std::optional<std::size_t> number(std::string_view digits) {
  const bool all_digits =
      std::ranges::all_of(digits, [](unsigned char c) { return c < 0x80 && std::isdigit(c); });
  if (digits.empty() || digits.size() > kMaxDigits || !all_digits) return std::nullopt;
  std::size_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<Range> first_range(std::string_view text) {
  for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == text.npos) return std::nullopt;
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const std::size_t dots = inside.find("..");
    if (dots == inside.npos) continue;
    const auto first = number(inside.substr(0, dots));
    const auto last = number(inside.substr(dots + 2));
    if (!first || !last) continue;
    const bool padded = inside.front() == '0' && dots > 1;
    return Range{text.substr(0, open), *first, *last, padded ? dots : 0, text.substr(close + 1)};
  }
  return std::nullopt;
}

}  // namespace

bool has_range(std::string_view text) { return first_range(text).has_value(); }

Result<std::vector<std::string>> expand(std::string_view text) {
  const auto range = first_range(text);
  if (!range) return std::vector<std::string>{std::string(text)};
  if (range->first > range->last) {
    return input_error(fmt::format("a range that falls: '{}'", one_line(text, 60)));
  }
  ASSAY_TRY(tails, expand(range->after));
  const std::size_t count = range->last - range->first + 1;
  if (count > kMaxRange / tails.size()) {
    return input_error(
        fmt::format("'{}' stands for more than {} texts", one_line(text, 60), kMaxRange));
  }
  std::vector<std::string> all;
  all.reserve(count * tails.size());
  for (std::size_t i = range->first; i <= range->last; ++i) {
    const std::string head = fmt::format("{}{:0{}}", range->before, i, range->width);
    for (const std::string& tail : tails) all.push_back(head + tail);
  }
  return all;
}

}  // namespace assay
