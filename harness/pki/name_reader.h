// Reads names from YAML.
//
// A distinguished name is a list of mappings, [{O: Assay}, {CN: {printable: text}}]. General names
// are lists by kind, {dns: [text], ip: [text], email: [text], uri: [text], directory: [name],
// other: [{oid: text, value: DER}], registered_id: [oid], x400: [octets], edi_party: [octets]}, or
// `list`, whose items are single names of any kind, {dns: text}, with a subtree's minimum and
// maximum where they are given. The value of an `other` may be a string by its type: {utf8: text}.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/yaml.h"
#include "harness/pki/name_profile.h"
#include "harness/pki/names.h"

namespace assay {

// NameReader records every mistake with its place. Reading over existing values replaces the lists
// that are there and leaves the others.
class NameReader {
 public:
  explicit NameReader(const YamlReader& reader) : reader_(&reader) {}

  // oid() takes a name of the table or a dotted form; its ranges are checked too.
  void oid(const YamlNode& node, std::string& out) const;
  void oids(const YamlNode& node, std::vector<std::string>& out) const;

  void distinguished_name(const YamlNode& node, DistinguishedName& out) const;
  void relative_name(const YamlNode& node, RelativeName& out) const;
  // attribute() is one member of a relative name.
  NameAttribute attribute(const YamlNode& member) const;

  // general_names() asks `map` for the keys of general names; the mapping may have others.
  void general_names(YamlMap& map, IpForm form, GeneralNames& out) const;
  // general_names() reads a mapping that has no others; `what` names it.
  void general_names(const YamlNode& node, std::string_view what, GeneralNames& out) const;

  // general_name() asks `map` for exactly one name of any kind.
  void general_name(YamlMap& map, const YamlNode& node, IpForm form, GeneralName& out) const;

 private:
  void texts(const YamlNode* node, IpForm form, GeneralNameKind kind,
             std::vector<std::string>& out) const;
  void checked_text(const YamlNode& node, IpForm form, GeneralNameKind kind,
                    std::string& out) const;
  void value(const YamlNode& node, IpForm form, GeneralName& out) const;
  void other_name(const YamlNode& node, GeneralName& out) const;

  const YamlReader* reader_;
};

}  // namespace assay
