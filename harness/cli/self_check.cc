#include "harness/run/self_check.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "harness/cli/command.h"
#include "harness/cli/say.h"

namespace assay {
namespace {

void say_mistakes(const char* heading, const std::vector<SelfCheckMistake>& mistakes) {
  if (mistakes.empty()) return;
  say("\n{}\n", heading);
  for (const SelfCheckMistake& each : mistakes) {
    say("  {} under {}: {}\n", one_line(each.id), name_of(each.ruleset), one_line(each.what));
  }
}

void say_overdetermined(const std::vector<Overdetermined>& rejects) {
  if (rejects.empty()) return;
  say("\nRejects of others that more than one check explains: each is passed by a target that "
      "lacks\nthe one it is about\n");
  for (const Overdetermined& each : rejects) {
    std::string checks;
    for (const OracleCheck check : each.checks) {
      checks += fmt::format("{}{} [{}]", checks.empty() ? "" : ", ", entry(check).name,
                            entry(check).clause);
    }
    say("  {}: {}\n", one_line(each.id), checks);
  }
}

void say_extents(const std::map<Extent, std::size_t>& extents) {
  const auto count = [&](Extent extent) {
    const auto found = extents.find(extent);
    return found == extents.end() ? 0 : found->second;
  };
  say("Rejects that differ from their twins, octet by octet, in one field: {}; in a key, a name or "
      "an\nalgorithm wherever it stands: {}; in a list or a structure of another shape: {}\n",
      count(Extent::kField), count(Extent::kKeyOrName), count(Extent::kMore));
}

// Behaviours of ours that some ruleset rejects, with whether any target refused a case of theirs.
std::map<std::string, bool> enforced_behaviours(const Results& results,
                                                const Catalogue& catalogue) {
  std::map<std::string, bool> enforced;
  for (const CaseResult& result : results.cases) {
    if (result.what.reason == Reason::kNone) continue;
    const CatalogueEntry* entry =
        catalogue.find(result.what.id.substr(0, result.what.id.find('@')));
    if (entry == nullptr) continue;
    bool& any = enforced[entry->behaviour];
    for (const Answer& answer : result.answers) {
      any |= answer.verdict.decision == Decision::kReject && answer.finding != Finding::kVacuous;
    }
  }
  return enforced;
}

void say_unenforced(const Results& results, const Catalogue& catalogue) {
  const auto enforced = enforced_behaviours(results, catalogue);
  std::string targets;
  for (const TargetInfo& info : results.targets) targets += (targets.empty() ? "" : ", ") + info.id;
  std::size_t nobody = 0;
  for (const auto& [behaviour, any] : enforced) nobody += any ? 0 : 1;
  say("\nOf {} behaviours that some ruleset rejects, {} are refused by none of {}\n",
      enforced.size(), nobody, targets);
  for (const auto& [behaviour, any] : enforced) {
    if (!any) say("  {}\n", behaviour);
  }
}

}  // namespace

Result<int> check_cases(const Places& places, const VerifyFlags& flags, const Catalogue& catalogue,
                        std::vector<Case> cases) {
  const SelfCheck found = self_check(cases);
  say("Self-check: {} rejects with their twins and {} accepts of ours, {} cases of others, {} that "
      "cannot be asked\n",
      found.rejects, found.accepts, found.foreign, found.not_asked);
  say_extents(found.extents);
  say_mistakes("Mistakes: correct the case or the oracle", found.mistakes);
  say_mistakes("Expectations of others that the oracle does not share", found.disagreements);
  say_overdetermined(found.overdetermined);
  ASSAY_TRY(targets, choose_targets(places, flags.targets));
  ASSAY_TRY(options, flags.run.options(places));
  ASSAY_TRY(canaries, make_canaries(catalogue));
  options.canaries = std::move(canaries);
  ASSAY_TRY(results, verify_cases(std::move(cases), targets, options));
  adjudicate(results, Law{});
  say_unenforced(results, catalogue);
  say("\n{} mistakes, {} disagreements, {} overdetermined\n", found.mistakes.size(),
      found.disagreements.size(), found.overdetermined.size());
  return found.mistakes.empty() ? kExitAsExpected : kExitFindings;
}

}  // namespace assay
