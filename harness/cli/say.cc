#include "harness/cli/say.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <system_error>

#include "harness/report/terminal.h"

namespace assay {
namespace {

// What went wrong first with standard output, which the process has one of: a stream forgets.
int first_failure = 0;

// Whether show_phase() left a line to wipe.
bool phase_shown = false;

constexpr std::string_view kWipe = "\r\x1b[K";

void wipe_phase() {
  if (!phase_shown) return;
  std::cerr << kWipe << std::flush;
  phase_shown = false;
}

void note_failure() {
  if (first_failure == 0) first_failure = errno;
}

}  // namespace

void say_text(Channel channel, std::string_view text) {
  wipe_phase();
  std::FILE* const stream = channel == Channel::kOutput ? stdout : stderr;
  const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size();
  if (!written && channel == Channel::kOutput) note_failure();
}

Result<void> said() {
  wipe_phase();
  errno = 0;
  if (std::fflush(stdout) != 0) note_failure();
  if (first_failure == 0 && std::ferror(stdout) != 0) first_failure = EIO;  // the help of CLI11
  if (first_failure == 0 || first_failure == EPIPE) return {};
  return harness_error("cannot write to standard output: " +
                       std::generic_category().message(first_failure));
}

void show_phase(std::string_view doing) {
  if (progress_mode(STDERR_FILENO) == ProgressMode::kSilent) return;
  std::cerr << kWipe << "  " << doing << std::flush;
  phase_shown = true;
}

ProgressLine progress_line() {
  return {std::cerr, progress_mode(STDERR_FILENO), terminal_options(STDERR_FILENO).width};
}

}  // namespace assay
