#include "harness/base/bytes.h"

#include <gtest/gtest.h>

#include <random>

#include "harness/base/base64.h"
#include "harness/base/row_name.h"

namespace assay {
namespace {

struct Base64Row {
  const char* name;
  const char* plain;
  const char* encoded;
};

// RFC 4648 section 10.
constexpr Base64Row kRfc4648[] = {
    {"empty", "", ""},
    {"one_octet", "f", "Zg=="},
    {"two_octets", "fo", "Zm8="},
    {"three_octets", "foo", "Zm9v"},
    {"four_octets", "foob", "Zm9vYg=="},
    {"five_octets", "fooba", "Zm9vYmE="},
    {"six_octets", "foobar", "Zm9vYmFy"},
};

class Base64Test : public testing::TestWithParam<Base64Row> {};

TEST_P(Base64Test, is_that_of_rfc4648_both_ways) {
  EXPECT_EQ(base64(as_bytes(GetParam().plain)), GetParam().encoded);
  const auto back = from_base64(GetParam().encoded);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(as_text(*back), GetParam().plain);
}

INSTANTIATE_TEST_SUITE_P(Rfc4648, Base64Test, testing::ValuesIn(kRfc4648), RowName());

TEST(Base64, passes_over_line_ends_and_blanks) {
  const auto octets = from_base64(" Zm9v\r\nYm\tFy\n");
  ASSERT_TRUE(octets);
  EXPECT_EQ(as_text(*octets), "foobar");
}

struct BadText {
  const char* name;
  const char* text;
};

constexpr BadText kBadBase64[] = {
    {"one_digit_alone", "Z"},
    {"padding_missing", "Zm8"},
    {"padding_too_short", "Zg="},
    {"padding_too_long", "Zm8=="},
    {"padding_without_digits", "===="},
    {"padding_after_a_whole_group", "Zm9v="},
    {"digits_after_padding", "Zg==Zg=="},
    {"url_alphabet", "-_-_"},
    {"foreign_character", "Zm9v!"},
};

class BadBase64Test : public testing::TestWithParam<BadText> {};

TEST_P(BadBase64Test, is_an_error) { EXPECT_FALSE(from_base64(GetParam().text)); }

INSTANTIATE_TEST_SUITE_P(Bytes, BadBase64Test, testing::ValuesIn(kBadBase64), RowName());

TEST(Hex, writes_lower_case_and_reads_either) {
  EXPECT_EQ(hex(Bytes{0x00, 0x7f, 0xAB}), "007fab");
  EXPECT_EQ(from_hex("007FaB"), (Bytes{0x00, 0x7f, 0xab}));
}

TEST(Hex, passes_over_blanks_and_colons_between_octets) {
  EXPECT_EQ(from_hex(" 00:7f\n ab "), (Bytes{0x00, 0x7f, 0xab}));
}

constexpr BadText kBadHex[] = {
    {"odd_number_of_digits", "abc"},
    {"colon_within_an_octet", "a:bc"},
    {"foreign_digit", "0g"},
    {"prefix", "0x00"},
};

class BadHexTest : public testing::TestWithParam<BadText> {};

TEST_P(BadHexTest, is_an_error) { EXPECT_FALSE(from_hex(GetParam().text)); }

INSTANTIATE_TEST_SUITE_P(Bytes, BadHexTest, testing::ValuesIn(kBadHex), RowName());

TEST(Hex, errors_quote_foreign_text_on_one_line_and_cut_it) {
  EXPECT_EQ(from_hex("a*\n\x1b[0m").error().message, "not hexadecimal: 'a*..[0m'");
  EXPECT_EQ(from_hex(std::string(41, 'x')).error().message,
            "not hexadecimal: '" + std::string(40, 'x') + "...'");
}

// RFC 4648 section 10, and nothing written beyond.
TEST(Base64Into, writes_what_it_says_and_no_more) {
  const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"}};
  for (const auto& [octets, text] : rows) {
    std::string out(16, '#');
    const char* const end = base64_into(as_bytes(octets), out.data());
    EXPECT_EQ(static_cast<std::size_t>(end - out.data()), base64_size(std::string(octets).size()));
    EXPECT_EQ(out, std::string(text) + std::string(16 - std::string(text).size(), '#'));
  }
}

TEST(Bytes, texts_of_random_octets_read_back) {
  std::mt19937 random(4648);
  for (std::size_t size = 0; size < 200; ++size) {
    Bytes octets(size);
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(random());
    EXPECT_EQ(from_base64(base64(octets)), octets);
    EXPECT_EQ(from_hex(hex(octets)), octets);
  }
}

}  // namespace
}  // namespace assay
