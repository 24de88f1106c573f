#include "harness/pki/certificate.h"

#include <fmt/format.h>

#include "harness/der/reader.h"
#include "harness/pki/extensions.h"
#include "harness/pki/names.h"

namespace assay {
namespace {

SignedPart part_of(const CertificateProfile& profile) {
  return {fmt::format("certificate '{}'", profile.name), ""};
}

// An RSA key is DER in the bit string (RFC 3279 section 2.3.1); edits reach into it.
void open_rsa_key(der::Node& bits) {
  if (bits.content.empty()) return;
  der::Node key = tree_of(BytesView(bits.content).subspan(1));
  if (key.children.size() != 2) return;
  key.children[0].label = "modulus";
  key.children[1].label = "publicExponent";
  bits = der::bit_string_of(std::move(key));
}

der::Node spki_node(BytesView spki, KeyFamily family) {
  der::Node node = tree_of(spki).as("subjectPublicKeyInfo");
  if (node.children.size() == 2) {
    if (family == KeyFamily::kRsa) open_rsa_key(node.children[1]);
    node.children[0].label = "algorithm";
    node.children[1].label = "subjectPublicKey";
  }
  return node;
}

der::Node validity_node(const CertificateProfile& profile) {
  return der::sequence(der::time(profile.not_before).as("notBefore"),
                       der::time(profile.not_after).as("notAfter"))
      .as("validity");
}

// The identifier octets of an element that was read: one, or more where the number is 31 and above
// (X.690 section 8.1.2.4).
Bytes identifier_of(BytesView encoding) {
  constexpr std::uint8_t kNumberFollows = 0x1f;
  constexpr std::uint8_t kMoreFollow = 0x80;
  std::size_t size = 1;
  if ((encoding.front() & kNumberFollows) == kNumberFollows) {
    while ((encoding[size] & kMoreFollow) != 0) ++size;
    ++size;
  }
  return to_bytes(encoding.first(size));
}

Result<der::Node> extensions_node(const CertificateProfile& profile,
                                  const CertificateParts& parts) {
  ASSAY_TRY(subject_id, key_identifier_of(parts.spki));
  ASSAY_TRY(authority_id, key_identifier_of(parts.issuer_spki));
  const SubjectFacts subject{subject_id, parts.family};
  const IssuerFacts issuer{std::move(authority_id), parts.issuer_issuer_name, parts.issuer_serial};
  ASSAY_TRY(extensions, extension_nodes(profile, subject, issuer));
  return der::context_explicit(3, der::sequence(std::move(extensions))).as("extensions");
}

BytesView identifier_of(const CertificateParts& parts) {
  if (!parts.algorithm_identifier.empty()) return parts.algorithm_identifier;
  return algorithm_identifier(parts.algorithm);
}

Result<der::Node> algorithm_node(const CertificateProfile& profile, BytesView identifier) {
  der::Node node = tree_of(identifier);
  if (profile.signature_oid.empty() || node.children.empty()) return node;
  ASSAY_TRY(octets, der::oid_from_text(profile.signature_oid));
  node.children.front() = der::oid(std::move(octets));
  return node;
}

Result<der::Node> tbs_node(const CertificateProfile& profile, const CertificateParts& parts) {
  ASSAY_TRY(issuer, name_node(parts.issuer_name));
  ASSAY_TRY(subject, name_node(parts.subject));
  const auto& claimed = profile.tbs_signature_algorithm;
  const BytesView identifier = claimed ? algorithm_identifier(*claimed) : identifier_of(parts);
  std::vector<der::Node> members;
  // rfc5280-4.1.2.1: version 1 is the default, and has neither the field nor extensions.
  if (profile.version > 1) {
    members.push_back(der::context_explicit(0, der::integer(profile.version - 1)).as("version"));
  }
  members.push_back(der::primitive(0x02, parts.serial).as("serialNumber"));
  ASSAY_TRY(algorithm, algorithm_node(profile, identifier));
  members.push_back(std::move(algorithm).as("signature"));
  members.push_back(std::move(issuer).as("issuer"));
  members.push_back(validity_node(profile));
  members.push_back(std::move(subject).as("subject"));
  members.push_back(spki_node(parts.spki, parts.family));
  if (profile.version == 3) {
    ASSAY_TRY(extensions, extensions_node(profile, parts));
    // rfc5280-4.1: Extensions is SIZE (1..MAX).
    const bool any = !extensions.children.front().children.empty();
    if (any) members.push_back(std::move(extensions));
  }
  return der::sequence(std::move(members)).as("tbs");
}

}  // namespace

der::Node tree_of(BytesView der) {
  der::Reader reader(der);
  const auto element = reader.any();
  if (!element || !reader.at_end()) return der::raw(to_bytes(der));
  der::Node node;
  node.identifier = identifier_of(element->encoding);
  if (!element->tag.is_constructed()) {
    node.content = to_bytes(element->content);
    return node;
  }
  der::Reader inner(element->content);
  while (!inner.at_end()) {
    const auto child = inner.any();
    if (!child) return der::raw(to_bytes(der));
    node.children.push_back(tree_of(child->encoding));
  }
  return node;
}

Result<UnsignedCertificate> build_certificate(const CertificateProfile& profile,
                                              const CertificateParts& parts) {
  ASSAY_TRY(tbs, tbs_node(profile, parts));
  UnsignedCertificate certificate;
  ASSAY_TRY(algorithm, algorithm_node(profile, identifier_of(parts)));
  certificate.tree = der::sequence(std::move(tbs), std::move(algorithm).as("signatureAlgorithm"),
                                   der::bit_string({}).as("signature"));
  ASSAY_TRY(octets, edit_before(profile.der, part_of(profile), certificate.tree));
  certificate.tbs = std::move(octets);
  return certificate;
}

Result<Bytes> finish_certificate(const CertificateProfile& profile, UnsignedCertificate certificate,
                                 Bytes signature) {
  ASSAY_TRY(encoded,
            finish_tree(
                profile.der, part_of(profile), std::move(certificate.tree), std::move(signature),
                profile.corrupt_signature ? SignatureBits::kLastFlipped : SignatureBits::kAsMade));
  append(encoded, profile.trailing);
  return encoded;
}

}  // namespace assay
