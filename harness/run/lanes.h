// lanes: independent tasks shared by a few threads, each with workers of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "harness/base/result.h"

namespace assay {

// RunProgress is what a progress line shows, in verdicts.
struct RunProgress {
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};
using ProgressCallback = std::function<void(const RunProgress&)>;

// LaneTask performs one task and gives the number of verdicts that it brought.
using LaneTask = std::function<Result<std::uint64_t>(std::size_t task)>;

// run_lanes() performs tasks 0..`tasks`-1, in that order of starting, on `jobs` threads; each
// thread calls `make_lane` once, so that what a lane holds is its own. The first Error ends the run
// after the tasks under way. `progress` may be empty; it is called from one thread at a time.
Result<void> run_lanes(unsigned jobs, std::size_t tasks, const std::function<LaneTask()>& make_lane,
                       std::uint64_t total, const ProgressCallback& progress);

}  // namespace assay
