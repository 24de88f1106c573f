#include "harness/der/oid.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "harness/base/row_name.h"

namespace assay::der {
namespace {

struct OidRow {
  const char* name;
  const char* dotted;
  const char* hex;
};

constexpr OidRow kOids[] = {
    {"two_arcs", "2.5", "55"},
    {"zero", "0.0", "00"},
    {"last_under_0", "0.39", "27"},
    {"last_under_1", "1.39", "4f"},
    {"first_under_2", "2.0", "50"},
    {"more_than_39_under_2", "2.999.3", "883703"},
    {"key_usage", "2.5.29.15", "551d0f"},
    {"rsa", "1.2.840.113549.1.1.11", "2a864886f70d01010b"},
    {"arc_127", "1.2.127", "2a7f"},
    {"arc_128", "1.2.128", "2a8100"},
    {"arc_of_64_bits", "1.2.18446744073709551615", "2a81ffffffffffffffff7f"},
    {"first_of_64_bits", "2.18446744073709551535", "81ffffffffffffffff7f"},
};

class OidTest : public testing::TestWithParam<OidRow> {};

TEST_P(OidTest, dotted_text_and_octets_are_one) {
  const auto octets = oid_from_dotted(GetParam().dotted);
  ASSERT_TRUE(octets) << octets.error().message;
  EXPECT_EQ(hex(*octets), GetParam().hex);
  EXPECT_EQ(oid_to_dotted(*octets), GetParam().dotted);
}

INSTANTIATE_TEST_SUITE_P(X690, OidTest, testing::ValuesIn(kOids), RowName());

struct BadOid {
  const char* name;
  const char* text;
};

constexpr BadOid kBadDotted[] = {
    {"empty", ""},
    {"one_arc", "2"},
    {"first_arc_3", "3.1"},
    {"second_arc_40_under_1", "1.40"},
    {"leading_zero", "1.02"},
    {"sign", "1.+2"},
    {"empty_arc", "1..2"},
    {"dot_at_the_end", "1.2."},
    {"letters", "1.2.x"},
    {"arc_beyond_64_bits", "1.2.18446744073709551616"},
    {"second_arc_beyond_64_bits_with_80", "2.18446744073709551536"},
};

class BadDottedTest : public testing::TestWithParam<BadOid> {};

TEST_P(BadDottedTest, is_an_error) { EXPECT_FALSE(oid_from_dotted(GetParam().text)); }

INSTANTIATE_TEST_SUITE_P(X690, BadDottedTest, testing::ValuesIn(kBadDotted), RowName());

struct BadOctets {
  const char* name;
  const char* hex;
  OidFault fault;
  std::size_t at;
};

constexpr BadOctets kBadOctets[] = {
    {"empty", "", OidFault::kEmpty, 0},
    {"first_arc_leading_80", "8001", OidFault::kNotMinimal, 0},
    {"later_arc_leading_80", "2a8001", OidFault::kNotMinimal, 1},
    {"ends_within_an_arc", "2a86", OidFault::kTruncated, 1},
    {"ends_within_a_long_arc", "2a868686", OidFault::kTruncated, 1},
    {"arc_of_65_bits", "2a82808080808080808000", OidFault::kTooLarge, 10},
    {"arc_of_11_groups", "2a8180808080808080808000", OidFault::kTooLarge, 11},
};

class BadOctetsTest : public testing::TestWithParam<BadOctets> {};

TEST_P(BadOctetsTest, are_a_fault_with_a_place) {
  const auto octets = from_hex(GetParam().hex);
  std::size_t at = 0;
  EXPECT_EQ(check_oid(*octets, at), GetParam().fault);
  EXPECT_EQ(at, GetParam().at);
  EXPECT_FALSE(oid_to_dotted(*octets));
  EXPECT_EQ(oid_text(*octets), GetParam().hex);
}

INSTANTIATE_TEST_SUITE_P(X690, BadOctetsTest, testing::ValuesIn(kBadOctets), RowName());

TEST(OidTable, every_entry_is_found_by_each_of_its_spellings) {
  for (const OidEntry& each : oid_table()) {
    const auto content = oid_from_dotted(each.dotted);
    ASSERT_TRUE(content) << each.name;
    EXPECT_EQ(to_bytes(octets(each.id)), *content) << each.name;
    EXPECT_EQ(known(*content), each.id) << each.name;
    EXPECT_EQ(named(each.name), each.id);
    EXPECT_EQ(named(each.dotted), each.id) << each.name;
    if (!each.alias.empty()) {
      EXPECT_EQ(named(each.alias), each.id) << each.name;
    }
    EXPECT_EQ(oid_text(*content), each.name);
  }
}

TEST(OidTable, no_spelling_is_used_twice) {
  std::set<std::string_view> seen;
  for (const OidEntry& each : oid_table()) {
    for (const std::string_view spelling : {each.name, each.alias, each.dotted}) {
      if (spelling.empty()) continue;
      EXPECT_TRUE(seen.insert(spelling).second) << spelling;
    }
  }
}

TEST(OidTable, others_are_not_known) {
  EXPECT_EQ(known(Bytes{}), std::nullopt);
  EXPECT_EQ(known(*oid_from_dotted("2.5.29.15.0")), std::nullopt);
  EXPECT_EQ(known(*oid_from_dotted("2.5.29")), std::nullopt);
  EXPECT_EQ(named("keyusage"), std::nullopt);
  EXPECT_EQ(named(""), std::nullopt);
}

TEST(OidText, takes_names_aliases_and_dots) {
  EXPECT_EQ(oid_from_text("serverAuth"), *oid_from_dotted("1.3.6.1.5.5.7.3.1"));
  EXPECT_EQ(oid_from_text("CN"), *oid_from_dotted("2.5.4.3"));
  EXPECT_EQ(oid_from_text("1.3.6.1.4.1.99999.1"), *oid_from_dotted("1.3.6.1.4.1.99999.1"));
}

TEST(OidText, an_unknown_name_gets_the_nearest) {
  const auto octets = oid_from_text("keyUsag");
  ASSERT_FALSE(octets);
  EXPECT_EQ(octets.error().message,
            "unknown object identifier 'keyUsag'; did you mean 'keyUsage'?");
}

TEST(Oid, random_arcs_read_back) {
  std::mt19937_64 random(8);
  for (int i = 0; i < 2000; ++i) {
    std::string dotted = "2." + std::to_string(random() >> (random() % 63 + 1));
    for (std::uint64_t arcs = random() % 12; arcs > 0; --arcs) {
      dotted += "." + std::to_string(random() >> random() % 64);
    }
    const auto octets = oid_from_dotted(dotted);
    ASSERT_TRUE(octets) << dotted;
    ASSERT_EQ(oid_to_dotted(*octets), dotted);
  }
}

}  // namespace
}  // namespace assay::der
