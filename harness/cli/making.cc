#include "harness/cli/making.h"

namespace assay {

Result<MakingPlan> plan_cases(const Catalogue& catalogue, const std::vector<std::string>& selectors,
                              const GenerateFlags& flags) {
  ASSAY_TRY(keys, parse_name<KeyType>("key type", flags.keys));
  ASSAY_TRY(chosen, select(catalogue, selectors));
  return MakingPlan{with_twins(catalogue, std::move(chosen)), flags.count, catalogue.keys_folder,
                    GenerateOptions{.seed = flags.seed, .keys = keys, .instance = 0}};
}

Result<CasesMade> ChunkMaker::make(std::size_t chunk) {
  if (!maker_) {
    ASSAY_TRY(maker, CaseMaker::open(plan_.keys_folder, plan_.options));
    maker_.emplace(std::move(maker));
  }
  CasesMade cases;
  const std::size_t end = std::min(plan_.size(), (chunk + 1) * kChunk);
  for (std::size_t i = chunk * kChunk; i < end; ++i) {
    const auto instance = static_cast<unsigned>(i / plan_.entries.size());
    ASSAY_TRY(made, maker_->make(*plan_.entries[i % plan_.entries.size()], instance));
    cases.push_back(std::move(made));
  }
  return cases;
}

}  // namespace assay
