#include "harness/base/time.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"

namespace assay {
namespace {

struct TimeRow {
  const char* name;
  const char* text;
  UnixTime time;
};

// Seconds by `date -u -d TEXT +%s`.
constexpr TimeRow kTimes[] = {
    {"epoch", "1970-01-01T00:00:00Z", 0},
    {"a_second_before_the_epoch", "1969-12-31T23:59:59Z", -1},
    {"leap_day_of_a_leap_year", "2024-02-29T12:34:56Z", 1'709'210'096},
    {"leap_day_of_a_400th_year", "2000-02-29T00:00:00Z", 951'782'400},
    {"day_after_28_february_1900", "1900-03-01T00:00:00Z", -2'203'891'200},
    {"last_second_of_31_bits", "2038-01-19T03:14:07Z", 2'147'483'647},
    {"first_second_beyond_31_bits", "2038-01-19T03:14:08Z", 2'147'483'648},
    {"first_second_of_1950", "1950-01-01T00:00:00Z", -631'152'000},
    {"last_second_of_2049", "2049-12-31T23:59:59Z", 2'524'607'999},
    {"no_well_defined_expiry", "9999-12-31T23:59:59Z", 253'402'300'799},
    {"year_0", "0000-01-01T00:00:00Z", -62'167'219'200},
};

class TimeTest : public testing::TestWithParam<TimeRow> {};

TEST_P(TimeTest, reads_and_writes_the_same_moment) {
  EXPECT_EQ(parse_time(GetParam().text), GetParam().time);
  EXPECT_EQ(format_time(GetParam().time), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Rfc3339, TimeTest, testing::ValuesIn(kTimes), RowName());

constexpr TimeRow kOtherForms[] = {
    {"offset_east_is_earlier", "1970-01-01T01:00:00+01:00", 0},
    {"offset_west_is_later", "1969-12-31T18:30:00-05:30", 0},
    {"lower_case_zulu", "1970-01-01T00:00:00z", 0},
    {"blank_for_t", "1970-01-01 00:00:00Z", 0},
    {"fraction_is_cut_off", "1970-01-01T00:00:00.999Z", 0},
    {"fraction_before_the_epoch_is_cut_off", "1969-12-31T23:59:59.5Z", -1},
    {"fraction_with_offset", "1970-01-01T01:00:00.5+01:00", 0},
};

class OtherFormTest : public testing::TestWithParam<TimeRow> {};

TEST_P(OtherFormTest, is_read) { EXPECT_EQ(parse_time(GetParam().text), GetParam().time); }

INSTANTIATE_TEST_SUITE_P(Rfc3339, OtherFormTest, testing::ValuesIn(kOtherForms), RowName());

struct BadTime {
  const char* name;
  const char* text;
};

constexpr BadTime kBadTimes[] = {
    {"empty", ""},
    {"date_only", "2024-01-01"},
    {"no_zone", "2024-01-01T00:00:00"},
    {"no_leap_day_in_2023", "2023-02-29T00:00:00Z"},
    {"no_leap_day_in_1900", "1900-02-29T00:00:00Z"},
    {"30_february", "2024-02-30T00:00:00Z"},
    {"month_0", "2024-00-01T00:00:00Z"},
    {"month_13", "2024-13-01T00:00:00Z"},
    {"day_0", "2024-01-00T00:00:00Z"},
    {"hour_24", "2024-01-01T24:00:00Z"},
    {"minute_60", "2024-01-01T00:60:00Z"},
    {"second_60", "2016-12-31T23:59:60Z"},
    {"fraction_without_digits", "2024-01-01T00:00:00.Z"},
    {"offset_without_colon", "2024-01-01T00:00:00+0100"},
    {"trailing_text", "2024-01-01T00:00:00Z "},
    {"five_digit_year", "12024-01-01T00:00:00Z"},
    {"sign", "-024-01-01T00:00:00Z"},
};

class BadTimeTest : public testing::TestWithParam<BadTime> {};

TEST_P(BadTimeTest, is_an_error) { EXPECT_FALSE(parse_time(GetParam().text)); }

INSTANTIATE_TEST_SUITE_P(Rfc3339, BadTimeTest, testing::ValuesIn(kBadTimes), RowName());

TEST(Time, errors_quote_foreign_text_on_one_line) {
  const std::string hostile = "2026-01-01T00:00:00.\n" + std::string(60, 'x');
  for (const std::string& text : {hostile, "\n" + hostile}) {
    const std::string message = parse_time(text).error().message;
    EXPECT_EQ(message.find('\n'), std::string::npos);
    EXPECT_LT(message.size(), 120U);
  }
}

TEST(CivilTime, every_day_of_eight_centuries_follows_the_one_before) {
  constexpr UnixTime kDay = 86'400;
  CivilTime before = to_civil(to_unix({.year = 1599, .month = 12, .day = 31}));
  for (UnixTime t = to_unix({.year = 1600}); t < to_unix({.year = 2400}); t += kDay) {
    const CivilTime now = to_civil(t);
    ASSERT_EQ(to_unix(now), t);
    const bool next_day = now.month == before.month && now.day == before.day + 1;
    const bool next_month = now.day == 1 && now.month == before.month % 12 + 1 && before.day >= 28;
    ASSERT_TRUE(next_day || next_month) << format_time(t);
    ASSERT_EQ(now.year, before.year + (now.month == 1 && now.day == 1 ? 1 : 0));
    before = now;
  }
}

TEST(CivilTime, every_second_of_a_day_has_its_own_fields) {
  for (UnixTime t = -86'400; t < 0; ++t) {
    const CivilTime c = to_civil(t);
    ASSERT_EQ(c.hour * 3600 + c.minute * 60 + c.second, t + 86'400);
    ASSERT_EQ(c.day, 31);
  }
}

}  // namespace
}  // namespace assay
