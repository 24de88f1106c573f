// OracleCheck: everything that the oracle enforces, one value a rule, each belonging to a clause.
//
// The table says for which rulesets a check holds, and under which it is asked of a trust anchor's
// certificate too (RFC 5280 section 6.2 leaves that open). Who is bound by a clause stands in
// vectors/clauses.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string_view>

#include "harness/base/text.h"
#include "harness/model/case.h"
#include "harness/model/reason.h"

namespace assay {

enum class OracleCheck : std::uint8_t {
  // Reading.
  kEncoding,
  kVersion,
  kExtensionOnce,
  kExtensionValue,
  kProcessedValue,
  kAlgorithmsAgree,
  // The path.
  kIssuerKnown,
  kSignature,
  kAlgorithmKnown,
  kAlgorithmParameters,
  kIssuerKey,
  kAlgorithmOfKey,
  kBudget,
  kDepth,
  kNotBefore,
  kNotAfter,
  kPermittedSubtrees,
  kExcludedSubtrees,
  kSubtreeBounds,
  kSubtreeForm,
  kPolicyGraph,
  kPolicyMapping,
  kExplicitPolicy,
  kCa,
  kVersionOfCa,
  kPathLength,
  kKeyCertSign,
  kCriticalOfCa,
  kCriticalOfLeaf,
  kNotRevoked,
  kStatusKnown,
  // What the certificate is asked for.
  kPurpose,
  kPurposeOfCa,
  kUsageOfPurpose,
  kCallerUsage,
  kCallerPurpose,
  kSignatureAlgorithm,
  kName,
  kDigestBroken,
  kSha1Sunset,
  kKeyBroken,
  // The issuer's duties.
  kSerialPositive,
  kSerialLength,
  kIssuerName,
  kNameCharacters,
  kNameTypes,
  kNameBounds,
  kSetOrder,
  kTimeForm,
  kCaSubject,
  kUniqueIds,
  kSignatureParameters,
  kEcdsaParameters,
  kSignatureDefaults,
  kKeyParameters,
  kIdleExtensionValue,
  kAkiPresent,
  kAkiNotCritical,
  kAkiPair,
  kAkiMatches,
  kSkiPresent,
  kSkiNotCritical,
  kCaUsage,
  kSignNeedsCa,
  kUsageBits,
  kUsageOfCurveKey,
  kUsageOfEdwardsKey,
  kUsageOfMlDsaKey,
  kPolicyOnce,
  kAnyQualifier,
  kNoticeText,
  kAltNameOfNobody,
  kAltNameSyntax,
  kIssuerNameSyntax,
  kDirectoryAttributes,
  kBasicConstraintsCritical,
  kPathLengthOfCa,
  kConstraintsCritical,
  kConstraintsOfCa,
  kConstraintsEmpty,
  kConstraintsSyntax,
  kPolicyConstraintsCritical,
  kPolicyConstraintsEmpty,
  kInhibitAnyCritical,
  kPointReasons,
  kFreshestNotCritical,
  kAccessNotCritical,
  kNoRevAvailAlone,
  kNoRevAvailNotCritical,
  kCrlNumber,
  kCrlAuthority,
  // The CA/Browser Forum's.
  kVersion3,
  kLifetime,
  kSha1,
  kRsaSize,
  kRsaOctets,
  kRsaExponent,
  kKeyType,
  kServerPurpose,
  kServerPurposeCritical,
  kIssuerPurpose,
  kRootPurpose,
  kRootKeyId,
  kAuthorityKeyIdOnly,
  kSubscriberUsage,
  kLeafNotCa,
  kAltNamePresent,
  kAltNameNotCritical,
  kCommonName,
  kWildcard,
  kPointNames,
  kClaimedAccess,
  kClaimedSubject,
  kClaimedPoints,
  kClaimedPurpose,
  kScopeNames,
};

inline constexpr std::size_t kOracleChecks = static_cast<std::size_t>(OracleCheck::kScopeNames) + 1;

struct OracleCheckEntry {
  OracleCheck id;
  std::string_view name;    // "path-length"
  std::string_view clause;  // "rfc5280-6.1.4-l"
  Reason reason;
  std::uint8_t rulesets;         // a bit for each Ruleset that enforces it
  std::uint8_t anchor_rulesets;  // likewise, of trust anchors
  std::string_view words;        // what is wrong, as the end of a sentence about a certificate
};

// oracle_checks() lists every check, in the order of OracleCheck.
std::span<const OracleCheckEntry> oracle_checks();

const OracleCheckEntry& entry(OracleCheck check);

using OracleCheckSet = std::bitset<kOracleChecks>;

// checks_of() are those that `rules` enforces on the certificates of a path; anchor_checks_of()
// those on its trust anchor.
OracleCheckSet checks_of(Ruleset rules);
OracleCheckSet anchor_checks_of(Ruleset rules);

}  // namespace assay
