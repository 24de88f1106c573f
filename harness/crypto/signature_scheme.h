// SignatureScheme: how a signature is made, the wrong ways included that verifiers have fallen for.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/base/text.h"
#include "harness/crypto/algorithm.h"
#include "harness/crypto/pss.h"

namespace assay {

// SignatureForm is how the signature is written down. All but kProper break one rule, except
// kHighS and kLowS of ECDSA, which are both right, and kNullOmitted, which RFC 8017 leaves open.
enum class SignatureForm : std::uint8_t {
  kProper,

  // RSASSA-PKCS1-v1_5: the block that is raised to the private exponent (RFC 8017 section 9.2).
  kNullOmitted,          // DigestInfo without the NULL parameters of its digest
  kGarbageAfterHash,     // eight octets of padding, and octets after the DigestInfo in their place
  kGarbageInParameters,  // eight octets of padding, and an OCTET STRING in place of the NULL
  kShortPadding,         // seven octets of padding, one less than there must be, then as above
  kBadPaddingOctet,      // one octet of the padding is FE
  kBlockType2,           // the block type of encryption, 02
  kNoSeparator,          // 01 in place of the 00 between padding and DigestInfo
  kWrongDigestInfo,      // DigestInfo names SHA-1 (of SHA-1: SHA-256) beside the right hash
  kBareHash,             // the hash without any DigestInfo
  kCubeRoot,  // made without the private key, for e = 3: a cube root of kGarbageAfterHash

  // RSASSA-PSS: the block of RFC 8017 section 9.1.1.
  kWrongTrailer,  // CC in place of the last octet, BC
  kBadZeros,      // one of the zeros ahead of the salt is set

  // All of RSA.
  kPlusModulus,  // the number plus the modulus

  // ECDSA, DSA: r and s of the ECDSA-Sig-Value (RFC 3279 section 2.2.3).
  kHighS,             // the larger of s and order - s
  kLowS,              // the smaller
  kZeroR,             // r = 0
  kZeroS,             // s = 0
  kZeros,             // both
  kOrderR,            // r = order
  kOrderS,            // s = order
  kPlusOrderR,        // r + order
  kNegativeR,         // -r
  kNegativeS,         // -s
  kLeadingZero,       // a zero octet more than DER allows in front of r
  kIndefiniteLength,  // of the SEQUENCE
  kTrailingInside,    // a NULL after s
  kTrailingOutside,   // a NULL after the SEQUENCE
  kPair,              // r and s without DER (IEEE P1363)

  // Of all.
  kEmpty,  // no octets

  // Of several.
  kPlusOrderS,  // ECDSA, DSA, Ed25519, Ed448: s + order
  kLongLength,  // PKCS #1's DigestInfo, ECDSA, DSA: a length octet more than DER allows
};

template <>
struct EnumNames<SignatureForm> {
  static constexpr std::pair<SignatureForm, std::string_view> kNames[] = {
      {SignatureForm::kProper, "proper"},
      {SignatureForm::kNullOmitted, "null-omitted"},
      {SignatureForm::kGarbageAfterHash, "garbage-after-hash"},
      {SignatureForm::kGarbageInParameters, "garbage-in-parameters"},
      {SignatureForm::kShortPadding, "short-padding"},
      {SignatureForm::kBadPaddingOctet, "bad-padding-octet"},
      {SignatureForm::kBlockType2, "block-type-2"},
      {SignatureForm::kNoSeparator, "no-separator"},
      {SignatureForm::kWrongDigestInfo, "wrong-digest-info"},
      {SignatureForm::kBareHash, "bare-hash"},
      {SignatureForm::kCubeRoot, "cube-root"},
      {SignatureForm::kWrongTrailer, "wrong-trailer"},
      {SignatureForm::kBadZeros, "bad-zeros"},
      {SignatureForm::kPlusModulus, "plus-modulus"},
      {SignatureForm::kHighS, "high-s"},
      {SignatureForm::kLowS, "low-s"},
      {SignatureForm::kZeroR, "zero-r"},
      {SignatureForm::kZeroS, "zero-s"},
      {SignatureForm::kZeros, "zeros"},
      {SignatureForm::kOrderR, "order-r"},
      {SignatureForm::kOrderS, "order-s"},
      {SignatureForm::kPlusOrderR, "plus-order-r"},
      {SignatureForm::kNegativeR, "negative-r"},
      {SignatureForm::kNegativeS, "negative-s"},
      {SignatureForm::kLeadingZero, "leading-zero"},
      {SignatureForm::kIndefiniteLength, "indefinite-length"},
      {SignatureForm::kTrailingInside, "trailing-inside"},
      {SignatureForm::kTrailingOutside, "trailing-outside"},
      {SignatureForm::kPair, "pair"},
      {SignatureForm::kEmpty, "empty"},
      {SignatureForm::kPlusOrderS, "plus-order-s"},
      {SignatureForm::kLongLength, "long-length"},
  };
};

struct SignatureScheme {
  SignatureAlgorithm algorithm = SignatureAlgorithm::kSha256WithRsa;
  std::optional<PssParameters> pss = {};  // RSASSA-PSS, whatever the algorithm
  SignatureForm form = SignatureForm::kProper;

  bool operator==(const SignatureScheme&) const = default;
};

// octets_of() are equal for equal schemes only, and of equal size for all.
Bytes octets_of(const SignatureScheme& scheme);

}  // namespace assay
