#include "harness/pki/name_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/der/oid.h"
#include "harness/pki/field_reader.h"
#include "harness/pki/range.h"

namespace assay {
namespace {

constexpr GeneralNameKind kTextKinds[] = {GeneralNameKind::kDns, GeneralNameKind::kIp,
                                          GeneralNameKind::kEmail, GeneralNameKind::kUri};

bool is_text(GeneralNameKind kind) {
  return std::ranges::find(kTextKinds, kind) != std::end(kTextKinds);
}

// The string type that RFC 5280 appendix A.1 gives an attribute, where it gives one.
der::StringType default_string(std::string_view type) {
  const auto oid = der::named(type);
  if (oid == der::Oid::kCountryName || oid == der::Oid::kSerialNumber) {
    return der::StringType::kPrintable;
  }
  if (oid == der::Oid::kDomainComponent || oid == der::Oid::kEmailAddress) {
    return der::StringType::kIa5;
  }
  return der::StringType::kUtf8;
}

}  // namespace

void NameReader::oid(const YamlNode& node, std::string& out) const {
  const auto text = reader_->text(node);
  if (!text) return;
  const auto all = expand(*text);
  if (!all) return reader_->wrong(node, all.error().message);
  if (const auto octets = der::oid_from_text(all->back()); !octets) {
    reader_->wrong(node, octets.error().message);
  } else {
    out = *text;
  }
}

void NameReader::oids(const YamlNode& node, std::vector<std::string>& out) const {
  read_each(*reader_, &node, out,
            [this](const YamlNode& item, std::string& each) { oid(item, each); });
}

void NameReader::distinguished_name(const YamlNode& node, DistinguishedName& out) const {
  read_each(*reader_, &node, out, [this](const YamlNode& item, RelativeName& relative) {
    relative_name(item, relative);
  });
}

void NameReader::relative_name(const YamlNode& node, RelativeName& out) const {
  out.clear();
  if (node.kind != YamlNode::Kind::kMap || node.items.empty()) {
    return reader_->wrong(node, "a relative name is a mapping: {CN: text}");
  }
  for (const YamlNode& member : node.items) out.push_back(attribute(member));
}

NameAttribute NameReader::attribute(const YamlNode& member) const {
  NameAttribute out;
  out.type = member.key;
  if (!der::oid_from_text(member.key)) {
    reader_->wrong(member.key_place, fmt::format("unknown attribute type '{}'", member.key));
  }
  out.string = default_string(member.key);
  const bool typed = member.kind == YamlNode::Kind::kMap && member.items.size() == 1;
  const YamlNode& value = typed ? member.items.front() : member;
  if (typed) {
    if (const auto type = parse_name<der::StringType>("string type", value.key)) {
      out.string = *type;
    } else {
      reader_->wrong(value.key_place, type.error().message);
    }
  }
  if (auto text = reader_->text(value)) {
    if (const auto all = expand(*text); !all) reader_->wrong(value, all.error().message);
    out.value = std::move(*text);
  }
  return out;
}

void NameReader::general_names(YamlMap& map, IpForm form, GeneralNames& out) const {
  texts(map.find("dns"), form, GeneralNameKind::kDns, out.dns);
  texts(map.find("ip"), form, GeneralNameKind::kIp, out.ip);
  texts(map.find("email"), form, GeneralNameKind::kEmail, out.email);
  texts(map.find("uri"), form, GeneralNameKind::kUri, out.uri);
  for (const auto& [kind, key] : EnumNames<GeneralNameKind>::kNames) {
    if (is_text(kind)) continue;
    const YamlNode* node = map.find(key);
    if (node == nullptr) continue;
    std::erase_if(out.others, [kind = kind](const GeneralName& each) { return each.kind == kind; });
    std::vector<GeneralName> names;
    read_each(*reader_, node, names, [&, kind = kind](const YamlNode& item, GeneralName& name) {
      name.kind = kind;
      value(item, form, name);
    });
    std::ranges::move(names, std::back_inserter(out.others));
  }
  read_each(*reader_, map.find("list"), out.list, [&](const YamlNode& item, GeneralName& name) {
    YamlMap inner(*reader_, item, "a general name");
    general_name(inner, item, form, name);
    const auto bound = [&](std::string_view key, std::optional<int>& number) {
      int value = 0;
      if (inner.integer(key, value, -1, 1'000'000) != nullptr) number = value;
    };
    if (form == IpForm::kSubtree) {
      bound("minimum", name.minimum);
      bound("maximum", name.maximum);
    }
    inner.finish();
  });
}

void NameReader::general_names(const YamlNode& node, std::string_view what,
                               GeneralNames& out) const {
  YamlMap map(*reader_, node, what);
  general_names(map, IpForm::kAddress, out);
  map.finish();
}

void NameReader::general_name(YamlMap& map, const YamlNode& node, IpForm form,
                              GeneralName& out) const {
  int found = 0;
  for (const auto& [kind, key] : EnumNames<GeneralNameKind>::kNames) {
    const YamlNode* member = map.find(key);
    if (member == nullptr) continue;
    ++found;
    out.kind = kind;
    value(*member, form, out);
  }
  if (found != 1) reader_->wrong(node, "one name is wanted here: {dns: text}");
}

void NameReader::texts(const YamlNode* node, IpForm form, GeneralNameKind kind,
                       std::vector<std::string>& out) const {
  read_each(*reader_, node, out,
            [&](const YamlNode& item, std::string& text) { checked_text(item, form, kind, text); });
}

void NameReader::checked_text(const YamlNode& node, IpForm form, GeneralNameKind kind,
                              std::string& out) const {
  const auto text = reader_->text(node);
  if (!text) return;
  out = *text;
  const auto all = expand(*text);
  if (!all) return reader_->wrong(node, all.error().message);
  if (kind != GeneralNameKind::kIp) return;
  for (const std::string& each : *all) {
    const auto octets = ip_octets(each, form);
    if (!octets) return reader_->wrong(node, octets.error().message);
  }
}

void NameReader::value(const YamlNode& node, IpForm form, GeneralName& out) const {
  switch (out.kind) {
    case GeneralNameKind::kDirectory:
      return distinguished_name(node, out.directory);
    case GeneralNameKind::kOther:
      return other_name(node, out);
    case GeneralNameKind::kRegisteredId:
      return oid(node, out.text);
    case GeneralNameKind::kX400:
    case GeneralNameKind::kEdiParty:
      if (auto octets = reader_->octets(node)) out.value = std::move(*octets);
      return;
    default:
      return checked_text(node, form, out.kind, out.text);
  }
}

void NameReader::other_name(const YamlNode& node, GeneralName& out) const {
  YamlMap map(*reader_, node, "an other name");
  if (const YamlNode* type = map.require("oid")) oid(*type, out.text);
  int found = map.octets("value", out.value) != nullptr ? 1 : 0;
  for (const auto& [type, key] : EnumNames<der::StringType>::kNames) {
    std::string text;
    if (map.text(key, text) == nullptr) continue;
    ++found;
    out.value = der::encode(der::string(type, text));
  }
  if (found != 1)
    reader_->wrong(node, "an other name has one value: {value: octets}, {utf8: text}");
  map.finish();
}

}  // namespace assay
