// Cases of the catalogue, as the flags want them.
#include <sys/stat.h>

#include <unordered_set>

#include "harness/cli/command.h"

namespace assay {
namespace {

Result<GenerateOptions> generate_options(const GenerateFlags& flags) {
  ASSAY_TRY(keys, parse_name<KeyType>("key type", flags.keys));
  return GenerateOptions{.seed = flags.seed, .keys = keys, .instance = 0};
}

}  // namespace

Result<std::vector<Case>> make_cases(const Catalogue& catalogue,
                                     const std::vector<std::string>& selectors,
                                     const GenerateFlags& flags) {
  ASSAY_TRY(chosen, select(catalogue, selectors));
  const auto entries = with_twins(catalogue, std::move(chosen));
  ASSAY_TRY(options, generate_options(flags));
  ASSAY_TRY(maker, CaseMaker::open(catalogue.keys_folder, options));
  std::vector<Case> cases;
  cases.reserve(entries.size() * flags.count);
  for (unsigned instance = 0; instance < flags.count; ++instance) {
    for (const CatalogueEntry* entry : entries) {
      ASSAY_TRY(made, maker.make(*entry, instance));
      cases.push_back(std::move(made));
    }
  }
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

bool is_file(const std::string& word) {
  struct stat info {};
  return word.ends_with(".json") || word.starts_with("/") || word.starts_with("./") ||
         word.starts_with("../") || ::stat(word.c_str(), &info) == 0;
}

}  // namespace assay
