#include "harness/pki/crl.h"

#include "harness/der/edit.h"
#include "harness/pki/certificate.h"
#include "harness/pki/extensions.h"
#include "harness/pki/names.h"

namespace assay {
namespace {

der::Node revoked_node(const CrlProfile& profile, const std::vector<Bytes>& serials) {
  std::vector<der::Node> entries;
  for (const Bytes& serial : serials) {
    entries.push_back(der::sequence(der::primitive(0x02, serial).as("userCertificate"),
                                    der::time(profile.this_update).as("revocationDate")));
  }
  return der::sequence(std::move(entries)).as("revokedCertificates");
}

Result<der::Node> crl_extensions_node(const CrlProfile& profile, const CrlParts& parts) {
  ASSAY_TRY(authority_id, key_identifier_of(parts.issuer_spki));
  ASSAY_TRY(authority, authority_key_id_node({}, {std::move(authority_id), {}, {}}));
  return der::context_explicit(
             0, der::sequence(std::move(authority),
                              extension_node(to_bytes(der::octets(der::Oid::kCrlNumber)), false,
                                             der::integer(profile.number))))
      .as("crlExtensions");
}

Result<der::Node> tbs_node(const CrlProfile& profile, const CrlParts& parts) {
  ASSAY_TRY(issuer, name_node(parts.issuer_name));
  ASSAY_TRY(extensions, crl_extensions_node(profile, parts));
  std::vector<der::Node> members;
  members.push_back(der::integer(1).as("version"));
  members.push_back(tree_of(algorithm_identifier(parts.algorithm)).as("signature"));
  members.push_back(std::move(issuer).as("issuer"));
  members.push_back(der::time(profile.this_update).as("thisUpdate"));
  members.push_back(der::time(profile.next_update).as("nextUpdate"));
  // RFC 5280 section 5.1.2.6: the list is absent where nothing is revoked.
  if (!parts.revoked_serials.empty()) {
    members.push_back(revoked_node(profile, parts.revoked_serials));
  }
  members.push_back(std::move(extensions));
  return der::sequence(std::move(members)).as("tbs");
}

}  // namespace

Result<UnsignedCrl> build_crl(const CrlProfile& profile, const CrlParts& parts) {
  ASSAY_TRY(tbs, tbs_node(profile, parts));
  UnsignedCrl crl;
  crl.tbs = der::encode(tbs);
  crl.tree = der::sequence(std::move(tbs),
                           tree_of(algorithm_identifier(parts.algorithm)).as("signatureAlgorithm"),
                           der::bit_string({}).as("signature"));
  return crl;
}

Result<Bytes> finish_crl(const CrlProfile& profile, UnsignedCrl crl, Bytes signature) {
  if (profile.corrupt_signature && !signature.empty()) signature.back() ^= 1;
  ASSAY_TRY(place, der::find(crl.tree, "signature"));
  *place = der::bit_string(signature).as("signature");
  return der::encode(crl.tree);
}

}  // namespace assay
