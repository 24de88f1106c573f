#include "harness/run/self_check.h"

#include <fmt/format.h>

#include <unordered_map>

#include "harness/run/opinion.h"

namespace assay {
namespace {

std::string said(const Verdict& verdict) {
  return fmt::format("{} [{}]", decision_text(verdict), verdict.native);
}

class Check {
 public:
  explicit Check(const std::vector<Case>& cases) {
    for (const Case& each : cases) by_id_.emplace(each.id, &each);
  }

  SelfCheck run(const std::vector<Case>& cases) {
    for (const Case& each : cases) {
      if (!each.unsupported.empty()) {
        ++made_.not_asked;
      } else if (each.foreign) {
        check_foreign(each);
      } else {
        for (const auto& [rules, expectation] : each.expect) check_ours(each, rules, expectation);
        if (!each.twin.empty()) measure(each);
      }
    }
    return std::move(made_);
  }

 private:
  static Verdict ask(const Case& what, Ruleset rules) {
    OracleOptions options;
    options.ruleset = rules;
    return validate(what.question, options).verdict;
  }

  void check_ours(const Case& what, Ruleset rules, Expectation expectation) {
    if (expectation == Expectation::kEither) return;
    const Verdict found = ask(what, rules);
    const auto mistake = [&](std::string text) {
      made_.mistakes.push_back({what.id, rules, std::move(text)});
    };
    if (expectation == Expectation::kAccept) {
      ++made_.accepts;
      if (found.decision != Decision::kAccept) mistake("the oracle says " + said(found));
      return;
    }
    ++made_.rejects;
    if (found.decision != Decision::kReject) {
      mistake("the oracle accepts it");
    } else if (found.reason != what.reason) {
      mistake(fmt::format("the stated reason is {}, the oracle says {}", name_of(what.reason),
                          said(found)));
    }
    check_twin(what, rules, mistake);
  }

  template <typename Mistake>
  void check_twin(const Case& what, Ruleset rules, const Mistake& mistake) const {
    const auto twin = by_id_.find(what.twin);
    if (twin == by_id_.end()) {
      mistake("its twin '" + what.twin + "' is not there");
    } else if (const Verdict found = ask(*twin->second, rules);
               found.decision != Decision::kAccept) {
      mistake(fmt::format("of its twin {} the oracle says {}", what.twin, said(found)));
    }
  }

  void measure(const Case& what) {
    const auto twin = by_id_.find(what.twin);
    if (twin == by_id_.end()) return;
    const Extent extent = extent_of(differences(twin->second->question, what.question));
    ++made_.extents[extent];
    if (extent != Extent::kNone) return;
    made_.mistakes.push_back(
        {what.id, what.question.ruleset, "asks the same as its twin '" + what.twin + "'"});
  }

  void check_foreign(const Case& what) {
    ++made_.foreign;
    const Ruleset rules = what.question.ruleset;
    const Expectation expectation = what.expected(rules);
    const std::vector<OracleVerdict> faults = find_faults(what.question);
    if (expectation == Expectation::kAccept && !faults.empty()) {
      made_.disagreements.push_back(
          {what.id, rules, "expected accept, the oracle says " + said(faults.front().verdict)});
    }
    if (expectation != Expectation::kReject) return;
    if (faults.empty()) made_.disagreements.push_back({what.id, rules, "the oracle accepts it"});
    if (faults.size() < 2) return;
    Overdetermined many{what.id, {}};
    for (const OracleVerdict& each : faults) many.checks.push_back(*each.failed);
    made_.overdetermined.push_back(std::move(many));
  }

  std::unordered_map<std::string, const Case*> by_id_;
  SelfCheck made_;
};

}  // namespace

SelfCheck self_check(const std::vector<Case>& cases) { return Check(cases).run(cases); }

}  // namespace assay
