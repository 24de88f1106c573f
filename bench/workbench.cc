#include "bench/workbench.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace assay::bench {

bool Stack::has(Capability capability) const {
  return std::ranges::find(info.capabilities, capability) != info.capabilities.end();
}

Result<Workbench> Workbench::open() {
  const Places places = find_places();
  Workbench made;
  made.worker_ = (std::filesystem::path(places.executable).parent_path() / "assay").string();
  const std::vector<std::string> profiles{std::string(kProfileArea) + "/*"};
  ASSAY_TRY(catalogue, load_part(places.vectors, profiles));
  made.catalogue_ = std::move(catalogue);
  ASSAY_TRY(specs, installed_targets(places.modules));
  for (const TargetSpec& spec : specs) {
    if (!spec.standard) continue;
    ASSAY_TRY(module, Module::load(spec));
    TargetInfo info = module.target().info();
    made.stacks_.push_back({spec, std::move(module), std::move(info)});
  }
  if (made.stacks_.empty()) return harness_error("no TLS stack was found when assay was built");
  return made;
}

Result<std::vector<Question>> Workbench::questions(const std::string& profile, KeyType keys) const {
  const CatalogueEntry* entry = catalogue_.find("profile/" + profile);
  if (entry == nullptr) return input_error("the catalogue has no profile " + profile);
  ASSAY_TRY(maker, CaseMaker::open(catalogue_.keys_folder, {.seed = 1, .keys = keys}));
  std::vector<Question> questions;
  for (unsigned instance = 0; instance < kQuestions; ++instance) {
    ASSAY_TRY(made, maker.make(*entry, instance));
    questions.push_back(std::move(made.question));
  }
  return questions;
}

}  // namespace assay::bench
