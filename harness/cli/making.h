// making: the cases that the flags ask for, made by as many threads as there are processors.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "harness/base/interruption.h"
#include "harness/base/result.h"
#include "harness/cli/command.h"
#include "harness/model/case.h"
#include "harness/pki/catalogue.h"
#include "harness/run/ordered.h"

namespace assay {

// LeftOut are the cases that a key type of the caller's choice cannot make: those about the keys of
// another. Filled by several threads.
class LeftOut {
 public:
  void add(const std::string& id, const std::string& why);

  // size() counts the instances of each.
  [[nodiscard]] std::size_t size() const;

  // text() is a line that counts them and names one; empty when there is none.
  [[nodiscard]] std::string text(std::string_view keys) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> why_;  // by id
  std::size_t size_ = 0;
};

// MakingPlan is what is to be made, and how; its entries live as long as their catalogue.
struct MakingPlan {
  std::vector<const CatalogueEntry*> entries;  // twins included
  unsigned instances = 1;
  std::string keys_folder;
  GenerateOptions options;
  std::shared_ptr<LeftOut> left_out = std::make_shared<LeftOut>();

  [[nodiscard]] std::size_t size() const { return entries.size() * instances; }
};

Result<MakingPlan> plan_cases(const Catalogue& catalogue, const std::vector<std::string>& selectors,
                              const GenerateFlags& flags);

// CasesMade are neighbours in the plan: all entries of the first instance, then of the next.
using CasesMade = std::vector<Case>;

// kChunk is how many cases a thread makes at a time.
inline constexpr std::size_t kChunk = 64;

// ChunkMaker makes the chunks of a plan; one for each thread.
class ChunkMaker {
 public:
  explicit ChunkMaker(const MakingPlan& plan) : plan_(plan) {}

  Result<CasesMade> make(std::size_t chunk);

 private:
  const MakingPlan& plan_;
  std::optional<CaseMaker> maker_;  // opened with the first chunk
};

// make_chunks() makes the plan's cases chunk by chunk, lets `prepare` turn each into a product on
// the thread that made it, and hands the products to `take` on the caller's thread in the plan's
// order, with the number of cases done. Equal plans give equal products in equal order, however
// many threads there are; what is held at once does not grow with the plan.
template <typename Product>
Result<void> make_chunks(const MakingPlan& plan,
                         const std::function<Result<Product>(CasesMade)>& prepare,
                         const std::function<Result<void>(Product, std::size_t done)>& take) {
  const std::size_t chunks = (plan.size() + kChunk - 1) / kChunk;
  const auto make_task = [&]() -> OrderedTask<Product> {
    return [&, maker = std::make_shared<ChunkMaker>(plan)](std::size_t chunk) -> Result<Product> {
      ASSAY_TRY(cases, maker->make(chunk));
      return prepare(std::move(cases));
    };
  };
  std::size_t taken = 0;
  return run_ordered<Product>(
      std::thread::hardware_concurrency(), chunks, make_task, [&](Product product) -> Result<void> {
        if (interruption() != 0) return harness_error("interrupted while cases were made");
        return take(std::move(product), std::min(plan.size(), ++taken * kChunk));
      });
}

}  // namespace assay
