#include "harness/run/ordered.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace assay {
namespace {

// Squares of the task numbers, in the order they were taken; an Error of task `bad`.
struct Outcome {
  std::vector<std::size_t> taken;
  std::size_t performed = 0;
  std::size_t most_ahead = 0;
  Result<void> result;
};

Outcome squares(unsigned jobs, std::size_t tasks, std::size_t bad) {
  Outcome outcome;
  std::atomic<std::size_t> performed{0};
  const auto make_task = [&]() -> OrderedTask<std::size_t> {
    return [&](std::size_t task) -> Result<std::size_t> {
      ++performed;
      if (task >= bad) return input_error("task " + std::to_string(task));
      return task * task;
    };
  };
  outcome.result = run_ordered<std::size_t>(jobs, tasks, make_task, [&](std::size_t square) {
    outcome.most_ahead = std::max(outcome.most_ahead, performed - outcome.taken.size());
    outcome.taken.push_back(square);
    return Result<void>();
  });
  outcome.performed = performed;
  return outcome;
}

class OrderedTest : public testing::TestWithParam<unsigned> {};

TEST_P(OrderedTest, products_come_in_the_order_of_their_tasks) {
  const Outcome outcome = squares(GetParam(), 1000, 1000);
  ASSERT_TRUE(outcome.result);
  ASSERT_EQ(outcome.taken.size(), 1000U);
  for (std::size_t i = 0; i < 1000; ++i) EXPECT_EQ(outcome.taken[i], i * i);
}

TEST_P(OrderedTest, the_first_error_by_number_ends_the_run) {
  const Outcome outcome = squares(GetParam(), 1000, 10);
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().message, "task 10");
  EXPECT_EQ(outcome.taken.size(), 10U);
  EXPECT_LT(outcome.performed, 1000U);
}

TEST_P(OrderedTest, no_thread_runs_further_ahead_than_agreed) {
  const Outcome outcome = squares(GetParam(), 1000, 1000);
  // One more is out of the store already, in the hands of the taker.
  EXPECT_LE(outcome.most_ahead, std::max(1U, GetParam()) * kAhead + 1);
}

TEST_P(OrderedTest, a_taker_that_fails_ends_the_run) {
  const auto make_task = []() -> OrderedTask<int> { return [](std::size_t) { return 1; }; };
  std::size_t taken = 0;
  const auto result = run_ordered<int>(GetParam(), 1000, make_task, [&](int) -> Result<void> {
    if (++taken == 3) return harness_error("full");
    return {};
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "full");
  EXPECT_EQ(taken, 3U);
}

TEST_P(OrderedTest, no_task_is_no_product) { EXPECT_TRUE(squares(GetParam(), 0, 1).result); }

INSTANTIATE_TEST_SUITE_P(Jobs, OrderedTest, testing::Values(0U, 1U, 2U, 7U),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace assay
