#include "harness/oracle/algorithm.h"

#include <algorithm>
#include <bit>

#include "harness/base/check.h"
#include "harness/der/oid.h"
#include "harness/oracle/pss.h"

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
    case Oid::kEd448:
      return SignatureAlgorithm::kEd448;
    case Oid::kDsaWithSha1:
      return SignatureAlgorithm::kDsaWithSha1;
    case Oid::kDsaWithSha224:
      return SignatureAlgorithm::kDsaWithSha224;
    case Oid::kDsaWithSha256:
      return SignatureAlgorithm::kDsaWithSha256;
    case Oid::kEcdsaWithSha3224:
      return SignatureAlgorithm::kEcdsaWithSha3224;
    case Oid::kEcdsaWithSha3256:
      return SignatureAlgorithm::kEcdsaWithSha3256;
    case Oid::kEcdsaWithSha3384:
      return SignatureAlgorithm::kEcdsaWithSha3384;
    case Oid::kEcdsaWithSha3512:
      return SignatureAlgorithm::kEcdsaWithSha3512;
    case Oid::kRsaWithSha3224:
      return SignatureAlgorithm::kRsaWithSha3224;
    case Oid::kRsaWithSha3256:
      return SignatureAlgorithm::kRsaWithSha3256;
    case Oid::kRsaWithSha3384:
      return SignatureAlgorithm::kRsaWithSha3384;
    case Oid::kRsaWithSha3512:
      return SignatureAlgorithm::kRsaWithSha3512;
    default:
      return std::nullopt;
  }
}

// The magnitude of an INTEGER that may not be negative.
Read<BytesView> read_magnitude(der::Reader& reader) {
  const std::size_t offset = reader.offset();
  ORACLE_TRY(number, reader.integer());
  if (number.is_negative()) return broken(Rule::kRange, offset);
  return number.magnitude();
}

Read<void> read_rsa(der::Reader inside, KeyInfo& key) {
  ORACLE_TRY(numbers, inside.sequence());
  ORACLE_CHECK_OK(inside.finish());
  ORACLE_TRY(modulus, read_magnitude(numbers));
  ORACLE_TRY(exponent, read_magnitude(numbers));
  ORACLE_CHECK_OK(numbers.finish());
  key.modulus = modulus;
  key.exponent = exponent;
  return {};
}

// RFC 3279 section 2.3.2.
Read<DsaParameters> read_dsa_parameters(const der::Element& parameters) {
  der::Reader reader(parameters.encoding);
  ORACLE_TRY(numbers, reader.sequence());
  ORACLE_TRY(p, read_magnitude(numbers));
  ORACLE_TRY(q, read_magnitude(numbers));
  ORACLE_TRY(g, read_magnitude(numbers));
  ORACLE_CHECK_OK(numbers.finish());
  return DsaParameters{p, q, g};
}

Read<BytesView> read_dsa_number(BytesView key) {
  der::Reader reader(key);
  ORACLE_TRY(y, read_magnitude(reader));
  ORACLE_CHECK_OK(reader.finish());
  return y;
}

// RFC 5480 section 2.1.1: a named curve and nothing else.
std::optional<Curve> curve_of(const AlgorithmId& algorithm) {
  const auto& parameters = algorithm.parameters;
  if (!parameters || parameters->tag != der::tag::kOid) return std::nullopt;
  const auto id = der::known(parameters->content);
  if (id == Oid::kP256) return Curve::kP256;
  if (id == Oid::kP384) return Curve::kP384;
  if (id == Oid::kP521) return Curve::kP521;
  if (id == Oid::kP192) return Curve::kP192;
  if (id == Oid::kP224) return Curve::kP224;
  if (id == Oid::kSecp256k1) return Curve::kSecp256k1;
  if (id == Oid::kBrainpoolP256r1) return Curve::kBrainpoolP256r1;
  return std::nullopt;
}

// What the object identifier stands for, where it has the parameters that it asks for: NULL for
// rsaEncryption (RFC 3279 section 2.3.1), none for Edwards curves (RFC 8410 section 3). Those of
// the others are looked at when they are needed.
KeyKind kind_of(const AlgorithmId& algorithm) {
  const auto type = der::known(algorithm.type);
  if (type == Oid::kEcPublicKey) return KeyKind::kEc;
  if (type == Oid::kRsaEncryption && is_null(algorithm.parameters)) return KeyKind::kRsa;
  if (type == Oid::kRsaPss) return KeyKind::kRsaPss;
  if (type == Oid::kEd25519 && !algorithm.parameters) return KeyKind::kEd25519;
  if (type == Oid::kEd448 && !algorithm.parameters) return KeyKind::kEd448;
  if (type == Oid::kDsa) return KeyKind::kDsa;
  return KeyKind::kOther;
}

std::optional<PublicKey> ready(Result<PublicKey> made) {
  return made ? std::optional(*std::move(made)) : std::nullopt;
}

std::optional<PublicKey> import_dsa(const KeyInfo& key, const AlgorithmId& with) {
  if (!with.parameters) return std::nullopt;
  const auto parameters = read_dsa_parameters(*with.parameters);
  const auto y = read_dsa_number(key.key);
  return parameters && y ? ready(PublicKey::dsa(*parameters, *y)) : std::nullopt;
}

// RFC 4055 section 3.3.
std::optional<PublicKey> import_pss(const KeyInfo& key) {
  const auto limits = pss_parameters(key.algorithm);
  if (key.algorithm.parameters && !limits) return std::nullopt;
  return ready(PublicKey::rsa_pss(key.modulus, key.exponent, limits));
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
  // RFC 4055 section 5 wants NULL with RSA; RFC 5758 has the issuer leave it out with ECDSA and
  // DSA, and all read it with ECDSA; RFC 8410 knows nothing of it.
  const KeyFamily family = family_of(*algorithm);
  const bool allowed =
      (family == KeyFamily::kRsa || family == KeyFamily::kEc) && is_null(id.parameters);
  return allowed ? algorithm : std::nullopt;
}

bool names_algorithm(const AlgorithmId& id) {
  const auto known = der::known(id.type);
  return known && (*known == Oid::kRsaPss || of_oid(*known));
}

bool has_idle_parameters(const AlgorithmId& id) {
  const auto algorithm = signature_algorithm(id);
  return algorithm && family_of(*algorithm) == KeyFamily::kEc && id.parameters;
}

bool has_due_parameters(const AlgorithmId& id) {
  const auto algorithm = signature_algorithm(id);
  return !algorithm || family_of(*algorithm) != KeyFamily::kRsa || id.parameters;
}

bool is_ml_dsa(const KeyInfo& key) {
  const auto type = der::known(key.algorithm.type);
  return type == Oid::kMlDsa44 || type == Oid::kMlDsa65 || type == Oid::kMlDsa87;
}

bool has_due_parameters(const KeyInfo& key) {
  const auto& parameters = key.algorithm.parameters;
  const auto type = der::known(key.algorithm.type);
  if (type == Oid::kRsaEncryption) return is_null(parameters);
  if (type == Oid::kEcPublicKey) return parameters && parameters->tag == der::tag::kOid;
  const bool bare = type == Oid::kEd25519 || type == Oid::kEd448 || type == Oid::kX25519 ||
                    type == Oid::kX448 || is_ml_dsa(key);
  return !bare || !parameters;
}

DigestUse digest_use(const AlgorithmId& id) {
  const auto known = der::known(id.type);
  if (!known) return DigestUse::kStrong;
  switch (*known) {
    case Oid::kMd2WithRsa:
    case Oid::kMd4WithRsa:
    case Oid::kMd5WithRsa:
      return DigestUse::kBroken;
    case Oid::kSha1WithRsa:
    case Oid::kEcdsaWithSha1:
    case Oid::kDsaWithSha1:
      return DigestUse::kSha1;
    case Oid::kRsaPss: {
      const auto pss = pss_parameters(id);
      return pss && pss->digest == DigestAlgorithm::kSha1 ? DigestUse::kSha1 : DigestUse::kStrong;
    }
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
  if (bits.unused_bits != 0) return key;  // all keys that are known are whole octets
  key.kind = kind_of(algorithm);
  if (key.kind == KeyKind::kEc) {
    key.curve = curve_of(algorithm);
  } else if (key.kind == KeyKind::kRsa || key.kind == KeyKind::kRsaPss) {
    ORACLE_TRY(numbers, inside.into(bits.octets));
    ORACLE_CHECK_OK(read_rsa(numbers, key));
  }
  return key;
}

std::optional<PublicKey> import_key(const KeyInfo& key) {
  switch (key.kind) {
    case KeyKind::kEc:
      return key.curve ? ready(PublicKey::ec(*key.curve, key.key)) : std::nullopt;
    case KeyKind::kRsa:
      return ready(PublicKey::rsa(key.modulus, key.exponent));
    case KeyKind::kRsaPss:
      return import_pss(key);
    case KeyKind::kEd25519:
      return ready(PublicKey::ed25519(key.key));
    case KeyKind::kEd448:
      return ready(PublicKey::ed448(key.key));
    case KeyKind::kDsa:
      return import_dsa(key, key.algorithm);
    case KeyKind::kOther:
      return std::nullopt;
  }
  check_failed("a key of no kind", __FILE__, __LINE__);
}

bool inherits_parameters(const KeyInfo& key) {
  // RFC 5280 section 6.1.4 (e): "null parameters or parameters are omitted".
  return key.kind == KeyKind::kDsa &&
         (!key.algorithm.parameters || is_null(key.algorithm.parameters));
}

std::optional<PublicKey> import_heir(const KeyInfo& key, const KeyInfo& above) {
  // RFC 5280 section 6.1.4 (f): the parameters of another algorithm are none.
  return above.kind == KeyKind::kDsa ? import_dsa(key, above.algorithm) : std::nullopt;
}

std::size_t modulus_bits(const KeyInfo& key) {
  if (key.modulus.empty()) return 0;
  return key.modulus.size() * 8 - static_cast<std::size_t>(std::countl_zero(key.modulus.front()));
}

}  // namespace assay::oracle
