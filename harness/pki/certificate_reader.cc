#include <fmt/format.h>

#include <algorithm>

#include "harness/der/oid.h"
#include "harness/pki/names.h"
#include "harness/pki/profile_reader.h"

namespace assay {
namespace {

constexpr std::string_view kAbsent = "absent";

bool is_absent(const YamlNode& node) {
  return node.kind == YamlNode::Kind::kText && !node.quoted && node.text == kAbsent;
}

// Calls read(value) over the optional's value, making one where there is none, or takes it away.
template <typename T, typename Read>
void read_optional(const YamlNode* node, std::optional<T>& out, Read read) {
  if (node == nullptr) return;
  if (is_absent(*node)) {
    out.reset();
    return;
  }
  if (!out) out.emplace();
  read(*node, *out);
}

// FieldReader reads the parts of one certificate.
class FieldReader {
 public:
  explicit FieldReader(const YamlReader& reader) : reader_(reader) {}

  void oid_text(const YamlNode& node, std::string& out) const {
    const auto text = reader_.text(node);
    if (!text) return;
    if (const auto octets = der::oid_from_text(*text); !octets) {
      reader_.wrong(node, octets.error().message);
    } else {
      out = *text;
    }
  }

  void oid_texts(const YamlNode& node, std::vector<std::string>& out) const {
    if (!list(node)) return;
    out.clear();
    for (const YamlNode& item : node.items) oid_text(item, out.emplace_back());
  }

  void name(const YamlNode& node, DistinguishedName& out) const {
    if (!list(node)) return;
    out.clear();
    for (const YamlNode& item : node.items) {
      RelativeName& relative = out.emplace_back();
      if (item.kind != YamlNode::Kind::kMap || item.items.empty()) {
        reader_.wrong(item, "a relative name is a mapping: {CN: text}");
        continue;
      }
      for (const YamlNode& member : item.items) relative.push_back(attribute(member));
    }
  }

  void basic_constraints(const YamlNode& node, BasicConstraints& out) const {
    YamlMap map(reader_, node, "basic_constraints");
    map.flag("ca", out.ca);
    read_optional(map.find("path_length"), out.path_length,
                  [&](const YamlNode& value, int& length) {
                    if (const auto n = reader_.integer(value, -1, 255))
                      length = static_cast<int>(*n);
                  });
    map.flag("critical", out.critical);
    map.finish();
  }

  void key_usage(const YamlNode& node, KeyUsage& out) const {
    YamlMap map(reader_, node, "key_usage");
    const auto bit = [&](const YamlNode& item, KeyUsageBit& into) {
      if (const auto value = reader_.word<KeyUsageBit>("key usage", item)) into = *value;
    };
    each(map.find("bits"), out.bits, bit);
    each(map.find("rsa_bits"), out.rsa_bits, bit);
    map.flag("critical", out.critical);
    map.finish();
  }

  void extended_key_usage(const YamlNode& node, ExtendedKeyUsage& out) const {
    YamlMap map(reader_, node, "extended_key_usage");
    if (const YamlNode* purposes = map.find("purposes")) oid_texts(*purposes, out.purposes);
    map.flag("critical", out.critical);
    map.finish();
  }

  void alternative_name(const YamlNode& node, SubjectAlternativeName& out) const {
    YamlMap map(reader_, node, "subject_alternative_name");
    general_names(map, false, out.names);
    map.flag("critical", out.critical);
    map.finish();
  }

  void name_constraints(const YamlNode& node, NameConstraints& out) const {
    YamlMap map(reader_, node, "name_constraints");
    for (auto& [key, names] :
         {std::pair<std::string_view, GeneralNames*>{"permitted", &out.permitted},
          {"excluded", &out.excluded}}) {
      if (const YamlNode* subtrees = map.find(key)) {
        YamlMap inner(reader_, *subtrees, key);
        general_names(inner, true, *names);
        inner.finish();
      }
    }
    map.flag("critical", out.critical);
    map.finish();
  }

  void certificate_policies(const YamlNode& node, CertificatePolicies& out) const {
    YamlMap map(reader_, node, "certificate_policies");
    if (const YamlNode* policies = map.find("policies")) oid_texts(*policies, out.policies);
    map.flag("critical", out.critical);
    map.finish();
  }

  // `present`, `absent`, or octets in hexadecimal.
  void key_identifier(const YamlNode& node, KeyIdentifier& out) const {
    const auto text = reader_.text(node);
    if (!text) return;
    out = KeyIdentifier{*text != kAbsent, std::nullopt};
    if (*text == kAbsent || *text == "present") return;
    if (auto octets = reader_.octets(node)) out.octets = std::move(*octets);
  }

  void raw_extension(const YamlNode& node, RawExtension& out) const {
    YamlMap map(reader_, node, "an extension");
    if (const YamlNode* oid = map.require("oid")) oid_text(*oid, out.oid);
    map.flag("critical", out.critical);
    map.require("value");
    map.octets("value", out.value);
    map.finish();
  }

  void der_edit(const YamlNode& node, CertificateEdit& out) const {
    YamlMap map(reader_, node, "an edit of the DER tree");
    map.require("path");
    map.text("path", out.edit.path);
    map.require("op");
    map.word("op", out.edit.op);
    map.octets("bytes", out.edit.bytes);
    map.octets("tag", out.edit.tag);
    std::string text;
    if (const YamlNode* written = map.text("text", text)) {
      if (!out.edit.bytes.empty()) reader_.wrong(*written, "either bytes or text, not both");
      out.edit.bytes = to_bytes(as_bytes(text));
    }
    map.flag("after_signature", out.after_signature);
    map.finish();
  }

  void copies(const YamlNode& node, Copies& out) const {
    YamlMap map(reader_, node, "copies");
    map.integer("count", out.count, 1, kMaxCrowd);
    map.word("vary", out.vary);
    map.finish();
  }

  template <typename T, typename Read>
  void each(const YamlNode* node, std::vector<T>& out, Read read) const {
    if (node == nullptr || !list(*node)) return;
    out.clear();
    for (const YamlNode& item : node->items) read(item, out.emplace_back());
  }

 private:
  bool list(const YamlNode& node) const {
    if (node.kind == YamlNode::Kind::kList) return true;
    reader_.wrong(node, "a list is wanted here");
    return false;
  }

  // {CN: text} or {CN: {printable: text}}.
  NameAttribute attribute(const YamlNode& node) const {
    NameAttribute out;
    out.type = node.key;
    if (!der::oid_from_text(node.key)) {
      reader_.wrong(node.key_place, fmt::format("unknown attribute type '{}'", node.key));
    }
    const bool typed = node.kind == YamlNode::Kind::kMap && node.items.size() == 1;
    const YamlNode& value = typed ? node.items.front() : node;
    if (typed) {
      if (const auto type = parse_name<der::StringType>("string type", value.key)) {
        out.string = *type;
      } else {
        reader_.wrong(value.key_place, type.error().message);
      }
    } else if (const auto oid = der::named(node.key);
               oid == der::Oid::kCountryName || oid == der::Oid::kSerialNumber) {
      out.string = der::StringType::kPrintable;  // RFC 5280 appendix A.1
    } else if (oid == der::Oid::kDomainComponent || oid == der::Oid::kEmailAddress) {
      out.string = der::StringType::kIa5;
    }
    if (auto text = reader_.text(value)) out.value = std::move(*text);
    return out;
  }

  void general_names(YamlMap& map, bool subtrees, GeneralNames& out) const {
    map.texts("dns", out.dns);
    if (const YamlNode* ip = map.texts("ip", out.ip)) {
      for (const std::string& text : out.ip) check_ip(*ip, text, subtrees);
    }
    map.texts("email", out.email);
    map.texts("uri", out.uri);
  }

  void check_ip(const YamlNode& node, const std::string& text, bool subtree) const {
    const auto octets = ip_octets(text, subtree ? IpForm::kSubtree : IpForm::kAddress);
    if (!octets) reader_.wrong(node, octets.error().message);
  }

  const YamlReader& reader_;
};

void read_identity(const YamlReader& reader, const FieldReader& field, YamlMap& map,
                   const KnownCertificates& known, CertificateProfile& out) {
  if (const YamlNode* issuer = map.find("issuer")) {
    std::vector<std::string_view> valid = known.issuers;
    valid.push_back(kSelf);
    read_reference(reader, *issuer, "issuer (those before it count)", valid, out.issuer);
  }
  read_optional(map.find("issuer_name"), out.issuer_name,
                [&](const YamlNode& n, DistinguishedName& name) { field.name(n, name); });
  if (const YamlNode* subject = map.find("subject")) field.name(*subject, out.subject);
  read_optional(map.find("serial"), out.serial, [&](const YamlNode& n, Bytes& serial) {
    if (auto octets = reader.octets(n)) serial = std::move(*octets);
  });
  map.integer("version", out.version, 1, 3);
  map.time("not_before", out.not_before);
  map.time("not_after", out.not_after);
}

void read_keys(const YamlReader& reader, YamlMap& map, const KnownCertificates& known,
               CertificateProfile& out) {
  read_optional(map.find("key"), out.key, [&](const YamlNode& n, KeyType& key) {
    if (const auto type = reader.word<KeyType>("key type", n)) key = *type;
  });
  if (const YamlNode* node = map.find("key_of")) {
    read_reference(reader, *node, "certificate", known.all, out.key_of);
  }
  if (const YamlNode* node = map.find("signed_by")) {
    read_reference(reader, *node, "certificate", known.all, out.signed_by);
  }
  const auto algorithm = [&](const YamlNode& n, SignatureAlgorithm& value) {
    if (const auto a = reader.word<SignatureAlgorithm>("signature algorithm", n)) value = *a;
  };
  read_optional(map.find("signature_algorithm"), out.signature_algorithm, algorithm);
  read_optional(map.find("tbs_signature_algorithm"), out.tbs_signature_algorithm, algorithm);
  map.flag("corrupt_signature", out.corrupt_signature);
}

void read_extensions(const YamlReader& reader, const FieldReader& field, YamlMap& map,
                     CertificateProfile& out) {
  // Each structure is read over what is there, so that an edit names only what it changes.
  const auto part = [&](std::string_view key, auto& value, auto method) {
    read_optional(map.find(key), value,
                  [&](const YamlNode& n, auto& into) { (field.*method)(n, into); });
  };
  part("basic_constraints", out.basic_constraints, &FieldReader::basic_constraints);
  part("key_usage", out.key_usage, &FieldReader::key_usage);
  part("extended_key_usage", out.extended_key_usage, &FieldReader::extended_key_usage);
  part("subject_alternative_name", out.subject_alternative_name, &FieldReader::alternative_name);
  part("name_constraints", out.name_constraints, &FieldReader::name_constraints);
  part("certificate_policies", out.certificate_policies, &FieldReader::certificate_policies);
  if (const YamlNode* id = map.find("subject_key_id"))
    field.key_identifier(*id, out.subject_key_id);
  if (const YamlNode* id = map.find("authority_key_id")) {
    field.key_identifier(*id, out.authority_key_id);
  }
  field.each(map.find("extensions"), out.extensions,
             [&](const YamlNode& n, RawExtension& raw) { field.raw_extension(n, raw); });
  field.each(map.find("extension_order"), out.extension_order,
             [&](const YamlNode& n, ExtensionKind& kind) {
               if (const auto k = reader.word<ExtensionKind>("extension", n)) kind = *k;
             });
}

}  // namespace

void read_reference(const YamlReader& reader, const YamlNode& node, std::string_view what,
                    const std::vector<std::string_view>& valid, std::string& out) {
  const auto text = reader.text(node);
  if (!text) return;
  if (std::find(valid.begin(), valid.end(), *text) != valid.end()) {
    out = *text;
  } else {
    reader.wrong(node, unknown_word(what, *text, valid).value().message);
  }
}

void read_certificate(const YamlReader& reader, const YamlNode& node,
                      const KnownCertificates& known, CertificateProfile& certificate) {
  const FieldReader field(reader);
  YamlMap map(reader, node, "a certificate");
  read_identity(reader, field, map, known, certificate);
  read_keys(reader, map, known, certificate);
  read_extensions(reader, field, map, certificate);
  field.each(map.find("der"), certificate.der,
             [&](const YamlNode& n, CertificateEdit& edit) { field.der_edit(n, edit); });
  map.octets("trailing", certificate.trailing);
  map.integer("row", certificate.row, 1, kMaxRow);
  if (const YamlNode* copies = map.find("copies")) field.copies(*copies, certificate.copies);
  if (certificate.row > 1 && certificate.copies.count > 1) {
    reader.wrong(node, "a certificate is a row or has copies, not both");
  }
  map.finish();
}

}  // namespace assay
