// validate() decides whether a certification path from `question.leaf` to one of its trust anchors
// satisfies RFC 5280 section 6.1 at `question.time`, with the checks that a ruleset asks.
//
// Inputs of section 6.1.1: (a) the path is built from the question's pool; (b) the time; (c) to (g)
// Question::policy; (d) the anchors' names and keys, with their path length and name constraints
// (RFC 5937), and under `strict` and `webpki` what else their certificates say. Revocation: see
// revocation.h; names: identity.h.
//
// Deviations from RFC 5280, beside the latitudes (latitude.h):
// - section 4.2.1.12: the extended key usages of intermediates limit what they issue; those of
//   anchors do not.
// - section 4.2.1.10: a DNS constraint with a dot in front means the names below; one of
//   mailboxes or URIs without a host holds nothing; what a malformed base excludes ends the path.
// - section 6.1.3 (a) (1): ECDSA identifiers with NULL parameters and written-out defaults of
//   RSASSA-PSS are verified (the issuer is bound); MD5, SHA-1 after 2013 and RSA keys of less than
//   1,024 bits are refused, except under `legacy`.
// - section 6.1.3 (a) (3) is skipped where RFC 9608 says so.
// - section 6.3.3: nothing is fetched; a certificate's CRLs are those at hand.
// - sections 4.1 and 4.2: a cA of FALSE and a minimum of 0 may be written out, key usages may have
//   trailing zeros; other BER is refused.
//
// Cost: at most kSignatureBudget signature checks of certificates and kEdgeBudget edges (builder.h)
// and kConstraintBudgetOfQuestion comparisons of names (constraints.h), whatever the question.
#pragma once

#include <optional>
#include <vector>

#include "harness/model/question.h"
#include "harness/model/verdict.h"
#include "harness/oracle/latitude.h"
#include "harness/oracle/trace.h"

namespace assay {

struct OracleOptions {
  std::optional<Ruleset> ruleset;  // instead of the question's own
  OracleCheckSet waived = {};      // checks that are not made: to see what else a question breaks
  LatitudeSet otherwise = {};      // matters that are not read as the ruleset does
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

// turning_latitude() is the first latitude whose other reading alone gives another decision than
// `given`, that of validate(); nothing where all give the same. It validates once for each.
std::optional<Latitude> turning_latitude(const Question& question, const OracleOptions& options,
                                         Decision given);

// find_faults() is all that is wrong with a question: the verdict, then that without the check it
// failed, and so on until one accepts, which is left out. Empty where the question is accepted; two
// or more where each alone explains the reject. At most one a check of the ruleset.
std::vector<OracleVerdict> find_faults(const Question& question, OracleOptions options = {});

}  // namespace assay
