#include "harness/pki/names.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <charconv>
#include <string>

namespace assay {
namespace {

Result<der::Node> attribute_node(const NameAttribute& attribute) {
  ASSAY_TRY(type, der::oid_from_text(attribute.type));
  const std::string label = der::oid_text(type);
  return der::sequence(der::oid(std::move(type)).as("type"),
                       der::string(attribute.string, attribute.value).as("value"))
      .as(label);
}

Bytes mask_octets(std::size_t size, unsigned prefix) {
  Bytes mask(size, 0);
  for (unsigned bit = 0; bit < prefix; ++bit) {
    mask[bit / 8] = static_cast<std::uint8_t>(mask[bit / 8] | 0x80U >> bit % 8);
  }
  return mask;
}

}  // namespace

Result<der::Node> name_node(const DistinguishedName& name) {
  std::vector<der::Node> relatives;
  for (const RelativeName& relative : name) {
    std::vector<der::Node> attributes;
    for (const NameAttribute& attribute : relative) {
      ASSAY_TRY(node, attribute_node(attribute));
      attributes.push_back(std::move(node));
    }
    relatives.push_back(der::set_of(std::move(attributes)));
  }
  return der::sequence(std::move(relatives));
}

Result<Bytes> ip_octets(std::string_view text, IpForm form) {
  const auto wrong = [&] {
    return input_error(fmt::format("not an IP {}: '{}'",
                                   form == IpForm::kSubtree ? "subtree" : "address",
                                   one_line(text, 60)));
  };
  const std::size_t slash = text.find('/');
  if ((slash != std::string_view::npos) != (form == IpForm::kSubtree)) return wrong();
  const std::string address(text.substr(0, slash));
  Bytes octets(16);
  if (inet_pton(AF_INET, address.c_str(), octets.data()) == 1) {
    octets.resize(4);
  } else if (inet_pton(AF_INET6, address.c_str(), octets.data()) != 1) {
    return wrong();
  }
  if (form == IpForm::kAddress) return octets;
  const std::string_view digits = text.substr(slash + 1);
  unsigned prefix = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  const bool whole = code == std::errc() && end == digits.data() + digits.size();
  if (!whole || prefix > octets.size() * 8) return wrong();
  append(octets, mask_octets(octets.size(), prefix));
  return octets;
}

Result<std::vector<der::Node>> general_name_nodes(const GeneralNames& names, IpForm form) {
  std::vector<der::Node> nodes;
  // The tags of GeneralName: RFC 5280 section 4.2.1.6.
  const auto text = [&nodes](unsigned tag, std::string_view label, const std::string& value) {
    nodes.push_back(der::context_primitive(tag, to_bytes(as_bytes(value))).as(std::string(label)));
  };
  for (const std::string& each : names.dns) text(2, "dNSName", each);
  for (const std::string& each : names.ip) {
    ASSAY_TRY(octets, ip_octets(each, form));
    nodes.push_back(der::context_primitive(7, std::move(octets)).as("iPAddress"));
  }
  for (const std::string& each : names.email) text(1, "rfc822Name", each);
  for (const std::string& each : names.uri) text(6, "uniformResourceIdentifier", each);
  return nodes;
}

}  // namespace assay
