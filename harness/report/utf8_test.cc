#include "harness/report/utf8.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

struct PrintableRow {
  const char* name;
  std::string_view text;
  std::size_t width;
  std::string_view line;
};
constexpr PrintableRow kPrintables[] = {
    {"plain_text_stays", "unable to get issuer", 80, "unable to get issuer"},
    {"a_text_of_the_width_stays", "12345", 5, "12345"},
    {"a_longer_one_ends_in_dots", "123456", 5, "12..."},
    {"a_width_below_the_dots_is_kept", "123456", 2, ".."},
    {"line_ends_and_escapes_become_dots", "a\n\x1b[31mb\x7f", 80, "a..[31mb."},
    {"the_second_control_set_becomes_dots",
     "a\xc2\x9b"
     "31mb",
     80, "a.31mb"},
    {"text_that_runs_backwards_is_disarmed",
     "a\xe2\x80\xae"
     "b",
     80, "a.b"},
    {"letters_of_all_planes_stay", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x94\x92", 3,
     "\xc3\xa9\xe2\x82\xac\xf0\x9f\x94\x92"},
    {"width_counts_code_points", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", 4, "\xc3\xa9..."},
    {"a_lone_continuation_is_replaced", "a\x80z", 80, "a\xef\xbf\xbdz"},
    {"an_overlong_slash_is_replaced", "\xc0\xaf", 80, "\xef\xbf\xbd\xef\xbf\xbd"},
    {"a_surrogate_is_replaced", "\xed\xa0\x80", 80, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"a_cut_sequence_is_replaced", "\xf0\x9f\x94", 80, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"beyond_the_last_plane_is_replaced", "\xf4\x90\x80\x80", 80,
     "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
};

class PrintableTest : public testing::TestWithParam<PrintableRow> {};
TEST_P(PrintableTest, is_one_harmless_line) {
  EXPECT_EQ(printable(GetParam().text, GetParam().width), GetParam().line);
}
INSTANTIATE_TEST_SUITE_P(Utf8, PrintableTest, testing::ValuesIn(kPrintables),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Utf8, every_scalar_value_is_read_as_it_was_written) {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    if (c == 0xd800) c = 0xe000;
    std::string text;
    append_utf8(text, c);
    std::string_view rest = text;
    ASSERT_EQ(next_code_point(rest), c);
    ASSERT_TRUE(rest.empty());
  }
}

}  // namespace
}  // namespace assay
