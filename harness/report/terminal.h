// The summary that a person acts on: who was asked, what was found, what to do next.
#pragma once

#include <cstddef>
#include <string>

#include "harness/run/results.h"

namespace assay {

// kNoLimit is the width where no terminal is: what a file or a pipe gets is whole.
inline constexpr std::size_t kNoLimit = std::size_t{1} << 20;

enum class Colour { kNever, kAnsi };

struct TerminalOptions {
  std::size_t width = 100;  // columns; lines are cut to it
  Colour colour = Colour::kNever;
  std::size_t max_cases = 40;  // failing cases listed; the rest is counted
};

// terminal_options() asks the terminal behind `descriptor` for its width; no limit and no colours
// where there is none; no colours where TERM is "dumb" or where NO_COLOR is set.
TerminalOptions terminal_options(int descriptor);

// terminal_summary() lists the targets with their versions and libraries, counts each column by
// finding, shows each new or broken answer and each stale entry, and ends with the meaning of the
// exit status. Foreign words are made harmless first. Lines keep to the width, but for commands.
std::string terminal_summary(const Results& results, const TerminalOptions& options = {});

}  // namespace assay
