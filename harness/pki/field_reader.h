// Fields that may be absent, and lists, read over what is there: what the readers of profiles
// share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/yaml.h"
#include "harness/pki/profile.h"

namespace assay {

// kAbsent takes an optional field away: `extended_key_usage: absent`. kPresent gives what is taken
// from elsewhere.
inline constexpr std::string_view kAbsent = "absent";
inline constexpr std::string_view kPresent = "present";

// is_word() tells whether the node is that word, without quotes.
inline bool is_word(const YamlNode& node, std::string_view word) {
  return node.kind == YamlNode::Kind::kText && !node.quoted && node.text == word;
}

// read_optional() calls read(node, value) over the optional's value, making one where there is
// none, or takes it away.
template <typename T, typename Read>
void read_optional(const YamlNode* node, std::optional<T>& out, Read read) {
  if (node == nullptr) return;
  if (is_word(*node, kAbsent)) {
    out.reset();
    return;
  }
  if (!out) out.emplace();
  read(*node, *out);
}

// read_each() reads a list anew: read(item, element) for each.
template <typename T, typename Read>
void read_each(const YamlReader& reader, const YamlNode* node, std::vector<T>& out, Read read) {
  if (node == nullptr) return;
  if (node->kind != YamlNode::Kind::kList) return reader.wrong(*node, "a list is wanted here");
  out.clear();
  for (const YamlNode& item : node->items) read(item, out.emplace_back());
}

// read_words() reads a list of an enum's spellings; `what` names the kind.
template <typename E>
void read_words(const YamlReader& reader, std::string_view what, const YamlNode* node,
                std::vector<E>& out) {
  read_each(reader, node, out, [&](const YamlNode& item, E& into) {
    if (const auto value = reader.word<E>(what, item)) into = *value;
  });
}

// read_der_edits() reads `der: [{path, op, bytes, after_signature}]`.
void read_der_edits(const YamlReader& reader, const YamlNode* node, std::vector<TreeEdit>& out);

}  // namespace assay
