#include "harness/pki/ocsp.h"

#include <fmt/format.h>

#include "harness/base/check.h"
#include "harness/crypto/digest.h"
#include "harness/der/reader.h"
#include "harness/pki/certificate.h"
#include "harness/pki/extensions.h"
#include "harness/pki/names.h"

namespace assay {
namespace {

SignedPart part_of(const OcspProfile& profile) {
  return {fmt::format("OCSP response '{}'", profile.name), "responseBytes/response/"};
}

Result<der::Oid> digest_oid(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kMd5:
      return der::Oid::kMd5;
    case DigestAlgorithm::kSha1:
      return der::Oid::kSha1;
    case DigestAlgorithm::kSha224:
      return der::Oid::kSha224;
    case DigestAlgorithm::kSha256:
      return der::Oid::kSha256;
    case DigestAlgorithm::kSha384:
      return der::Oid::kSha384;
    case DigestAlgorithm::kSha512:
      return der::Oid::kSha512;
    case DigestAlgorithm::kSha3224:
      return der::Oid::kSha3224;
    case DigestAlgorithm::kSha3256:
      return der::Oid::kSha3256;
    case DigestAlgorithm::kSha3384:
      return der::Oid::kSha3384;
    case DigestAlgorithm::kSha3512:
      return der::Oid::kSha3512;
  }
  check_failed("a digest without an OID", __FILE__, __LINE__);
}

// The bits of a public key, which RFC 6960 section 4.1.1 hashes.
Result<Bytes> key_bits(BytesView spki) {
  const auto read = [&]() -> der::Parsed<BytesView> {
    der::Reader outer(spki);
    ASSAY_DER_TRY(inner, outer.sequence());
    ASSAY_DER_CHECK_OK(inner.sequence());
    ASSAY_DER_TRY(bits, inner.bit_string());
    return bits.octets;
  }();
  if (!read) return fail(der::to_error(read.error()).in("SubjectPublicKeyInfo"));
  return to_bytes(*read);
}

// RFC 6960 section 4.1.1
Result<der::Node> certificate_id(const OcspAnswer& answer, const OcspFacts& facts) {
  ASSAY_TRY(algorithm, digest_oid(answer.hash));
  ASSAY_TRY(name, name_node(facts.issuer_name));
  ASSAY_TRY(key, key_bits(facts.issuer_spki));
  return der::sequence(
             der::sequence(der::oid(algorithm), der::null()).as("hashAlgorithm"),
             der::octet_string(digest(answer.hash, der::encode(name))).as("issuerNameHash"),
             der::octet_string(digest(answer.hash, key)).as("issuerKeyHash"),
             der::primitive(0x02, facts.serial).as("serialNumber"))
      .as("certID");
}

der::Node status_node(const OcspAnswer& answer) {
  const auto tag = static_cast<unsigned>(answer.status);
  if (answer.status != OcspCertStatus::kRevoked) {
    return der::context_primitive(tag, {}).as("certStatus");
  }
  std::vector<der::Node> members;
  members.push_back(
      der::generalized_time(answer.revoked_at.value_or(answer.this_update)).as("revocationTime"));
  if (answer.reason) {
    members.push_back(der::context_explicit(0, der::enumerated(static_cast<int>(*answer.reason)))
                          .as("revocationReason"));
  }
  return der::context_constructed(tag, std::move(members)).as("certStatus");
}

Result<der::Node> answer_node(const OcspAnswer& answer, const OcspFacts& facts) {
  std::vector<der::Node> members;
  ASSAY_TRY(id, certificate_id(answer, facts));
  members.push_back(std::move(id));
  members.push_back(status_node(answer));
  members.push_back(der::generalized_time(answer.this_update).as("thisUpdate"));
  if (answer.next_update) {
    members.push_back(
        der::context_explicit(0, der::generalized_time(*answer.next_update)).as("nextUpdate"));
  }
  ASSAY_TRY(extensions, raw_extension_nodes(answer.single_extensions));
  if (!extensions.empty()) {
    members.push_back(
        der::context_explicit(1, der::sequence(std::move(extensions))).as("singleExtensions"));
  }
  return der::sequence(std::move(members));
}

Result<der::Node> responder_node(const OcspProfile& profile, const OcspParts& parts) {
  if (profile.responder_id == ResponderId::kName) {
    ASSAY_TRY(name, name_node(parts.responder_name));
    return der::context_explicit(1, std::move(name)).as("responderID");
  }
  ASSAY_TRY(key, key_identifier_of(parts.responder_spki));
  return der::context_explicit(2, der::octet_string(key)).as("responderID");
}

Result<std::vector<der::Node>> response_extensions(const OcspProfile& profile) {
  std::vector<der::Node> extensions;
  if (profile.nonce) {
    extensions.push_back(
        extension_node(der::Oid::kOcspNonce, false, der::octet_string(*profile.nonce)));
  }
  ASSAY_TRY(raw, raw_extension_nodes(profile.extensions));
  for (der::Node& each : raw) extensions.push_back(std::move(each));
  return extensions;
}

Result<der::Node> tbs_node(const OcspProfile& profile, const OcspParts& parts) {
  ASSAY_CHECK(parts.answers.size() == profile.more.size() + 1);
  std::vector<der::Node> members;
  ASSAY_TRY(responder, responder_node(profile, parts));
  members.push_back(std::move(responder));
  members.push_back(der::generalized_time(profile.produced_at).as("producedAt"));
  std::vector<der::Node> answers;
  for (std::size_t i = 0; i < parts.answers.size(); ++i) {
    const OcspAnswer& answer = i == 0 ? profile : profile.more[i - 1];
    ASSAY_TRY(node, answer_node(answer, parts.answers[i]));
    answers.push_back(std::move(node));
  }
  members.push_back(der::sequence(std::move(answers)).as("responses"));
  ASSAY_TRY(extensions, response_extensions(profile));
  if (!extensions.empty()) {
    members.push_back(
        der::context_explicit(1, der::sequence(std::move(extensions))).as("responseExtensions"));
  }
  return der::sequence(std::move(members)).as("tbs");
}

der::Node certificates_node(const std::vector<Bytes>& certificates) {
  std::vector<der::Node> nodes;
  for (const Bytes& each : certificates) nodes.push_back(der::raw(each));
  return der::context_explicit(0, der::sequence(std::move(nodes))).as("certs");
}

Result<der::Node> basic_node(const OcspProfile& profile, const OcspParts& parts) {
  std::vector<der::Node> members;
  ASSAY_TRY(tbs, tbs_node(profile, parts));
  members.push_back(std::move(tbs));
  members.push_back(tree_of(algorithm_identifier(parts.algorithm)).as("signatureAlgorithm"));
  members.push_back(der::bit_string({}).as("signature"));
  if (!parts.certificates.empty()) members.push_back(certificates_node(parts.certificates));
  return der::sequence(std::move(members));
}

bool has_bytes(const OcspProfile& profile) {
  return profile.response_status == OcspResponseStatus::kSuccessful;
}

}  // namespace

Result<UnsignedOcsp> build_ocsp(const OcspProfile& profile, const OcspParts& parts) {
  UnsignedOcsp response;
  std::vector<der::Node> members;
  members.push_back(
      der::enumerated(static_cast<int>(profile.response_status)).as("responseStatus"));
  if (has_bytes(profile)) {
    ASSAY_TRY(basic, basic_node(profile, parts));
    members.push_back(der::context_explicit(
                          0, der::sequence(der::oid(der::Oid::kOcspBasic).as("responseType"),
                                           der::octet_string_of(std::move(basic)).as("response")))
                          .as("responseBytes"));
  }
  response.tree = der::sequence(std::move(members));
  if (!has_bytes(profile)) return response;
  ASSAY_TRY(octets, edit_before(profile.der, part_of(profile), response.tree));
  response.tbs = std::move(octets);
  return response;
}

Result<Bytes> finish_ocsp(const OcspProfile& profile, UnsignedOcsp response, Bytes signature) {
  const auto bits =
      profile.corrupt_signature ? SignatureBits::kLastFlipped : SignatureBits::kAsMade;
  Result<Bytes> encoded = Bytes();
  if (has_bytes(profile)) {
    encoded = finish_tree(profile.der, part_of(profile), std::move(response.tree),
                          std::move(signature), bits);
  } else {
    encoded = der::encode(response.tree);
  }
  if (encoded) append(*encoded, profile.trailing);
  return encoded;
}

}  // namespace assay
