#include "harness/oracle/parse.h"

#include <fmt/format.h>

#include "harness/base/check.h"

namespace assay::oracle {

std::string_view explain(Rule rule) {
  switch (rule) {
    case Rule::kDer:
      return "an encoding that is no DER";
    case Rule::kVersion:
      return "a version that the standard does not define";
    case Rule::kWrittenDefault:
      return "a default value that is written out";
    case Rule::kVersionOfFields:
      return "a field that this version does not have";
    case Rule::kEmptyList:
      return "a list that must have a member has none";
    case Rule::kDuplicateExtension:
      return "the same extension a second time";
    case Rule::kSignatureBits:
      return "a signature with unused bits";
    case Rule::kCharacterSet:
      return "an octet that is no ASCII character";
    case Rule::kAddressLength:
      return "an IP address of the wrong length";
    case Rule::kAddressMask:
      return "an address mask with a hole";
    case Rule::kRange:
      return "a number outside its range";
    case Rule::kChoice:
      return "an alternative that does not exist";
    case Rule::kTooMany:
      return "more members than the limit";
    case Rule::kCombination:
      return "members that exclude each other";
  }
  check_failed("a rule without words", __FILE__, __LINE__);
}

std::string to_text(const ParseError& error) {
  if (error.rule == Rule::kDer) return der::to_text(error.der);
  return fmt::format("offset {}: {}", error.der.offset, explain(error.rule));
}

}  // namespace assay::oracle
