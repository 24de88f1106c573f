// Certificate extensions as plain data (RFC 5280 section 4.2, RFC 6960 section 4.2.2.2.1, RFC
// 7633).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/text.h"
#include "harness/pki/name_profile.h"

namespace assay {

struct BasicConstraints {
  bool ca = false;
  std::optional<int> path_length;
  bool critical = true;

  bool operator==(const BasicConstraints&) const = default;
};

// KeyUsageBit has the numbers and spellings of RFC 5280 section 4.2.1.3.
enum class KeyUsageBit : unsigned {
  kDigitalSignature = 0,
  kContentCommitment = 1,
  kKeyEncipherment = 2,
  kDataEncipherment = 3,
  kKeyAgreement = 4,
  kKeyCertSign = 5,
  kCrlSign = 6,
  kEncipherOnly = 7,
  kDecipherOnly = 8,
};

struct KeyUsage {
  std::vector<KeyUsageBit> bits;
  // Added where the subject's key is RSA: keyEncipherment means nothing with other keys (RFC 8813).
  std::vector<KeyUsageBit> rsa_bits;
  bool critical = true;

  bool operator==(const KeyUsage&) const = default;
};

struct ExtendedKeyUsage {
  std::vector<std::string> purposes;  // "serverAuth" or a dotted OID, which may hold ranges
  bool critical = false;

  bool operator==(const ExtendedKeyUsage&) const = default;
};

// AlternativeName is subjectAltName or issuerAltName.
struct AlternativeName {
  GeneralNames names;
  bool critical = false;

  bool operator==(const AlternativeName&) const = default;
};

struct NameConstraints {
  GeneralNames permitted;
  GeneralNames excluded;
  bool critical = true;

  bool operator==(const NameConstraints&) const = default;
};

// PolicyQualifier: a CPS pointer, a user notice, or a qualifier of any other type.
struct PolicyQualifier {
  std::string type;  // "cps", "unotice" or a dotted OID
  Bytes value;       // DER

  bool operator==(const PolicyQualifier&) const = default;
};

struct PolicyInformation {
  std::string policy;  // "anyPolicy" or a dotted OID, which may hold ranges
  std::vector<PolicyQualifier> qualifiers;

  bool operator==(const PolicyInformation&) const = default;
};

struct CertificatePolicies {
  std::vector<PolicyInformation> policies;
  bool critical = false;

  bool operator==(const CertificatePolicies&) const = default;
};

// PolicyMapping with ranges on both sides stands for every pair.
struct PolicyMapping {
  std::string issuer;
  std::string subject;

  bool operator==(const PolicyMapping&) const = default;
};

struct PolicyMappings {
  std::vector<PolicyMapping> mappings;
  bool critical = true;

  bool operator==(const PolicyMappings&) const = default;
};

struct PolicyConstraints {
  std::optional<int> require_explicit_policy;
  std::optional<int> inhibit_policy_mapping;
  bool critical = true;

  bool operator==(const PolicyConstraints&) const = default;
};

struct InhibitAnyPolicy {
  int skip_certs = 0;
  bool critical = true;

  bool operator==(const InhibitAnyPolicy&) const = default;
};

// KeyIdentifier of a subject: left out, SHA-1 of the public key (RFC 5280 section 4.2.1.2, method
// 1), or octets of its own.
struct KeyIdentifier {
  bool present = true;
  std::optional<Bytes> octets;
  bool critical = false;

  bool operator==(const KeyIdentifier&) const = default;
};

// Part is left out, taken from the issuing certificate, or given.
template <typename T>
struct Part {
  bool present = false;
  std::optional<T> given;

  bool operator==(const Part&) const = default;
};

// AuthorityKeyId (RFC 5280 section 4.2.1.1): each part may be there without the others.
struct AuthorityKeyId {
  bool present = true;
  Part<Bytes> key_id = {true, std::nullopt};
  Part<GeneralNames> issuer;
  Part<Bytes> serial;
  bool critical = false;

  bool operator==(const AuthorityKeyId&) const = default;
};

// AccessDescription and InformationAccess are of the authority and of the subject alike.
struct AccessDescription {
  std::string method;  // "ocsp", "caIssuers" or a dotted OID
  GeneralName location;

  bool operator==(const AccessDescription&) const = default;
};

struct InformationAccess {
  std::vector<AccessDescription> descriptions;
  bool critical = false;

  bool operator==(const InformationAccess&) const = default;
};

// ReasonFlag has the numbers and spellings of ReasonFlags (RFC 5280 section 4.2.1.13).
enum class ReasonFlag : unsigned {
  kUnused = 0,
  kKeyCompromise = 1,
  kCaCompromise = 2,
  kAffiliationChanged = 3,
  kSuperseded = 4,
  kCessationOfOperation = 5,
  kCertificateHold = 6,
  kPrivilegeWithdrawn = 7,
  kAaCompromise = 8,
};

// PointName is a DistributionPointName: one of the two, or nothing.
struct PointName {
  std::optional<GeneralNames> full_name;
  std::optional<RelativeName> relative_name;  // below the CRL issuer's name

  bool operator==(const PointName&) const = default;
};

struct DistributionPoint {
  PointName name;
  std::optional<std::vector<ReasonFlag>> reasons;
  std::optional<GeneralNames> crl_issuer;

  bool operator==(const DistributionPoint&) const = default;
};

// DistributionPoints is cRLDistributionPoints or freshestCRL.
struct DistributionPoints {
  std::vector<DistributionPoint> points;
  bool critical = false;

  bool operator==(const DistributionPoints&) const = default;
};

// TlsFeature lists TLS extensions by number; 5 is status_request (RFC 7633 section 4).
struct TlsFeature {
  std::vector<int> features;
  bool critical = false;

  bool operator==(const TlsFeature&) const = default;
};

struct SubjectDirectoryAttributes {
  std::vector<NameAttribute> attributes;  // each with one value
  bool critical = false;

  bool operator==(const SubjectDirectoryAttributes&) const = default;
};

struct OcspNoCheck {
  bool critical = false;

  bool operator==(const OcspNoCheck&) const = default;
};

// RawExtension is any extension, its value's octets given.
struct RawExtension {
  std::string oid;  // name or dotted; ranges stand for one extension each
  bool critical = false;
  Bytes value;

  bool operator==(const RawExtension&) const = default;
};

// ExtensionKind orders extensions; its names are the keys of the files.
enum class ExtensionKind {
  kBasicConstraints,
  kKeyUsage,
  kExtendedKeyUsage,
  kSubjectAlternativeName,
  kSubjectKeyId,
  kAuthorityKeyId,
  kNameConstraints,
  kCertificatePolicies,
  kIssuerAlternativeName,
  kPolicyMappings,
  kPolicyConstraints,
  kInhibitAnyPolicy,
  kAuthorityInformationAccess,
  kSubjectInformationAccess,
  kCrlDistributionPoints,
  kFreshestCrl,
  kTlsFeature,
  kSubjectDirectoryAttributes,
  kOcspNoCheck,
  kExtensions,  // the raw ones
};

// ExtensionProfile is what a profile says of the extensions of one certificate.
struct ExtensionProfile {
  std::optional<BasicConstraints> basic_constraints;
  std::optional<KeyUsage> key_usage;
  std::optional<ExtendedKeyUsage> extended_key_usage;
  std::optional<AlternativeName> subject_alternative_name;
  KeyIdentifier subject_key_id;
  AuthorityKeyId authority_key_id;
  std::optional<NameConstraints> name_constraints;
  std::optional<CertificatePolicies> certificate_policies;
  std::optional<AlternativeName> issuer_alternative_name;
  std::optional<PolicyMappings> policy_mappings;
  std::optional<PolicyConstraints> policy_constraints;
  std::optional<InhibitAnyPolicy> inhibit_any_policy;
  std::optional<InformationAccess> authority_information_access;
  std::optional<InformationAccess> subject_information_access;
  std::optional<DistributionPoints> crl_distribution_points;
  std::optional<DistributionPoints> freshest_crl;
  std::optional<TlsFeature> tls_feature;
  std::optional<SubjectDirectoryAttributes> subject_directory_attributes;
  std::optional<OcspNoCheck> ocsp_nocheck;
  std::vector<RawExtension> extensions;
  std::vector<ExtensionKind> extension_order;  // those first; the others follow in their own order

  bool operator==(const ExtensionProfile&) const = default;
};

template <>
struct EnumNames<KeyUsageBit> {
  static constexpr std::pair<KeyUsageBit, std::string_view> kNames[] = {
      {KeyUsageBit::kDigitalSignature, "digitalSignature"},
      {KeyUsageBit::kContentCommitment, "contentCommitment"},
      {KeyUsageBit::kKeyEncipherment, "keyEncipherment"},
      {KeyUsageBit::kDataEncipherment, "dataEncipherment"},
      {KeyUsageBit::kKeyAgreement, "keyAgreement"},
      {KeyUsageBit::kKeyCertSign, "keyCertSign"},
      {KeyUsageBit::kCrlSign, "cRLSign"},
      {KeyUsageBit::kEncipherOnly, "encipherOnly"},
      {KeyUsageBit::kDecipherOnly, "decipherOnly"},
  };
};

template <>
struct EnumNames<ReasonFlag> {
  static constexpr std::pair<ReasonFlag, std::string_view> kNames[] = {
      {ReasonFlag::kUnused, "unused"},
      {ReasonFlag::kKeyCompromise, "keyCompromise"},
      {ReasonFlag::kCaCompromise, "cACompromise"},
      {ReasonFlag::kAffiliationChanged, "affiliationChanged"},
      {ReasonFlag::kSuperseded, "superseded"},
      {ReasonFlag::kCessationOfOperation, "cessationOfOperation"},
      {ReasonFlag::kCertificateHold, "certificateHold"},
      {ReasonFlag::kPrivilegeWithdrawn, "privilegeWithdrawn"},
      {ReasonFlag::kAaCompromise, "aACompromise"},
  };
};

template <>
struct EnumNames<ExtensionKind> {
  static constexpr std::pair<ExtensionKind, std::string_view> kNames[] = {
      {ExtensionKind::kBasicConstraints, "basic_constraints"},
      {ExtensionKind::kKeyUsage, "key_usage"},
      {ExtensionKind::kExtendedKeyUsage, "extended_key_usage"},
      {ExtensionKind::kSubjectAlternativeName, "subject_alternative_name"},
      {ExtensionKind::kSubjectKeyId, "subject_key_id"},
      {ExtensionKind::kAuthorityKeyId, "authority_key_id"},
      {ExtensionKind::kNameConstraints, "name_constraints"},
      {ExtensionKind::kCertificatePolicies, "certificate_policies"},
      {ExtensionKind::kIssuerAlternativeName, "issuer_alternative_name"},
      {ExtensionKind::kPolicyMappings, "policy_mappings"},
      {ExtensionKind::kPolicyConstraints, "policy_constraints"},
      {ExtensionKind::kInhibitAnyPolicy, "inhibit_any_policy"},
      {ExtensionKind::kAuthorityInformationAccess, "authority_information_access"},
      {ExtensionKind::kSubjectInformationAccess, "subject_information_access"},
      {ExtensionKind::kCrlDistributionPoints, "crl_distribution_points"},
      {ExtensionKind::kFreshestCrl, "freshest_crl"},
      {ExtensionKind::kTlsFeature, "tls_feature"},
      {ExtensionKind::kSubjectDirectoryAttributes, "subject_directory_attributes"},
      {ExtensionKind::kOcspNoCheck, "ocsp_nocheck"},
      {ExtensionKind::kExtensions, "extensions"},
  };
};

}  // namespace assay
