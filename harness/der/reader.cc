#include "harness/der/reader.h"

#include "harness/der/oid.h"

namespace assay::der {
namespace {

constexpr std::uint32_t kHighTag = 31;  // the low five bits that announce more octets

// Universal types that are constructed in DER: EXTERNAL, EMBEDDED PDV, SEQUENCE, SET, CHARACTER
// STRING. All others are primitive (X.690 section 10.2).
constexpr std::uint32_t kConstructedTypes = 1U << 8 | 1U << 11 | 1U << 16 | 1U << 17 | 1U << 29;

bool form_fits(Tag tag) {
  if (tag.tag_class() != 0 || tag.number() > 30) return true;
  return (kConstructedTypes >> tag.number() & 1U) == (tag.is_constructed() ? 1U : 0U);
}

// Scan is a header as far as it has been read.
struct Scan {
  const std::uint8_t* at;
  const std::uint8_t* end;
  Fault fault = Fault::kMissing;
  const std::uint8_t* where = nullptr;

  bool fail(Fault what, const std::uint8_t* octet) {
    fault = what;
    where = octet;
    return false;
  }

  bool tag(Tag& tag);
  bool length(std::size_t& length);

 private:
  bool high_tag(std::uint32_t& number);
};

bool Scan::tag(Tag& tag) {
  const std::uint8_t* start = at;
  const std::uint32_t first = *at++;
  std::uint32_t number = first & kHighTag;
  if (number == kHighTag && !high_tag(number)) return false;
  tag.word = first >> 6 << 30 | ((first & 0x20) != 0 ? Tag::kConstructed : 0) | number;
  if ((first >> 6) == 0 && number == 0) return fail(Fault::kTagReserved, start);
  return form_fits(tag) || fail(Fault::kWrongForm, start);
}

bool Scan::high_tag(std::uint32_t& number) {
  const std::uint8_t* start = at;
  number = 0;
  for (;;) {
    if (at == end) return fail(Fault::kTagTruncated, at);
    const std::uint32_t octet = *at++;
    if (at - start == 1 && octet == 0x80) return fail(Fault::kTagNotMinimal, start);
    if (number > Tag::kMaxNumber >> 7) return fail(Fault::kTagTooLarge, start);
    number = number << 7 | (octet & 0x7f);
    if ((octet & 0x80) == 0) break;
  }
  return number >= kHighTag || fail(Fault::kTagNotMinimal, start);
}

bool Scan::length(std::size_t& length) {
  const std::uint8_t* start = at;
  if (at == end) return fail(Fault::kLengthTruncated, at);
  length = *at++;
  if (length >= 0x80) {
    if (length == 0x80) return fail(Fault::kLengthIndefinite, start);
    if (length == 0xff) return fail(Fault::kLengthReserved, start);
    std::size_t count = length & 0x7f;
    if (static_cast<std::size_t>(end - at) < count) return fail(Fault::kLengthTruncated, end);
    if (*at == 0) return fail(Fault::kLengthNotMinimal, start);
    if (count > sizeof length) return fail(Fault::kLengthBeyondEnd, start);
    for (length = 0; count > 0; --count) length = length << 8 | *at++;
    if (length < 0x80) return fail(Fault::kLengthNotMinimal, start);
  }
  return length <= static_cast<std::size_t>(end - at) || fail(Fault::kLengthBeyondEnd, start);
}

// Two digits, or -1.
int pair_at(BytesView text, std::size_t at) {
  const unsigned tens = text[at] - unsigned{'0'};
  const unsigned ones = text[at + 1] - unsigned{'0'};
  return tens > 9 || ones > 9 ? -1 : static_cast<int>(tens * 10 + ones);
}

int days_in(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

// MMDDHHMMSSZ after the year.
std::optional<Fault> read_rest(BytesView text, Fault shape, CivilTime& civil) {
  int* const fields[] = {&civil.month, &civil.day, &civil.hour, &civil.minute, &civil.second};
  for (std::size_t i = 0; i < std::size(fields); ++i) {
    *fields[i] = pair_at(text, 2 * i);
    if (*fields[i] < 0) return shape;
  }
  if (text[10] != 'Z') return shape;
  const bool exists = civil.month >= 1 && civil.month <= 12 && civil.day >= 1 &&
                      civil.day <= days_in(civil.year, civil.month) && civil.hour <= 23 &&
                      civil.minute <= 59 && civil.second <= 59;
  return exists ? std::nullopt : std::optional(Fault::kTimeCalendar);
}

// rfc5280-4.1.2.5.1
std::optional<Fault> read_utc(BytesView text, CivilTime& civil) {
  if (text.size() != 13) return Fault::kUtcTimeShape;
  const int year = pair_at(text, 0);
  if (year < 0) return Fault::kUtcTimeShape;
  civil.year = year >= 50 ? 1900 + year : 2000 + year;
  return read_rest(text.subspan(2), Fault::kUtcTimeShape, civil);
}

// rfc5280-4.1.2.5.2
std::optional<Fault> read_generalized(BytesView text, CivilTime& civil) {
  if (text.size() != 15) return Fault::kGeneralizedTimeShape;
  const int century = pair_at(text, 0);
  const int year = pair_at(text, 2);
  if (century < 0 || year < 0) return Fault::kGeneralizedTimeShape;
  civil.year = century * 100 + year;
  return read_rest(text.subspan(4), Fault::kGeneralizedTimeShape, civil);
}

Fault of_oid(OidFault fault) {
  switch (fault) {
    case OidFault::kEmpty:
      return Fault::kOidEmpty;
    case OidFault::kNotMinimal:
      return Fault::kOidNotMinimal;
    case OidFault::kTruncated:
      return Fault::kOidTruncated;
    default:
      return Fault::kOidTooLarge;
  }
}

}  // namespace

// Nine of ten headers are met here: half the time of reading a certificate was spent on them.
inline bool Reader::peek(Element& element) const {
  const auto left = static_cast<std::size_t>(end_ - at_);
  if (left < 2 || too_large_) return false;
  const std::uint32_t first = at_[0];
  const std::uint32_t number = first & kHighTag;
  if (number == kHighTag || first == 0) return false;
  const Tag tag{first >> 6 << 30 | ((first & 0x20) != 0 ? Tag::kConstructed : 0) | number};
  std::size_t length = at_[1];
  std::size_t header = 2;
  if (length == 0x81 && left > 2 && at_[2] >= 0x80) {
    length = at_[2];
    header = 3;
  } else if (length == 0x82 && left > 3 && at_[2] != 0) {
    length = static_cast<std::size_t>(at_[2]) << 8 | at_[3];
    header = 4;
  } else if (length >= 0x80) {
    return false;
  }
  if (length > left - header || !form_fits(tag)) return false;
  element.tag = tag;
  element.content = {at_ + header, length};
  element.encoding = {at_, header + length};
  element.offset = offset();
  return true;
}

Parsed<Element> Reader::look() const {
  if (Element element; peek(element)) return element;
  if (too_large_) return fault(Fault::kTooLarge, at_);
  if (at_ == end_) return fault(Fault::kMissing, at_);
  Scan scan{at_, end_};
  Element element;
  std::size_t length = 0;
  if (!scan.tag(element.tag) || !scan.length(length)) return fault(scan.fault, scan.where);
  element.content = {scan.at, length};
  element.encoding = {at_, static_cast<std::size_t>(scan.at - at_) + length};
  element.offset = offset();
  return element;
}

bool Reader::next_is(Tag tag) const {
  if (Element element; peek(element)) return element.tag == tag;
  const auto element = look();
  return element && element->tag == tag;
}

Parsed<Element> Reader::any() {
  auto element = look();
  if (element) skip(*element);
  return element;
}

Parsed<Element> Reader::look_for(Tag tag) const {
  if (Element element; peek(element) && element.tag == tag) return element;
  auto element = look();
  if (!element) {
    if (element.error().fault == Fault::kMissing) element.error().wanted = tag;
  } else if (element->tag != tag) {
    return tl::unexpected<DerError>(
        DerError{Fault::kUnexpectedTag, element->offset, tag, element->tag});
  }
  return element;
}

Parsed<Element> Reader::expect(Tag tag) {
  if (Element element; peek(element) && element.tag == tag) {
    skip(element);
    return element;
  }
  auto element = look_for(tag);
  if (element) skip(*element);
  return element;
}

Parsed<std::optional<Element>> Reader::optional(Tag tag) {
  if (at_end() && !too_large_) return std::optional<Element>();
  ASSAY_DER_TRY(element, look());
  if (element.tag != tag) return std::optional<Element>();
  skip(element);
  return std::optional<Element>(element);
}

Parsed<void> Reader::finish() const {
  if (!at_end()) return fault(Fault::kTrailing, at_);
  return {};
}

Parsed<Reader> Reader::into(BytesView part) const {
  if (depth_left_ == 0) return fault(Fault::kTooDeep, part.data());
  return Reader(origin_, part, static_cast<std::uint8_t>(depth_left_ - 1), false);
}

Parsed<Reader> Reader::enter(Tag tag) {
  if (Element element; peek(element) && element.tag == tag && depth_left_ > 0) {
    skip(element);
    return Reader(origin_, element.content, static_cast<std::uint8_t>(depth_left_ - 1), false);
  }
  ASSAY_DER_TRY(element, look_for(tag));
  ASSAY_DER_TRY(inside, into(element));
  skip(element);
  return inside;
}

Parsed<bool> Reader::boolean(Tag tag) {
  ASSAY_DER_TRY(element, look_for(tag));
  if (element.content.size() != 1) return fault_in(Fault::kBooleanSize, element);
  const std::uint8_t octet = element.content.front();
  if (octet != 0 && octet != 0xff) return fault_in(Fault::kBooleanValue, element);
  skip(element);
  return octet == 0xff;
}

Parsed<bool> Reader::boolean_or_false(Tag tag) {
  if (at_end() && !too_large_) return false;
  ASSAY_DER_TRY(element, look());
  if (element.tag != tag) return false;
  Reader after = *this;
  ASSAY_DER_TRY(value, after.boolean(tag));
  if (!value) return fault_in(Fault::kDefaultEncoded, element);
  *this = after;
  return true;
}

Parsed<IntegerView> Reader::integer(Tag tag) {
  ASSAY_DER_TRY(element, look_for(tag));
  const BytesView octets = element.content;
  if (octets.empty()) return fault_in(Fault::kIntegerEmpty, element);
  if (octets.size() > 1) {
    const bool first_nine_zero = octets[0] == 0x00 && (octets[1] & 0x80) == 0;
    const bool first_nine_one = octets[0] == 0xff && (octets[1] & 0x80) != 0;
    if (first_nine_zero || first_nine_one) return fault_in(Fault::kIntegerNotMinimal, element);
  }
  skip(element);
  return IntegerView{octets};
}

Parsed<std::int64_t> Reader::small_integer(Tag tag) {
  Reader after = *this;
  ASSAY_DER_TRY(element, look_for(tag));
  ASSAY_DER_TRY(view, after.integer(tag));
  if (view.octets.size() > sizeof(std::int64_t)) return fault_in(Fault::kIntegerTooLarge, element);
  std::uint64_t value = view.is_negative() ? ~std::uint64_t{0} : 0;
  for (const std::uint8_t octet : view.octets) value = value << 8 | octet;
  *this = after;
  return static_cast<std::int64_t>(value);
}

Parsed<BytesView> Reader::oid(Tag tag) {
  ASSAY_DER_TRY(element, look_for(tag));
  std::size_t at = 0;
  const OidFault wrong = check_oid(element.content, at);
  if (wrong != OidFault::kNone) return fault(of_oid(wrong), element.content.data() + at);
  skip(element);
  return element.content;
}

Parsed<BytesView> Reader::octet_string(Tag tag) {
  ASSAY_DER_TRY(element, expect(tag));
  return element.content;
}

Parsed<BitString> Reader::bit_string(Tag tag) {
  ASSAY_DER_TRY(element, look_for(tag));
  if (element.content.empty()) return fault_in(Fault::kBitStringEmpty, element);
  const BitString bits{element.content.subspan(1), element.content.front()};
  if (bits.unused_bits > 7 || (bits.octets.empty() && bits.unused_bits != 0)) {
    return fault_in(Fault::kUnusedBitsRange, element);
  }
  if (!bits.octets.empty() && (bits.octets.back() & ((1U << bits.unused_bits) - 1)) != 0) {
    return fault_in(Fault::kUnusedBitsSet, element);
  }
  skip(element);
  return bits;
}

Parsed<BitString> Reader::named_bits(Tag tag) {
  Reader after = *this;
  ASSAY_DER_TRY(element, look_for(tag));
  ASSAY_DER_TRY(bits, after.bit_string(tag));
  if (bits.size() > 0 && !bits.bit(bits.size() - 1)) {
    return fault_in(Fault::kNamedBitsNotMinimal, element);
  }
  *this = after;
  return bits;
}

Parsed<void> Reader::null(Tag tag) {
  ASSAY_DER_TRY(element, look_for(tag));
  if (!element.content.empty()) return fault_in(Fault::kNullNotEmpty, element);
  skip(element);
  return {};
}

Parsed<UnixTime> Reader::time(TimeRule rule) {
  if (next_is(tag::kGeneralizedTime)) {
    Reader after = *this;
    ASSAY_DER_TRY(time, after.generalized_time());
    // rfc5280-4.1.2.5
    if (rule == TimeRule::kByYear && to_civil(time).year < 2050)
      return fault(Fault::kTimeForm, at_);
    *this = after;
    return time;
  }
  ASSAY_DER_TRY(element, look_for(tag::kUtcTime));
  CivilTime civil;
  if (const auto wrong = read_utc(element.content, civil)) return fault_in(*wrong, element);
  skip(element);
  return to_unix(civil);
}

Parsed<UnixTime> Reader::generalized_time(Tag tag) {
  ASSAY_DER_TRY(element, look_for(tag));
  CivilTime civil;
  if (const auto wrong = read_generalized(element.content, civil)) return fault_in(*wrong, element);
  skip(element);
  return to_unix(civil);
}

}  // namespace assay::der
