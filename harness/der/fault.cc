#include "harness/der/fault.h"

#include <fmt/format.h>

#include <utility>

#include "harness/base/text.h"

namespace assay::der {
namespace {

struct TagName {
  Tag tag;
  std::string_view name;
};

constexpr TagName kTagNames[] = {
    {tag::kBoolean, "BOOLEAN"},
    {tag::kInteger, "INTEGER"},
    {tag::kBitString, "BIT STRING"},
    {tag::kOctetString, "OCTET STRING"},
    {tag::kNull, "NULL"},
    {tag::kOid, "OBJECT IDENTIFIER"},
    {tag::kEnumerated, "ENUMERATED"},
    {tag::kUtf8String, "UTF8String"},
    {tag::kNumericString, "NumericString"},
    {tag::kPrintableString, "PrintableString"},
    {tag::kTeletexString, "TeletexString"},
    {tag::kIa5String, "IA5String"},
    {tag::kUtcTime, "UTCTime"},
    {tag::kGeneralizedTime, "GeneralizedTime"},
    {tag::kVisibleString, "VisibleString"},
    {tag::kUniversalString, "UniversalString"},
    {tag::kBmpString, "BMPString"},
    {tag::kSequence, "SEQUENCE"},
    {tag::kSet, "SET"},
};

constexpr std::string_view kClassNames[] = {"UNIVERSAL ", "APPLICATION ", "", "PRIVATE "};

std::string tag_text(Tag tag) {
  for (const TagName& each : kTagNames) {
    if (each.tag == tag) return std::string(each.name);
  }
  return fmt::format("[{}{}]{}", kClassNames[tag.tag_class()], tag.number(),
                     tag.is_constructed() ? " constructed" : "");
}

}  // namespace
}  // namespace assay::der

namespace assay {

template <>
struct EnumNames<der::Fault> {
  using enum der::Fault;
  static constexpr std::pair<der::Fault, std::string_view> kNames[] = {
      {kTooLarge, "more octets than the reader's limit"},
      {kTooDeep, "nested deeper than the reader's limit"},
      {kTagTruncated, "ends within a tag (X.690 8.1.2)"},
      {kTagNotMinimal, "tag number not minimal (X.690 8.1.2.4.2)"},
      {kTagTooLarge, "tag number beyond 2^28 - 1, the reader's limit"},
      {kTagReserved, "tag [UNIVERSAL 0] stands for no type (X.690 8.1.5)"},
      {kWrongForm, "primitive where constructed belongs, or the reverse (X.690 10.2)"},
      {kLengthTruncated, "ends within a length (X.690 8.1.3)"},
      {kLengthIndefinite, "indefinite length (X.690 10.1)"},
      {kLengthReserved, "length octet FF (X.690 8.1.3.5)"},
      {kLengthNotMinimal, "length not minimal (X.690 10.1)"},
      {kLengthBeyondEnd, "length beyond the end of what contains it (X.690 8.1.3)"},
      {kMissing, "element missing (X.690 8.9)"},
      {kUnexpectedTag, "unexpected tag (X.690 8.1.2)"},
      {kTrailing, "octets after the last element (X.690 8.9)"},
      {kBooleanSize, "BOOLEAN not of one octet (X.690 8.2.1)"},
      {kBooleanValue, "BOOLEAN neither 00 nor FF (X.690 11.1)"},
      {kDefaultEncoded, "a DEFAULT value encoded (X.690 11.5)"},
      {kIntegerEmpty, "INTEGER without octets (X.690 8.3.1)"},
      {kIntegerNotMinimal, "INTEGER not minimal (X.690 8.3.2)"},
      {kIntegerTooLarge, "INTEGER beyond 64 bits where a small one belongs"},
      {kOidEmpty, "OBJECT IDENTIFIER without octets (X.690 8.19.2)"},
      {kOidNotMinimal, "OBJECT IDENTIFIER arc not minimal (X.690 8.19.2)"},
      {kOidTruncated, "OBJECT IDENTIFIER ends within an arc (X.690 8.19.2)"},
      {kOidTooLarge, "OBJECT IDENTIFIER arc beyond 64 bits, the reader's limit"},
      {kBitStringEmpty, "BIT STRING without its unused-bits octet (X.690 8.6.2)"},
      {kUnusedBitsRange, "BIT STRING with impossible unused bits (X.690 8.6.2)"},
      {kUnusedBitsSet, "BIT STRING with unused bits set (X.690 11.2.1)"},
      {kNamedBitsNotMinimal, "named bit list with trailing zero bits (X.690 11.2.2)"},
      {kNullNotEmpty, "NULL with octets (X.690 8.8.2)"},
      {kUtcTimeShape, "UTCTime not YYMMDDHHMMSSZ (RFC 5280 4.1.2.5.1)"},
      {kGeneralizedTimeShape, "GeneralizedTime not YYYYMMDDHHMMSSZ (RFC 5280 4.1.2.5.2)"},
      {kTimeCalendar, "a moment that no calendar has (X.680 46, 47)"},
      {kTimeForm, "GeneralizedTime before 2050 (RFC 5280 4.1.2.5)"},
  };
};

}  // namespace assay

namespace assay::der {

std::string_view explain(Fault fault) { return name_of(fault); }

std::string to_text(const DerError& error) {
  if (error.fault == Fault::kMissing && error.wanted != Tag{}) {
    return fmt::format("offset {}: {} missing", error.offset, tag_text(error.wanted));
  }
  if (error.fault == Fault::kUnexpectedTag) {
    return fmt::format("offset {}: expected {}, found {}", error.offset, tag_text(error.wanted),
                       tag_text(error.found));
  }
  return fmt::format("offset {}: {}", error.offset, explain(error.fault));
}

Error to_error(const DerError& error) { return Error{ErrorKind::kInput, to_text(error)}; }

}  // namespace assay::der
