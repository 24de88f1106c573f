#include "harness/report/progress.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>

namespace assay {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct ProgressRow {
  const char* name;
  Progressed at;
  milliseconds elapsed;
  std::size_t width;
  const char* text;
};
constexpr ProgressRow kLines[] = {
    {"start_has_no_rate_yet",
     {0, 100, 0},
     milliseconds(0),
     80,
     "  0/100 answers  0%  none differs"},
    {"rate_and_time_left",
     {300, 1000, 1},
     milliseconds(3000),
     80,
     "  300/1000 answers  30%  100/s  7 s left  1 differs"},
    {"slow_rates_have_a_digit_more",
     {3, 63, 2},
     milliseconds(2000),
     80,
     "  3/63 answers  4%  1.5/s  40 s left  2 differ"},
    {"minutes_left",
     {10, 1000, 0},
     milliseconds(1000),
     80,
     "  10/1000 answers  1%  10/s  1 min 39 s left  none differs"},
    {"hours_left",
     {10, 100000, 0},
     milliseconds(1000),
     80,
     "  10/100000 answers  0%  10/s  2 h 46 min left  none differs"},
    {"end_has_no_time_left",
     {100, 100, 0},
     milliseconds(1000),
     80,
     "  100/100 answers  100%  100/s  none differs"},
    {"unknown_total", {12, 0, 0}, milliseconds(1000), 80, "  12 answers  12/s  none differs"},
    {"made_cases_are_not_judged",
     {.done = 5, .total = 10, .unit = "case"},
     milliseconds(1000),
     80,
     "  5/10 cases  50%  5.0/s  1 s left"},
    {"narrow_terminals_cut", {300, 1000, 1}, milliseconds(3000), 20, "  300/1000 answer..."},
};

class ProgressTest : public testing::TestWithParam<ProgressRow> {};
TEST_P(ProgressTest, tells_how_far_how_fast_and_what_was_found) {
  EXPECT_EQ(progress_text(GetParam().at, GetParam().elapsed, GetParam().width), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(Progress, ProgressTest, testing::ValuesIn(kLines),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Progress, is_drawn_at_most_ten_times_a_second) {
  std::ostringstream out;
  const ProgressLine::Clock::time_point start;
  ProgressLine line(out, ProgressMode::kLine, 80, start);
  line.update({1, 10, 0}, start + milliseconds(99));
  EXPECT_EQ(out.str(), "");
  line.update({2, 10, 0}, start + milliseconds(100));
  EXPECT_NE(out.str().find("2/10"), std::string::npos);
  line.update({3, 10, 0}, start + milliseconds(199));
  EXPECT_EQ(out.str().find("3/10"), std::string::npos);
  line.update({4, 10, 0}, start + milliseconds(200));
  EXPECT_NE(out.str().find("4/10"), std::string::npos);
}

TEST(Progress, leaves_an_empty_line_behind) {
  std::ostringstream out;
  const ProgressLine::Clock::time_point start;
  { ProgressLine(out, ProgressMode::kLine, 80, start).update({1, 2, 0}, start + seconds(1)); }
  EXPECT_EQ(out.str().substr(out.str().size() - 4), "\r\x1b[K");
}

TEST(Progress, is_silent_in_a_pipe) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  EXPECT_EQ(progress_mode(ends[1]), ProgressMode::kSilent);
  ::close(ends[0]);
  ::close(ends[1]);
  std::ostringstream out;
  const ProgressLine::Clock::time_point start;
  { ProgressLine(out, ProgressMode::kSilent, 80, start).update({1, 2, 0}, start + seconds(1)); }
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace assay
