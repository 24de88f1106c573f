#include "harness/pki/names.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "harness/base/check.h"
#include "harness/base/text.h"
#include "harness/pki/range.h"

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

// A relative name for each step of the ranges in its values, which keep step with each other.
Result<std::vector<RelativeName>> written_out(const RelativeName& relative) {
  std::vector<std::vector<std::string>> values;
  std::size_t count = 1;
  for (const NameAttribute& attribute : relative) {
    ASSAY_TRY(texts, expand(attribute.value));
    count = std::max(count, texts.size());
    values.push_back(std::move(texts));
  }
  std::vector<RelativeName> all(count, relative);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < relative.size(); ++k) {
      all[i][k].value = values[k][i % values[k].size()];
    }
  }
  return all;
}

}  // namespace

Result<der::Node> relative_name_node(const RelativeName& name) {
  std::vector<der::Node> attributes;
  for (const NameAttribute& attribute : name) {
    ASSAY_TRY(node, attribute_node(attribute));
    attributes.push_back(std::move(node));
  }
  return der::set_of(std::move(attributes));
}

Result<der::Node> name_node(const DistinguishedName& name) {
  std::vector<der::Node> relatives;
  for (const RelativeName& relative : name) {
    ASSAY_TRY(each, written_out(relative));
    for (const RelativeName& one : each) {
      ASSAY_TRY(node, relative_name_node(one));
      relatives.push_back(std::move(node));
    }
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

Result<der::Node> general_name_node(const GeneralName& name, IpForm form) {
  // The tags of GeneralName: RFC 5280 section 4.2.1.6.
  const auto text = [&name](unsigned tag, std::string_view label) {
    return der::context_primitive(tag, to_bytes(as_bytes(name.text))).as(std::string(label));
  };
  switch (name.kind) {
    case GeneralNameKind::kDns:
      return text(2, "dNSName");
    case GeneralNameKind::kEmail:
      return text(1, "rfc822Name");
    case GeneralNameKind::kUri:
      return text(6, "uniformResourceIdentifier");
    case GeneralNameKind::kIp: {
      ASSAY_TRY(octets, ip_octets(name.text, form));
      return der::context_primitive(7, std::move(octets)).as("iPAddress");
    }
    case GeneralNameKind::kDirectory: {
      ASSAY_TRY(directory, name_node(name.directory));
      return der::context_explicit(4, std::move(directory)).as("directoryName");
    }
    case GeneralNameKind::kOther: {
      ASSAY_TRY(type, der::oid_from_text(name.text));
      return der::context_constructed(
                 0, der::nodes(der::oid(std::move(type)).as("type-id"),
                               der::context_explicit(0, der::raw(name.value)).as("value")))
          .as("otherName");
    }
    case GeneralNameKind::kRegisteredId: {
      ASSAY_TRY(id, der::oid_from_text(name.text));
      return der::context_primitive(8, std::move(id)).as("registeredID");
    }
    case GeneralNameKind::kX400:
      return der::implicit(3, der::constructed(0x30, {der::raw(name.value)})).as("x400Address");
    case GeneralNameKind::kEdiParty:
      return der::implicit(5, der::constructed(0x30, {der::raw(name.value)})).as("ediPartyName");
  }
  check_failed("a kind of name without a tag", __FILE__, __LINE__);
}

Result<std::vector<GeneralName>> written_out(const GeneralNames& names) {
  std::vector<GeneralName> all;
  const auto add = [&all](GeneralName name) -> Result<void> {
    ASSAY_TRY(texts, expand(name.text));
    for (std::string& each : texts) {
      name.text = std::move(each);
      all.push_back(name);
    }
    return {};
  };
  for (const auto& [kind, texts] :
       {std::pair(GeneralNameKind::kDns, &names.dns), std::pair(GeneralNameKind::kIp, &names.ip),
        std::pair(GeneralNameKind::kEmail, &names.email),
        std::pair(GeneralNameKind::kUri, &names.uri)}) {
    for (const std::string& text : *texts) {
      GeneralName name;
      name.kind = kind;
      name.text = text;
      ASSAY_CHECK_OK(add(std::move(name)));
    }
  }
  for (const std::vector<GeneralName>* list : {&names.others, &names.list}) {
    for (const GeneralName& name : *list) ASSAY_CHECK_OK(add(name));
  }
  return all;
}

Result<std::vector<der::Node>> general_name_nodes(const GeneralNames& names, IpForm form) {
  ASSAY_TRY(all, written_out(names));
  std::vector<der::Node> nodes;
  nodes.reserve(all.size());
  for (const GeneralName& name : all) {
    ASSAY_TRY(node, general_name_node(name, form));
    nodes.push_back(std::move(node));
  }
  return nodes;
}

}  // namespace assay
