#include "harness/base/text.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"

namespace assay {

enum class Fruit { kApple, kPear };

template <>
struct EnumNames<Fruit> {
  static constexpr std::pair<Fruit, std::string_view> kNames[] = {
      {Fruit::kApple, "apple"},
      {Fruit::kPear, "pear"},
  };
};

namespace {

struct GlobRow {
  const char* name;
  const char* pattern;
  const char* text;
  bool matches;
};

constexpr GlobRow kGlobs[] = {
    {"same_text", "abc", "abc", true},
    {"other_text", "abc", "abd", false},
    {"no_prefix_match", "ab", "abc", false},
    {"star_is_any_run", "a*c", "abbbc", true},
    {"star_may_be_empty", "a*c", "ac", true},
    {"star_crosses_slashes", "rfc5280/*", "rfc5280/names/wildcard", true},
    {"star_alone_is_everything", "*", "", true},
    {"question_is_one_character", "a?c", "abc", true},
    {"question_is_not_none", "a?c", "ac", false},
    {"question_is_not_two", "a?c", "abbc", false},
    {"last_star_backtracks", "*ab", "aab", true},
    {"two_stars_backtrack", "*a*b", "xaxaxb", true},
    {"two_stars_without_end", "*a*b", "xaxax", false},
    {"a_literal_star_in_the_text", "a*", "a*b", true},
    {"empty_pattern_is_empty_text", "", "", true},
    {"empty_pattern_is_no_text", "", "a", false},
    {"letter_case_counts", "ABC", "abc", false},
};

class GlobTest : public testing::TestWithParam<GlobRow> {};

TEST_P(GlobTest, matches_as_stated) {
  EXPECT_EQ(matches_glob(GetParam().pattern, GetParam().text), GetParam().matches);
}

INSTANTIATE_TEST_SUITE_P(Text, GlobTest, testing::ValuesIn(kGlobs), RowName());

TEST(Glob, many_stars_do_not_cost_exponential_time) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(matches_glob(pattern + "b", std::string(20'000, 'a')));
}

struct NearestRow {
  const char* name;
  const char* word;
  const char* nearest;
};

constexpr NearestRow kNearest[] = {
    {"itself", "wolfssl", "wolfssl"},      {"letters_swapped", "openslsl", "openssl"},
    {"letter_missing", "gnuls", "gnutls"}, {"letter_too_many", "mbeddtls", "mbedtls"},
    {"nothing_close", "kangaroo", ""},     {"empty", "", ""},
};

class NearestTest : public testing::TestWithParam<NearestRow> {};

TEST_P(NearestTest, is_the_closest_candidate_or_none) {
  constexpr std::string_view kCandidates[] = {"openssl", "wolfssl", "gnutls", "mbedtls"};
  EXPECT_EQ(nearest(GetParam().word, kCandidates), GetParam().nearest);
}

INSTANTIATE_TEST_SUITE_P(Text, NearestTest, testing::ValuesIn(kNearest), RowName());

TEST(Nearest, a_very_long_word_is_close_to_nothing) {
  const std::string word(1'000'000, 'a');
  const std::string_view candidates[] = {word};
  EXPECT_EQ(nearest(word, candidates), "");
}

TEST(Names, are_read_and_written_by_one_table) {
  EXPECT_EQ(name_of(Fruit::kPear), "pear");
  EXPECT_EQ(parse_name<Fruit>("fruit", "apple"), Fruit::kApple);
}

TEST(Names, an_unknown_one_is_an_error_with_the_nearest) {
  const auto fruit = parse_name<Fruit>("fruit", "aple");
  ASSERT_FALSE(fruit);
  EXPECT_EQ(fruit.error().message, "unknown fruit 'aple'; did you mean 'apple'?");
  EXPECT_EQ(fruit.error().kind, ErrorKind::kInput);
}

TEST(Names, an_unknown_one_close_to_none_lists_them) {
  const auto fruit = parse_name<Fruit>("fruit", "quince-tree");
  ASSERT_FALSE(fruit);
  EXPECT_EQ(fruit.error().message, "unknown fruit 'quince-tree'; one of: apple pear");
}

TEST(Names, letter_case_counts) { EXPECT_FALSE(parse_name<Fruit>("fruit", "Apple")); }

TEST(OneLine, replaces_control_characters) {
  EXPECT_EQ(one_line("a\x1b[31mb\r\nc\x7f"), "a.[31mb..c.");
}

TEST(OneLine, cuts_at_the_limit_and_not_before) {
  EXPECT_EQ(one_line("abcd", 4), "abcd");
  EXPECT_EQ(one_line("abcde", 4), "abcd...");
}

TEST(Split, keeps_empty_parts) {
  EXPECT_EQ(split("a//b/", '/'), (std::vector<std::string_view>{"a", "", "b", ""}));
}

TEST(Split, an_empty_text_has_no_parts) { EXPECT_TRUE(split("", '/').empty()); }

TEST(Error, a_place_goes_in_front) {
  EXPECT_EQ(Error{.message = "unknown key"}.in("names.yaml:3:5").message,
            "names.yaml:3:5: unknown key");
}

}  // namespace
}  // namespace assay
