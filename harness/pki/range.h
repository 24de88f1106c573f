// Ranges in texts: "h{1..1000}.assay.test" stands for a thousand texts, h1 to h1000.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"

namespace assay {

// kMaxRange is how many texts one may stand for.
inline constexpr std::size_t kMaxRange = 100'000;

// expand() is each text that `text` stands for, in order; of several ranges the last counts
// fastest. A first number with leading zeros gives all of them its width: "{001..100}". Braces that
// hold no range stand for themselves. An Error for a range that falls, and beyond kMaxRange.
Result<std::vector<std::string>> expand(std::string_view text);

// has_range() tells whether expand() has something to do.
bool has_range(std::string_view text);

}  // namespace assay
