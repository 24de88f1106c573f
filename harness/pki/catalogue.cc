#include "harness/pki/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace assay {
namespace {

constexpr std::string_view kTagPrefix = "tag:";

bool takes_away(std::string_view pattern) { return pattern.starts_with('!'); }

std::string_view without_sign(std::string_view pattern) {
  return takes_away(pattern) ? pattern.substr(1) : pattern;
}

bool means(std::string_view pattern, const CatalogueEntry& entry) {
  if (pattern.substr(0, kTagPrefix.size()) == kTagPrefix) {
    const std::string_view tag = pattern.substr(kTagPrefix.size());
    return std::find(entry.tags.begin(), entry.tags.end(), tag) != entry.tags.end();
  }
  return matches_glob(pattern, entry.id);
}

// People leave the area out.
bool ends_with_behaviour(std::string_view id, std::string_view word) {
  return id.size() > word.size() && id.ends_with(word) && id[id.size() - word.size() - 1] == '/';
}

tl::unexpected<Error> nothing_selected(const Catalogue& catalogue, std::string_view pattern) {
  const bool tag = pattern.substr(0, kTagPrefix.size()) == kTagPrefix;
  std::set<std::string_view> words;
  const std::string_view word = tag ? pattern.substr(kTagPrefix.size()) : pattern;
  for (const CatalogueEntry& entry : catalogue.entries) {
    if (tag) {
      words.insert(entry.tags.begin(), entry.tags.end());
    } else if (ends_with_behaviour(entry.id, word)) {
      return input_error(fmt::format("unknown case '{}'; did you mean '{}'?", word, entry.id));
    } else {
      words.insert(entry.id);
    }
  }
  const std::vector<std::string_view> candidates(words.begin(), words.end());
  auto error = unknown_word(tag ? "tag" : "case", word, candidates);
  error.value().message += "; 'assay list' shows them all";
  return error;
}

std::string instance_suffix(unsigned instance) {
  return instance == 0 ? "" : fmt::format("@{}", instance);
}

}  // namespace

const CatalogueEntry* Catalogue::find(std::string_view id) const {
  const auto found = index.find(id);
  return found == index.end() ? nullptr : &entries[found->second];
}

CatalogueCounts count(const Catalogue& catalogue) {
  CatalogueCounts counts;
  std::set<std::string_view> areas;
  std::set<std::string_view> behaviours;
  for (const CatalogueEntry& entry : catalogue.entries) {
    ++counts.cases;
    areas.insert(entry.area);
    if (entry.area != kProfileArea && entry.area != kCanaryArea) behaviours.insert(entry.behaviour);
  }
  counts.areas = areas.size();
  counts.behaviours = behaviours.size();
  return counts;
}

Result<std::vector<const CatalogueEntry*>> select(const Catalogue& catalogue,
                                                  std::span<const std::string> patterns) {
  std::vector<bool> used(patterns.size(), false);
  std::vector<const CatalogueEntry*> chosen;
  const bool all = std::all_of(patterns.begin(), patterns.end(), takes_away);
  for (const CatalogueEntry& entry : catalogue.entries) {
    bool wanted = all && entry.area != kCanaryArea;
    bool unwanted = false;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (!means(without_sign(patterns[i]), entry)) continue;
      used[i] = true;
      (takes_away(patterns[i]) ? unwanted : wanted) = true;
    }
    if (wanted && !unwanted) chosen.push_back(&entry);
  }
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (!used[i]) return nothing_selected(catalogue, without_sign(patterns[i]));
  }
  return chosen;
}

std::vector<const CatalogueEntry*> with_twins(const Catalogue& catalogue,
                                              std::vector<const CatalogueEntry*> chosen) {
  std::set<const CatalogueEntry*> have(chosen.begin(), chosen.end());
  std::vector<const CatalogueEntry*> twins;
  for (const CatalogueEntry* entry : chosen) {
    const CatalogueEntry* twin = entry->twin.empty() ? nullptr : catalogue.find(entry->twin);
    if (twin != nullptr && have.insert(twin).second) twins.push_back(twin);
  }
  chosen.insert(chosen.begin(), twins.begin(), twins.end());
  return chosen;
}

Result<CaseMaker> CaseMaker::open(const std::string& keys_folder, const GenerateOptions& options) {
  ASSAY_TRY(pool, KeyPool::open(keys_folder));
  return CaseMaker(std::move(pool), options);
}

Result<Case> CaseMaker::make(const CatalogueEntry& entry, unsigned instance) {
  GenerateOptions options = options_;
  options.instance = instance;
  if (entry.keys) options.keys = *entry.keys;
  auto chain = make_chain(entry.hierarchy, options, pool_, cache_);
  if (!chain) return fail(std::move(chain).error().in("case '" + entry.id + "'"));
  Case made;
  made.id = entry.id + instance_suffix(instance);
  made.behaviour = entry.behaviour;
  made.area = entry.area;
  made.title = entry.title;
  made.clauses = entry.clauses;
  made.effect = entry.effect.value_or(default_effect(entry.reason));
  made.expect = entry.expect;
  made.reason = entry.reason;
  made.question.ruleset = entry.ruleset;
  if (!entry.twin.empty()) made.twin = entry.twin + instance_suffix(instance);
  made.needs.assign(chain->needs.begin(), chain->needs.end());
  made.tags = entry.tags;
  made.question = std::move(chain->question);
  return made;
}

Result<Case> make_case(const Catalogue& catalogue, const CatalogueEntry& entry,
                       const GenerateOptions& options) {
  ASSAY_TRY(maker, CaseMaker::open(catalogue.keys_folder, options));
  return maker.make(entry, options.instance);
}

}  // namespace assay
