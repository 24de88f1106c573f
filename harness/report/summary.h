// Summary: what the formats count alike.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/run/results.h"

namespace assay {

// kFindings are all findings in the order of reports: from good to bad.
inline constexpr std::array kFindings = {
    Finding::kAgree,       Finding::kAgreeOtherReason,
    Finding::kVacuous,     Finding::kPermitted,
    Finding::kKnown,       Finding::kNew,
    Finding::kUnsupported, Finding::kBroken,
};

struct ColumnCounts {
  FindingCounts findings;
  std::uint64_t untwinned = 0;  // rejects of foreign cases, among the others

  // of() is 0 for a finding that did not occur.
  [[nodiscard]] std::uint64_t of(Finding finding) const;
};

// count_columns() counts each column of the matrix, in the order of Results::columns.
std::vector<ColumnCounts> count_columns(const Results& results);

// exit_meaning() is one line: "exit 1: 3 new, 1 broken, 2 stale entries".
std::string exit_meaning(const Results& results);

// expectation_text() is "accept", "reject (expired)", "either".
std::string expectation_text(const CaseResult& row);

// next_step() is what to do about a finding of this case: the command that explains it.
std::string next_step(const Case& what);

// plural() is "1 case", "2 cases".
std::string plural(std::uint64_t count, std::string_view noun);

}  // namespace assay
