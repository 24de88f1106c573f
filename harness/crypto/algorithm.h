// Key types and signature algorithms: their names, octets and defaults.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/base/text.h"
#include "harness/crypto/digest.h"

namespace assay {

// RSA types are named by the bits of the modulus; those with another exponent than 65537 say so:
// -e1, -e3, and -huge-e, the first prime above 2^256.
enum class KeyType : std::uint8_t {
  kRsa512,
  kRsa1024,
  kRsa2047,
  kRsa2048,
  kRsa2048E1,
  kRsa2048E3,
  kRsa2048HugeE,
  kRsa2050,
  kRsa3072,
  kRsa4096,
  kRsa8192,
  kRsa16384,
  kP192,
  kP224,
  kP256,
  kP384,
  kP521,
  kSecp256k1,
  kBrainpoolP256r1,
  kEd25519,
  kEd448,
  kX25519,
  kDsa1024,
  kDsa2048,
  kMlDsa44,
  kMlDsa65,
  kMlDsa87,
  kMlKem768,
};

template <>
struct EnumNames<KeyType> {
  static constexpr std::pair<KeyType, std::string_view> kNames[] = {
      {KeyType::kRsa512, "rsa512"},
      {KeyType::kRsa1024, "rsa1024"},
      {KeyType::kRsa2047, "rsa2047"},
      {KeyType::kRsa2048, "rsa2048"},
      {KeyType::kRsa2048E1, "rsa2048-e1"},
      {KeyType::kRsa2048E3, "rsa2048-e3"},
      {KeyType::kRsa2048HugeE, "rsa2048-huge-e"},
      {KeyType::kRsa2050, "rsa2050"},
      {KeyType::kRsa3072, "rsa3072"},
      {KeyType::kRsa4096, "rsa4096"},
      {KeyType::kRsa8192, "rsa8192"},
      {KeyType::kRsa16384, "rsa16384"},
      {KeyType::kP192, "p192"},
      {KeyType::kP224, "p224"},
      {KeyType::kP256, "p256"},
      {KeyType::kP384, "p384"},
      {KeyType::kP521, "p521"},
      {KeyType::kSecp256k1, "secp256k1"},
      {KeyType::kBrainpoolP256r1, "brainpoolP256r1"},
      {KeyType::kEd25519, "ed25519"},
      {KeyType::kEd448, "ed448"},
      {KeyType::kX25519, "x25519"},
      {KeyType::kDsa1024, "dsa1024"},
      {KeyType::kDsa2048, "dsa2048"},
      {KeyType::kMlDsa44, "mldsa44"},
      {KeyType::kMlDsa65, "mldsa65"},
      {KeyType::kMlDsa87, "mldsa87"},
      {KeyType::kMlKem768, "mlkem768"},
  };
};

// Of kRsaPss are the RSA keys that sign with RSASSA-PSS only (RFC 4055 section 3.1); of kNone those
// that sign nothing here: X25519 and ML-KEM never do, and of ML-DSA only the public half is made.
enum class KeyFamily : std::uint8_t { kRsa, kEc, kEd25519, kEd448, kDsa, kRsaPss, kNone };

KeyFamily family_of(KeyType type);

// is_kept() tells whether keys of the type lie in vectors/keys, as they cannot be made from a seed
// cheaply and equally everywhere: RSA and DSA.
bool is_kept(KeyType type);

// SignatureAlgorithm: those whose identifier says it all. RSASSA-PSS, which has parameters, is in
// pss.h.
enum class SignatureAlgorithm : std::uint8_t {
  kMd5WithRsa,
  kSha1WithRsa,
  kSha224WithRsa,
  kSha256WithRsa,
  kSha384WithRsa,
  kSha512WithRsa,
  kEcdsaWithSha1,
  kEcdsaWithSha224,
  kEcdsaWithSha256,
  kEcdsaWithSha384,
  kEcdsaWithSha512,
  kEd25519,
  kEd448,
  kDsaWithSha1,
  kDsaWithSha224,
  kDsaWithSha256,
  kEcdsaWithSha3224,
  kEcdsaWithSha3256,
  kEcdsaWithSha3384,
  kEcdsaWithSha3512,
  kRsaWithSha3224,
  kRsaWithSha3256,
  kRsaWithSha3384,
  kRsaWithSha3512,
};

// The spellings are the standards' own, as in the table of object identifiers.
template <>
struct EnumNames<SignatureAlgorithm> {
  static constexpr std::pair<SignatureAlgorithm, std::string_view> kNames[] = {
      {SignatureAlgorithm::kMd5WithRsa, "md5WithRSAEncryption"},
      {SignatureAlgorithm::kSha1WithRsa, "sha1WithRSAEncryption"},
      {SignatureAlgorithm::kSha224WithRsa, "sha224WithRSAEncryption"},
      {SignatureAlgorithm::kSha256WithRsa, "sha256WithRSAEncryption"},
      {SignatureAlgorithm::kSha384WithRsa, "sha384WithRSAEncryption"},
      {SignatureAlgorithm::kSha512WithRsa, "sha512WithRSAEncryption"},
      {SignatureAlgorithm::kEcdsaWithSha1, "ecdsa-with-SHA1"},
      {SignatureAlgorithm::kEcdsaWithSha224, "ecdsa-with-SHA224"},
      {SignatureAlgorithm::kEcdsaWithSha256, "ecdsa-with-SHA256"},
      {SignatureAlgorithm::kEcdsaWithSha384, "ecdsa-with-SHA384"},
      {SignatureAlgorithm::kEcdsaWithSha512, "ecdsa-with-SHA512"},
      {SignatureAlgorithm::kEd25519, "ed25519"},
      {SignatureAlgorithm::kEd448, "ed448"},
      {SignatureAlgorithm::kDsaWithSha1, "id-dsa-with-sha1"},
      {SignatureAlgorithm::kDsaWithSha224, "id-dsa-with-sha224"},
      {SignatureAlgorithm::kDsaWithSha256, "id-dsa-with-sha256"},
      {SignatureAlgorithm::kEcdsaWithSha3224, "id-ecdsa-with-sha3-224"},
      {SignatureAlgorithm::kEcdsaWithSha3256, "id-ecdsa-with-sha3-256"},
      {SignatureAlgorithm::kEcdsaWithSha3384, "id-ecdsa-with-sha3-384"},
      {SignatureAlgorithm::kEcdsaWithSha3512, "id-ecdsa-with-sha3-512"},
      {SignatureAlgorithm::kRsaWithSha3224, "id-rsassa-pkcs1-v1_5-with-sha3-224"},
      {SignatureAlgorithm::kRsaWithSha3256, "id-rsassa-pkcs1-v1_5-with-sha3-256"},
      {SignatureAlgorithm::kRsaWithSha3384, "id-rsassa-pkcs1-v1_5-with-sha3-384"},
      {SignatureAlgorithm::kRsaWithSha3512, "id-rsassa-pkcs1-v1_5-with-sha3-512"},
  };
};

KeyFamily family_of(SignatureAlgorithm algorithm);

// digest_of() is the digest of the message that is signed; none for Ed25519 and Ed448, which sign
// the message itself.
std::optional<DigestAlgorithm> digest_of(SignatureAlgorithm algorithm);

// algorithm_identifier() is the DER AlgorithmIdentifier, in static storage: with NULL parameters
// for RSA (RFC 4055 section 5, SHA-3 as SHA-2), without any for ECDSA and DSA (RFC 5758 section 3)
// and for Ed25519 and Ed448 (RFC 8410 section 3).
BytesView algorithm_identifier(SignatureAlgorithm algorithm);

// algorithm_with() is the signature algorithm of a key family over a digest, where there is one.
std::optional<SignatureAlgorithm> algorithm_with(KeyFamily family, DigestAlgorithm digest);

// default_algorithm() is SHA-256 with the type's signature, but SHA-384 for P-384 and SHA-512 for
// P-521. Types of no family have that of Ed25519, which they cannot sign with.
SignatureAlgorithm default_algorithm(KeyType type);

}  // namespace assay
