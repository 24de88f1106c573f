#include "harness/pki/status_reader.h"

#include "harness/pki/extension_reader.h"
#include "harness/pki/field_reader.h"
#include "harness/pki/name_reader.h"
#include "harness/pki/profile_reader.h"

namespace assay {
namespace {

constexpr int kMaxCrlNumber = 1'000'000;

// StatusReader reads what CRLs and OCSP responses share.
class StatusReader {
 public:
  StatusReader(const YamlReader& reader, const std::vector<std::string_view>& certificates)
      : reader_(reader), certificates_(certificates) {}

  void certificate(YamlMap& map, std::string_view key, std::string& out) const {
    if (const YamlNode* node = map.find(key)) {
      read_reference(reader_, *node, "certificate", certificates_, out);
    }
  }

  void certificates(const YamlNode* node, std::vector<std::string>& out) const {
    read_each(reader_, node, out, [this](const YamlNode& item, std::string& each) {
      read_reference(reader_, item, "certificate", certificates_, each);
    });
  }

  void time(YamlMap& map, std::string_view key, std::optional<UnixTime>& out) const {
    read_optional(map.find(key), out, [this](const YamlNode& node, UnixTime& into) {
      if (const auto value = reader_.time(node)) into = *value;
    });
  }

  void octets(YamlMap& map, std::string_view key, std::optional<Bytes>& out) const {
    read_optional(map.find(key), out, [this](const YamlNode& node, Bytes& into) {
      if (auto value = reader_.octets(node)) into = std::move(*value);
    });
  }

  template <typename E>
  void word(YamlMap& map, std::string_view key, std::optional<E>& out) const {
    read_optional(map.find(key), out, [this, key](const YamlNode& node, E& into) {
      if (const auto value = reader_.word<E>(key, node)) into = *value;
    });
  }

  void extensions(YamlMap& map, std::string_view key, std::vector<RawExtension>& out) const {
    read_each(reader_, map.find(key), out, [this](const YamlNode& item, RawExtension& raw) {
      read_raw_extension(reader_, item, raw);
    });
  }

  void number(const YamlNode& node, CrlNumber& out) const {
    if (node.kind == YamlNode::Kind::kMap) {
      YamlMap map(reader_, node, "a number");
      map.integer("value", out.value, 0, kMaxCrlNumber);
      map.flag("critical", out.critical);
      map.finish();
    } else if (const auto value = reader_.integer(node, 0, kMaxCrlNumber)) {
      out.value = static_cast<int>(*value);
    }
  }

  void scope(const YamlNode& node, IssuingDistributionPoint& out) const {
    YamlMap map(reader_, node, "issuing_distribution_point");
    read_point_name(reader_, map, out.name);
    map.flag("only_users", out.only_users);
    map.flag("only_cas", out.only_cas);
    map.flag("only_attributes", out.only_attributes);
    map.flag("indirect", out.indirect);
    read_optional(map.find("only_some_reasons"), out.only_some_reasons,
                  [this](const YamlNode& value, std::vector<ReasonFlag>& reasons) {
                    read_words(reader_, "reason", &value, reasons);
                  });
    map.flag("critical", out.critical);
    map.finish();
  }

  void revoked(const YamlNode& node, RevokedCertificate& out) const {
    if (node.kind != YamlNode::Kind::kMap) {
      return read_reference(reader_, node, "certificate", certificates_, out.certificate);
    }
    YamlMap map(reader_, node, "a revoked certificate");
    certificate(map, "certificate", out.certificate);
    octets(map, "serial", out.serial);
    time(map, "at", out.at);
    word(map, "reason", out.reason);
    time(map, "invalidity_date", out.invalidity_date);
    certificate(map, "issuer", out.issuer);
    extensions(map, "extensions", out.extensions);
    map.finish();
    if (out.certificate.empty() && !out.serial) {
      reader_.wrong(node, "a revoked certificate needs the key 'certificate' or 'serial'");
    }
  }

  void answer(YamlMap& map, OcspAnswer& out) const {
    certificate(map, "certificate", out.certificate);
    map.word("status", out.status);
    time(map, "revoked_at", out.revoked_at);
    word(map, "reason", out.reason);
    map.time("this_update", out.this_update);
    time(map, "next_update", out.next_update);
    map.word("hash", out.hash);
    certificate(map, "issuer_name_of", out.issuer_name_of);
    certificate(map, "issuer_key_of", out.issuer_key_of);
    octets(map, "serial", out.serial);
    extensions(map, "single_extensions", out.single_extensions);
  }

 private:
  const YamlReader& reader_;
  const std::vector<std::string_view>& certificates_;
};

}  // namespace

void read_crl(const YamlReader& reader, const YamlNode& node,
              const std::vector<std::string_view>& certificates, CrlProfile& crl) {
  const StatusReader status(reader, certificates);
  YamlMap map(reader, node, "a CRL");
  status.certificate(map, "issuer", crl.issuer);
  read_optional(map.find("issuer_name"), crl.issuer_name,
                [&](const YamlNode& value, DistinguishedName& name) {
                  NameReader(reader).distinguished_name(value, name);
                });
  map.integer("version", crl.version, 1, 3);
  map.time("this_update", crl.this_update);
  status.time(map, "next_update", crl.next_update);
  const auto number = [&](const YamlNode& value, CrlNumber& into) { status.number(value, into); };
  read_optional(map.find("number"), crl.number, number);
  const YamlNode* base = map.find("delta_base");
  // RFC 5280 section 5.2.4: a deltaCRLIndicator is critical.
  if (base != nullptr && !crl.delta_base) crl.delta_base = CrlNumber{1, true};
  read_optional(base, crl.delta_base, number);
  read_authority_key_id(reader, map, crl.authority_key_id);
  read_optional(
      map.find("issuing_distribution_point"), crl.issuing_distribution_point,
      [&](const YamlNode& value, IssuingDistributionPoint& scope) { status.scope(value, scope); });
  read_distribution_points(reader, map, "freshest_crl", crl.freshest_crl);
  status.extensions(map, "extensions", crl.extensions);
  read_each(reader, map.find("revoked"), crl.revoked,
            [&](const YamlNode& item, RevokedCertificate& each) { status.revoked(item, each); });
  map.integer("filler", crl.filler, 0, kMaxFiller);
  status.certificate(map, "signed_by", crl.signed_by);
  status.word(map, "signature_algorithm", crl.signature_algorithm);
  status.word(map, "tbs_signature_algorithm", crl.tbs_signature_algorithm);
  map.flag("corrupt_signature", crl.corrupt_signature);
  read_der_edits(reader, map.find("der"), crl.der);
  map.octets("trailing", crl.trailing);
  map.finish();
}

void read_ocsp(const YamlReader& reader, const YamlNode& node,
               const std::vector<std::string_view>& certificates, OcspProfile& response) {
  const StatusReader status(reader, certificates);
  YamlMap map(reader, node, "an OCSP response");
  map.word("response_status", response.response_status);
  status.answer(map, response);
  status.certificate(map, "responder", response.responder);
  map.word("responder_id", response.responder_id);
  status.certificate(map, "signed_by", response.signed_by);
  status.certificates(map.find("certificates"), response.certificates);
  map.time("produced_at", response.produced_at);
  read_each(reader, map.find("more"), response.more, [&](const YamlNode& item, OcspAnswer& answer) {
    answer = response;
    YamlMap inner(reader, item, "an answer");
    status.answer(inner, answer);
    inner.finish();
  });
  status.octets(map, "nonce", response.nonce);
  status.extensions(map, "extensions", response.extensions);
  status.word(map, "signature_algorithm", response.signature_algorithm);
  map.flag("corrupt_signature", response.corrupt_signature);
  read_der_edits(reader, map.find("der"), response.der);
  map.octets("trailing", response.trailing);
  map.finish();
}

}  // namespace assay
