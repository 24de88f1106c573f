#include "harness/pki/sweep.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/base/text.h"

namespace assay {
namespace {

constexpr std::string_view kOpen = "$(";
constexpr std::string_view kWord = "word";
// How many values may refer to one another in a row.
constexpr int kMaxReferences = 4;

bool is_word(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return letter(c) || c == '.' || c == '-'; });
}

// The reference that is the whole of a text: "bound.n" of "$(bound.n)"; empty where there is more.
std::string_view sole_reference(std::string_view text) {
  if (!text.starts_with(kOpen) || !text.ends_with(')')) return {};
  const std::string_view inside = text.substr(kOpen.size(), text.size() - kOpen.size() - 1);
  return inside.find(')') == std::string_view::npos ? inside : std::string_view{};
}

YamlNode text_node(const YamlNode& at, std::string text) {
  YamlNode node;
  node.kind = YamlNode::Kind::kText;
  node.text = std::move(text);
  node.place = at.place;
  return node;
}

// Keys that become the same are one where both are mappings: {root: {...}, $(place): {...}}. Others
// are a mistake: the second would be passed over.
void add_member(const YamlReader& reader, YamlNode member, std::string_view combination,
                YamlNode& out) {
  const bool is_map = out.kind == YamlNode::Kind::kMap;
  const auto same = std::find_if(out.items.begin(), out.items.end(), [&](const YamlNode& each) {
    return is_map && each.key == member.key;
  });
  if (same == out.items.end()) {
    out.items.push_back(std::move(member));
  } else if (same->kind == YamlNode::Kind::kMap && member.kind == YamlNode::Kind::kMap) {
    for (YamlNode& each : member.items) add_member(reader, std::move(each), combination, *same);
  } else {
    reader.wrong(member.key_place,
                 fmt::format("the key '{}' stands here twice in the combination {}", member.key,
                             combination));
  }
}

}  // namespace

Sweep Sweep::read(const YamlReader& reader, const YamlNode& for_each, const YamlNode* except,
                  const YamlNode* axes) {
  Sweep sweep;
  if (for_each.kind != YamlNode::Kind::kMap || for_each.items.empty()) {
    reader.wrong(for_each, "for_each is a mapping of at least one axis");
    return sweep;
  }
  for (const YamlNode& axis : for_each.items) sweep.read_axis(reader, axis, axes);
  sweep.combine(reader, for_each);
  if (except != nullptr) sweep.leave_out(reader, *except);
  return sweep;
}

void Sweep::read_axis(const YamlReader& reader, const YamlNode& node, const YamlNode* axes) {
  Axis axis;
  axis.name = node.key;
  if (!is_word(axis.name) || axis.name.find('.') != std::string::npos) {
    reader.wrong(node.key_place, fmt::format("'{}' cannot name an axis", axis.name));
  }
  if (node.kind != YamlNode::Kind::kText || axes == nullptr) {
    read_values(reader, node, axis);
  } else {
    for (const std::string_view name : split(node.text, '+')) {
      const YamlNode* shared = axes->find(name);
      if (shared != nullptr) {
        read_values(reader, *shared, axis);
      } else {
        reader.wrong(node, fmt::format("the file has no axis '{}'", one_line(name, 60)));
      }
    }
  }
  if (!axis.values.empty()) axes_.push_back(std::move(axis));
}

void Sweep::read_values(const YamlReader& reader, const YamlNode& node, Axis& axis) {
  const bool list = node.kind == YamlNode::Kind::kList;
  if ((!list && node.kind != YamlNode::Kind::kMap) || node.items.empty()) {
    return reader.wrong(node, "an axis is a list of words, or a mapping of words to values");
  }
  for (const YamlNode& value : node.items) {
    const std::string& word = list ? value.text : value.key;
    const auto same = [&](const auto& other) { return other.first == word; };
    if (!is_word(word)) {
      reader.wrong(value, fmt::format("'{}' is no word of an axis (small letters, digits, '.', "
                                      "'-'): write {{word: value}}",
                                      word));
    } else if (std::any_of(axis.values.begin(), axis.values.end(), same)) {
      reader.wrong(value, fmt::format("the axis has the word '{}' already", word));
    }
    axis.values.emplace_back(word, &value);
  }
}

void Sweep::combine(const YamlReader& reader, const YamlNode& for_each) {
  std::size_t count = 1;
  for (const Axis& axis : axes_) {
    count *= std::max<std::size_t>(axis.values.size(), 1);
    if (count > kMaxSweep) {
      return reader.wrong(for_each, fmt::format("more than {} cases", kMaxSweep));
    }
  }
  combinations_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Values values(axes_.size());
    std::size_t rest = i;
    for (std::size_t axis = axes_.size(); axis-- > 0;) {
      values[axis] = rest % axes_[axis].values.size();
      rest /= axes_[axis].values.size();
    }
    combinations_.push_back(std::move(values));
  }
}

void Sweep::leave_out(const YamlReader& reader, const YamlNode& except) {
  if (except.kind != YamlNode::Kind::kList) {
    return reader.wrong(except, "except is a list of mappings: {axis: word}");
  }
  for (const YamlNode& rule : except.items) {
    if (rule.kind != YamlNode::Kind::kMap || rule.items.empty()) {
      reader.wrong(rule, "an exception is a mapping: {axis: word} or {axis: [word, word]}");
      continue;
    }
    const auto excepts = [&](const Values& values) {
      return std::all_of(rule.items.begin(), rule.items.end(), [&](const YamlNode& member) {
        const Axis* axis = find(member.key);
        if (axis == nullptr) return false;
        const std::string& word =
            axis->values[values[static_cast<std::size_t>(axis - axes_.data())]].first;
        if (member.kind != YamlNode::Kind::kList) return member.text == word;
        return std::any_of(member.items.begin(), member.items.end(),
                           [&](const YamlNode& item) { return item.text == word; });
      });
    };
    if (std::erase_if(combinations_, excepts) == 0) {
      reader.wrong(rule,
                   "excepts no combination: an axis or a word is misspelt, or left out above");
    }
  }
  if (combinations_.empty()) reader.wrong(except, "leaves no combination");
}

const Sweep::Axis* Sweep::find(std::string_view axis) const {
  const auto found = std::find_if(axes_.begin(), axes_.end(),
                                  [axis](const Axis& each) { return each.name == axis; });
  return found == axes_.end() ? nullptr : &*found;
}

std::string Sweep::name(const Values& values) const {
  std::string name;
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    if (i > 0) name += '-';
    name += axes_[i].values[values[i]].first;
  }
  return name;
}

YamlNode Sweep::value_of(const YamlReader& reader, const YamlNode& at, std::string_view reference,
                         const Values& values) const {
  const std::size_t dot = reference.find('.');
  const std::string_view name = reference.substr(0, dot);
  const Axis* axis = find(name);
  if (axis == nullptr) {
    std::vector<std::string_view> valid;
    for (const Axis& each : axes_) valid.push_back(each.name);
    reader.wrong(at, unknown_word("axis", name, valid).value().message);
    return text_node(at, {});
  }
  const auto& [word, value] = axis->values[values[static_cast<std::size_t>(axis - axes_.data())]];
  if (dot == std::string_view::npos) return *value;
  const std::string_view field = reference.substr(dot + 1);
  if (field == kWord) return text_node(at, word);
  if (const YamlNode* member = value->find(field)) return *member;
  reader.wrong(
      at, fmt::format("the value '{}' of the axis '{}' has no member '{}'", word, name, field));
  return text_node(at, {});
}

std::string Sweep::fill(const YamlReader& reader, const YamlNode& at, std::string_view text,
                        const Values& values, int depth) const {
  std::string out;
  for (std::size_t from = 0;;) {
    const std::size_t open = text.find(kOpen, from);
    const std::size_t close = open == std::string_view::npos ? open : text.find(')', open);
    if (close == std::string_view::npos) return out.append(text.substr(from));
    out.append(text.substr(from, open - from));
    const std::size_t start = open + kOpen.size();
    const std::string_view reference = text.substr(start, close - start);
    const YamlNode value =
        expand(reader, value_of(reader, at, reference, values), values, depth + 1);
    if (value.kind != YamlNode::Kind::kText) {
      reader.wrong(at, fmt::format("$({}) is no text and cannot stand in one: $({}.word) can",
                                   reference, reference));
    }
    out += value.text;
    from = close + 1;
  }
}

YamlNode Sweep::expand(const YamlReader& reader, const YamlNode& node, const Values& values,
                       int depth) const {
  YamlNode out;
  if (depth > kMaxReferences) {
    reader.wrong(node, "values that refer to each other without end");
    return out;
  }
  if (node.kind == YamlNode::Kind::kText) {
    const std::string_view reference = sole_reference(node.text);
    if (!reference.empty()) {
      out = expand(reader, value_of(reader, node, reference, values), values, depth + 1);
    } else {
      out = text_node(node, fill(reader, node, node.text, values, depth));
      out.quoted = node.quoted;
    }
  } else {
    out.kind = node.kind;
    out.place = node.place;
    out.items.reserve(node.items.size());
    for (const YamlNode& item : node.items) {
      add_member(reader, expand(reader, item, values, depth), name(values), out);
    }
  }
  out.key = fill(reader, node, node.key, values, depth);
  out.key_place = node.key_place;
  return out;
}

}  // namespace assay
