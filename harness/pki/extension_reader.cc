#include "harness/pki/extension_reader.h"

#include "harness/pki/field_reader.h"
#include "harness/pki/name_reader.h"
#include "harness/pki/policy_reader.h"

namespace assay {
namespace {

constexpr int kMaxSkip = 1'000'000;

// ExtensionReader reads the structures, one a method.
class ExtensionReader {
 public:
  explicit ExtensionReader(const YamlReader& reader) : reader_(reader), names_(reader) {}

  void read(const YamlNode& node, BasicConstraints& out) const {
    YamlMap map(reader_, node, "basic_constraints");
    map.flag("ca", out.ca);
    read_optional(map.find("path_length"), out.path_length,
                  [&](const YamlNode& value, int& length) {
                    if (const auto n = reader_.integer(value, -1, kMaxSkip)) {
                      length = static_cast<int>(*n);
                    }
                  });
    finish(map, out);
  }

  void read(const YamlNode& node, KeyUsage& out) const {
    YamlMap map(reader_, node, "key_usage");
    read_words(reader_, "key usage", map.find("bits"), out.bits);
    read_words(reader_, "key usage", map.find("rsa_bits"), out.rsa_bits);
    finish(map, out);
  }

  void read(const YamlNode& node, ExtendedKeyUsage& out) const {
    YamlMap map(reader_, node, "extended_key_usage");
    if (const YamlNode* purposes = map.find("purposes")) names_.oids(*purposes, out.purposes);
    finish(map, out);
  }

  void read(const YamlNode& node, AlternativeName& out) const {
    YamlMap map(reader_, node, "alternative names");
    names_.general_names(map, IpForm::kAddress, out.names);
    finish(map, out);
  }

  void read(const YamlNode& node, NameConstraints& out) const {
    YamlMap map(reader_, node, "name_constraints");
    for (auto& [key, names] :
         {std::pair<std::string_view, GeneralNames*>{"permitted", &out.permitted},
          {"excluded", &out.excluded}}) {
      if (const YamlNode* subtrees = map.find(key)) {
        YamlMap inner(reader_, *subtrees, key);
        names_.general_names(inner, IpForm::kSubtree, *names);
        inner.finish();
      }
    }
    finish(map, out);
  }

  void read(const YamlNode& node, InformationAccess& out) const {
    YamlMap map(reader_, node, "information access");
    read_each(reader_, map.find("descriptions"), out.descriptions,
              [this](const YamlNode& item, AccessDescription& into) {
                YamlMap inner(reader_, item, "an access description");
                if (const YamlNode* method = inner.require("method")) {
                  names_.oid(*method, into.method);
                }
                names_.general_name(inner, item, IpForm::kAddress, into.location);
                inner.finish();
              });
    finish(map, out);
  }

  void read(const YamlNode& node, DistributionPoints& out) const {
    YamlMap map(reader_, node, "distribution points");
    read_each(reader_, map.find("points"), out.points,
              [this](const YamlNode& item, DistributionPoint& into) { point(item, into); });
    finish(map, out);
  }

  void read(const YamlNode& node, TlsFeature& out) const {
    YamlMap map(reader_, node, "tls_feature");
    read_each(reader_, map.find("features"), out.features,
              [this](const YamlNode& item, int& feature) {
                if (const auto n = reader_.integer(item, -1, 1'000'000)) {
                  feature = static_cast<int>(*n);
                }
              });
    finish(map, out);
  }

  void read(const YamlNode& node, SubjectDirectoryAttributes& out) const {
    YamlMap map(reader_, node, "subject_directory_attributes");
    read_each(reader_, map.find("attributes"), out.attributes,
              [this](const YamlNode& item, NameAttribute& into) {
                RelativeName one;
                names_.relative_name(item, one);
                if (one.size() == 1) {
                  into = one.front();
                } else {
                  reader_.wrong(item, "one attribute is wanted here: {type: text}");
                }
              });
    finish(map, out);
  }

  void read(const YamlNode& node, OcspNoCheck& out) const {
    if (is_word(node, kPresent)) return;
    YamlMap map(reader_, node, "ocsp_nocheck");
    finish(map, out);
  }

  // `present`, `absent`, octets, or {id: the same, critical: flag}.
  void read(const YamlNode& node, KeyIdentifier& out) const {
    if (node.kind == YamlNode::Kind::kMap) {
      YamlMap map(reader_, node, "subject_key_id");
      if (const YamlNode* id = map.find("id")) key_id(*id, out.present, out.octets);
      return finish(map, out);
    }
    out = {};
    key_id(node, out.present, out.octets);
  }

  // `present`, `absent`, octets, or {key_id: the same, issuer, serial, critical}.
  void read(const YamlNode& node, AuthorityKeyId& out) const {
    if (node.kind != YamlNode::Kind::kMap) {
      out = {};
      return key_id(node, out.present, out.key_id.given);
    }
    YamlMap map(reader_, node, "authority_key_id");
    if (const YamlNode* id = map.find("key_id")) key_id(*id, out.key_id.present, out.key_id.given);
    if (const YamlNode* issuer = map.find("issuer")) authority_issuer(*issuer, out.issuer);
    if (const YamlNode* serial = map.find("serial")) {
      key_id(*serial, out.serial.present, out.serial.given);
    }
    finish(map, out);
  }

  void point_name(YamlMap& map, PointName& out) const {
    read_optional(map.find("full_name"), out.full_name,
                  [this](const YamlNode& value, GeneralNames& names) {
                    names_.general_names(value, "full_name", names);
                  });
    read_optional(
        map.find("relative_name"), out.relative_name,
        [this](const YamlNode& value, RelativeName& name) { names_.relative_name(value, name); });
  }

 private:
  template <typename T>
  static void finish(YamlMap& map, T& out) {
    map.flag("critical", out.critical);
    map.finish();
  }

  void point(const YamlNode& node, DistributionPoint& out) const {
    YamlMap map(reader_, node, "a distribution point");
    point_name(map, out.name);
    read_optional(map.find("reasons"), out.reasons,
                  [this](const YamlNode& value, std::vector<ReasonFlag>& reasons) {
                    read_words(reader_, "reason", &value, reasons);
                  });
    read_optional(map.find("crl_issuer"), out.crl_issuer,
                  [this](const YamlNode& value, GeneralNames& names) {
                    names_.general_names(value, "crl_issuer", names);
                  });
    map.finish();
  }

  void key_id(const YamlNode& node, bool& present, std::optional<Bytes>& octets) const {
    const auto text = reader_.text(node);
    if (!text) return;
    present = *text != kAbsent;
    octets.reset();
    if (*text == kAbsent || *text == kPresent) return;
    if (auto given = reader_.octets(node)) octets = std::move(*given);
  }

  void authority_issuer(const YamlNode& node, Part<GeneralNames>& out) const {
    out.present = !is_word(node, kAbsent);
    if (!out.present || is_word(node, kPresent)) {
      out.given.reset();
    } else {
      names_.general_names(node, "issuer", out.given.emplace());
    }
  }

  const YamlReader& reader_;
  NameReader names_;
};

}  // namespace

void read_point_name(const YamlReader& reader, YamlMap& map, PointName& out) {
  ExtensionReader(reader).point_name(map, out);
}

void read_authority_key_id(const YamlReader& reader, YamlMap& map, AuthorityKeyId& out) {
  if (const YamlNode* id = map.find("authority_key_id")) ExtensionReader(reader).read(*id, out);
}

void read_distribution_points(const YamlReader& reader, YamlMap& map, std::string_view key,
                              std::optional<DistributionPoints>& out) {
  read_optional(map.find(key), out, [&](const YamlNode& node, DistributionPoints& points) {
    ExtensionReader(reader).read(node, points);
  });
}

void read_raw_extension(const YamlReader& reader, const YamlNode& node, RawExtension& out) {
  YamlMap map(reader, node, "an extension");
  if (const YamlNode* oid = map.require("oid")) NameReader(reader).oid(*oid, out.oid);
  map.flag("critical", out.critical);
  map.require("value");
  map.octets("value", out.value);
  map.finish();
}

void read_extensions(const YamlReader& reader, YamlMap& map, ExtensionProfile& out) {
  const ExtensionReader extension(reader);
  const auto read = [&](std::string_view key, auto& value) {
    read_optional(map.find(key), value,
                  [&](const YamlNode& node, auto& into) { extension.read(node, into); });
  };
  read("basic_constraints", out.basic_constraints);
  read("key_usage", out.key_usage);
  read("extended_key_usage", out.extended_key_usage);
  read("subject_alternative_name", out.subject_alternative_name);
  read("issuer_alternative_name", out.issuer_alternative_name);
  read("name_constraints", out.name_constraints);
  read_policies(reader, map, out);
  read("authority_information_access", out.authority_information_access);
  read("subject_information_access", out.subject_information_access);
  read_distribution_points(reader, map, "crl_distribution_points", out.crl_distribution_points);
  read_distribution_points(reader, map, "freshest_crl", out.freshest_crl);
  read("tls_feature", out.tls_feature);
  read("subject_directory_attributes", out.subject_directory_attributes);
  read("ocsp_nocheck", out.ocsp_nocheck);
  if (const YamlNode* id = map.find("subject_key_id")) extension.read(*id, out.subject_key_id);
  read_authority_key_id(reader, map, out.authority_key_id);
  read_each(
      reader, map.find("extensions"), out.extensions,
      [&](const YamlNode& node, RawExtension& raw) { read_raw_extension(reader, node, raw); });
  read_words(reader, "extension", map.find("extension_order"), out.extension_order);
}

}  // namespace assay
