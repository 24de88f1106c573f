#include <algorithm>

#include "harness/pki/extension_reader.h"
#include "harness/pki/field_reader.h"
#include "harness/pki/name_reader.h"
#include "harness/pki/profile_reader.h"

namespace assay {
namespace {

void read_identity(const YamlReader& reader, YamlMap& map, const KnownCertificates& known,
                   CertificateProfile& out) {
  const NameReader names(reader);
  if (const YamlNode* issuer = map.find("issuer")) {
    std::vector<std::string_view> valid = known.issuers;
    valid.push_back(kSelf);
    read_reference(reader, *issuer, "issuer (those before it count)", valid, out.issuer);
  }
  read_optional(
      map.find("issuer_name"), out.issuer_name,
      [&](const YamlNode& n, DistinguishedName& name) { names.distinguished_name(n, name); });
  if (const YamlNode* subject = map.find("subject")) {
    names.distinguished_name(*subject, out.subject);
  }
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
  map.word("key_form", out.key_form);
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
  if (const YamlNode* node = map.text("signature_oid", out.signature_oid)) {
    if (const auto octets = der::oid_from_text(out.signature_oid); !octets) {
      reader.wrong(*node, octets.error().message);
    }
  }
  if (const YamlNode* node = map.find("signature")) read_signature(reader, *node, out.signature);
  map.flag("corrupt_signature", out.corrupt_signature);
}

void read_copies(const YamlReader& reader, const YamlNode& node, Copies& out) {
  YamlMap map(reader, node, "copies");
  map.integer("count", out.count, 1, kMaxCrowd);
  map.word("vary", out.vary);
  map.finish();
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

void read_der_edits(const YamlReader& reader, const YamlNode* node, std::vector<TreeEdit>& out) {
  read_each(reader, node, out, [&](const YamlNode& item, TreeEdit& edit) {
    YamlMap map(reader, item, "an edit of the DER tree");
    map.require("path");
    map.text("path", edit.edit.path);
    map.require("op");
    map.word("op", edit.edit.op);
    map.octets("bytes", edit.edit.bytes);
    map.octets("tag", edit.edit.tag);
    std::string text;
    if (const YamlNode* written = map.text("text", text)) {
      if (!edit.edit.bytes.empty()) reader.wrong(*written, "either bytes or text, not both");
      edit.edit.bytes = to_bytes(as_bytes(text));
    }
    map.flag("after_signature", edit.after_signature);
    map.finish();
  });
}

void read_certificate(const YamlReader& reader, const YamlNode& node,
                      const KnownCertificates& known, CertificateProfile& certificate) {
  YamlMap map(reader, node, "a certificate");
  read_identity(reader, map, known, certificate);
  read_keys(reader, map, known, certificate);
  read_extensions(reader, map, certificate);
  read_der_edits(reader, map.find("der"), certificate.der);
  map.octets("trailing", certificate.trailing);
  map.integer("row", certificate.row, 1, kMaxRow);
  if (const YamlNode* copies = map.find("copies")) read_copies(reader, *copies, certificate.copies);
  if (certificate.row > 1 && certificate.copies.count > 1) {
    reader.wrong(node, "a certificate is a row or has copies, not both");
  }
  map.finish();
}

}  // namespace assay
