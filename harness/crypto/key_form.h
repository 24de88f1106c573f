// KeyForm: the ways in which one public key can be written as a SubjectPublicKeyInfo.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/text.h"
#include "harness/crypto/pss.h"

namespace assay {

enum class KeyForm : std::uint8_t {
  kUsual,
  kCompressed,       // of a curve: the point's compressed form (RFC 5480 section 2.2)
  kHybrid,           // of a curve: X9.62's hybrid form, which RFC 5480 does not have
  kExplicit,         // of a curve: specifiedCurve, all parameters written out (SEC 1 section C.2)
  kForgedGenerator,  // the same, but the point is its own generator, so that the private key is 1
  kEcDh,             // of a curve: id-ecDH, a key for agreement only (RFC 5480 section 2.1.2)
  kEcMqv,            // of a curve: id-ecMQV
  kPss,              // of RSA: id-RSASSA-PSS without parameters (RFC 4055 section 3.1)
  kPssSha256,        // of RSA: the same, for SHA-256, MGF1 with SHA-256 and a salt of 32 or more
  kPssSha384,        // of RSA: the same, with SHA-384 and 48
  kInherited,        // of DSA: without parameters, which are the issuer's (RFC 3279 section 2.3.2)
};

template <>
struct EnumNames<KeyForm> {
  static constexpr std::pair<KeyForm, std::string_view> kNames[] = {
      {KeyForm::kUsual, "usual"},
      {KeyForm::kCompressed, "compressed"},
      {KeyForm::kHybrid, "hybrid"},
      {KeyForm::kExplicit, "explicit"},
      {KeyForm::kForgedGenerator, "forged-generator"},
      {KeyForm::kEcDh, "ecdh"},
      {KeyForm::kEcMqv, "ecmqv"},
      {KeyForm::kPss, "pss"},
      {KeyForm::kPssSha256, "pss-sha256"},
      {KeyForm::kPssSha384, "pss-sha384"},
      {KeyForm::kInherited, "inherited"},
  };
};

// pss_limits() are the parameters of the forms of RSASSA-PSS that have some.
constexpr std::optional<PssParameters> pss_limits(KeyForm form) {
  constexpr PssParameters kSha256{DigestAlgorithm::kSha256, DigestAlgorithm::kSha256, 32};
  constexpr PssParameters kSha384{DigestAlgorithm::kSha384, DigestAlgorithm::kSha384, 48};
  if (form == KeyForm::kPssSha256) return kSha256;
  if (form == KeyForm::kPssSha384) return kSha384;
  return std::nullopt;
}

}  // namespace assay
