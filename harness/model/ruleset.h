// Ruleset: which clauses judge (DESIGN section 1).
#pragma once

#include "harness/base/text.h"

namespace assay {

enum class Ruleset {
  kRfc5280,  // section 6 and the verifier's own duties
  kStrict,   // the issuer's duties of section 4 too
  kWebpki,   // CA/B Forum baseline
  kLegacy,   // common-name fallback and the like
};

template <>
struct EnumNames<Ruleset> {
  static constexpr std::pair<Ruleset, std::string_view> kNames[] = {
      {Ruleset::kRfc5280, "rfc5280"},
      {Ruleset::kStrict, "strict"},
      {Ruleset::kWebpki, "webpki"},
      {Ruleset::kLegacy, "legacy"},
  };
};

}  // namespace assay
