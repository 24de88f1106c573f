// CRLs and OCSP responses as plain data (RFC 5280 section 5, RFC 6960 section 4.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/text.h"
#include "harness/base/time.h"
#include "harness/crypto/algorithm.h"
#include "harness/crypto/digest.h"
#include "harness/pki/extension_profile.h"
#include "harness/pki/name_profile.h"
#include "harness/pki/tree_edit.h"

namespace assay {

// CrlReason has the numbers and spellings of CRLReason (RFC 5280 section 5.3.1); 7 is not used.
enum class CrlReason : unsigned {
  kUnspecified = 0,
  kKeyCompromise = 1,
  kCaCompromise = 2,
  kAffiliationChanged = 3,
  kSuperseded = 4,
  kCessationOfOperation = 5,
  kCertificateHold = 6,
  kNotUsed = 7,
  kRemoveFromCrl = 8,
  kPrivilegeWithdrawn = 9,
  kAaCompromise = 10,
};

// RevokedCertificate is an entry of a CRL.
struct RevokedCertificate {
  std::string certificate;      // whose serial number it has
  std::optional<Bytes> serial;  // content octets in its place
  std::optional<UnixTime> at;   // thisUpdate otherwise
  std::optional<CrlReason> reason;
  std::optional<UnixTime> invalidity_date;
  std::string issuer;  // certificateIssuer: the certificate whose subject it is; or empty
  std::vector<RawExtension> extensions;

  bool operator==(const RevokedCertificate&) const = default;
};

// IssuingDistributionPoint is the scope of a CRL (RFC 5280 section 5.2.5).
struct IssuingDistributionPoint {
  PointName name;
  bool only_users = false;
  bool only_cas = false;
  bool only_attributes = false;
  bool indirect = false;
  std::optional<std::vector<ReasonFlag>> only_some_reasons;
  bool critical = true;

  bool operator==(const IssuingDistributionPoint&) const = default;
};

// CrlNumber is a cRLNumber or the base of a delta CRL (RFC 5280 sections 5.2.3 and 5.2.4).
struct CrlNumber {
  int value = 1;
  bool critical = false;

  bool operator==(const CrlNumber&) const = default;
};

// kMaxFiller bounds the entries that a CRL has beside those that its profile names.
inline constexpr int kMaxFiller = 1'000'000;

// CrlProfile names certificates of its hierarchy.
struct CrlProfile {
  std::string name;
  std::string issuer;                            // a certificate
  std::optional<DistinguishedName> issuer_name;  // in place of its subject
  int version = 2;                               // 1 has neither the field nor extensions
  UnixTime this_update = 0;
  std::optional<UnixTime> next_update;
  std::optional<CrlNumber> number = CrlNumber{};
  std::optional<CrlNumber> delta_base;  // a delta CRL, on that base
  AuthorityKeyId authority_key_id;
  std::optional<IssuingDistributionPoint> issuing_distribution_point;
  std::optional<DistributionPoints> freshest_crl;
  std::vector<RawExtension> extensions;
  std::vector<RevokedCertificate> revoked;
  int filler = 0;         // entries of other certificates, in front of `revoked`
  std::string signed_by;  // the certificate whose key signs in the issuer's place; or empty
  std::optional<SignatureAlgorithm> signature_algorithm;      // the signer's default otherwise
  std::optional<SignatureAlgorithm> tbs_signature_algorithm;  // what the tbs claims, where it lies
  bool corrupt_signature = false;
  std::vector<TreeEdit> der;
  Bytes trailing;

  bool operator==(const CrlProfile&) const = default;
};

enum class OcspCertStatus : unsigned { kGood = 0, kRevoked = 1, kUnknown = 2 };

// OcspAnswer is a SingleResponse (RFC 6960 section 4.2.1).
struct OcspAnswer {
  std::string certificate;  // about which; its issuer's name and key are hashed
  OcspCertStatus status = OcspCertStatus::kGood;
  std::optional<UnixTime> revoked_at;  // thisUpdate otherwise
  std::optional<CrlReason> reason;
  UnixTime this_update = 0;
  std::optional<UnixTime> next_update;
  DigestAlgorithm hash = DigestAlgorithm::kSha1;
  std::string issuer_name_of;   // the certificate whose subject is hashed instead; or empty
  std::string issuer_key_of;    // the certificate whose key is hashed instead; or empty
  std::optional<Bytes> serial;  // content octets in place of the certificate's
  std::vector<RawExtension> single_extensions;

  bool operator==(const OcspAnswer&) const = default;
};

// OcspResponseStatus: all but kSuccessful leave the responseBytes out (RFC 6960 section 4.2.1).
enum class OcspResponseStatus : unsigned {
  kSuccessful = 0,
  kMalformedRequest = 1,
  kInternalError = 2,
  kTryLater = 3,
  kSigRequired = 5,
  kUnauthorized = 6,
};

enum class ResponderId { kName, kKey };

// OcspProfile names certificates of its hierarchy; the fields of its first answer are its own.
struct OcspProfile : OcspAnswer {
  std::string name;
  OcspResponseStatus response_status = OcspResponseStatus::kSuccessful;
  std::string responder;  // the certificate that names itself and signs
  ResponderId responder_id = ResponderId::kKey;
  std::string signed_by;                  // whose key signs in the responder's place; or empty
  std::vector<std::string> certificates;  // sent along
  UnixTime produced_at = 0;
  std::vector<OcspAnswer> more;
  std::optional<Bytes> nonce;
  std::vector<RawExtension> extensions;
  std::optional<SignatureAlgorithm> signature_algorithm;
  bool corrupt_signature = false;
  std::vector<TreeEdit> der;
  Bytes trailing;

  bool operator==(const OcspProfile&) const = default;
};

template <>
struct EnumNames<CrlReason> {
  static constexpr std::pair<CrlReason, std::string_view> kNames[] = {
      {CrlReason::kUnspecified, "unspecified"},
      {CrlReason::kKeyCompromise, "keyCompromise"},
      {CrlReason::kCaCompromise, "cACompromise"},
      {CrlReason::kAffiliationChanged, "affiliationChanged"},
      {CrlReason::kSuperseded, "superseded"},
      {CrlReason::kCessationOfOperation, "cessationOfOperation"},
      {CrlReason::kCertificateHold, "certificateHold"},
      {CrlReason::kNotUsed, "not-used"},
      {CrlReason::kRemoveFromCrl, "removeFromCRL"},
      {CrlReason::kPrivilegeWithdrawn, "privilegeWithdrawn"},
      {CrlReason::kAaCompromise, "aACompromise"},
  };
};

template <>
struct EnumNames<OcspCertStatus> {
  static constexpr std::pair<OcspCertStatus, std::string_view> kNames[] = {
      {OcspCertStatus::kGood, "good"},
      {OcspCertStatus::kRevoked, "revoked"},
      {OcspCertStatus::kUnknown, "unknown"},
  };
};

template <>
struct EnumNames<OcspResponseStatus> {
  static constexpr std::pair<OcspResponseStatus, std::string_view> kNames[] = {
      {OcspResponseStatus::kSuccessful, "successful"},
      {OcspResponseStatus::kMalformedRequest, "malformedRequest"},
      {OcspResponseStatus::kInternalError, "internalError"},
      {OcspResponseStatus::kTryLater, "tryLater"},
      {OcspResponseStatus::kSigRequired, "sigRequired"},
      {OcspResponseStatus::kUnauthorized, "unauthorized"},
  };
};

template <>
struct EnumNames<ResponderId> {
  static constexpr std::pair<ResponderId, std::string_view> kNames[] = {
      {ResponderId::kName, "name"},
      {ResponderId::kKey, "key"},
  };
};

}  // namespace assay
