#include "harness/cli/making.h"

#include <fmt/format.h>

#include "harness/report/summary.h"

namespace assay {

Result<MakingPlan> plan_cases(const Catalogue& catalogue, const std::vector<std::string>& selectors,
                              const GenerateFlags& flags) {
  ASSAY_TRY(keys, parse_name<KeyType>("key type", flags.keys));
  ASSAY_TRY(chosen, select(catalogue, selectors));
  return MakingPlan{with_twins(catalogue, std::move(chosen)), flags.count, catalogue.keys_folder,
                    GenerateOptions{.seed = flags.seed, .keys = keys, .instance = 0},
                    std::make_shared<LeftOut>()};
}

void LeftOut::add(const std::string& id, const std::string& why) {
  const std::lock_guard lock(mutex_);
  why_.emplace(id, why);
  ++size_;
}

std::size_t LeftOut::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

std::string LeftOut::text(std::string_view keys) const {
  const std::lock_guard lock(mutex_);
  if (why_.empty()) return "";
  return fmt::format("assay: {} left out, which {} keys cannot make, such as {}\n",
                     plural(why_.size(), "case"), keys, why_.begin()->second);
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
    const CatalogueEntry& entry = *plan_.entries[i % plan_.entries.size()];
    auto made = maker_->make(entry, instance);
    if (made) {
      cases.push_back(*std::move(made));
    } else if (made.error().kind == ErrorKind::kInput &&
               plan_.options.keys != GenerateOptions{}.keys) {
      plan_.left_out->add(entry.id, made.error().message);
    } else {
      return fail(std::move(made).error());
    }
  }
  return cases;
}

}  // namespace assay
