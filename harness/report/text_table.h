// TextTable: each text of a document once, others by its place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace assay {

class TextTable {
 public:
  // index() is the place of this text; a new one goes to the end.
  std::size_t index(std::string_view text) {
    const auto [it, is_new] = places_.try_emplace(std::string(text), entries_.size());
    if (is_new) entries_.push_back(it->first);
    return it->second;
  }

  [[nodiscard]] const std::vector<std::string>& entries() const { return entries_; }

 private:
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::string> entries_;
};

}  // namespace assay
