#include "harness/run/lanes.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

namespace assay {
namespace {

TEST(Lanes, every_task_is_performed_once_and_counted) {
  std::array<std::atomic<int>, 100> performed{};
  RunTally last;
  const auto make_lane = [&]() -> LaneTask {
    return [&](std::size_t task) -> Result<RunTally> {
      ++performed[task];
      return RunTally{3, 1};
    };
  };
  const auto done = run_lanes(4, performed.size(), make_lane, 300,
                              [&](const RunProgress& progress) { last = progress.done; });
  ASSERT_TRUE(done);
  for (const auto& count : performed) EXPECT_EQ(count, 1);
  EXPECT_EQ(last.answers, 300U);
  EXPECT_EQ(last.differing, 100U);
}

TEST(Lanes, an_error_ends_the_run_and_is_given) {
  std::atomic<int> performed = 0;
  const auto make_lane = [&]() -> LaneTask {
    return [&](std::size_t task) -> Result<RunTally> {
      ++performed;
      if (task == 2) return harness_error("lost");
      return RunTally{1, 0};
    };
  };
  const auto done = run_lanes(1, 1000, make_lane, 1000, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "lost");
  EXPECT_EQ(performed, 3);
}

TEST(Lanes, no_tasks_are_no_error) {
  EXPECT_TRUE(run_lanes(2, 0, [] { return LaneTask(); }, 0, {}));
}

}  // namespace
}  // namespace assay
