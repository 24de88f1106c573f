#include "harness/report/der_table.h"

namespace assay {

std::size_t DerTable::index(BytesView der) {
  const auto [it, is_new] = places_.try_emplace(as_text(der), entries_.size());
  if (is_new) entries_.push_back(der);
  return it->second;
}

std::vector<std::size_t> DerTable::indices(const std::vector<Bytes>& list) {
  std::vector<std::size_t> places;
  places.reserve(list.size());
  for (const Bytes& der : list) places.push_back(index(der));
  return places;
}

}  // namespace assay
