// ParseError: why octets are no certificate, CRL or OCSP response. A rule and an offset, no text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "harness/der/fault.h"
#include "harness/der/reader.h"

namespace assay::oracle {

// Rule says which rule of the structures was broken; kDer is one of the encoding (X.690), which
// ParseError::der names.
enum class Rule : std::uint8_t {
  kDer,
  kVersion,             // a version that the standard does not define
  kWrittenDefault,      // a DEFAULT value that is encoded (X.690 section 11.5)
  kVersionOfFields,     // a field that this version does not have
  kEmptyList,           // a SEQUENCE or SET OF SIZE (1..MAX) without members
  kDuplicateExtension,  // an extension twice (RFC 5280 section 4.2)
  kSignatureBits,       // a signature that is no whole number of octets
  kCharacterSet,        // an IA5String with octets above 7F
  kAddressLength,       // an IP address of another length than its family's
  kAddressMask,         // a mask with a hole
  kRange,               // a number outside its range
  kChoice,              // an alternative that the CHOICE does not have
  kTooMany,             // more members than a named limit
  kCombination,         // members that exclude each other
};

struct ParseError {
  Rule rule = Rule::kDer;
  der::DerError der;  // of the other rules, only the offset counts

  ParseError() = default;
  // Converts, so that errors of the reader pass up as they are.
  ParseError(const der::DerError& error) : der(error) {}  // NOLINT(google-explicit-constructor)
  ParseError(Rule which, std::size_t offset) : rule(which) { der.offset = offset; }

  bool operator==(const ParseError&) const = default;
};

template <typename T>
using Read = tl::expected<T, ParseError>;

inline tl::unexpected<ParseError> broken(Rule rule, std::size_t offset) {
  return tl::unexpected<ParseError>(ParseError(rule, offset));
}

// explain() says what the rule is, without the place.
std::string_view explain(Rule rule);

// to_text() is "offset 12: expected SEQUENCE, found INTEGER".
std::string to_text(const ParseError& error);

}  // namespace assay::oracle

// ORACLE_TRY(name, expression) binds the value of a Read or Parsed or returns its error.
#define ORACLE_TRY(name, expression)                       \
  auto name##_read = (expression);                         \
  if (!name##_read) {                                      \
    return ::tl::unexpected<::assay::oracle::ParseError>(  \
        ::assay::oracle::ParseError(name##_read.error())); \
  }                                                        \
  auto name = *std::move(name##_read)

// ORACLE_CHECK_OK(expression) returns the error of a Read<void> or Parsed<void>.
#define ORACLE_CHECK_OK(expression)                          \
  do {                                                       \
    const auto oracle_read = (expression);                   \
    if (!oracle_read) {                                      \
      return ::tl::unexpected<::assay::oracle::ParseError>(  \
          ::assay::oracle::ParseError(oracle_read.error())); \
    }                                                        \
  } while (false)
