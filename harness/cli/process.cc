#include "harness/cli/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <new>
#include <string_view>

#include "harness/base/interruption.h"
#include "harness/cli/command.h"
#include "harness/cli/say.h"

namespace assay {
namespace {

// In whatever thread, with nothing that allocates: a request that cannot be met ends the program,
// and files that have no name yet go with it.
void out_of_memory() {
  constexpr std::string_view kWords =
      "assay: out of memory; ask fewer cases at a time, or with fewer --jobs\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kWords.data(), kWords.size());
  ::_exit(kExitHarnessFailed);
}

// A file that is opened must never become standard output by taking a number that was free.
void keep_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    [[maybe_unused]] const int lowest = ::open("/dev/null", O_RDONLY);
  }
}

int exit_with(const Error& error) {
  say_text(Channel::kError, fmt::format("assay: {}\n", error.message));
  return error.kind == ErrorKind::kInput ? kExitBadInput : kExitHarnessFailed;
}

}  // namespace

void prepare_process() {
  // A report that hits a file-size limit must end as an Error, with nothing half-written left.
  std::signal(SIGXFSZ, SIG_IGN);
  std::set_new_handler(out_of_memory);
  keep_standard_descriptors();
}

void host_stack() { std::set_new_handler(nullptr); }

// What was found counts for nothing when nobody could be told.
int finish(const Result<int>& outcome) {
  const auto written = said();
  int status = outcome ? *outcome : exit_with(outcome.error());
  if (!written) status = exit_with(written.error());
  return interruption() != 0 ? 128 + interruption() : status;
}

}  // namespace assay
