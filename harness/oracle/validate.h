// validate() decides whether a certification path from `question.leaf` to one of its trust anchors
// satisfies RFC 5280 section 6.1 at `question.time`, with the checks that a ruleset asks.
//
// Inputs of section 6.1.1: (a) the path is built from the question's pool; (b) the time; (c) to (g)
// Question::policy; (d) the anchors' names and keys, with their path length and name constraints
// (RFC 5937), and under `strict` and `webpki` what else their certificates say. Revocation: see
// revocation.h; names: identity.h.
//
// Cost: at most kSignatureBudget signature checks of certificates and kEdgeBudget edges (builder.h)
// and kConstraintBudgetOfQuestion comparisons of names (constraints.h), whatever the question.
#pragma once

#include <optional>
#include <vector>

#include "harness/model/question.h"
#include "harness/model/verdict.h"
#include "harness/oracle/trace.h"

namespace assay {

struct OracleOptions {
  std::optional<Ruleset> ruleset;  // instead of the question's own
  OracleCheckSet waived = {};      // checks that are not made: to see what else a question breaks
};

struct OracleVerdict {
  // accept, or reject with the Reason of the first check that failed on the most promising path.
  // `native` is "<clause>/<check>", `words` one sentence.
  Verdict verdict;
  std::optional<OracleCheck> failed;
  OracleTrace trace;
};

// validate() never fails: undecodable input is a reject with Reason::kMalformed.
OracleVerdict validate(const Question& question, const OracleOptions& options = {});

// find_faults() is all that is wrong with a question: the verdict, then that without the check it
// failed, and so on until one accepts, which is left out. Empty where the question is accepted; two
// or more where each alone explains the reject. At most one a check of the ruleset.
std::vector<OracleVerdict> find_faults(const Question& question, OracleOptions options = {});

}  // namespace assay
