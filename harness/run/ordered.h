// ordered: tasks performed by several threads, their products taken in order by one.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "harness/base/result.h"

namespace assay {

// kAhead is how many products a thread may be ahead of what was taken: enough that no thread waits
// for a slow neighbour, little enough that memory does not grow with the number of tasks.
inline constexpr std::size_t kAhead = 4;

template <typename Product>
using OrderedTask = std::function<Result<Product>(std::size_t task)>;

// OrderedRun is what the threads of run_ordered() share.
template <typename Product>
class OrderedRun {
 public:
  OrderedRun(std::size_t tasks, std::size_t window) : tasks_(tasks), window_(window) {}

  // work() performs tasks until there are none, or an Error ends the run.
  void work(const OrderedTask<Product>& perform) {
    while (const auto task = next()) put(*task, perform(*task));
  }

  // drain() takes all products in the order of their tasks.
  Result<void> drain(const std::function<Result<void>(Product)>& take) {
    for (std::size_t task = 0; task < tasks_; ++task) {
      auto taken = await(task);
      auto done = taken ? take(*std::move(taken)) : fail(std::move(taken).error());
      if (!done) {
        stop();
        return done;
      }
    }
    return {};
  }

 private:
  std::optional<std::size_t> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || next_ >= tasks_ || next_ < taken_ + window_; });
    if (stopped_ || next_ >= tasks_) return std::nullopt;
    return next_++;
  }

  void put(std::size_t task, Result<Product> product) {
    const std::lock_guard lock(mutex_);
    ready_.emplace(task, std::move(product));
    changed_.notify_all();
  }

  Result<Product> await(std::size_t task) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ready_.count(task) != 0; });
    Result<Product> product = std::move(ready_.extract(task).mapped());
    taken_ = task + 1;
    changed_.notify_all();
    return product;
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

  std::size_t tasks_;
  std::size_t window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, Result<Product>> ready_;
  std::size_t next_ = 0;
  std::size_t taken_ = 0;
  bool stopped_ = false;
};

// run_ordered() performs tasks 0..`tasks`-1 on `jobs` threads (each calls `make_task` once, so that
// what it holds is its own) while the caller's thread takes their products, in order. The products
// that wait are at most kAhead a thread. The first Error in that order ends the run: the outcome
// does not depend on how many threads there are.
template <typename Product>
Result<void> run_ordered(unsigned jobs, std::size_t tasks,
                         const std::function<OrderedTask<Product>()>& make_task,
                         const std::function<Result<void>(Product)>& take) {
  const std::size_t threads =
      std::min<std::size_t>(std::max(1U, jobs), std::max<std::size_t>(1, tasks));
  OrderedRun<Product> run(tasks, threads * kAhead);
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < threads; ++i) {
    workers.emplace_back([&] { run.work(make_task()); });
  }
  return run.drain(take);
}

}  // namespace assay
