#include "harness/der/writer.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"

namespace assay::der {
namespace {

struct EncodingRow {
  const char* name;
  Node node;
  const char* hex;
};

UnixTime at(const char* text) { return *parse_time(text); }

std::vector<EncodingRow> encodings() {
  return {
      {"true_is_ff", boolean(true), "0101ff"},
      {"false_is_00", boolean(false), "010100"},
      {"null_is_empty", null(), "0500"},
      {"integer_0", integer(0), "020100"},
      {"integer_127", integer(127), "02017f"},
      {"integer_128_keeps_its_sign", integer(128), "02020080"},
      {"integer_256", integer(256), "02020100"},
      {"integer_minus_1", integer(-1), "0201ff"},
      {"integer_minus_128", integer(-128), "020180"},
      {"integer_minus_129", integer(-129), "0202ff7f"},
      {"integer_smallest", integer(INT64_MIN), "02088000000000000000"},
      {"integer_largest", integer(INT64_MAX), "02087fffffffffffffff"},
      {"magnitude_empty_is_0", unsigned_integer({}), "020100"},
      {"magnitude_drops_zeros", unsigned_integer(Bytes{0, 0, 1}), "020101"},
      {"magnitude_keeps_its_sign", unsigned_integer(Bytes{0x80}), "02020080"},
      {"enumerated", enumerated(5), "0a0105"},
      {"oid", oid(Oid::kKeyUsage), "0603551d0f"},
      {"printable_string", string(StringType::kPrintable, "US"), "13025553"},
      {"utf8_string", string(StringType::kUtf8, "\xc3\xa9"), "0c02c3a9"},
      {"ia5_string", string(StringType::kIa5, "a"), "160161"},
      {"bit_string", bit_string(Bytes{0xa0}, 5), "030205a0"},
      {"bit_string_empty", bit_string({}), "030100"},
      {"octet_string", octet_string(Bytes{1, 2}), "04020102"},
      {"octet_string_of", octet_string_of(null()), "04020500"},
      {"bit_string_of", bit_string_of(null()), "0303000500"},
      {"sequence_empty", sequence(), "3000"},
      {"sequence_in_order", sequence(integer(2), integer(1)), "3006020102020101"},
      {"set_in_order", set({integer(2), integer(1)}), "3106020102020101"},
      {"set_of_sorted", set_of({integer(2), integer(1)}), "3106020101020102"},
      {"set_of_sorted_by_length", set_of({integer(256), integer(3)}),
       "3107020103"
       "02020100"},
      {"context_primitive", context_primitive(2, Bytes{0x61}), "820161"},
      {"context_constructed", context_constructed(0, {null()}), "a0020500"},
      {"context_explicit", context_explicit(3, sequence()), "a3023000"},
      {"implicit_stays_primitive", implicit(1, integer(5)), "810105"},
      {"implicit_stays_constructed", implicit(1, sequence(null())), "a1020500"},
      {"raw_as_it_is", sequence(raw({0xff, 0x00})), "3002ff00"},
      {"utc_time_from_1950", time(at("1950-01-01T00:00:00Z")), "170d3530303130313030303030305a"},
      {"utc_time_to_2049", time(at("2049-12-31T23:59:59Z")), "170d3439313233313233353935395a"},
      {"generalized_time_to_1949", time(at("1949-12-31T23:59:59Z")),
       "180f31393439313233313233353935395a"},
      {"generalized_time_from_2050", time(at("2050-01-01T00:00:00Z")),
       "180f32303530303130313030303030305a"},
  };
}

class EncodingTest : public testing::TestWithParam<EncodingRow> {};

TEST_P(EncodingTest, is_der) {
  EXPECT_EQ(hex(encode(GetParam().node)), GetParam().hex);
  EXPECT_EQ(encoded_size(GetParam().node) * 2, std::string(GetParam().hex).size());
}

INSTANTIATE_TEST_SUITE_P(Writer, EncodingTest, testing::ValuesIn(encodings()), RowName());

struct LengthRow {
  const char* name;
  std::size_t size;
  const char* hex;
};

constexpr LengthRow kLengths[] = {
    {"short_form_to_127", 127, "7f"},          {"one_octet_from_128", 128, "8180"},
    {"one_octet_to_255", 255, "81ff"},         {"two_octets_from_256", 256, "820100"},
    {"two_octets_to_65535", 65'535, "82ffff"}, {"three_octets_from_65536", 65'536, "83010000"},
};

class LengthTest : public testing::TestWithParam<LengthRow> {};

TEST_P(LengthTest, is_minimal) {
  const Bytes der = encode(octet_string(Bytes(GetParam().size, 0x5a)));
  const std::size_t header = der.size() - GetParam().size;
  EXPECT_EQ(hex(BytesView(der).first(header)), std::string("04") + GetParam().hex);
}

INSTANTIATE_TEST_SUITE_P(Writer, LengthTest, testing::ValuesIn(kLengths), RowName());

struct NamedBitsRow {
  const char* name;
  std::vector<unsigned> bits;
  const char* hex;
};

class NamedBitsTest : public testing::TestWithParam<NamedBitsRow> {};

TEST_P(NamedBitsTest, has_no_trailing_zeros) {
  EXPECT_EQ(hex(encode(named_bits(GetParam().bits))), GetParam().hex);
}

INSTANTIATE_TEST_SUITE_P(
    Writer, NamedBitsTest,
    testing::Values(NamedBitsRow{"none", {}, "030100"}, NamedBitsRow{"first", {0}, "03020780"},
                    NamedBitsRow{"key_cert_sign_and_crl_sign", {5, 6}, "03020106"},
                    NamedBitsRow{"in_any_order", {6, 5}, "03020106"},
                    NamedBitsRow{"whole_octet", {7}, "03020001"},
                    NamedBitsRow{"second_octet", {8}, "0303070080"}),
    RowName());

TEST(Writer, overrides_take_the_place_of_what_they_name) {
  Node node = sequence(integer(1));
  node.length = Bytes{0x80};
  EXPECT_EQ(hex(encode(node)), "3080020101");
  node.identifier = {0x3f, 0x81, 0x00};
  EXPECT_EQ(hex(encode(node)), "3f810080020101");
  node.encoding = Bytes{};
  EXPECT_TRUE(encode(node).empty());
}

TEST(Writer, a_wide_and_deep_tree_costs_linear_time) {
  Node deep = null();
  for (int i = 0; i < 5'000; ++i) deep = sequence(std::move(deep));
  EXPECT_EQ(encode(deep).size(), encoded_size(deep));
  Node wide = sequence();
  for (int i = 0; i < 200'000; ++i) wide.children.push_back(null());
  EXPECT_EQ(encode(wide).size(), 5 + 400'000U);
}

}  // namespace
}  // namespace assay::der
