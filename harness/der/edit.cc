#include "harness/der/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "harness/der/edit_ops.h"

namespace assay::der {
namespace {

// Place is a node and where it hangs; the root hangs nowhere.
template <typename N>
struct BasicPlace {
  N* node = nullptr;
  N* parent = nullptr;
  std::size_t index = 0;

  BasicPlace child(std::size_t i) const { return {&node->children[i], node, i}; }
};
using Place = BasicPlace<Node>;

std::optional<std::size_t> as_index(std::string_view part) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
  if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
  return index;
}

// The child a part of a path names, unlabelled wrappers looked through.
template <typename N>
std::optional<BasicPlace<N>> step(BasicPlace<N> at, std::string_view part) {
  if (const auto index = as_index(part)) {
    if (*index >= at.node->children.size()) return std::nullopt;
    return at.child(*index);
  }
  for (;;) {
    const std::vector<Node>& children = at.node->children;
    const auto found = std::find_if(children.begin(), children.end(),
                                    [&](const Node& each) { return each.label == part; });
    if (found != children.end()) {
      return at.child(static_cast<std::size_t>(found - children.begin()));
    }
    if (children.size() != 1 || !children.front().label.empty()) return std::nullopt;
    at = at.child(0);
  }
}

// What can be named under a node: labels, and indices of those without.
std::vector<std::string> names_under(const Node* node) {
  while (node->children.size() == 1 && node->children.front().label.empty() &&
         !node->children.front().children.empty()) {
    node = &node->children.front();
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < node->children.size(); ++i) {
    const std::string& label = node->children[i].label;
    names.push_back(label.empty() ? std::to_string(i) : label);
  }
  return names;
}

tl::unexpected<Error> no_such_node(std::string_view path, std::string_view part,
                                   std::string_view walked, const Node& at) {
  constexpr std::size_t kMostNames = 40;
  const std::vector<std::string> names = names_under(&at);
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  std::string message = fmt::format("path '{}': no '{}' under '{}'", one_line(path, 120),
                                    one_line(part, 60), one_line(walked, 120));
  const std::string guess = nearest(part, candidates);
  if (!guess.empty()) message += fmt::format("; did you mean '{}'?", guess);
  message += names.empty() ? "; nothing is there" : "; there:";
  for (std::size_t i = 0; i < names.size() && i < kMostNames; ++i) message += " " + names[i];
  if (names.size() > kMostNames) message += " ...";
  return input_error(std::move(message));
}

template <typename N>
Result<BasicPlace<N>> locate(N& root, std::string_view path) {
  BasicPlace<N> at{&root, nullptr, 0};
  std::size_t walked = 0;
  for (const std::string_view part : split(path, '/')) {
    const auto next = step(at, part);
    if (!next) {
      return no_such_node(path, part, walked == 0 ? "" : path.substr(0, walked - 1), *at.node);
    }
    at = *next;
    walked += part.size() + 1;
  }
  return at;
}

// Ops that work on the list that a node stands in; all others work on the node alone.
bool is_among(EditOp op) {
  switch (op) {
    case EditOp::kRemove:
    case EditOp::kDuplicate:
    case EditOp::kSwapNext:
    case EditOp::kInsert:
    case EditOp::kUnwrap:
      return true;
    default:
      return false;
  }
}

Result<void> apply_at(const Place& place, const Edit& edit) {
  if (!is_among(edit.op)) return change(*place.node, edit);
  if (place.parent == nullptr) return input_error("the root stays where it is");
  return change_among(place.parent->children, place.index, edit);
}

}  // namespace

Result<Node*> find(Node& root, std::string_view path) {
  ASSAY_TRY(place, locate(root, path));
  return place.node;
}

Result<const Node*> find(const Node& root, std::string_view path) {
  ASSAY_TRY(place, locate(root, path));
  return place.node;
}

Result<void> apply(Node& root, const Edit& edit) {
  ASSAY_TRY(place, locate(root, edit.path));
  auto done = apply_at(place, edit);
  if (done) return done;
  return fail(std::move(done).error().in(
      fmt::format("{} of '{}'", name_of(edit.op), one_line(edit.path, 120))));
}

}  // namespace assay::der
