#include "harness/report/summary.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "harness/base/interruption.h"

namespace assay {

std::uint64_t ColumnCounts::of(Finding finding) const {
  const auto it = findings.find(finding);
  return it == findings.end() ? 0 : it->second;
}

std::vector<ColumnCounts> count_columns(const Results& results) {
  std::vector<ColumnCounts> columns(results.columns.size());
  for (const CaseResult& row : results.cases) {
    ASSAY_CHECK(row.answers.size() == columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      ++columns[i].findings[row.answers[i].finding];
      if (row.answers[i].untwinned) ++columns[i].untwinned;
    }
  }
  return columns;
}

HarmCount ColumnHarm::all_false_accepts() const {
  HarmCount all;
  for (const auto& [effect, count] : false_accepts) {
    all.behaviours += count.behaviours;
    all.cases += count.cases;
  }
  return all;
}

std::vector<ColumnHarm> count_harm(const Results& results) {
  std::vector<ColumnHarm> columns(results.columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::set<std::pair<const HarmCount*, std::string_view>> met;
    for (const CaseResult& row : results.cases) {
      HarmCount* count = nullptr;
      switch (harm_of(results, row, row.answers[i])) {
        case Harm::kNone:
          continue;
        case Harm::kCrash:
          count = &columns[i].crashes;
          break;
        case Harm::kFalseAccept:
          count = &columns[i].false_accepts[effect_of(row)];
          break;
        case Harm::kFalseReject:
          count = &columns[i].false_rejects;
          break;
      }
      ++count->cases;
      const Case& what = row.what;
      if (met.emplace(count, what.behaviour.empty() ? what.id : what.behaviour).second) {
        ++count->behaviours;
      }
    }
  }
  return columns;
}

std::string harm_text(const Results& results) {
  ColumnHarm all;
  for (const ColumnHarm& each : count_harm(results)) {
    all.crashes.cases += each.crashes.cases;
    all.false_rejects.cases += each.false_rejects.cases;
    all.false_accepts[Effect::kForm].cases += each.all_false_accepts().cases;
  }
  std::string text;
  const auto add = [&text](std::uint64_t count, std::string_view noun) {
    if (count > 0) text += (text.empty() ? "" : ", ") + plural(count, noun);
  };
  add(all.crashes.cases, "known crash" + std::string(all.crashes.cases > 1 ? "e" : ""));
  add(all.all_false_accepts().cases, "known false accept");
  add(all.false_rejects.cases, "known false reject");
  return text;
}

std::string exit_meaning(const Results& results) {
  const std::size_t stale = results.stale.size();
  const std::string stale_text =
      fmt::format("{} stale {}", stale, stale == 1 ? "entry" : "entries");
  if (!failed(results)) {
    const std::string harm = harm_text(results);
    return "exit 0: nothing new" + (harm.empty() ? "" : "; " + harm) +
           (stale > 0 ? "; a warning: " + stale_text + " of known deviations" : "");
  }
  const std::string status = fmt::format("exit {}: ", exit_status(results));
  FindingCounts counts = count_findings(results);
  std::string what;
  const auto add = [&what](const std::string& part) { what += (what.empty() ? "" : ", ") + part; };
  if (const Interrupted& cut = results.interrupted; cut.signal != 0) {
    add(fmt::format("interrupted by {} when {} of {} were answered", signal_name(cut.signal),
                    results.cases.size(), plural(cut.planned, "case")));
  }
  for (const Finding finding : kFindings) {
    if (!fails(finding) || counts[finding] == 0) continue;
    add(fmt::format("{} {}", counts[finding], name_of(finding)));
  }
  if (const std::uint64_t disputes = count_disputes(results); disputes > 0) {
    add(plural(disputes, "dispute"));
  }
  if (stale > 0) add(stale_text);
  return status + what;
}

std::string expectation_text(const CaseResult& row) {
  std::string text(name_of(row.expectation));
  if (row.expectation == Expectation::kReject && row.what.reason != Reason::kNone) {
    text += fmt::format(" ({})", name_of(row.what.reason));
  }
  return text;
}

std::string next_step(const Case& what) {
  if (what.foreign) return "assay explain FILE " + what.id;
  return "assay explain " + what.id;
}

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace assay
