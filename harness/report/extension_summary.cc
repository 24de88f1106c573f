#include "harness/report/extension_summary.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "harness/der/oid.h"
#include "harness/der/reader.h"
#include "harness/report/name_text.h"

namespace assay {
namespace {

using der::Element;
using der::Parsed;
using der::Reader;
using der::Tag;

using Text = Parsed<std::string>;

void join(std::string& text, std::string_view part) {
  text.append(text.empty() ? "" : ", ").append(part);
}

// RFC 5280 section 4.2.1.9.
Text basic_constraints(Reader outer) {
  ASSAY_DER_TRY(fields, outer.sequence());
  std::string text = "not a CA";
  if (fields.next_is(der::tag::kBoolean)) {
    ASSAY_DER_TRY(ca, fields.boolean());
    if (ca) text = "CA";
  }
  if (!fields.at_end()) {
    ASSAY_DER_TRY(length, fields.small_integer());
    text += fmt::format(", path length {}", length);
  }
  return text;
}

// RFC 5280 section 4.2.1.3.
Text key_usage(Reader outer) {
  static constexpr std::array kBits = {
      "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
      "keyCertSign",      "cRLSign",        "encipherOnly",    "decipherOnly",
  };
  ASSAY_DER_TRY(bits, outer.bit_string());
  std::string text;
  for (std::size_t i = 0; i < kBits.size(); ++i) {
    if (bits.bit(i)) join(text, kBits.at(i));
  }
  return text.empty() ? "none" : text;
}

Text extended_key_usage(Reader outer) {
  ASSAY_DER_TRY(list, outer.sequence());
  std::string text;
  while (!list.at_end()) {
    ASSAY_DER_TRY(id, list.oid());
    join(text, der::oid_text(id));
  }
  return text.empty() ? "none" : text;
}

std::string address(BytesView octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = octets.size() == 4 ? AF_INET : AF_INET6;
  if (octets.size() != 4 && octets.size() != 16) return hex(octets);
  if (::inet_ntop(family, octets.data(), text.data(), text.size()) == nullptr) return hex(octets);
  return text.data();
}

// An address of name constraints is followed by its mask (RFC 5280 section 4.2.1.10).
std::string address_or_range(BytesView octets) {
  if (octets.size() != 8 && octets.size() != 32) return address(octets);
  const std::size_t half = octets.size() / 2;
  return address(octets.first(half)) + "/" + address(octets.last(half));
}

std::string directory_name(const Reader& outer, const Element& name) {
  const auto read = [&]() -> Text {
    ASSAY_DER_TRY(inside, outer.into(name));
    ASSAY_DER_TRY(rdns, inside.sequence());
    return name_text(rdns);
  };
  const Text text = read();
  return "directory:" + (text ? *text : "undecodable");
}

std::string general_name(const Reader& outer, const Element& name) {
  const std::string text(as_text(name.content));
  switch (name.tag.tag_class() == 2 ? name.tag.number() : 99) {
    case 1:
      return "email:" + text;
    case 2:
      return "DNS:" + text;
    case 4:
      return directory_name(outer, name);
    case 6:
      return "URI:" + text;
    case 7:
      return "IP:" + address_or_range(name.content);
    case 8:
      return "registered ID:" + der::oid_text(name.content);
    default:
      return "other name";
  }
}

Text alternative_names(Reader outer) {
  ASSAY_DER_TRY(list, outer.sequence());
  std::string text;
  while (!list.at_end()) {
    ASSAY_DER_TRY(name, list.any());
    join(text, general_name(list, name));
  }
  return text.empty() ? "none" : text;
}

Parsed<void> add_subtrees(Reader& fields, std::uint32_t number, std::string_view word,
                          std::string& text) {
  ASSAY_DER_TRY(subtrees, fields.optional(Tag::context_constructed(number)));
  if (!subtrees) return {};
  ASSAY_DER_TRY(list, fields.into(*subtrees));
  while (!list.at_end()) {
    ASSAY_DER_TRY(subtree, list.sequence());
    ASSAY_DER_TRY(base, subtree.any());
    join(text, fmt::format("{} {}", word, general_name(subtree, base)));
  }
  return {};
}

Text name_constraints(Reader outer) {
  ASSAY_DER_TRY(fields, outer.sequence());
  std::string text;
  ASSAY_DER_CHECK_OK(add_subtrees(fields, 0, "permitted", text));
  ASSAY_DER_CHECK_OK(add_subtrees(fields, 1, "excluded", text));
  return text.empty() ? "none" : text;
}

}  // namespace

std::string extension_text(BytesView oid, BytesView value) {
  const auto id = der::known(oid);
  Text (*read)(Reader) = nullptr;
  if (id == der::Oid::kBasicConstraints) read = &basic_constraints;
  if (id == der::Oid::kKeyUsage) read = &key_usage;
  if (id == der::Oid::kExtKeyUsage) read = &extended_key_usage;
  if (id == der::Oid::kSubjectAltName) read = &alternative_names;
  if (id == der::Oid::kNameConstraints) read = &name_constraints;
  if (read == nullptr) return "";
  const Text text = read(Reader(value));
  return text ? *text : "undecodable: " + der::to_text(text.error());
}

}  // namespace assay
