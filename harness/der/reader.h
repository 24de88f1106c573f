// The strict DER reader: a cursor over borrowed octets that takes one element after the other.
//
// Accepts DER only (X.690 section 10 and 11): definite lengths and tags in the fewest octets,
// primitive strings, TRUE as FF, minimal integers, zero padding bits. Every failure is a DerError:
// a rule and an offset, no text. Copies nothing, allocates nothing, never reads past its input.
// After a failure the cursor has not moved.
//
//   ASSAY_DER_TRY(validity, reader.sequence());
//   ASSAY_DER_TRY(not_before, validity.time());
//   ASSAY_DER_TRY(not_after, validity.time());
//   ASSAY_DER_CHECK_OK(validity.finish());
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/base/time.h"
#include "harness/der/fault.h"

namespace assay::der {

// ReaderLimits are checked before anything else: an input of `max_size` octets and elements
// `max_depth` deep are read, one more of either is a fault.
struct ReaderLimits {
  std::size_t max_size = std::size_t{16} << 20;
  std::uint8_t max_depth = 64;
};

// Element is one TLV; the views borrow the input.
struct Element {
  Tag tag;
  BytesView content;
  BytesView encoding;      // with identifier and length
  std::size_t offset = 0;  // of its first octet in the outermost input

  std::size_t content_offset() const { return offset + encoding.size() - content.size(); }
};

// IntegerView is a minimal two's complement number, big endian, of any size.
struct IntegerView {
  BytesView octets;

  bool is_negative() const { return (octets.front() & 0x80) != 0; }
  // magnitude() drops the zero octet that only says "not negative"; for those that are not
  // negative.
  BytesView magnitude() const { return octets.subspan(octets.front() == 0 ? 1 : 0); }
};

struct BitString {
  BytesView octets;
  std::uint8_t unused_bits = 0;

  std::size_t size() const { return octets.size() * 8 - unused_bits; }
  // bit() counts from the first octet's highest; those beyond the end are zero.
  bool bit(std::size_t index) const {
    return index < size() && (octets[index / 8] >> (7 - index % 8) & 1) != 0;
  }
};

// TimeRule: RFC 5280 section 4.1.2.5 wants UTCTime through 2049 and GeneralizedTime from 2050;
// kEitherForm leaves that to the issuer.
enum class TimeRule : std::uint8_t { kByYear, kEitherForm };

class Reader {
 public:
  explicit Reader(BytesView input, const ReaderLimits& limits = {})
      : Reader(input.data(), input, limits.max_depth, input.size() > limits.max_size) {}

  bool at_end() const { return at_ == end_; }
  std::size_t offset() const { return static_cast<std::size_t>(at_ - origin_); }
  BytesView rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }

  // next_is() tells whether an element with this tag comes next, undecodable ones aside.
  bool next_is(Tag tag) const;

  // any() takes the next element whatever its tag; kMissing at the end.
  Parsed<Element> any();
  // expect() takes the next element if it has this tag.
  Parsed<Element> expect(Tag tag);
  // optional() takes the next element if it has this tag, and nothing otherwise.
  Parsed<std::optional<Element>> optional(Tag tag);
  // finish() is kTrailing where something is left.
  Parsed<void> finish() const;

  // into() reads the content of an element of this Reader: a constructed one, or an OCTET STRING or
  // implicitly tagged one that holds DER.
  Parsed<Reader> into(const Element& element) const { return into(element.content); }
  // into() with any part of this Reader's input: the octets of a BIT STRING that hold DER.
  Parsed<Reader> into(BytesView part) const;

  // enter() is expect() and into().
  Parsed<Reader> enter(Tag tag);
  Parsed<Reader> sequence() { return enter(tag::kSequence); }
  Parsed<Reader> set() { return enter(tag::kSet); }

  // The types; another `tag` for those that are implicitly tagged.
  Parsed<bool> boolean(Tag tag = tag::kBoolean);
  // boolean_or_false() is BOOLEAN DEFAULT FALSE: an encoded FALSE is a fault (X.690 section 11.5).
  Parsed<bool> boolean_or_false(Tag tag = tag::kBoolean);
  Parsed<IntegerView> integer(Tag tag = tag::kInteger);
  // small_integer() is an INTEGER or ENUMERATED that fits in 64 bits.
  Parsed<std::int64_t> small_integer(Tag tag = tag::kInteger);
  Parsed<BytesView> oid(Tag tag = tag::kOid);
  Parsed<BytesView> octet_string(Tag tag = tag::kOctetString);
  Parsed<BitString> bit_string(Tag tag = tag::kBitString);
  // named_bits() is a BIT STRING without trailing zero bits (X.690 section 11.2.2).
  Parsed<BitString> named_bits(Tag tag = tag::kBitString);
  Parsed<void> null(Tag tag = tag::kNull);

  // time() takes the Time of RFC 5280 section 4.1.2.5: YYMMDDHHMMSSZ (50 to 99 are the 1900s) or
  // YYYYMMDDHHMMSSZ, a moment that exists.
  Parsed<UnixTime> time(TimeRule rule = TimeRule::kByYear);
  // generalized_time() takes that form only, for any year (RFC 6960 section 4.2.2.1).
  Parsed<UnixTime> generalized_time(Tag tag = tag::kGeneralizedTime);

 private:
  Reader(const std::uint8_t* origin, BytesView input, std::uint8_t depth_left, bool too_large)
      : origin_(origin),
        at_(input.data()),
        end_(input.data() + input.size()),
        depth_left_(depth_left),
        too_large_(too_large) {}

  tl::unexpected<DerError> fault(Fault what, const std::uint8_t* where) const {
    return tl::unexpected<DerError>(
        DerError{what, static_cast<std::size_t>(where - origin_), {}, {}});
  }
  tl::unexpected<DerError> fault_in(Fault what, const Element& element) const {
    return fault(what, element.content.data());
  }
  // peek() reads the header at the cursor if it is of the common kind (a tag of one octet, a length
  // of up to two more) and right; all others are left to look(), which knows every fault.
  bool peek(Element& element) const;
  // Both read the element at the cursor without moving it; look_for() wants its tag.
  Parsed<Element> look() const;
  Parsed<Element> look_for(Tag tag) const;
  void skip(const Element& element) { at_ = element.encoding.data() + element.encoding.size(); }

  const std::uint8_t* origin_;
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  std::uint8_t depth_left_;
  bool too_large_;
};

}  // namespace assay::der
