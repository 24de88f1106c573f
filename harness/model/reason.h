// Reason: why a verifier rejected, in our small vocabulary. Every stack's native codes are mapped
// to one of these; kOther keeps a code that says no more than "no".
#pragma once

#include "harness/base/text.h"

namespace assay {

enum class Reason {
  kNone,               // accepted
  kMalformed,          // undecodable, or a structure the standard forbids
  kExpired,            // notAfter has passed
  kNotYetValid,        // notBefore lies ahead
  kUnknownIssuer,      // no path to a trust anchor
  kBadSignature,       // a signature does not verify
  kNotACa,             // an issuer without basicConstraints cA TRUE
  kPathLength,         // pathLenConstraint exceeded
  kKeyUsage,           // keyUsage forbids what was done
  kExtendedKeyUsage,   // extendedKeyUsage lacks the purpose
  kNameMismatch,       // no identifier matches the reference identity
  kNameConstraints,    // a name outside the permitted or inside the excluded subtrees
  kCriticalExtension,  // an unrecognised critical extension
  kWeakAlgorithm,      // a digest, signature algorithm or curve that is refused
  kWeakKey,            // a key that is too small or otherwise refused
  kRevoked,            // a CRL or OCSP response says so
  kRevocationUnknown,  // no usable revocation status where one is required
  kPolicy,             // certificate policies (RFC 5280 section 6.1.5 g)
  kDepth,              // longer than the caller allows
  kBudget,             // gave up within a stated bound of work
  kSerial,             // a serial number that is refused
  kOther,              // rejected, with a code that does not say why
};

template <>
struct EnumNames<Reason> {
  static constexpr std::pair<Reason, std::string_view> kNames[] = {
      {Reason::kNone, "none"},
      {Reason::kMalformed, "malformed"},
      {Reason::kExpired, "expired"},
      {Reason::kNotYetValid, "not-yet-valid"},
      {Reason::kUnknownIssuer, "unknown-issuer"},
      {Reason::kBadSignature, "bad-signature"},
      {Reason::kNotACa, "not-a-ca"},
      {Reason::kPathLength, "path-length"},
      {Reason::kKeyUsage, "key-usage"},
      {Reason::kExtendedKeyUsage, "extended-key-usage"},
      {Reason::kNameMismatch, "name-mismatch"},
      {Reason::kNameConstraints, "name-constraints"},
      {Reason::kCriticalExtension, "critical-extension"},
      {Reason::kWeakAlgorithm, "weak-algorithm"},
      {Reason::kWeakKey, "weak-key"},
      {Reason::kRevoked, "revoked"},
      {Reason::kRevocationUnknown, "revocation-unknown"},
      {Reason::kPolicy, "policy"},
      {Reason::kDepth, "depth"},
      {Reason::kBudget, "budget"},
      {Reason::kSerial, "serial"},
      {Reason::kOther, "other"},
  };
};

}  // namespace assay
