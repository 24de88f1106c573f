// fuzz: what each fuzzer defines, and the laws that it may state.
//
// A law is an ASSAY_CHECK: it aborts in every build, under libFuzzer and in the replay alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/check.h"
#include "harness/base/text.h"

// LLVMFuzzerTestOneInput() looks at one hostile input and returns 0; the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace assay {

// is_within() tells whether a view borrows from `whole`: readers that copy nothing must not look
// elsewhere. An empty view lies anywhere.
inline bool is_within(BytesView part, BytesView whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

// is_clean() tells whether a message can be shown: no control character of the foreign text that it
// quotes got into it. `lines` are allowed where one Error lists several mistakes.
enum class Lines { kOne, kMany };
inline bool is_clean(std::string_view message, Lines lines = Lines::kOne) {
  for (const char c : message) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    if (is_control && !(c == '\n' && lines == Lines::kMany)) return false;
  }
  return !message.empty();
}

// begins_with_file() tells whether each line of a message names the file ("and 7 more" aside).
inline bool begins_with_file(std::string_view message, std::string_view file) {
  for (const std::string_view line : split(message, '\n')) {
    if (!line.starts_with(file) && !line.starts_with("and ")) return false;
  }
  return is_clean(message, Lines::kMany);
}

}  // namespace assay
