#include "harness/oracle/name_syntax.h"

#include <algorithm>
#include <string_view>

#include "harness/oracle/text_prep.h"

namespace assay::oracle {
namespace {

bool is_printable(std::uint8_t c) {
  constexpr std::string_view kOthers = " '()+,-./:=?";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kOthers.find(static_cast<char>(c)) != std::string_view::npos;
}

// RFC 5280 section 4.1.2.4 and appendix A.1: the attributes whose values are texts.
bool is_text_type(BytesView type) {
  const auto id = der::known(type);
  return id && der::entry(*id).kind == der::OidKind::kAttributeType;
}

bool is_text(der::Tag string) {
  return is_comparable(string) || string == der::tag::kTeletexString;
}

bool is_valid_text(const Attribute& attribute) {
  // rfc5280-4.1.2.4-type
  if (!is_text(attribute.string)) return !is_text_type(attribute.type);
  if (attribute.string == der::tag::kPrintableString) {
    return std::ranges::all_of(attribute.value, is_printable);
  }
  if (attribute.string == der::tag::kNumericString) {
    return std::ranges::all_of(attribute.value,
                               [](std::uint8_t c) { return c == ' ' || (c >= '0' && c <= '9'); });
  }
  if (attribute.string == der::tag::kTeletexString) return true;
  CharacterCursor characters(attribute.string, attribute.value);
  for (;;) {
    const std::uint32_t c = characters.next();
    if (c == CharacterCursor::kEnd) return true;
    if (c == CharacterCursor::kInvalid || c == 0) return false;
  }
}

// NameSyntax is what RFC 5280 appendix A.1 says of an attribute type: its string types, and its
// upper bound in characters.
struct NameSyntax {
  der::Oid type;
  enum Strings : std::uint8_t { kDirectory, kPrintable, kIa5 } strings;
  std::size_t bound;
};
constexpr std::size_t kUnbounded = ~std::size_t{0};
constexpr NameSyntax kSyntaxes[] = {
    {der::Oid::kCommonName, NameSyntax::kDirectory, 64},
    {der::Oid::kSurname, NameSyntax::kDirectory, 32768},
    {der::Oid::kSerialNumber, NameSyntax::kPrintable, 64},
    {der::Oid::kCountryName, NameSyntax::kPrintable, 2},
    {der::Oid::kLocalityName, NameSyntax::kDirectory, 128},
    {der::Oid::kStateOrProvinceName, NameSyntax::kDirectory, 128},
    {der::Oid::kOrganizationName, NameSyntax::kDirectory, 64},
    {der::Oid::kOrganizationalUnitName, NameSyntax::kDirectory, 64},
    {der::Oid::kTitle, NameSyntax::kDirectory, 64},
    {der::Oid::kName, NameSyntax::kDirectory, 32768},
    {der::Oid::kGivenName, NameSyntax::kDirectory, 32768},
    {der::Oid::kInitials, NameSyntax::kDirectory, 32768},
    {der::Oid::kGenerationQualifier, NameSyntax::kDirectory, 32768},
    {der::Oid::kDnQualifier, NameSyntax::kPrintable, kUnbounded},
    {der::Oid::kPseudonym, NameSyntax::kDirectory, 128},
    {der::Oid::kDomainComponent, NameSyntax::kIa5, kUnbounded},
    {der::Oid::kEmailAddress, NameSyntax::kIa5, 255},
};

const NameSyntax* syntax_of(const Attribute& attribute) {
  const auto type = der::known(attribute.type);
  const auto* const found = std::ranges::find_if(
      kSyntaxes, [&](const NameSyntax& each) { return type && each.type == *type; });
  return found == std::end(kSyntaxes) ? nullptr : found;
}

bool is_allowed(der::Tag string, NameSyntax::Strings strings) {
  switch (strings) {
    case NameSyntax::kPrintable:
      return string == der::tag::kPrintableString;
    case NameSyntax::kIa5:
      return string == der::tag::kIa5String;
    default:
      return string == der::tag::kPrintableString || string == der::tag::kUtf8String ||
             string == der::tag::kTeletexString || string == der::tag::kBmpString ||
             string == der::tag::kUniversalString;
  }
}

std::size_t count_characters(const Attribute& attribute) {
  if (!is_comparable(attribute.string)) return attribute.value.size();
  CharacterCursor characters(attribute.string, attribute.value);
  std::size_t count = 0;
  for (;; ++count) {
    const std::uint32_t c = characters.next();
    if (c == CharacterCursor::kEnd || c == CharacterCursor::kInvalid) return count;
  }
}

// Calls holds(attribute, syntax) for each attribute of a known type, until one says no.
template <typename Holds>
bool all_hold(const Name& name, Holds holds) {
  AttributeCursor attributes(name);
  while (const auto each = attributes.next()) {
    const NameSyntax* const syntax = syntax_of(*each);
    if (syntax != nullptr && !holds(*each, *syntax)) return false;
  }
  return true;
}

}  // namespace

bool has_valid_characters(const Name& name) {
  AttributeCursor attributes(name);
  while (const auto each = attributes.next()) {
    if (each->value.empty() || !is_valid_text(*each)) return false;
  }
  return true;
}

bool has_valid_types(const Name& name) {
  return all_hold(name, [](const Attribute& attribute, const NameSyntax& syntax) {
    return is_allowed(attribute.string, syntax.strings);
  });
}

bool is_within_bounds(const Name& name) {
  return all_hold(name, [](const Attribute& attribute, const NameSyntax& syntax) {
    return count_characters(attribute) <= syntax.bound;
  });
}

}  // namespace assay::oracle
