#include "harness/oracle/check.h"

#include <array>

namespace assay {
namespace {

constexpr std::uint8_t bit(Ruleset rules) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(rules));
}

constexpr std::uint8_t kNobody = 0;
constexpr std::uint8_t kStrict = bit(Ruleset::kStrict);
constexpr std::uint8_t kWebpki = bit(Ruleset::kWebpki);
// The issuer's duties; the Baseline Requirements demand RFC 5280's profile too.
constexpr std::uint8_t kDuty = kStrict | kWebpki;
constexpr std::uint8_t kModern = kDuty | bit(Ruleset::kRfc5280);
constexpr std::uint8_t kEvery = kModern | bit(Ruleset::kLegacy);

using enum OracleCheck;
using R = Reason;

constexpr OracleCheckEntry kTable[] = {
    {kEncoding, "encoding", "rfc5280-4.1", R::kMalformed, kEvery, kEvery, "is no DER certificate"},
    {kVersion, "version", "rfc5280-4.1.2.1", R::kMalformed, kEvery, kEvery,
     "has a version that does not exist or does not allow its fields"},
    {kExtensionOnce, "extension-once", "rfc5280-4.2-once", R::kMalformed, kEvery, kEvery,
     "has the same extension twice"},
    {kExtensionValue, "extension-value", "rfc5280-4.2-critical", R::kMalformed, kEvery, kDuty,
     "has a critical extension whose value cannot be read"},
    {kProcessedValue, "processed-value", "rfc5280-4.2-processed", R::kMalformed, kEvery, kDuty,
     "has an extension that is to be processed, with a value that cannot be read"},
    {kAlgorithmsAgree, "algorithms-agree", "rfc5280-4.1.1.2", R::kMalformed, kEvery, kDuty,
     "names one signature algorithm inside and another outside"},

    {kIssuerKnown, "issuer-known", "rfc5280-6.1", R::kUnknownIssuer, kEvery, kNobody,
     "has no path to a trust anchor"},
    {kSignature, "signature", "rfc5280-6.1.3-a-1", R::kBadSignature, kEvery, kNobody,
     "has a signature that its issuer's key does not verify"},
    {kAlgorithmKnown, "algorithm-known", "rfc5280-6.1.3-a-1", R::kBadSignature, kEvery, kNobody,
     "is signed with an algorithm that is not supported here"},
    {kAlgorithmParameters, "algorithm-parameters", "rfc5280-6.1.3-a-1", R::kBadSignature, kEvery,
     kNobody, "is signed with an algorithm that does not have such parameters"},
    {kIssuerKey, "issuer-key", "rfc5280-6.1.3-a-1", R::kBadSignature, kEvery, kNobody,
     "has an issuer whose key verifies nothing: by its type, its parameters or its numbers"},
    {kAlgorithmOfKey, "algorithm-of-key", "rfc5280-6.1.3-a-1", R::kBadSignature, kEvery, kNobody,
     "is signed with an algorithm that is none of its issuer's key"},
    {kBudget, "budget", "rfc5280-6.2", R::kBudget, kEvery, kNobody,
     "asks for more work than the budget allows"},
    {kDepth, "depth", "rfc5280-6.2", R::kDepth, kEvery, kNobody,
     "stands below more intermediates than the caller allows"},
    {kNotBefore, "not-before", "rfc5280-6.1.3-a-2", R::kNotYetValid, kEvery, kDuty,
     "is not valid yet"},
    {kNotAfter, "not-after", "rfc5280-6.1.3-a-2", R::kExpired, kEvery, kDuty, "has expired"},
    {kPermittedSubtrees, "permitted-subtrees", "rfc5280-6.1.3-b", R::kNameConstraints, kEvery,
     kNobody, "has a name outside the permitted subtrees"},
    {kExcludedSubtrees, "excluded-subtrees", "rfc5280-6.1.3-c", R::kNameConstraints, kEvery,
     kNobody, "has a name inside an excluded subtree"},
    {kSubtreeBounds, "subtree-bounds", "rfc5280-4.2.1.10-bounds", R::kNameConstraints, kEvery,
     kNobody, "has a name of a kind that is constrained with a minimum or maximum"},
    {kSubtreeForm, "subtree-form", "rfc5280-4.2.1.10-form", R::kNameConstraints, kEvery, kNobody,
     "has a name of a constrained form that cannot be compared"},
    {kPolicyGraph, "policy-graph", "rfc5280-6.1.3-f", R::kPolicy, kEvery, kNobody,
     "leaves no valid policy where one is demanded"},
    {kPolicyMapping, "policy-mapping", "rfc5280-6.1.4-a", R::kPolicy, kEvery, kNobody,
     "maps anyPolicy"},
    {kExplicitPolicy, "explicit-policy", "rfc5280-6.1.5-g", R::kPolicy, kEvery, kNobody,
     "is valid for none of the policies that the caller accepts"},
    {kCa, "ca", "rfc5280-6.1.4-k", R::kNotACa, kEvery, kDuty, "is not a CA's"},
    {kVersionOfCa, "version-of-ca", "rfc5280-6.1.4-k-v1", R::kNotACa, kEvery, kNobody,
     "is too old a version to be a CA's"},
    {kPathLength, "path-length", "rfc5280-6.1.4-l", R::kPathLength, kEvery, kNobody,
     "stands further down than a path length constraint allows"},
    {kKeyCertSign, "key-cert-sign", "rfc5280-6.1.4-n", R::kKeyUsage, kEvery, kDuty,
     "has a key usage without keyCertSign"},
    {kCriticalOfCa, "critical-of-ca", "rfc5280-6.1.4-o", R::kCriticalExtension, kEvery, kDuty,
     "has a critical extension that is not recognised"},
    {kCriticalOfLeaf, "critical-of-leaf", "rfc5280-6.1.5-f", R::kCriticalExtension, kEvery, kNobody,
     "has a critical extension that is not recognised"},
    {kNotRevoked, "not-revoked", "rfc5280-6.1.3-a-3", R::kRevoked, kEvery, kNobody, "is revoked"},
    {kStatusKnown, "status-known", "rfc5280-6.3.3", R::kRevocationUnknown, kEvery, kNobody,
     "has no usable revocation status where one is required"},

    {kPurpose, "purpose", "rfc5280-4.2.1.12", R::kExtendedKeyUsage, kEvery, kNobody,
     "is not for this purpose"},
    {kPurposeOfCa, "purpose-of-ca", "rfc5280-4.2.1.12-ca", R::kExtendedKeyUsage, kEvery, kNobody,
     "is a CA's that may not issue for this purpose"},
    {kUsageOfPurpose, "usage-of-purpose", "rfc5280-4.2.1.12-consistent", R::kKeyUsage, kEvery,
     kNobody, "has a key usage that no use for this purpose is consistent with"},
    {kCallerUsage, "caller-usage", "rfc5280-6.2", R::kKeyUsage, kEvery, kNobody,
     "lacks a key usage that the caller demands"},
    {kCallerPurpose, "caller-purpose", "rfc5280-6.2", R::kExtendedKeyUsage, kEvery, kNobody,
     "lacks an extended key usage that the caller demands"},
    {kSignatureAlgorithm, "signature-algorithm", "rfc8446-4.2.3", R::kWeakAlgorithm, kEvery,
     kNobody, "is signed with an algorithm that the caller does not allow"},
    {kName, "name", "rfc9525-6.6", R::kNameMismatch, kEvery, kNobody,
     "has no identifier that matches the name asked for"},
    {kDigestBroken, "digest-broken", "rfc6151-2", R::kWeakAlgorithm, kModern, kNobody,
     "is signed with MD2 or MD5"},
    {kSha1Sunset, "sha1-sunset", "sp800-131a-3", R::kWeakAlgorithm,
     bit(Ruleset::kRfc5280) | kStrict, kNobody, "is signed with SHA-1 after its sunset"},
    {kKeyBroken, "key-broken", "sp800-131a-3-length", R::kWeakKey, kModern, kModern,
     "has an RSA key of less than 1024 bits"},

    {kSerialPositive, "serial-positive", "rfc5280-4.1.2.2-positive", R::kSerial, kDuty, kDuty,
     "has a serial number that is not positive"},
    {kSerialLength, "serial-length", "rfc5280-4.1.2.2-length", R::kSerial, kDuty, kDuty,
     "has a serial number of more than 20 octets"},
    {kIssuerName, "issuer-name", "rfc5280-4.1.2.4", R::kMalformed, kDuty, kDuty,
     "has an issuer without a name"},
    {kNameCharacters, "name-characters", "rfc5280-4.1.2.4-characters", R::kMalformed, kDuty,
     kNobody, "has a name with characters that its string type does not have"},
    {kNameTypes, "name-types", "rfc5280-A.1-types", R::kMalformed, kDuty, kNobody,
     "has a name with a value of a type that its attribute does not have"},
    {kNameBounds, "name-bounds", "rfc5280-A.1-bounds", R::kMalformed, kDuty, kNobody,
     "has a name with a value that is longer than its attribute allows"},
    {kSetOrder, "set-order", "x690-11.6", R::kMalformed, kDuty, kNobody,
     "has a name whose sets are not in order"},
    {kTimeForm, "time-form", "rfc5280-4.1.2.5-form", R::kMalformed, kDuty, kNobody,
     "has a time in the form of another century"},
    {kCaSubject, "ca-subject", "rfc5280-4.1.2.6", R::kMalformed, kDuty, kDuty,
     "is a CA's without a subject name"},
    {kUniqueIds, "unique-ids", "rfc5280-4.1.2.8", R::kMalformed, kDuty, kDuty,
     "has unique identifiers"},
    {kSignatureParameters, "signature-parameters", "rfc4055-5", R::kMalformed, kDuty, kDuty,
     "names an RSA signature without the NULL that belongs there"},
    {kEcdsaParameters, "ecdsa-parameters", "rfc5758-3.2", R::kMalformed, kDuty, kDuty,
     "names an ECDSA signature with parameters, where there are none"},
    {kSignatureDefaults, "signature-defaults", "x690-11.5", R::kMalformed, kDuty, kDuty,
     "writes out a default among the parameters of RSASSA-PSS"},
    {kKeyParameters, "key-parameters", "rfc5480-2.1.1", R::kMalformed, kDuty, kDuty,
     "has a key whose parameters are not what its type asks for"},
    {kIdleExtensionValue, "idle-extension-value", "rfc5280-4.2-value", R::kMalformed, kDuty, kDuty,
     "has an extension whose value is not what its type says"},
    {kAkiPresent, "aki-present", "rfc5280-4.2.1.1", R::kMalformed, kDuty, kDuty,
     "lacks the identifier of its issuer's key"},
    {kAkiNotCritical, "aki-not-critical", "rfc5280-4.2.1.1-critical", R::kMalformed, kDuty, kDuty,
     "has a critical authority key identifier"},
    {kAkiPair, "aki-pair", "rfc5280-4.2.1.1-pair", R::kMalformed, kDuty, kDuty,
     "names its issuer's certificate by half"},
    {kAkiMatches, "aki-matches", "rfc5280-4.2.1.2-match", R::kMalformed, kDuty, kNobody,
     "has another identifier of its issuer's key than the issuer itself"},
    {kSkiPresent, "ski-present", "rfc5280-4.2.1.2", R::kMalformed, kDuty, kDuty,
     "is a CA's without the identifier of its key"},
    {kSkiNotCritical, "ski-not-critical", "rfc5280-4.2.1.2-critical", R::kMalformed, kDuty, kDuty,
     "has a critical subject key identifier"},
    {kCaUsage, "ca-usage", "rfc5280-4.2.1.3-ca", R::kKeyUsage, kDuty, kDuty,
     "is a CA's without key usage"},
    {kSignNeedsCa, "sign-needs-ca", "rfc5280-4.2.1.3-sign", R::kKeyUsage, kDuty, kDuty,
     "asserts keyCertSign and is no CA's"},
    {kUsageBits, "usage-bits", "rfc5280-4.2.1.3-bits", R::kKeyUsage, kDuty, kDuty,
     "has a key usage that allows nothing"},
    {kUsageOfCurveKey, "usage-of-curve-key", "rfc8813-3", R::kKeyUsage, kDuty, kDuty,
     "has a key on a curve that is to encipher"},
    {kUsageOfEdwardsKey, "usage-of-edwards-key", "rfc9295-3", R::kKeyUsage, kDuty, kDuty,
     "has a key usage that its key on curve25519 or curve448 cannot serve"},
    {kUsageOfMlDsaKey, "usage-of-ml-dsa-key", "rfc9881-5", R::kKeyUsage, kDuty, kDuty,
     "has a key of ML-DSA that is to encipher or to agree on keys"},
    {kPolicyOnce, "policy-once", "rfc5280-4.2.1.4-once", R::kPolicy, kEvery, kDuty,
     "lists the same policy twice"},
    {kAnyQualifier, "any-qualifier", "rfc5280-4.2.1.4-any-qualifiers", R::kMalformed, kDuty, kDuty,
     "has a qualifier of anyPolicy that is neither a pointer nor a notice"},
    {kNoticeText, "notice-text", "rfc6818-3", R::kMalformed, kDuty, kDuty,
     "has a notice in an IA5String or of more than 200 characters"},
    {kAltNameOfNobody, "alt-name-of-nobody", "rfc5280-4.2.1.6-subject", R::kMalformed, kDuty,
     kNobody, "has neither a subject nor a critical alternative name"},
    {kAltNameSyntax, "alt-name-syntax", "rfc5280-4.2.1.6-syntax", R::kMalformed, kDuty, kNobody,
     "has an alternative name that is no name of its kind"},
    {kIssuerNameSyntax, "issuer-name-syntax", "rfc5280-4.2.1.7", R::kMalformed, kDuty, kDuty,
     "has an issuer's alternative name that is no name of its kind"},
    {kDirectoryAttributes, "directory-attributes", "rfc5280-4.2.1.8", R::kMalformed, kDuty, kDuty,
     "has critical subject directory attributes"},
    {kBasicConstraintsCritical, "basic-constraints-critical", "rfc5280-4.2.1.9-critical",
     R::kMalformed, kDuty, kDuty, "is a CA's whose basic constraints are not critical"},
    {kPathLengthOfCa, "path-length-of-ca", "rfc5280-4.2.1.9-path-length-ca", R::kMalformed, kDuty,
     kDuty, "has a path length and may not sign certificates"},
    {kConstraintsCritical, "constraints-critical", "rfc5280-4.2.1.10-critical", R::kMalformed,
     kStrict, kStrict, "has name constraints that are not critical"},
    {kConstraintsOfCa, "constraints-of-ca", "rfc5280-4.2.1.10-ca", R::kMalformed, kDuty, kDuty,
     "has name constraints and is no CA's"},
    {kConstraintsEmpty, "constraints-empty", "rfc5280-4.2.1.10-empty", R::kMalformed, kDuty, kDuty,
     "has name constraints that constrain nothing"},
    {kConstraintsSyntax, "constraints-syntax", "rfc5280-4.2.1.10-syntax", R::kMalformed, kDuty,
     kDuty, "has a name constraint that is no name of its kind"},
    {kPolicyConstraintsCritical, "policy-constraints-critical", "rfc5280-4.2.1.11-critical",
     R::kMalformed, kDuty, kDuty, "has policy constraints that are not critical"},
    {kPolicyConstraintsEmpty, "policy-constraints-empty", "rfc5280-4.2.1.11-empty", R::kMalformed,
     kDuty, kDuty, "has empty policy constraints"},
    {kInhibitAnyCritical, "inhibit-any-critical", "rfc5280-4.2.1.14", R::kMalformed, kDuty, kDuty,
     "inhibits anyPolicy in an extension that is not critical"},
    {kPointReasons, "point-reasons", "rfc5280-4.2.1.13-reasons", R::kMalformed, kDuty, kDuty,
     "has a distribution point with neither a name nor an issuer"},
    {kFreshestNotCritical, "freshest-not-critical", "rfc5280-4.2.1.15", R::kMalformed, kDuty, kDuty,
     "has a critical freshestCRL"},
    {kAccessNotCritical, "access-not-critical", "rfc5280-4.2.2", R::kMalformed, kDuty, kDuty,
     "has critical information access"},
    {kNoRevAvailAlone, "no-rev-avail-alone", "rfc9608-3", R::kMalformed, kModern, kDuty,
     "says that nobody tells its status, and is a CA's or says who tells it"},
    {kNoRevAvailNotCritical, "no-rev-avail-not-critical", "rfc9608-2-critical", R::kMalformed,
     kDuty, kDuty, "has a critical noRevAvail"},
    {kCrlNumber, "crl-number", "rfc5280-5.2.3", R::kRevocationUnknown, kDuty, kNobody,
     "has a CRL without a number, or with a critical one"},
    {kCrlAuthority, "crl-authority", "rfc5280-5.2.1", R::kRevocationUnknown, kDuty, kNobody,
     "has a CRL without the identifier of its issuer's key"},

    {kVersion3, "version-3", "cabf-br-7.1.1", R::kMalformed, kWebpki, kWebpki,
     "is not of version 3"},
    {kLifetime, "lifetime", "cabf-br-6.3.2", R::kMalformed, kWebpki, kNobody,
     "is valid for longer than a server's certificate of its day may be"},
    {kSha1, "sha1", "cabf-br-7.1.3.2", R::kWeakAlgorithm, kWebpki, kNobody, "is signed with SHA-1"},
    {kRsaSize, "rsa-size", "cabf-br-6.1.5", R::kWeakKey, kWebpki, kWebpki,
     "has an RSA key of less than 2048 bits"},
    {kRsaOctets, "rsa-octets", "cabf-br-6.1.5-octets", R::kWeakKey, kWebpki, kWebpki,
     "has an RSA modulus that is no whole number of octets"},
    {kRsaExponent, "rsa-exponent", "cabf-br-6.1.6", R::kWeakKey, kWebpki, kWebpki,
     "has an RSA exponent that is even or below 3"},
    {kKeyType, "key-type", "cabf-br-6.1.5-type", R::kWeakKey, kWebpki, kWebpki,
     "has a key that is neither RSA nor on P-256, P-384 or P-521"},
    {kServerPurpose, "server-purpose", "cabf-br-7.1.2.7.10", R::kExtendedKeyUsage, kWebpki, kNobody,
     "does not list serverAuth, or lists a purpose that no server has"},
    {kServerPurposeCritical, "server-purpose-critical", "cabf-br-7.1.2.7.6", R::kExtendedKeyUsage,
     kWebpki, kNobody, "has a critical extended key usage"},
    {kIssuerPurpose, "issuer-purpose", "cabf-br-7.1.2.10.6", R::kExtendedKeyUsage, kWebpki, kNobody,
     "is a CA's with a purpose that none in a server's path has"},
    {kRootPurpose, "root-purpose", "cabf-br-7.1.2.1.2", R::kExtendedKeyUsage, kNobody, kWebpki,
     "is a root's with an extended key usage"},
    {kRootKeyId, "root-key-id", "cabf-br-7.1.2.1.3", R::kMalformed, kNobody, kWebpki,
     "is a root's whose authority key identifier is not its own key's identifier alone"},
    {kAuthorityKeyIdOnly, "authority-key-id-only", "cabf-br-7.1.2.11.1", R::kMalformed, kWebpki,
     kNobody, "has an authority key identifier with an issuer or a serial number"},
    {kSubscriberUsage, "subscriber-usage", "cabf-br-7.1.2.7.11", R::kKeyUsage, kWebpki, kNobody,
     "has a key usage that a server's key of its type does not have"},
    {kLeafNotCa, "leaf-not-ca", "cabf-br-7.1.2.7.8", R::kMalformed, kWebpki, kNobody,
     "is a CA's in a server's place"},
    {kAltNamePresent, "alt-name-present", "cabf-br-7.1.2.7.12", R::kNameMismatch, kWebpki, kNobody,
     "has no subject alternative name"},
    {kAltNameNotCritical, "alt-name-not-critical", "cabf-br-7.1.2.7.12-critical", R::kMalformed,
     kWebpki, kNobody, "has a subject and a critical alternative name"},
    {kCommonName, "common-name", "cabf-br-7.1.4.3", R::kMalformed, kWebpki, kNobody,
     "has a common name that is no copy of an alternative name"},
    {kWildcard, "wildcard", "cabf-br-3.2.2.6", R::kMalformed, kWebpki, kNobody,
     "has a wildcard that is not one whole first label under a registered domain"},
    {kPointNames, "point-names", "cabf-br-7.1.2.11.2", R::kMalformed, kWebpki, kNobody,
     "has a CRL distribution point that is not named by URIs alone"},
    {kClaimedAccess, "claimed-access", "cabf-br-7.1.2.7.6-access", R::kMalformed, kWebpki, kNobody,
     "claims to be domain validated and has no authority information access"},
    {kClaimedSubject, "claimed-subject", "cabf-br-7.1.2.7.2", R::kMalformed, kWebpki, kNobody,
     "claims to be domain validated and has more in its subject than country and common name"},
    {kClaimedPoints, "claimed-points", "cabf-br-7.1.2.6.1", R::kMalformed, kWebpki, kNobody,
     "issues domain validated certificates and has no CRL distribution points"},
    {kClaimedPurpose, "claimed-purpose", "cabf-br-7.1.2.10.6-present", R::kMalformed, kWebpki,
     kNobody, "issues domain validated certificates and has no extended key usage"},
    {kScopeNames, "scope-names", "cabf-br-7.2.2.1", R::kRevocationUnknown, kWebpki, kNobody,
     "has a CRL that is indirect, or whose scope is not named by URIs"},
};

constexpr bool table_is_in_order() {
  for (std::size_t i = 0; i < std::size(kTable); ++i) {
    if (static_cast<std::size_t>(kTable[i].id) != i) return false;
  }
  return std::size(kTable) == kOracleChecks;
}
static_assert(table_is_in_order());

template <typename Field>
auto make_sets(Field field) {
  std::array<OracleCheckSet, 4> sets;
  for (const OracleCheckEntry& each : kTable) {
    for (unsigned i = 0; i < sets.size(); ++i) {
      if ((each.*field >> i & 1) != 0) sets[i].set(static_cast<std::size_t>(each.id));
    }
  }
  return sets;
}

}  // namespace

std::span<const OracleCheckEntry> oracle_checks() { return kTable; }

const OracleCheckEntry& entry(OracleCheck check) { return kTable[static_cast<std::size_t>(check)]; }

OracleCheckSet checks_of(Ruleset rules) {
  static const auto sets = make_sets(&OracleCheckEntry::rulesets);
  return sets[static_cast<std::size_t>(rules)];
}

OracleCheckSet anchor_checks_of(Ruleset rules) {
  static const auto sets = make_sets(&OracleCheckEntry::anchor_rulesets);
  return sets[static_cast<std::size_t>(rules)];
}

}  // namespace assay
