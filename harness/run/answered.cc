#include "harness/run/answered.h"

#include <algorithm>
#include <set>
#include <string>

#include "harness/base/interruption.h"

namespace assay {

bool AnsweredCells::whole(std::size_t row) const {
  const auto begin = cells_.begin() + static_cast<std::ptrdiff_t>(row * columns_);
  return std::all_of(begin, begin + static_cast<std::ptrdiff_t>(columns_),
                     [](std::uint8_t cell) { return cell != 0; });
}

void keep_answered(Results& results, const AnsweredCells& answered) {
  if (interruption() == 0) return;
  const std::size_t planned = results.cases.size();
  std::set<std::string> gone;
  std::vector<CaseResult> kept;
  for (std::size_t row = 0; row < planned; ++row) {
    CaseResult& each = results.cases[row];
    if (answered.whole(row)) {
      kept.push_back(std::move(each));
    } else {
      gone.insert(each.what.id);
    }
  }
  // A twin may itself have one: until nothing goes any more.
  for (bool changed = !gone.empty(); changed;) {
    const auto begin = std::stable_partition(kept.begin(), kept.end(), [&](const CaseResult& each) {
      return gone.count(each.what.twin) == 0;
    });
    changed = begin != kept.end();
    for (auto it = begin; it != kept.end(); ++it) gone.insert(it->what.id);
    kept.erase(begin, kept.end());
  }
  results.cases = std::move(kept);
  if (gone.empty()) return;
  results.interrupted = {interruption(), planned};
  std::set<std::string> behind;  // without the numbers of instances
  for (const std::string& id : gone) behind.insert(id.substr(0, id.find('@')));
  results.unasked.insert(results.unasked.end(), behind.begin(), behind.end());
}

}  // namespace assay
