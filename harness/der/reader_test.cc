#include "harness/der/reader.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <random>

#include "harness/base/row_name.h"
#include "harness/der/writer.h"

namespace assay::der {
namespace {

Bytes octets_of(std::string_view text) { return *from_hex(text); }

struct FaultRow {
  const char* name;
  const char* hex;
  std::function<Parsed<void>(Reader&)> read;
  Fault fault;
  std::size_t offset;
};

// Turns any typed read into one that only says whether it worked.
template <typename Read>
auto reading(Read read) {
  return [read](Reader& reader) -> Parsed<void> {
    ASSAY_DER_TRY(value, read(reader));
    static_cast<void>(value);
    return {};
  };
}

const auto any = reading([](Reader& r) { return r.any(); });
const auto boolean_read = reading([](Reader& r) { return r.boolean(); });
const auto boolean_default = reading([](Reader& r) { return r.boolean_or_false(); });
const auto integer_read = reading([](Reader& r) { return r.integer(); });
const auto small_read = reading([](Reader& r) { return r.small_integer(); });
const auto oid_read = reading([](Reader& r) { return r.oid(); });
const auto bits_read = reading([](Reader& r) { return r.bit_string(); });
const auto named_read = reading([](Reader& r) { return r.named_bits(); });
const auto sequence_read = reading([](Reader& r) { return r.sequence(); });
const auto null_read = [](Reader& r) { return r.null(); };

std::vector<FaultRow> faults() {
  return {
      {"nothing_there", "", any, Fault::kMissing, 0},
      {"tag_alone", "30", any, Fault::kLengthTruncated, 1},
      {"high_tag_cut", "9f", any, Fault::kTagTruncated, 1},
      {"high_tag_cut_within", "9f81", any, Fault::kTagTruncated, 2},
      {"high_tag_leading_80", "9f801f00", any, Fault::kTagNotMinimal, 1},
      {"high_tag_below_31", "9f1e00", any, Fault::kTagNotMinimal, 1},
      {"high_tag_beyond_28_bits", "9f818080800000", any, Fault::kTagTooLarge, 1},
      {"tag_of_end_of_contents", "0000", any, Fault::kTagReserved, 0},
      {"primitive_sequence", "1000", any, Fault::kWrongForm, 0},
      {"constructed_octet_string", "2400", any, Fault::kWrongForm, 0},
      {"constructed_utf8_string", "2c00", any, Fault::kWrongForm, 0},
      {"indefinite_length", "30800000", any, Fault::kLengthIndefinite, 1},
      {"length_octet_ff", "30ff", any, Fault::kLengthReserved, 1},
      {"length_cut", "308201", any, Fault::kLengthTruncated, 3},
      {"long_form_for_127", "04817f", any, Fault::kLengthNotMinimal, 1},
      {"long_form_with_leading_zero", "04820080", any, Fault::kLengthNotMinimal, 1},
      {"length_of_nine_octets", "0489010101010101010101", any, Fault::kLengthBeyondEnd, 1},
      {"length_of_all_64_bits", "0488ffffffffffffffff", any, Fault::kLengthBeyondEnd, 1},
      {"length_one_beyond_the_end", "040200", any, Fault::kLengthBeyondEnd, 1},
      {"wrong_tag", "020100", sequence_read, Fault::kUnexpectedTag, 0},
      {"boolean_of_two_octets", "0102ffff", boolean_read, Fault::kBooleanSize, 2},
      {"boolean_empty", "0100", boolean_read, Fault::kBooleanSize, 2},
      {"boolean_01", "010101", boolean_read, Fault::kBooleanValue, 2},
      {"default_false_encoded", "010100", boolean_default, Fault::kDefaultEncoded, 2},
      {"default_boolean_01", "010101", boolean_default, Fault::kBooleanValue, 2},
      {"integer_empty", "0200", integer_read, Fault::kIntegerEmpty, 2},
      {"integer_leading_zero", "0202007f", integer_read, Fault::kIntegerNotMinimal, 2},
      {"integer_leading_ff", "0202ff80", integer_read, Fault::kIntegerNotMinimal, 2},
      {"integer_of_65_bits", "0209008000000000000000", small_read, Fault::kIntegerTooLarge, 2},
      {"oid_empty", "0600", oid_read, Fault::kOidEmpty, 2},
      {"oid_leading_80", "06032a8001", oid_read, Fault::kOidNotMinimal, 3},
      {"oid_cut", "06022a86", oid_read, Fault::kOidTruncated, 3},
      {"oid_beyond_64_bits", "060b2a82808080808080808000", oid_read, Fault::kOidTooLarge, 12},
      {"bit_string_empty", "0300", bits_read, Fault::kBitStringEmpty, 2},
      {"eight_unused_bits", "03020800", bits_read, Fault::kUnusedBitsRange, 2},
      {"unused_bits_of_nothing", "030101", bits_read, Fault::kUnusedBitsRange, 2},
      {"unused_bits_set", "03020181", bits_read, Fault::kUnusedBitsSet, 2},
      {"named_bits_trailing_zero", "03020104", named_read, Fault::kNamedBitsNotMinimal, 2},
      {"null_with_octets", "050100", null_read, Fault::kNullNotEmpty, 2},
  };
}

class FaultTest : public testing::TestWithParam<FaultRow> {};

TEST_P(FaultTest, has_its_rule_and_place_and_moves_nothing) {
  const Bytes der = octets_of(GetParam().hex);
  Reader reader(der);
  const auto read = GetParam().read(reader);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, GetParam().fault) << to_text(read.error());
  EXPECT_EQ(read.error().offset, GetParam().offset);
  EXPECT_EQ(reader.offset(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Reader, FaultTest, testing::ValuesIn(faults()), RowName());

struct TimeRow {
  const char* name;
  std::uint8_t tag;
  const char* text;
  const char* moment;  // RFC 3339, or null for a fault
  Fault fault;
};

constexpr Fault kNoFault = Fault::kMissing;

constexpr TimeRow kTimes[] = {
    {"utc_50_is_1950", 0x17, "500101000000Z", "1950-01-01T00:00:00Z", kNoFault},
    {"utc_49_is_2049", 0x17, "491231235959Z", "2049-12-31T23:59:59Z", kNoFault},
    {"utc_leap_day", 0x17, "240229000000Z", "2024-02-29T00:00:00Z", kNoFault},
    {"generalized_2050", 0x18, "20500101000000Z", "2050-01-01T00:00:00Z", kNoFault},
    {"generalized_9999", 0x18, "99991231235959Z", "9999-12-31T23:59:59Z", kNoFault},
    {"generalized_2049", 0x18, "20491231235959Z", nullptr, Fault::kTimeForm},
    {"utc_without_seconds", 0x17, "2401010000Z", nullptr, Fault::kUtcTimeShape},
    {"utc_with_offset", 0x17, "240101000000+0100", nullptr, Fault::kUtcTimeShape},
    {"utc_without_zulu", 0x17, "2401010000000", nullptr, Fault::kUtcTimeShape},
    {"utc_lower_case_zulu", 0x17, "240101000000z", nullptr, Fault::kUtcTimeShape},
    {"utc_sign", 0x17, "24010100000+Z", nullptr, Fault::kUtcTimeShape},
    {"utc_letter_in_the_year", 0x17, "2x0101000000Z", nullptr, Fault::kUtcTimeShape},
    {"utc_with_century", 0x17, "20240101000000Z", nullptr, Fault::kUtcTimeShape},
    {"utc_empty", 0x17, "", nullptr, Fault::kUtcTimeShape},
    {"generalized_fraction", 0x18, "20500101000000.5Z", nullptr, Fault::kGeneralizedTimeShape},
    {"generalized_without_seconds", 0x18, "205001010000Z", nullptr, Fault::kGeneralizedTimeShape},
    {"generalized_without_century", 0x18, "500101000000Z", nullptr, Fault::kGeneralizedTimeShape},
    {"month_0", 0x17, "240001000000Z", nullptr, Fault::kTimeCalendar},
    {"month_13", 0x17, "241301000000Z", nullptr, Fault::kTimeCalendar},
    {"day_0", 0x17, "240100000000Z", nullptr, Fault::kTimeCalendar},
    {"31_april", 0x17, "240431000000Z", nullptr, Fault::kTimeCalendar},
    {"no_leap_day", 0x17, "230229000000Z", nullptr, Fault::kTimeCalendar},
    {"no_leap_day_in_2100", 0x18, "21000229000000Z", nullptr, Fault::kTimeCalendar},
    {"hour_24", 0x17, "240101240000Z", nullptr, Fault::kTimeCalendar},
    {"minute_60", 0x17, "240101006000Z", nullptr, Fault::kTimeCalendar},
    {"second_60", 0x17, "161231235960Z", nullptr, Fault::kTimeCalendar},
    {"not_a_time", 0x13, "240101000000Z", nullptr, Fault::kUnexpectedTag},
};

class ReadTimeTest : public testing::TestWithParam<TimeRow> {};

TEST_P(ReadTimeTest, is_as_rfc5280_says) {
  const TimeRow& row = GetParam();
  const Bytes der = encode(primitive(row.tag, to_bytes(as_bytes(row.text))));
  Reader reader(der);
  const auto time = reader.time();
  if (row.moment != nullptr) {
    ASSERT_TRUE(time) << to_text(time.error());
    EXPECT_EQ(format_time(*time), row.moment);
    EXPECT_TRUE(reader.at_end());
  } else {
    ASSERT_FALSE(time);
    EXPECT_EQ(time.error().fault, row.fault) << to_text(time.error());
    EXPECT_EQ(reader.offset(), 0U);
  }
}

INSTANTIATE_TEST_SUITE_P(Reader, ReadTimeTest, testing::ValuesIn(kTimes), RowName());

TEST(ReadTime, the_form_may_be_left_to_the_issuer) {
  const Bytes der = encode(generalized_time(0));
  Reader reader(der);
  EXPECT_EQ(reader.time(TimeRule::kEitherForm), 0);
  EXPECT_EQ(Reader(der).generalized_time(), 0);
}

TEST(ReadTime, what_the_writer_writes_is_read) {
  std::mt19937_64 random(5280);
  for (int i = 0; i < 5'000; ++i) {
    const auto range = static_cast<std::uint64_t>(*parse_time("9999-12-31T23:59:59Z") -
                                                  *parse_time("1950-01-01T00:00:00Z"));
    const UnixTime moment =
        *parse_time("1950-01-01T00:00:00Z") + static_cast<UnixTime>(random() % (range + 1));
    const Bytes der = encode(time(moment));
    ASSERT_EQ(Reader(der).time(), moment) << format_time(moment);
  }
}

TEST(ReadInteger, what_the_writer_writes_is_read) {
  std::mt19937_64 random(64);
  std::vector<std::int64_t> values = {0, -1, std::numeric_limits<std::int64_t>::min(),
                                      std::numeric_limits<std::int64_t>::max()};
  for (int i = 0; i < 5'000; ++i) {
    values.push_back(static_cast<std::int64_t>(random()) >> random() % 64);
  }
  for (const std::int64_t value : values) {
    const Bytes der = encode(integer(value));
    ASSERT_EQ(Reader(der).small_integer(), value);
  }
}

TEST(ReadInteger, a_magnitude_has_no_sign_octet) {
  const Bytes der = encode(unsigned_integer(Bytes{0x80, 0x01}));
  const auto view = Reader(der).integer();
  ASSERT_TRUE(view);
  EXPECT_FALSE(view->is_negative());
  EXPECT_EQ(hex(view->magnitude()), "8001");
}

TEST(ReadBits, named_bits_are_those_that_were_set) {
  for (unsigned mask = 0; mask < 1U << 10; ++mask) {
    std::vector<unsigned> set;
    for (unsigned bit = 0; bit < 10; ++bit) {
      if ((mask >> bit & 1U) != 0) set.push_back(bit);
    }
    const Bytes der = encode(named_bits(set));
    const auto bits = Reader(der).named_bits();
    ASSERT_TRUE(bits) << to_text(bits.error());
    for (unsigned bit = 0; bit < 20; ++bit) {
      ASSERT_EQ(bits->bit(bit), bit < 10 && (mask >> bit & 1U) != 0);
    }
  }
}

TEST(ReadBits, trailing_zeros_matter_in_named_bits_only) {
  const Bytes der = octets_of("03020500");
  EXPECT_TRUE(Reader(der).bit_string());
  const auto named = Reader(der).named_bits();
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().fault, Fault::kNamedBitsNotMinimal);
}

TEST(Reader, default_false_is_read_when_absent) {
  Reader nothing{BytesView()};
  EXPECT_EQ(nothing.boolean_or_false(), false);
  const Bytes other = encode(octet_string({}));
  Reader reader(other);
  EXPECT_EQ(reader.boolean_or_false(), false);
  EXPECT_EQ(reader.offset(), 0U);
  const Bytes yes = encode(boolean(true));
  EXPECT_EQ(Reader(yes).boolean_or_false(), true);
}

TEST(Reader, an_optional_element_may_be_absent_but_not_broken) {
  const Bytes der = encode(integer(1));
  Reader reader(der);
  const auto absent = reader.optional(tag::kBoolean);
  ASSERT_TRUE(absent);
  EXPECT_FALSE(absent->has_value());
  const auto there = reader.optional(tag::kInteger);
  ASSERT_TRUE(there && there->has_value());
  EXPECT_TRUE(reader.at_end());
  EXPECT_TRUE(reader.optional(tag::kInteger));
  const Bytes broken = octets_of("0281");
  EXPECT_FALSE(Reader(broken).optional(tag::kBoolean));
}

TEST(Reader, implicit_tags_take_the_place_of_the_types) {
  const Bytes der = encode(sequence(implicit(0, integer(300)), implicit(1, octet_string(Bytes{1})),
                                    implicit(2, sequence(null()))));
  auto reader = Reader(der).sequence();
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->small_integer(Tag::context(0)), 300);
  EXPECT_TRUE(reader->octet_string(Tag::context(1)));
  auto inner = reader->enter(Tag::context_constructed(2));
  ASSERT_TRUE(inner);
  EXPECT_TRUE(inner->null());
  EXPECT_TRUE(inner->finish());
  EXPECT_TRUE(reader->finish());
}

TEST(Reader, what_is_left_is_a_fault_with_its_place) {
  const Bytes der = octets_of("30050201010500");
  Reader outer(der);
  auto inner = outer.sequence();
  ASSERT_TRUE(inner);
  ASSERT_TRUE(inner->integer());
  const auto finished = inner->finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(to_text(finished.error()), "offset 5: octets after the last element (X.690 8.9)");
}

TEST(Reader, offsets_inside_octet_strings_count_from_the_outermost_input) {
  const Bytes der = encode(sequence(octet_string_of(sequence(boolean(true))),
                                    bit_string_of(sequence(raw({0x01, 0x01, 0x05})))));
  Reader outer(der);
  auto fields = outer.sequence();
  ASSERT_TRUE(fields);
  auto wrapped = fields->expect(tag::kOctetString);
  ASSERT_TRUE(wrapped);
  EXPECT_EQ(wrapped->offset, 2U);
  EXPECT_EQ(wrapped->content_offset(), 4U);
  auto bits = fields->bit_string();
  ASSERT_TRUE(bits);
  auto inside = fields->into(bits->octets)->sequence();
  ASSERT_TRUE(inside);
  const auto value = inside->boolean();
  ASSERT_FALSE(value);
  EXPECT_EQ(to_text(value.error()), "offset 16: BOOLEAN neither 00 nor FF (X.690 11.1)");
}

TEST(Reader, errors_name_what_was_expected_and_found) {
  const Bytes der = encode(sequence(context_primitive(2, {})));
  auto inner = Reader(der).sequence();
  ASSERT_TRUE(inner);
  EXPECT_EQ(to_text(inner->integer().error()), "offset 2: expected INTEGER, found [2]");
  ASSERT_TRUE(inner->any());
  EXPECT_EQ(to_text(inner->sequence().error()), "offset 4: SEQUENCE missing");
}

TEST(Reader, every_fault_has_its_own_words) {
  std::vector<std::string_view> seen;
  for (int fault = 0; fault <= static_cast<int>(Fault::kTimeForm); ++fault) {
    const std::string_view words = explain(static_cast<Fault>(fault));
    EXPECT_EQ(std::find(seen.begin(), seen.end(), words), seen.end()) << words;
    seen.push_back(words);
  }
}

TEST(ReaderLimits, size_at_and_beyond_the_limit) {
  const Bytes der = encode(octet_string(Bytes(8)));
  EXPECT_TRUE(Reader(der, {.max_size = 10, .max_depth = 4}).octet_string());
  const auto beyond = Reader(der, {.max_size = 9, .max_depth = 4}).octet_string();
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().fault, Fault::kTooLarge);
}

TEST(ReaderLimits, depth_at_and_beyond_the_limit) {
  Node nested = sequence();
  for (int i = 1; i < 5; ++i) nested = sequence(std::move(nested));
  const Bytes der = encode(nested);
  const auto deepest = [&](std::uint8_t limit) {
    Parsed<Reader> reader = Reader(der, {.max_size = 100, .max_depth = limit});
    for (int i = 0; i < 5 && reader; ++i) reader = reader->sequence();
    return reader;
  };
  EXPECT_TRUE(deepest(5));
  ASSERT_FALSE(deepest(4));
  EXPECT_EQ(deepest(4).error().fault, Fault::kTooDeep);
}

// The law of writer and reader: what is written is read back as the same tree.

Bytes random_identifier(std::mt19937& random, bool constructed) {
  const auto form = static_cast<std::uint8_t>(constructed ? 0xa0 : 0x80);
  const std::uint64_t number = random() % 3 == 0 ? random() & Tag::kMaxNumber : random() % 200;
  if (number < 31) return {static_cast<std::uint8_t>(form | number)};
  Bytes identifier = {static_cast<std::uint8_t>(form | 0x1f)};
  bool leading = true;
  for (int shift = 28; shift >= 0; shift -= 7) {
    const auto group = static_cast<std::uint8_t>(number >> shift & 0x7f);
    leading = leading && group == 0;
    if (!leading)
      identifier.push_back(static_cast<std::uint8_t>(shift == 0 ? group : group | 0x80));
  }
  return identifier;
}

Node random_tree(std::mt19937& random, int depth) {
  constexpr std::size_t kSizes[] = {0, 1, 5, 127, 128, 255, 256, 65'535, 65'536};
  Node node;
  const bool constructed = depth > 0 && random() % 3 != 0;
  node.identifier = random_identifier(random, constructed);
  if (constructed) {
    for (std::uint64_t i = random() % 5; i > 0; --i) {
      node.children.push_back(random_tree(random, depth - 1));
    }
  } else {
    const std::uint64_t pick = random() % 60;
    node.content.assign(kSizes[pick < 9 ? pick : pick % 3], static_cast<std::uint8_t>(random()));
  }
  return node;
}

Parsed<Node> read_tree(Reader& reader) {
  ASSAY_DER_TRY(element, reader.any());
  Node node;
  std::size_t identifier = 1;
  if ((element.encoding.front() & 0x1f) == 0x1f) {
    while ((element.encoding[identifier++] & 0x80) != 0) {
    }
  }
  node.identifier = to_bytes(element.encoding.first(identifier));
  if (!element.tag.is_constructed()) {
    node.content = to_bytes(element.content);
    return node;
  }
  ASSAY_DER_TRY(inside, reader.into(element));
  while (!inside.at_end()) {
    ASSAY_DER_TRY(child, read_tree(inside));
    node.children.push_back(std::move(child));
  }
  return node;
}

TEST(WriterAndReader, what_is_written_reads_back_as_the_same_tree) {
  std::mt19937 random(690);
  for (int i = 0; i < 1'000; ++i) {
    const Node written = random_tree(random, 6);
    const Bytes der = encode(written);
    Reader reader(der);
    const auto read = read_tree(reader);
    ASSERT_TRUE(read) << to_text(read.error());
    ASSERT_EQ(*read, written);
    ASSERT_TRUE(reader.finish());
  }
}

TEST(WriterAndReader, octets_that_read_are_the_octets_that_are_written) {
  // DER has one encoding a value: whatever the reader accepts, the writer gives back.
  std::mt19937 random(691);
  int accepted = 0;
  for (int i = 0; i < 200'000; ++i) {
    Bytes octets(random() % 12 + 2);
    for (auto& octet : octets)
      octet = static_cast<std::uint8_t>(random() % 3 == 0 ? random() : random() % 12);
    octets[0] = random() % 2 == 0 ? 0x30 : octets[0];
    octets[1] = static_cast<std::uint8_t>(random() % 4 == 0 ? octets[1] : octets.size() - 2);
    Reader reader(octets);
    const auto read = read_tree(reader);
    if (!read || !reader.at_end()) continue;
    ++accepted;
    ASSERT_EQ(encode(*read), octets) << hex(octets);
  }
  EXPECT_GT(accepted, 1'000);
}

TEST(WriterAndReader, no_prefix_of_an_encoding_is_read) {
  const Bytes der = encode(sequence(integer(1), octet_string_of(sequence(null())), boolean(true)));
  for (std::size_t size = 0; size < der.size(); ++size) {
    const Bytes cut(der.begin(), der.begin() + static_cast<std::ptrdiff_t>(size));
    Reader reader(cut);
    EXPECT_FALSE(reader.any()) << size;
  }
}

}  // namespace
}  // namespace assay::der
