// self_check: do the cases prove what they say? Held against the oracle, without any stack.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/model/case.h"
#include "harness/oracle/validate.h"
#include "harness/run/difference.h"

namespace assay {

// SelfCheckMistake is a case of ours that proves nothing, or the wrong thing.
struct SelfCheckMistake {
  std::string id;
  Ruleset ruleset = Ruleset::kRfc5280;
  std::string what;  // one sentence
};

// Overdetermined is a reject of a foreign suite that several checks explain, each alone: a target
// that lacks the one that the case is about may pass it all the same.
struct Overdetermined {
  std::string id;
  std::vector<OracleCheck> checks;  // in the order in which the oracle meets them
};

struct SelfCheck {
  std::size_t accepts = 0;    // expectations that were checked, over all rulesets
  std::size_t rejects = 0;    // likewise
  std::size_t foreign = 0;    // cases of others
  std::size_t not_asked = 0;  // cases that nobody can be asked
  // Rejects of ours by how far they are from their twins (difference.h); each case counts once.
  std::map<Extent, std::size_t> extents;
  std::vector<SelfCheckMistake> mistakes;
  std::vector<SelfCheckMistake> disagreements;  // with expectations of others
  std::vector<Overdetermined> overdetermined;
};

// self_check() holds each expectation of each case against the oracle: an accept is accepted; a
// reject of ours is rejected for its Reason while its twin, which must be among `cases`, asks
// something else and is accepted under the same ruleset; a reject of others is rejected, by one
// check alone.
SelfCheck self_check(const std::vector<Case>& cases);

}  // namespace assay
