#include "harness/crypto/algorithm.h"

#include <array>

namespace assay {
namespace {

// SEQUENCE { OBJECT IDENTIFIER, NULL } under 1.2.840.113549.1.1.
constexpr std::array<std::uint8_t, 15> rsa_identifier(std::uint8_t last_arc) {
  return {0x30, 0x0d, 0x06, 0x09, 0x2a,     0x86, 0x48, 0x86,
          0xf7, 0x0d, 0x01, 0x01, last_arc, 0x05, 0x00};
}

// SEQUENCE { OBJECT IDENTIFIER } under 1.2.840.10045.4.3.
constexpr std::array<std::uint8_t, 12> ecdsa_identifier(std::uint8_t last_arc) {
  return {0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, last_arc};
}

// SEQUENCE { OBJECT IDENTIFIER } under 2.16.840.1.101.3.4.3.
constexpr std::array<std::uint8_t, 13> nist_identifier(std::uint8_t last_arc) {
  return {0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, last_arc};
}

// SEQUENCE { OBJECT IDENTIFIER, NULL } under the same.
constexpr std::array<std::uint8_t, 15> nist_rsa_identifier(std::uint8_t last_arc) {
  return {0x30, 0x0d, 0x06, 0x09, 0x60,     0x86, 0x48, 0x01,
          0x65, 0x03, 0x04, 0x03, last_arc, 0x05, 0x00};
}

constexpr auto kMd5WithRsa = rsa_identifier(4);
constexpr auto kSha1WithRsa = rsa_identifier(5);
constexpr auto kSha224WithRsa = rsa_identifier(14);
constexpr auto kSha256WithRsa = rsa_identifier(11);
constexpr auto kSha384WithRsa = rsa_identifier(12);
constexpr auto kSha512WithRsa = rsa_identifier(13);
constexpr std::array<std::uint8_t, 11> kEcdsaWithSha1 = {0x30, 0x09, 0x06, 0x07, 0x2a, 0x86,
                                                         0x48, 0xce, 0x3d, 0x04, 0x01};
constexpr auto kEcdsaWithSha224 = ecdsa_identifier(1);
constexpr auto kEcdsaWithSha256 = ecdsa_identifier(2);
constexpr auto kEcdsaWithSha384 = ecdsa_identifier(3);
constexpr auto kEcdsaWithSha512 = ecdsa_identifier(4);
constexpr std::array<std::uint8_t, 7> kEd25519 = {0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70};
constexpr std::array<std::uint8_t, 7> kEd448 = {0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x71};
constexpr std::array<std::uint8_t, 11> kDsaWithSha1 = {0x30, 0x09, 0x06, 0x07, 0x2a, 0x86,
                                                       0x48, 0xce, 0x38, 0x04, 0x03};
constexpr auto kDsaWithSha224 = nist_identifier(1);
constexpr auto kDsaWithSha256 = nist_identifier(2);
constexpr auto kEcdsaWithSha3224 = nist_identifier(9);
constexpr auto kEcdsaWithSha3256 = nist_identifier(10);
constexpr auto kEcdsaWithSha3384 = nist_identifier(11);
constexpr auto kEcdsaWithSha3512 = nist_identifier(12);
constexpr auto kRsaWithSha3224 = nist_rsa_identifier(13);
constexpr auto kRsaWithSha3256 = nist_rsa_identifier(14);
constexpr auto kRsaWithSha3384 = nist_rsa_identifier(15);
constexpr auto kRsaWithSha3512 = nist_rsa_identifier(16);

struct Row {
  SignatureAlgorithm algorithm;
  KeyFamily family;
  std::optional<DigestAlgorithm> digest;
  BytesView identifier;
};

constexpr Row kRows[] = {
    {SignatureAlgorithm::kMd5WithRsa, KeyFamily::kRsa, DigestAlgorithm::kMd5, kMd5WithRsa},
    {SignatureAlgorithm::kSha1WithRsa, KeyFamily::kRsa, DigestAlgorithm::kSha1, kSha1WithRsa},
    {SignatureAlgorithm::kSha224WithRsa, KeyFamily::kRsa, DigestAlgorithm::kSha224, kSha224WithRsa},
    {SignatureAlgorithm::kSha256WithRsa, KeyFamily::kRsa, DigestAlgorithm::kSha256, kSha256WithRsa},
    {SignatureAlgorithm::kSha384WithRsa, KeyFamily::kRsa, DigestAlgorithm::kSha384, kSha384WithRsa},
    {SignatureAlgorithm::kSha512WithRsa, KeyFamily::kRsa, DigestAlgorithm::kSha512, kSha512WithRsa},
    {SignatureAlgorithm::kEcdsaWithSha1, KeyFamily::kEc, DigestAlgorithm::kSha1, kEcdsaWithSha1},
    {SignatureAlgorithm::kEcdsaWithSha224, KeyFamily::kEc, DigestAlgorithm::kSha224,
     kEcdsaWithSha224},
    {SignatureAlgorithm::kEcdsaWithSha256, KeyFamily::kEc, DigestAlgorithm::kSha256,
     kEcdsaWithSha256},
    {SignatureAlgorithm::kEcdsaWithSha384, KeyFamily::kEc, DigestAlgorithm::kSha384,
     kEcdsaWithSha384},
    {SignatureAlgorithm::kEcdsaWithSha512, KeyFamily::kEc, DigestAlgorithm::kSha512,
     kEcdsaWithSha512},
    {SignatureAlgorithm::kEd25519, KeyFamily::kEd25519, std::nullopt, kEd25519},
    {SignatureAlgorithm::kEd448, KeyFamily::kEd448, std::nullopt, kEd448},
    {SignatureAlgorithm::kDsaWithSha1, KeyFamily::kDsa, DigestAlgorithm::kSha1, kDsaWithSha1},
    {SignatureAlgorithm::kDsaWithSha224, KeyFamily::kDsa, DigestAlgorithm::kSha224, kDsaWithSha224},
    {SignatureAlgorithm::kDsaWithSha256, KeyFamily::kDsa, DigestAlgorithm::kSha256, kDsaWithSha256},
    {SignatureAlgorithm::kEcdsaWithSha3224, KeyFamily::kEc, DigestAlgorithm::kSha3224,
     kEcdsaWithSha3224},
    {SignatureAlgorithm::kEcdsaWithSha3256, KeyFamily::kEc, DigestAlgorithm::kSha3256,
     kEcdsaWithSha3256},
    {SignatureAlgorithm::kEcdsaWithSha3384, KeyFamily::kEc, DigestAlgorithm::kSha3384,
     kEcdsaWithSha3384},
    {SignatureAlgorithm::kEcdsaWithSha3512, KeyFamily::kEc, DigestAlgorithm::kSha3512,
     kEcdsaWithSha3512},
    {SignatureAlgorithm::kRsaWithSha3224, KeyFamily::kRsa, DigestAlgorithm::kSha3224,
     kRsaWithSha3224},
    {SignatureAlgorithm::kRsaWithSha3256, KeyFamily::kRsa, DigestAlgorithm::kSha3256,
     kRsaWithSha3256},
    {SignatureAlgorithm::kRsaWithSha3384, KeyFamily::kRsa, DigestAlgorithm::kSha3384,
     kRsaWithSha3384},
    {SignatureAlgorithm::kRsaWithSha3512, KeyFamily::kRsa, DigestAlgorithm::kSha3512,
     kRsaWithSha3512},
};

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    if (static_cast<std::size_t>(kRows[i].algorithm) != i) return false;
  }
  return std::size(kRows) == std::size(EnumNames<SignatureAlgorithm>::kNames);
}
static_assert(rows_are_in_order());

const Row& row_of(SignatureAlgorithm algorithm) {
  return kRows[static_cast<std::size_t>(algorithm)];
}

}  // namespace

KeyFamily family_of(KeyType type) {
  if (type <= KeyType::kRsa16384) return KeyFamily::kRsa;
  if (type <= KeyType::kBrainpoolP256r1) return KeyFamily::kEc;
  switch (type) {
    case KeyType::kEd25519:
      return KeyFamily::kEd25519;
    case KeyType::kEd448:
      return KeyFamily::kEd448;
    case KeyType::kDsa1024:
    case KeyType::kDsa2048:
      return KeyFamily::kDsa;
    default:
      return KeyFamily::kNone;
  }
}

bool is_kept(KeyType type) {
  return family_of(type) == KeyFamily::kRsa || family_of(type) == KeyFamily::kDsa;
}

KeyFamily family_of(SignatureAlgorithm algorithm) { return row_of(algorithm).family; }

std::optional<DigestAlgorithm> digest_of(SignatureAlgorithm algorithm) {
  return row_of(algorithm).digest;
}

BytesView algorithm_identifier(SignatureAlgorithm algorithm) {
  return row_of(algorithm).identifier;
}

std::optional<SignatureAlgorithm> algorithm_with(KeyFamily family, DigestAlgorithm digest) {
  for (const Row& row : kRows) {
    if (row.family == family && row.digest == digest) return row.algorithm;
  }
  return std::nullopt;
}

SignatureAlgorithm default_algorithm(KeyType type) {
  switch (family_of(type)) {
    case KeyFamily::kEc:
      return type == KeyType::kP384   ? SignatureAlgorithm::kEcdsaWithSha384
             : type == KeyType::kP521 ? SignatureAlgorithm::kEcdsaWithSha512
                                      : SignatureAlgorithm::kEcdsaWithSha256;
    case KeyFamily::kEd25519:
    case KeyFamily::kNone:
      return SignatureAlgorithm::kEd25519;
    case KeyFamily::kEd448:
      return SignatureAlgorithm::kEd448;
    case KeyFamily::kDsa:
      return SignatureAlgorithm::kDsaWithSha256;
    default:
      return SignatureAlgorithm::kSha256WithRsa;
  }
}

}  // namespace assay
