#include "harness/run/adjudicate.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "harness/run/opinion.h"

namespace assay {
namespace {

// Judge holds the answers of one run against the law.
class Judge {
 public:
  Judge(Results& results, const Law& law)
      : results_(results), law_(law), used_(law.deviations.size(), 0) {
    for (std::size_t i = 0; i < results.cases.size(); ++i) {
      by_id_.emplace(results.cases[i].what.id, i);
    }
  }

  void run() {
    for (CaseResult& result : results_.cases) {
      result.disputed = is_disputed(result);
      for (std::size_t column = 0; column < result.answers.size(); ++column) {
        judge(result, column);
      }
    }
    keep_used_deviations();
    keep_cited_clauses();
    find_stale();
  }

 private:
  void judge(CaseResult& result, std::size_t column) {
    Answer& answer = result.answers[column];
    switch (answer.verdict.decision) {
      case Decision::kUnsupported:
        answer.finding = Finding::kUnsupported;
        return;
      case Decision::kCrash:
      case Decision::kTimeout:
        differs(result, column, answer, Finding::kBroken);
        return;
      case Decision::kAccept:
      case Decision::kReject:
        break;
    }
    const bool accepted = answer.verdict.decision == Decision::kAccept;
    switch (result.expectation) {
      case Expectation::kEither:
        answer.finding = Finding::kPermitted;
        return;
      case Expectation::kAccept:
        if (accepted) {
          answer.finding = Finding::kAgree;
        } else {
          differs(result, column, answer, Finding::kNew);
        }
        return;
      case Expectation::kReject:
        if (accepted) {
          differs(result, column, answer, Finding::kNew);
        } else {
          rejected_as_expected(result, column, answer);
        }
        return;
    }
  }

  void rejected_as_expected(const CaseResult& result, std::size_t column, Answer& answer) const {
    if (result.what.foreign) {
      answer.finding = Finding::kAgree;
      answer.untwinned = true;
      return;
    }
    const auto twin = by_id_.find(result.what.twin);
    if (twin == by_id_.end()) {
      answer.finding = Finding::kAgree;
      answer.untwinned = true;
      answer.note = "the twin " + result.what.twin + " was not asked";
      return;
    }
    const Decision on_twin = results_.cases[twin->second].answers[column].verdict.decision;
    if (on_twin != Decision::kAccept) {
      answer.finding = Finding::kVacuous;
      answer.note = "the twin " + result.what.twin +
                    (on_twin == Decision::kUnsupported ? " cannot be asked of this target"
                                                       : " is not accepted either");
      return;
    }
    const bool same_reason = answer.verdict.reason == result.what.reason;
    answer.finding = same_reason ? Finding::kAgree : Finding::kAgreeOtherReason;
  }

  void differs(const CaseResult& result, std::size_t column, Answer& answer, Finding otherwise) {
    answer.finding = otherwise;
    if (result.oracle) answer.grounds = grounds_of(result, answer, law_.clauses);
    const std::string& target = judging_target(result, column);
    for (std::size_t i = 0; i < law_.deviations.size(); ++i) {
      const Deviation& entry = law_.deviations[i];
      if (!selects(entry, target, result.what.id) || !entry.pins(answer.verdict)) continue;
      ++used_[i];
      answer.finding = Finding::kKnown;
      answer.note = entry.why;
      answer.deviation = i;  // of the law until keep_used_deviations()
      return;
    }
    if (otherwise == Finding::kNew && only_issuer_bound(result)) {
      answer.finding = Finding::kPermitted;
      answer.note = "the clause binds the issuer only";
    }
    if (answer.finding == Finding::kNew) excuse_by_latitude(result, answer);
  }

  // A verdict that turns on what the standards leave open is nobody's fault.
  static void excuse_by_latitude(const CaseResult& result, Answer& answer) {
    if (!result.oracle) return;
    const auto turns = turning_latitude(result.what.question, {}, result.oracle->verdict.decision);
    if (!turns) return;
    answer.finding = Finding::kPermitted;
    answer.note = fmt::format("latitude {}", name_of(*turns));
  }

  // A clause that binds the issuer gives a verifier no duty, except under the rulesets that
  // enforce issuance.
  bool only_issuer_bound(const CaseResult& result) const {
    const Ruleset rules = result.what.question.ruleset;
    if (rules == Ruleset::kStrict || rules == Ruleset::kWebpki) return false;
    const auto& ids = result.what.clauses;
    return !ids.empty() && std::all_of(ids.begin(), ids.end(), [&](const std::string& id) {
      const auto clause = law_.clauses.find(id);
      return clause != law_.clauses.end() && clause->second.binds == Binds::kIssuer;
    });
  }

  // In a handshake the client judges a server's chain and the server a client's.
  const std::string& judging_target(const CaseResult& result, std::size_t column) const {
    const Column& c = results_.columns[column];
    if (c.client.empty()) return results_.targets[c.target].id;
    return result.what.question.purpose == Purpose::kServerAuth ? c.client : c.server;
  }

  const std::string& release_of(const std::string& target) const {
    static const std::string kUnknown;
    for (const TargetInfo& info : results_.targets) {
      if (info.id == target) return info.release();
    }
    return kUnknown;
  }

  // Ids of repeated instances end in "@<n>"; a deviation is about all of them.
  bool selects(const Deviation& entry, const std::string& target, const std::string& id) const {
    return entry.selects(target, release_of(target), id.substr(0, id.find('@')), results_.mode);
  }

  // A report shows the entries that explain something here, not all that there are.
  void keep_used_deviations() {
    std::vector<std::size_t> places(law_.deviations.size(), 0);
    for (std::size_t i = 0; i < law_.deviations.size(); ++i) {
      if (used_[i] == 0) continue;
      places[i] = results_.deviations.size();
      results_.deviations.push_back(law_.deviations[i]);
    }
    for (CaseResult& result : results_.cases) {
      for (Answer& answer : result.answers) {
        if (answer.deviation) answer.deviation = places[*answer.deviation];
      }
    }
  }

  void keep_cited_clauses() {
    const auto keep = [this](const std::string& id) {
      if (const auto it = law_.clauses.find(id); it != law_.clauses.end()) {
        results_.clauses.insert(*it);
      }
    };
    for (const CaseResult& result : results_.cases) {
      std::for_each(result.what.clauses.begin(), result.what.clauses.end(), keep);
    }
    for (const Deviation& entry : results_.deviations) keep(entry.clause);
  }

  void find_stale() {
    for (std::size_t i = 0; i < law_.deviations.size(); ++i) {
      const Deviation& entry = law_.deviations[i];
      if (used_[i] > 0 || !ran_whole(entry)) continue;
      std::string selector;
      for (const std::string& pattern : entry.cases) {
        selector += (selector.empty() ? "" : " ") + pattern;
      }
      results_.stale.push_back({entry.target, entry.file, entry.line, selector});
    }
  }

  // Whether each pattern of the entry met a case here, and every case that it met was answered.
  bool ran_whole(const Deviation& entry) const {
    const bool here = entry.mode.empty() || entry.mode == results_.mode;
    const bool present =
        std::any_of(results_.targets.begin(), results_.targets.end(),
                    [&](const TargetInfo& info) { return info.id == entry.target; });
    if (!here || !present) return false;
    for (const std::string& pattern : entry.cases) {
      if (!pattern_answered(entry, pattern)) return false;
    }
    return true;
  }

  bool pattern_answered(const Deviation& entry, const std::string& pattern) const {
    bool met = false;
    for (const CaseResult& result : results_.cases) {
      const std::string id = result.what.id.substr(0, result.what.id.find('@'));
      if (!matches_glob(pattern, id)) continue;
      for (std::size_t column = 0; column < result.answers.size(); ++column) {
        const std::string& target = judging_target(result, column);
        if (!selects(entry, target, result.what.id)) continue;
        if (result.answers[column].finding == Finding::kUnsupported) return false;
        met = true;
      }
    }
    return met && std::none_of(results_.unasked.begin(), results_.unasked.end(),
                               [&](const std::string& id) { return matches_glob(pattern, id); });
  }

  Results& results_;
  const Law& law_;
  std::vector<std::uint64_t> used_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

}  // namespace

void adjudicate(Results& results, const Law& law) { Judge(results, law).run(); }

}  // namespace assay
