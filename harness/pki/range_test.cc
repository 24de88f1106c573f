#include "harness/pki/range.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace assay {
namespace {

std::string joined(std::string_view text) {
  const auto all = expand(text);
  if (!all) return "refused";
  std::string out;
  for (const std::string& each : *all) out += (out.empty() ? "" : " ") + each;
  return out;
}

struct RangeRow {
  const char* name;
  const char* text;
  const char* texts;
};

class RangeTest : public testing::TestWithParam<RangeRow> {};

TEST_P(RangeTest, StandsForItsTexts) { EXPECT_EQ(joined(GetParam().text), GetParam().texts); }

constexpr RangeRow kRanges[] = {
    {"a_plain_text_is_itself", "a.test", "a.test"},
    {"numbers_count_up", "h{9..11}.test", "h9.test h10.test h11.test"},
    {"leading_zeros_give_the_width", "{08..10}", "08 09 10"},
    {"a_single_zero_gives_none", "{0..2}", "0 1 2"},
    {"of_two_ranges_the_last_counts_fastest", "{1..2}.{3..4}", "1.3 1.4 2.3 2.4"},
    {"braces_without_a_range_are_text", "{a..b}{}{1...2}{1}", "{a..b}{}{1...2}{1}"},
    {"a_brace_before_a_range_is_text", "{{1..2}", "{1 {2"},
    {"an_open_brace_is_text", "a{1..2", "a{1..2"},
    {"a_range_that_falls_is_refused", "{2..1}", "refused"},
    {"a_product_beyond_the_limit_is_refused", "{1..1000}{1..101}", "refused"},
};
INSTANTIATE_TEST_SUITE_P(Texts, RangeTest, testing::ValuesIn(kRanges),
                         [](const auto& row) { return row.param.name; });

TEST(Range, ReachesItsLimitAndNotBeyond) {
  EXPECT_EQ(expand("{1..100000}").value().size(), kMaxRange);
  EXPECT_FALSE(expand("{1..100001}"));
}

}  // namespace
}  // namespace assay
