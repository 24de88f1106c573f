#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/cli/command.h"
#include "harness/cli/say.h"

namespace assay {
namespace {

std::string expectations(const CatalogueEntry& entry) {
  std::string text;
  for (const auto& [ruleset, expectation] : entry.expect) {
    text +=
        fmt::format("{}{}: {}", text.empty() ? "" : ", ", name_of(ruleset), name_of(expectation));
  }
  return text;
}

nlohmann::ordered_json to_json(const CatalogueEntry& entry) {
  nlohmann::ordered_json expect = nlohmann::ordered_json::object();
  for (const auto& [ruleset, expectation] : entry.expect) {
    expect[std::string(name_of(ruleset))] = name_of(expectation);
  }
  return {{"id", entry.id},
          {"title", entry.title},
          {"clauses", entry.clauses},
          {"expect", expect},
          {"reason", name_of(entry.reason)},
          {"twin", entry.twin},
          {"tags", entry.tags}};
}

// `assay verify` counts without them.
std::string canaries_of(const Catalogue& catalogue) {
  const auto canaries =
      std::count_if(catalogue.entries.begin(), catalogue.entries.end(),
                    [](const CatalogueEntry& each) { return each.area == kCanaryArea; });
  return fmt::format("{} of them are canaries, which 'verify' asks at its start and does not count",
                     canaries);
}

}  // namespace

Result<int> list_cases(const Places& places, const ListFlags& flags) {
  show_phase("reading the catalogue");
  ASSAY_TRY(catalogue, load_catalogue(places.vectors));
  ASSAY_TRY(entries, select(catalogue, flags.selectors));
  const CatalogueCounts counts = count(catalogue);
  if (flags.json) {
    nlohmann::ordered_json cases = nlohmann::ordered_json::array();
    for (const CatalogueEntry* entry : entries) cases.push_back(to_json(*entry));
    const nlohmann::ordered_json document{
        {"counts",
         {{"behaviours", counts.behaviours}, {"cases", counts.cases}, {"areas", counts.areas}}},
        {"cases", cases}};
    say("{}\n", document.dump(2));
    return kExitAsExpected;
  }
  for (const CatalogueEntry* entry : entries) {
    say("{:<58} {}\n{:<58} {}\n", entry->id, expectations(*entry), "", entry->title);
  }
  say("{} of {} cases: {} behaviours in {} areas; {}\n", entries.size(), counts.cases,
      counts.behaviours, counts.areas, canaries_of(catalogue));
  return kExitAsExpected;
}

}  // namespace assay
