// The chain of a question as a drawing: joined by names alone, as a reader would do at first sight.
// It is no validation: which path a stack took is that stack's own matter.
#pragma once

#include <string_view>
#include <vector>

#include "harness/model/question.h"

namespace assay {

enum class LinkRole { kLeaf, kIntermediate, kAnchor, kUnused, kUnusedAnchor };

template <>
struct EnumNames<LinkRole> {
  static constexpr std::pair<LinkRole, std::string_view> kNames[] = {
      {LinkRole::kLeaf, "leaf"},
      {LinkRole::kIntermediate, "intermediate"},
      {LinkRole::kAnchor, "anchor"},
      {LinkRole::kUnused, "unused"},
      {LinkRole::kUnusedAnchor, "unused-anchor"},
  };
};

struct DrawnCertificate {
  LinkRole role = LinkRole::kUnused;
  const Bytes* der = nullptr;  // of the question

  bool operator==(const DrawnCertificate&) const = default;
};

// draw_chain() starts at the leaf and goes from issuer name to subject name: to an anchor where one
// fits, else to the first pool certificate that fits and was not met yet. What was not met follows,
// pool first. Borrows `question`.
std::vector<DrawnCertificate> draw_chain(const Question& question);

}  // namespace assay
