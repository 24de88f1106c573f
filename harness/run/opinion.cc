#include "harness/run/opinion.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay {
namespace {

constexpr std::size_t kTaskSize = 64;  // cases

const Clause* find_clause(const std::map<std::string, Clause>& clauses, const std::string& id) {
  const auto it = clauses.find(id);
  return it == clauses.end() ? nullptr : &it->second;
}

// The clause of the case, or else the one that the oracle rejects by.
const Clause* clause_of(const CaseResult& result, const std::map<std::string, Clause>& clauses) {
  for (const std::string& id : result.what.clauses) {
    if (const Clause* const clause = find_clause(clauses, id)) return clause;
  }
  if (!result.oracle->failed) return nullptr;
  return find_clause(clauses, std::string(entry(*result.oracle->failed).clause));
}

}  // namespace

void consult_oracle(Results& results, unsigned jobs, const ProgressCallback& progress) {
  const std::size_t tasks = (results.cases.size() + kTaskSize - 1) / kTaskSize;
  const auto make_lane = [&results]() -> LaneTask {
    return [&results](std::size_t task) -> Result<RunTally> {
      const std::size_t end = std::min((task + 1) * kTaskSize, results.cases.size());
      for (std::size_t i = task * kTaskSize; i < end; ++i) {
        CaseResult& each = results.cases[i];
        if (each.what.unsupported.empty()) each.oracle = validate(each.what.question);
      }
      return RunTally{end - task * kTaskSize, 0};
    };
  };
  const auto done = run_lanes(jobs, tasks, make_lane, results.cases.size(), progress);
  ASSAY_CHECK(done.has_value());  // no task of ours fails
}

std::string decision_text(const Verdict& verdict) {
  std::string text(name_of(verdict.decision));
  if (verdict.reason != Reason::kNone) text += fmt::format(" ({})", name_of(verdict.reason));
  return text;
}

std::string clause_text(const Clause& clause) {
  return fmt::format("{} section {} ({} of the {}): {}", clause.document, clause.section,
                     name_of(clause.strength), name_of(clause.binds), clause.title);
}

bool is_disputed(const CaseResult& result) {
  if (!result.oracle || result.what.foreign || result.expectation == Expectation::kEither) {
    return false;
  }
  const Verdict& oracle = result.oracle->verdict;
  if (result.expectation == Expectation::kAccept) return oracle.decision != Decision::kAccept;
  const bool same_reason =
      result.what.reason == Reason::kNone || oracle.reason == result.what.reason;
  return oracle.decision != Decision::kReject || !same_reason;
}

std::string grounds_of(const CaseResult& result, const Answer& answer,
                       const std::map<std::string, Clause>& clauses) {
  ASSAY_CHECK(result.oracle.has_value());
  const Verdict& oracle = result.oracle->verdict;
  const bool with_target = oracle.decision == answer.verdict.decision;
  std::string text = fmt::format("the oracle sides with the {}: {}",
                                 with_target ? "stack" : "expectation", decision_text(oracle));
  if (const Clause* const clause = clause_of(result, clauses)) text += "; " + clause_text(*clause);
  return text;
}

}  // namespace assay
