// Effect: what it would mean that a verifier accepts what it must refuse.
#pragma once

#include "harness/base/text.h"
#include "harness/model/reason.h"

namespace assay {

enum class Effect {
  kAuthBypass,        // a peer is believed to be somebody that it is not
  kRevocationBypass,  // a certificate that was taken back is believed
  kDos,               // work without a bound, or a crash
  kInterop,           // a good peer is refused: what a false reject means, and no accept
  kForm,              // a form that the standard forbids and that gives nobody a name or a right
};

template <>
struct EnumNames<Effect> {
  static constexpr std::pair<Effect, std::string_view> kNames[] = {
      {Effect::kAuthBypass, "auth-bypass"},
      {Effect::kRevocationBypass, "revocation-bypass"},
      {Effect::kDos, "dos"},
      {Effect::kInterop, "interop"},
      {Effect::kForm, "form"},
  };
};

// default_effect() is the effect of a behaviour that names none: it follows from the Reason of its
// reject. Without a reject (kNone) it is kInterop.
constexpr Effect default_effect(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return Effect::kInterop;
    case Reason::kRevoked:
    case Reason::kRevocationUnknown:
      return Effect::kRevocationBypass;
    case Reason::kBudget:
      return Effect::kDos;
    case Reason::kMalformed:
    case Reason::kSerial:
    case Reason::kOther:
      return Effect::kForm;
    case Reason::kExpired:
    case Reason::kNotYetValid:
    case Reason::kUnknownIssuer:
    case Reason::kBadSignature:
    case Reason::kNotACa:
    case Reason::kPathLength:
    case Reason::kKeyUsage:
    case Reason::kExtendedKeyUsage:
    case Reason::kNameMismatch:
    case Reason::kNameConstraints:
    case Reason::kCriticalExtension:
    case Reason::kWeakAlgorithm:
    case Reason::kWeakKey:
    case Reason::kPolicy:
    case Reason::kDepth:
      return Effect::kAuthBypass;
  }
  return Effect::kForm;
}

}  // namespace assay
