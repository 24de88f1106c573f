// say: what a command prints. Results go to standard output, or to standard error where standard
// output is a report's; what the program is at goes to a terminal only.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/report/progress.h"

namespace assay {

enum class Channel { kOutput, kError };

// say_text() prints on a channel, the line of show_phase() wiped first.
void say_text(Channel channel, std::string_view text);

// say() prints formatted text on standard output.
template <typename... Arguments>
void say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  say_text(Channel::kOutput, fmt::format(format, std::forward<Arguments>(arguments)...));
}

// said() tells at the end whether all that was said was written: a full disk is an Error of kind
// kHarness. A reader that went away (`assay list | head`) is nobody's fault and ends nothing.
Result<void> said();

// show_phase() has a terminal say what the program is at: "  reading the catalogue". The next
// phase, a progress line, or say_text() takes its place.
void show_phase(std::string_view doing);

// progress_line() draws on standard error, on a terminal only.
ProgressLine progress_line();

}  // namespace assay
