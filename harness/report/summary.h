// Summary: what the formats count alike.
#pragma once

#include <array>
#include <cstdint>
#include <map>
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

// Extent of a harm: rules of the catalogue (of a foreign suite: cases) and cases.
struct HarmCount {
  std::uint64_t behaviours = 0;
  std::uint64_t cases = 0;
};

// ColumnHarm is the answer to "how bad is it?" for one column.
struct ColumnHarm {
  HarmCount crashes;
  std::map<Effect, HarmCount> false_accepts;
  HarmCount false_rejects;

  // all_false_accepts() is their sum; a behaviour has one effect.
  [[nodiscard]] HarmCount all_false_accepts() const;
};

// count_harm() counts each column of the matrix, in the order of Results::columns.
std::vector<ColumnHarm> count_harm(const Results& results);

// harm_text() is "3 crashes, 120 false accepts (12 behaviours), ..." over all columns, or "".
std::string harm_text(const Results& results);

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
