#include "harness/run/lanes.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace assay {
namespace {

struct Shared {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  std::mutex mutex;
  std::optional<Error> error;  // the first
  RunProgress progress;
};

void work(Shared& shared, std::size_t tasks, const LaneTask& perform,
          const ProgressCallback& progress) {
  while (!shared.stop) {
    const std::size_t task = shared.next.fetch_add(1);
    if (task >= tasks) return;
    const auto done = perform(task);
    const std::lock_guard lock(shared.mutex);
    if (!done) {
      if (!shared.error) shared.error = done.error();
      shared.stop = true;
      return;
    }
    shared.progress.done.answers += done->answers;
    shared.progress.done.differing += done->differing;
    if (progress) progress(shared.progress);
  }
}

}  // namespace

Result<void> run_lanes(unsigned jobs, std::size_t tasks, const std::function<LaneTask()>& make_lane,
                       std::uint64_t total, const ProgressCallback& progress) {
  Shared shared;
  shared.progress.total = total;
  const std::size_t lanes =
      std::min<std::size_t>(std::max(1U, jobs), std::max<std::size_t>(1, tasks));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < lanes; ++i) {
    threads.emplace_back([&] { work(shared, tasks, make_lane(), progress); });
  }
  for (std::thread& thread : threads) thread.join();
  if (shared.error) return fail(*shared.error);
  return {};
}

}  // namespace assay
