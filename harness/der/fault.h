// Tag and Fault: what the reader expects, and what can be wrong with DER. Plain values: nothing is
// formatted until somebody wants to read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "harness/base/result.h"

namespace assay::der {

// Tag is class, form and number of an identifier (X.690 section 8.1.2) in one word.
struct Tag {
  std::uint32_t word = 0;

  static constexpr std::uint32_t kConstructed = 1U << 29;
  static constexpr std::uint32_t kMaxNumber = (1U << 28) - 1;

  static constexpr Tag universal(std::uint32_t number) { return {number}; }
  static constexpr Tag context(std::uint32_t number) { return {2U << 30 | number}; }
  static constexpr Tag context_constructed(std::uint32_t number) {
    return {2U << 30 | kConstructed | number};
  }

  constexpr std::uint32_t tag_class() const { return word >> 30; }  // 0 universal, 2 context
  constexpr bool is_constructed() const { return (word & kConstructed) != 0; }
  constexpr std::uint32_t number() const { return word & kMaxNumber; }

  bool operator==(const Tag&) const = default;
};

namespace tag {
inline constexpr Tag kBoolean = Tag::universal(1);
inline constexpr Tag kInteger = Tag::universal(2);
inline constexpr Tag kBitString = Tag::universal(3);
inline constexpr Tag kOctetString = Tag::universal(4);
inline constexpr Tag kNull = Tag::universal(5);
inline constexpr Tag kOid = Tag::universal(6);
inline constexpr Tag kEnumerated = Tag::universal(10);
inline constexpr Tag kUtf8String = Tag::universal(12);
inline constexpr Tag kNumericString = Tag::universal(18);
inline constexpr Tag kPrintableString = Tag::universal(19);
inline constexpr Tag kTeletexString = Tag::universal(20);
inline constexpr Tag kIa5String = Tag::universal(22);
inline constexpr Tag kUtcTime = Tag::universal(23);
inline constexpr Tag kGeneralizedTime = Tag::universal(24);
inline constexpr Tag kVisibleString = Tag::universal(26);
inline constexpr Tag kUniversalString = Tag::universal(28);
inline constexpr Tag kBmpString = Tag::universal(30);
inline constexpr Tag kSequence = {Tag::kConstructed | 16};
inline constexpr Tag kSet = {Tag::kConstructed | 17};
}  // namespace tag

enum class Fault : std::uint8_t {
  kTooLarge,
  kTooDeep,
  kTagTruncated,
  kTagNotMinimal,
  kTagTooLarge,
  kTagReserved,
  kWrongForm,
  kLengthTruncated,
  kLengthIndefinite,
  kLengthReserved,
  kLengthNotMinimal,
  kLengthBeyondEnd,
  kMissing,
  kUnexpectedTag,
  kTrailing,
  kBooleanSize,
  kBooleanValue,
  kDefaultEncoded,
  kIntegerEmpty,
  kIntegerNotMinimal,
  kIntegerTooLarge,
  kOidEmpty,
  kOidNotMinimal,
  kOidTruncated,
  kOidTooLarge,
  kBitStringEmpty,
  kUnusedBitsRange,
  kUnusedBitsSet,
  kNamedBitsNotMinimal,
  kNullNotEmpty,
  kUtcTimeShape,
  kGeneralizedTimeShape,
  kTimeCalendar,
  kTimeForm,
};

// DerError is a Fault and where it is.
struct DerError {
  Fault fault = Fault::kMissing;
  std::size_t offset = 0;  // from the first octet of the outermost input
  Tag wanted;              // of kMissing and kUnexpectedTag
  Tag found;               // of kUnexpectedTag

  bool operator==(const DerError&) const = default;
};

template <typename T>
using Parsed = tl::expected<T, DerError>;

// explain() says what the rule is, without the place: "length not minimal (X.690 10.1)".
std::string_view explain(Fault fault);

// to_text() adds the place and the tags: "offset 12: expected SEQUENCE, found INTEGER".
std::string to_text(const DerError& error);

// to_error() blames the input that was read.
Error to_error(const DerError& error);

}  // namespace assay::der

// ASSAY_DER_TRY(name, expression) binds the value of a Parsed or returns its DerError.
#define ASSAY_DER_TRY(name, expression)                                                       \
  auto name##_parsed = (expression);                                                          \
  if (!name##_parsed) return ::tl::unexpected<::assay::der::DerError>(name##_parsed.error()); \
  auto name = *std::move(name##_parsed)

// ASSAY_DER_CHECK_OK(expression) returns the DerError of a Parsed<void>.
#define ASSAY_DER_CHECK_OK(expression)                                                        \
  do {                                                                                        \
    const auto assay_parsed = (expression);                                                   \
    if (!assay_parsed) return ::tl::unexpected<::assay::der::DerError>(assay_parsed.error()); \
  } while (false)
