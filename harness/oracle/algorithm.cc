#include "harness/oracle/algorithm.h"

#include <algorithm>
#include <bit>

#include "harness/der/oid.h"

namespace assay::oracle {
namespace {

using der::Oid;

std::optional<SignatureAlgorithm> of_oid(Oid id) {
  switch (id) {
    case Oid::kMd5WithRsa:
      return SignatureAlgorithm::kMd5WithRsa;
    case Oid::kSha1WithRsa:
      return SignatureAlgorithm::kSha1WithRsa;
    case Oid::kSha224WithRsa:
      return SignatureAlgorithm::kSha224WithRsa;
    case Oid::kSha256WithRsa:
      return SignatureAlgorithm::kSha256WithRsa;
    case Oid::kSha384WithRsa:
      return SignatureAlgorithm::kSha384WithRsa;
    case Oid::kSha512WithRsa:
      return SignatureAlgorithm::kSha512WithRsa;
    case Oid::kEcdsaWithSha1:
      return SignatureAlgorithm::kEcdsaWithSha1;
    case Oid::kEcdsaWithSha224:
      return SignatureAlgorithm::kEcdsaWithSha224;
    case Oid::kEcdsaWithSha256:
      return SignatureAlgorithm::kEcdsaWithSha256;
    case Oid::kEcdsaWithSha384:
      return SignatureAlgorithm::kEcdsaWithSha384;
    case Oid::kEcdsaWithSha512:
      return SignatureAlgorithm::kEcdsaWithSha512;
    case Oid::kEd25519:
      return SignatureAlgorithm::kEd25519;
    default:
      return std::nullopt;
  }
}

bool is_null(const std::optional<der::Element>& parameters) {
  return parameters && parameters->tag == der::tag::kNull && parameters->content.empty();
}

Read<void> read_rsa(der::Reader inside, KeyInfo& key) {
  ORACLE_TRY(numbers, inside.sequence());
  ORACLE_CHECK_OK(inside.finish());
  ORACLE_TRY(modulus, numbers.integer());
  ORACLE_TRY(exponent, numbers.integer());
  ORACLE_CHECK_OK(numbers.finish());
  if (modulus.is_negative() || exponent.is_negative()) {
    return broken(Rule::kRange, inside.offset());
  }
  key.kind = KeyKind::kRsa;
  key.modulus = modulus.magnitude();
  key.exponent = exponent.magnitude();
  return {};
}

// RFC 5480 section 2.1.1: a named curve and nothing else.
void read_curve(KeyInfo& key) {
  key.kind = KeyKind::kEc;
  const auto& parameters = key.algorithm.parameters;
  if (!parameters || parameters->tag != der::tag::kOid) return;
  const auto id = der::known(parameters->content);
  if (id == Oid::kP256) key.curve = Curve::kP256;
  if (id == Oid::kP384) key.curve = Curve::kP384;
  if (id == Oid::kP521) key.curve = Curve::kP521;
}

}  // namespace

Read<AlgorithmId> read_algorithm(der::Reader& reader) {
  ORACLE_TRY(element, reader.expect(der::tag::kSequence));
  ORACLE_TRY(inside, reader.into(element));
  AlgorithmId made;
  made.encoding = element.encoding;
  ORACLE_TRY(type, inside.oid());
  made.type = type;
  if (inside.at_end()) return made;
  ORACLE_TRY(parameters, inside.any());
  ORACLE_CHECK_OK(inside.finish());
  made.parameters = parameters;
  return made;
}

std::optional<SignatureAlgorithm> signature_algorithm(const AlgorithmId& id) {
  const auto known = der::known(id.type);
  const auto algorithm = known ? of_oid(*known) : std::nullopt;
  if (!algorithm || !id.parameters) return algorithm;
  // RFC 4055 section 5 wants NULL with RSA; RFC 5758 and 8410 nothing with the others.
  const bool allowed = family_of(*algorithm) == KeyFamily::kRsa && is_null(id.parameters);
  return allowed ? algorithm : std::nullopt;
}

DigestUse digest_use(const AlgorithmId& id) {
  const auto known = der::known(id.type);
  if (!known) return DigestUse::kStrong;
  switch (*known) {
    case Oid::kMd2WithRsa:
    case Oid::kMd5WithRsa:
      return DigestUse::kBroken;
    case Oid::kSha1WithRsa:
    case Oid::kEcdsaWithSha1:
    case Oid::kDsaWithSha1:
      return DigestUse::kSha1;
    default:
      return DigestUse::kStrong;
  }
}

Read<KeyInfo> read_key(der::Reader& reader) {
  ORACLE_TRY(element, reader.expect(der::tag::kSequence));
  ORACLE_TRY(inside, reader.into(element));
  KeyInfo key;
  key.encoding = element.encoding;
  ORACLE_TRY(algorithm, read_algorithm(inside));
  key.algorithm = algorithm;
  ORACLE_TRY(bits, inside.bit_string());
  ORACLE_CHECK_OK(inside.finish());
  key.key = bits.octets;
  const auto type = der::known(algorithm.type);
  if (type == Oid::kRsaEncryption) {
    ORACLE_TRY(numbers, inside.into(bits.octets));
    ORACLE_CHECK_OK(read_rsa(numbers, key));
  } else if (type == Oid::kEcPublicKey) {
    read_curve(key);
  } else if (type == Oid::kEd25519 && !algorithm.parameters) {
    key.kind = KeyKind::kEd25519;
  }
  return key;
}

std::optional<PublicKey> import_key(const KeyInfo& key) {
  const auto ready = [](Result<PublicKey> made) {
    return made ? std::optional(*std::move(made)) : std::nullopt;
  };
  if (key.kind == KeyKind::kEc && key.curve) return ready(PublicKey::ec(*key.curve, key.key));
  if (key.kind == KeyKind::kRsa) return ready(PublicKey::rsa(key.modulus, key.exponent));
  if (key.kind == KeyKind::kEd25519) return ready(PublicKey::ed25519(key.key));
  return std::nullopt;
}

std::size_t modulus_bits(const KeyInfo& key) {
  if (key.modulus.empty()) return 0;
  return key.modulus.size() * 8 - static_cast<std::size_t>(std::countl_zero(key.modulus.front()));
}

}  // namespace assay::oracle
