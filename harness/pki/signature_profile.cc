#include "harness/pki/signature_profile.h"

#include "harness/crypto/identifiers.h"
#include "harness/der/reader.h"

namespace assay {
namespace {

using der::Node;

constexpr std::int64_t kMaxSalt = 2048;  // octets: a modulus of 16,384 bits has no room for more

Node type_of(const SignatureScheme& scheme) {
  if (scheme.pss) return der::oid(der::Oid::kRsaPss);
  der::Reader reader(algorithm_identifier(scheme.algorithm));
  auto fields = reader.sequence();
  ASSAY_CHECK(fields.has_value());
  const auto type = fields->oid();
  ASSAY_CHECK(type.has_value());
  return der::oid(to_bytes(*type));
}

void read_pss(const YamlReader& reader, const YamlNode& node, PssParameters& out) {
  YamlMap map(reader, node, "pss");
  map.require("digest");
  map.word("digest", out.digest);
  out.mask_digest = out.digest;
  map.word("mask_digest", out.mask_digest);
  if (const YamlNode* salt = map.require("salt")) {
    if (const auto octets = reader.integer(*salt, 0, kMaxSalt)) {
      out.salt_size = static_cast<std::uint32_t>(*octets);
    }
  }
  map.finish();
}

}  // namespace

void read_signature(const YamlReader& reader, const YamlNode& node, SignatureProfile& out) {
  YamlMap map(reader, node, "signature");
  if (const YamlNode* pss = map.find("pss")) read_pss(reader, *pss, out.pss.emplace());
  map.word("form", out.form);
  map.word("parameters", out.parameters);
  map.octets("identifier", out.identifier);
  map.finish();
}

Bytes signature_identifier(const SignatureScheme& scheme, const SignatureProfile& profile) {
  if (!profile.identifier.empty()) return profile.identifier;
  switch (profile.parameters) {
    case IdentifierParameters::kAbsent:
      return der::encode(der::sequence(type_of(scheme)));
    case IdentifierParameters::kNull:
      return der::encode(der::sequence(type_of(scheme), der::null()));
    case IdentifierParameters::kEmpty:
      return der::encode(der::sequence(type_of(scheme), der::sequence()));
    case IdentifierParameters::kUsual:
      break;
  }
  if (!scheme.pss) return to_bytes(algorithm_identifier(scheme.algorithm));
  return der::encode(der::sequence(type_of(scheme), pss_parameters_node(*scheme.pss)));
}

}  // namespace assay
