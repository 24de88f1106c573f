// Object identifiers: dotted text to and from DER content octets (X.690 section 8.19), and the one
// table of those that the product names. The only thing that writer and reader share.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"

namespace assay::der {

// Oid names an entry of the table, so that code can switch on it.
enum class Oid : std::uint8_t {
  // Attribute types: RFC 5280 section 4.1.2.4 and appendix A.1, X.520.
  kCommonName,
  kSurname,
  kSerialNumber,
  kCountryName,
  kLocalityName,
  kStateOrProvinceName,
  kStreetAddress,
  kOrganizationName,
  kOrganizationalUnitName,
  kTitle,
  kName,
  kGivenName,
  kInitials,
  kGenerationQualifier,
  kDnQualifier,
  kPseudonym,
  kUserId,
  kDomainComponent,
  kEmailAddress,
  // Certificate extensions: RFC 5280 section 4.2, RFC 6960 section 4.2.2.2.1, RFC 7633, RFC
  // 9608.
  kSubjectDirectoryAttributes,
  kSubjectKeyIdentifier,
  kKeyUsage,
  kPrivateKeyUsagePeriod,
  kSubjectAltName,
  kIssuerAltName,
  kBasicConstraints,
  kNameConstraints,
  kCrlDistributionPoints,
  kCertificatePolicies,
  kPolicyMappings,
  kAuthorityKeyIdentifier,
  kPolicyConstraints,
  kExtKeyUsage,
  kFreshestCrl,
  kInhibitAnyPolicy,
  kAuthorityInfoAccess,
  kSubjectInfoAccess,
  kTlsFeature,
  kOcspNoCheck,
  kNoRevAvail,
  kSignedCertificateTimestamps,
  kPrecertificatePoison,
  kNetscapeCertType,
  // CRL and CRL entry extensions: RFC 5280 sections 5.2 and 5.3.
  kCrlNumber,
  kCrlReasons,
  kInvalidityDate,
  kDeltaCrlIndicator,
  kIssuingDistributionPoint,
  kCertificateIssuer,
  // Extended key usages: RFC 5280 section 4.2.1.12.
  kAnyExtendedKeyUsage,
  kServerAuth,
  kClientAuth,
  kCodeSigning,
  kEmailProtection,
  kTimeStamping,
  kOcspSigning,
  // Policies, access methods, OCSP.
  kAnyPolicy,
  kPolicyQualifierCps,
  kPolicyQualifierUserNotice,
  kAccessOcsp,
  kAccessCaIssuers,
  kOcspBasic,
  kOcspNonce,
  // Other names: RFC 8398, RFC 4985.
  kSmtpUtf8Mailbox,
  kDnsSrv,
  // Public keys: RFC 3279, RFC 4055, RFC 5480, RFC 8410.
  kRsaEncryption,
  kRsaPss,
  kEcPublicKey,
  kEcDh,
  kDsa,
  kX25519,
  kX448,
  kEd25519,
  kEd448,
  kMlDsa44,
  kMlDsa65,
  kMlDsa87,
  kMlKem768,
  // Named curves: RFC 5480 section 2.1.1.1, SEC 2.
  kP256,
  kP384,
  kP521,
  kSecp256k1,
  kP192,
  kP224,
  kBrainpoolP256r1,
  // Signatures: RFC 3279, RFC 4055, RFC 5758; with SHA-3, NIST's own.
  kMd2WithRsa,
  kMd4WithRsa,
  kMd5WithRsa,
  kSha1WithRsa,
  kSha224WithRsa,
  kSha256WithRsa,
  kSha384WithRsa,
  kSha512WithRsa,
  kDsaWithSha1,
  kDsaWithSha224,
  kDsaWithSha256,
  kEcdsaWithSha1,
  kEcdsaWithSha224,
  kEcdsaWithSha256,
  kEcdsaWithSha384,
  kEcdsaWithSha512,
  kEcdsaWithSha3224,
  kEcdsaWithSha3256,
  kEcdsaWithSha3384,
  kEcdsaWithSha3512,
  kRsaWithSha3224,
  kRsaWithSha3256,
  kRsaWithSha3384,
  kRsaWithSha3512,
  // Digests and the mask function: RFC 3279, RFC 4055.
  kMd5,
  kSha1,
  kSha224,
  kSha256,
  kSha384,
  kSha512,
  kSha3224,
  kSha3256,
  kSha3384,
  kSha3512,
  kMgf1,
};

enum class OidKind : std::uint8_t {
  kAttributeType,
  kExtension,
  kCrlExtension,
  kExtendedKeyUsage,
  kPolicy,
  kAccessMethod,
  kOcsp,
  kOtherName,
  kPublicKey,
  kCurve,
  kSignature,
  kDigest,
};

struct OidEntry {
  Oid id;
  OidKind kind;
  std::string_view name;   // as the RFC spells it: "keyUsage", "commonName", "serverAuth"
  std::string_view alias;  // the short form people write, or "": "CN"
  std::string_view dotted;
};

// oid_table() lists every entry, in the order of Oid. Names and aliases are unique.
std::span<const OidEntry> oid_table();

// entry() is the table's line of `id`.
const OidEntry& entry(Oid id);

// octets() is the DER content of `id` (no tag, no length), in static storage.
BytesView octets(Oid id);

// known() is the entry that has these content octets, if the table has one.
std::optional<Oid> known(BytesView content);

// named() is the entry that `text` names: its name, alias or dotted form, letter case included.
std::optional<Oid> named(std::string_view text);

// oid_from_dotted() encodes "2.5.29.15". An Error for fewer than two arcs, leading zeros, a first
// arc above 2, a second above 39 under 0 and 1, and an arc (or 80 + the second under 2) that does
// not fit in 64 bits.
Result<Bytes> oid_from_dotted(std::string_view dotted);

// oid_from_text() takes a name or alias of the table or a dotted form.
Result<Bytes> oid_from_text(std::string_view text);

// oid_to_dotted() decodes content octets, strictly: an Error when empty, cut within an arc, not in
// the fewest octets, or with an arc beyond 64 bits.
Result<std::string> oid_to_dotted(BytesView content);

// OidFault says what is wrong with content octets, at the lowest cost.
enum class OidFault : std::uint8_t { kNone, kEmpty, kNotMinimal, kTruncated, kTooLarge };

// check_oid() is the first fault of content octets (X.690 section 8.19), and sets `at` to its
// octet.
OidFault check_oid(BytesView content, std::size_t& at);

// oid_text() is for people and never fails: the table's name, else the dotted form, else hex.
std::string oid_text(BytesView content);

}  // namespace assay::der
