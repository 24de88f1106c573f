// runner: the one way in which everything here is timed: answers first, then passes of work and
// reference in turn.
//
// A pass does its operations, then the same number of reference operations: what drifts (clock
// rate, neighbours) drifts in both. The counter is the median over the passes of work's time
// divided by reference's time, so that a pass that was interrupted does not count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "harness/base/result.h"

namespace assay::bench {

// CpuTime is the thread's own, for work that never waits; WallTime is for work in other processes.
enum class Clock { kCpuTime, kWallTime };

// Subject is one benchmark, ready to run. `first` numbers the first operation of a pass, so that
// work and reference take the same questions and passes take others.
struct Subject {
  std::size_t batch = 1;  // operations of a pass
  Clock clock = Clock::kCpuTime;
  std::string counter = "x_floor";          // or "ratio"
  std::string reference_name = "floor_us";  // counter of the reference's time
  // Where not null, work() counts here the octets that it wrote, and the counters per_s
  // (operations) and MB_per_s say what that comes to.
  std::shared_ptr<std::uint64_t> octets;
  std::function<Result<void>()> check;                       // the answers, ahead of all timing
  std::function<Result<void>(std::size_t first)> work;       // an Error for a wrong answer
  std::function<Result<void>(std::size_t first)> reference;  // likewise
};

// Failures counts the benchmarks that gave a wrong answer: the program's exit status.
struct Failures {
  std::size_t count = 0;
};

// add() registers a benchmark; `make` runs when the benchmark is first chosen, once. What both hold
// lives until the benchmarks have run.
void add(const std::string& name, Failures& failures, std::function<Result<Subject>()> make);

}  // namespace assay::bench
