#include "harness/base/interruption.h"

#include <atomic>
#include <csignal>
#include <cstring>

namespace assay {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

// All that a handler may reach.
static_assert(std::atomic<int>::is_always_lock_free);
std::atomic<int> noted{0};

// The next signal of any of the three kinds ends the process; one that is ignored never comes here.
void note(int signal) {
  if (noted.exchange(signal) == 0) return;
  std::signal(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace

void catch_interruptions() {
  for (const int signal : kSignals) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_IGN) continue;
    // Without SA_RESTART: a read that waits for somebody returns and looks.
    struct sigaction action {};
    action.sa_handler = note;
    ::sigaction(signal, &action, nullptr);
  }
}

int interruption() { return noted; }

std::string signal_name(int signal) {
  const char* const name = ::sigabbrev_np(signal);
  return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

}  // namespace assay
