// lanes: independent tasks shared by a few threads, each with workers of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "harness/base/result.h"

namespace assay {

// RunTally is what a task brought.
struct RunTally {
  std::uint64_t answers = 0;
  std::uint64_t differing = 0;  // not as expected; the deviations are not consulted yet
};

// RunProgress is what a progress line shows.
struct RunProgress {
  RunTally done;
  std::uint64_t total = 0;  // answers
};
using ProgressCallback = std::function<void(const RunProgress&)>;

// LaneTask performs one task.
using LaneTask = std::function<Result<RunTally>(std::size_t task)>;

// run_lanes() performs tasks 0..`tasks`-1, in that order of starting, on `jobs` threads; each
// thread calls `make_lane` once, so that what a lane holds is its own. The first Error ends the run
// after the tasks under way. `progress` may be empty; it is called from one thread at a time.
Result<void> run_lanes(unsigned jobs, std::size_t tasks, const std::function<LaneTask()>& make_lane,
                       std::uint64_t total, const ProgressCallback& progress);

}  // namespace assay
