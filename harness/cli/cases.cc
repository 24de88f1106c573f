// Cases of the catalogue, as the flags want them.
#include <fmt/format.h>
#include <sys/stat.h>

#include <iterator>
#include <set>
#include <unordered_set>

#include "harness/cli/command.h"
#include "harness/cli/making.h"
#include "harness/cli/say.h"

namespace assay {

Result<std::vector<Case>> make_cases(const Catalogue& catalogue,
                                     const std::vector<std::string>& selectors,
                                     const GenerateFlags& flags) {
  ASSAY_TRY(plan, plan_cases(catalogue, selectors, flags));
  std::vector<Case> cases;
  cases.reserve(plan.size());
  show_phase("making cases");
  ProgressLine line = progress_line();
  ASSAY_CHECK_OK(make_chunks<CasesMade>(
      plan, [](CasesMade made) -> Result<CasesMade> { return made; },
      [&](CasesMade made, std::size_t done) -> Result<void> {
        line.update({.done = done, .total = plan.size(), .unit = "case"});
        std::move(made.begin(), made.end(), std::back_inserter(cases));
        return {};
      }));
  line.clear();
  say_text(Channel::kError, plan.left_out->text(flags.keys));
  return cases;
}

std::vector<std::string> unasked(const Catalogue& catalogue, const std::vector<Case>& cases) {
  std::unordered_set<std::string_view> asked;
  for (const Case& each : cases)
    asked.insert(std::string_view(each.id).substr(0, each.id.find('@')));
  std::vector<std::string> ids;
  for (const CatalogueEntry& entry : catalogue.entries) {
    if (entry.area != kCanaryArea && asked.count(entry.id) == 0) ids.push_back(entry.id);
  }
  return ids;
}

Result<std::vector<Case>> make_canaries(const Catalogue& catalogue) {
  const std::vector<std::string> all{std::string(kCanaryArea) + "/*"};
  return make_cases(catalogue, all, GenerateFlags{});
}

Result<std::vector<Case>> load_canaries(const Places& places) {
  const std::vector<std::string> all{std::string(kCanaryArea) + "/*"};
  ASSAY_TRY(part, load_part(places.vectors, all));
  return make_canaries(part);
}

Result<std::vector<Case>> load_canaries_for(const Places& places, const std::vector<Case>& cases) {
  std::set<Capability> needed;
  for (const Case& each : cases) {
    const std::vector<Capability> asked = needed_capabilities(each.question);
    needed.insert(asked.begin(), asked.end());
    needed.insert(each.needs.begin(), each.needs.end());
  }
  std::vector<std::string> pairs;
  for (const Capability each : needed) {
    pairs.push_back(fmt::format("{}/{}/*", kCanaryArea, name_of(each)));
  }
  ASSAY_TRY(part, load_part(places.vectors, pairs));
  std::vector<std::string> ids;  // a capability may have no pair
  for (const CatalogueEntry& entry : part.entries) {
    if (entry.area == kCanaryArea) ids.push_back(entry.id);
  }
  if (ids.empty()) return std::vector<Case>{};
  return make_cases(part, ids, GenerateFlags{});
}

bool is_file(const std::string& word) {
  struct stat info {};
  return word.ends_with(".json") || word.ends_with(".json.zst") || word.starts_with("/") ||
         word.starts_with("./") || word.starts_with("../") || ::stat(word.c_str(), &info) == 0;
}

}  // namespace assay
