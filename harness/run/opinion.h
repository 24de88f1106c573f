// opinion: the oracle as judge over a run: whether an expectation stands, and whose side it takes
// where a target differs.
#pragma once

#include <map>
#include <string>

#include "harness/model/clause.h"
#include "harness/run/results.h"

namespace assay {

// consult_oracle() fills CaseResult::oracle of every case that can be asked, on `jobs` threads. The
// oracle judges each under its question's ruleset. `progress` counts cases.
void consult_oracle(Results& results, unsigned jobs, const ProgressCallback& progress = {});

// decision_text() is "accept", "reject (expired)", "crash".
std::string decision_text(const Verdict& verdict);

// clause_text() is "RFC 5280 section 6.1.4 (l) (must of the verifier): " and the clause's sentence.
std::string clause_text(const Clause& clause);

// is_disputed() tells whether the oracle contradicts a case of ours: another decision, or a reject
// for another Reason than the stated one. Of a foreign case and of `either` it never does.
bool is_disputed(const CaseResult& result);

// grounds_of() says, for an answer that differs, whose side the oracle takes, what the clause
// demands, and how strongly of whom: one line. The oracle must have been consulted.
std::string grounds_of(const CaseResult& result, const Answer& answer,
                       const std::map<std::string, Clause>& clauses);

}  // namespace assay
