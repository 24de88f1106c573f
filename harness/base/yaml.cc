#include "harness/base/yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "harness/base/file.h"

namespace assay {

const YamlNode* YamlNode::find(std::string_view wanted) const {
  if (kind != Kind::kMap) return nullptr;
  for (const YamlNode& item : items) {
    if (item.key == wanted) return &item;
  }
  return nullptr;
}

Result<void> Mistakes::result() const {
  if (messages_.empty()) return {};
  std::string text;
  const std::size_t shown = std::min(messages_.size(), kMaxYamlMistakes);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += '\n';
    text += messages_[i];
  }
  if (shown < messages_.size()) text += fmt::format("\nand {} more", messages_.size() - shown);
  return input_error(std::move(text));
}

Result<YamlNode> load_yaml(const std::string& path) {
  ASSAY_TRY(text, read_file(path, kMaxYamlBytes));
  return parse_yaml(text, path);
}

std::string YamlReader::where(const YamlPlace& place) const {
  return fmt::format("{}:{}:{}", file_, place.line, place.column);
}

void YamlReader::wrong(const YamlPlace& place, std::string_view message) const {
  // What a message quotes is foreign, and a mistake is one line of a terminal.
  constexpr std::size_t kLongest = 1000;
  mistakes_->add(where(place) + ": " + one_line(message, kLongest));
}

std::optional<std::string> YamlReader::text(const YamlNode& node) const {
  if (node.kind == YamlNode::Kind::kText) return node.text;
  wrong(node, "a text is wanted here");
  return std::nullopt;
}

std::optional<bool> YamlReader::flag(const YamlNode& node) const {
  if (node.kind == YamlNode::Kind::kText && !node.quoted) {
    if (node.text == "true") return true;
    if (node.text == "false") return false;
  }
  wrong(node, "true or false is wanted here");
  return std::nullopt;
}

std::optional<std::int64_t> YamlReader::integer(const YamlNode& node, std::int64_t least,
                                                std::int64_t most) const {
  if (node.kind == YamlNode::Kind::kText && !node.quoted) {
    std::int64_t value = 0;
    const char* end = node.text.data() + node.text.size();
    const auto [rest, code] = std::from_chars(node.text.data(), end, value);
    if (code == std::errc() && rest == end && value >= least && value <= most) return value;
  }
  wrong(node, fmt::format("a whole number from {} to {} is wanted here", least, most));
  return std::nullopt;
}

std::optional<UnixTime> YamlReader::time(const YamlNode& node) const {
  const auto spelling = text(node);
  if (!spelling) return std::nullopt;
  auto value = parse_time(*spelling);
  if (value) return *value;
  wrong(node, value.error().message);
  return std::nullopt;
}

std::optional<Bytes> YamlReader::octets(const YamlNode& node) const {
  // A text of no octets is written as an empty one: ''.
  const auto spelling = text(node);
  if (!spelling) return std::nullopt;
  auto value = from_hex(*spelling);
  if (value) return *value;
  wrong(node, value.error().message);
  return std::nullopt;
}

std::optional<std::vector<std::string>> YamlReader::texts(const YamlNode& node) const {
  if (node.kind != YamlNode::Kind::kList) {
    wrong(node, "a list of texts is wanted here");
    return std::nullopt;
  }
  std::vector<std::string> values;
  for (const YamlNode& item : node.items) {
    auto value = text(item);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  return values;
}

YamlMap::YamlMap(const YamlReader& reader, const YamlNode& node, std::string_view what)
    : reader_(&reader), node_(&node), what_(what) {
  if (node.kind != YamlNode::Kind::kMap) reader.wrong(node, what_ + " is a mapping");
}

const YamlNode* YamlMap::find(std::string_view key) {
  asked_.emplace_back(key);
  return node_->find(key);
}

const YamlNode* YamlMap::require(std::string_view key) {
  const YamlNode* node = find(key);
  if (node == nullptr && node_->kind == YamlNode::Kind::kMap) {
    reader_->wrong(*node_, fmt::format("{} needs the key '{}'", what_, key));
  }
  return node;
}

const YamlNode* YamlMap::text(std::string_view key, std::string& out) {
  const YamlNode* node = find(key);
  if (node == nullptr) return nullptr;
  if (auto value = reader_->text(*node)) out = std::move(*value);
  return node;
}

const YamlNode* YamlMap::flag(std::string_view key, bool& out) {
  const YamlNode* node = find(key);
  if (node == nullptr) return nullptr;
  if (const auto value = reader_->flag(*node)) out = *value;
  return node;
}

const YamlNode* YamlMap::integer(std::string_view key, int& out, int least, int most) {
  const YamlNode* node = find(key);
  if (node == nullptr) return nullptr;
  if (const auto value = reader_->integer(*node, least, most)) out = static_cast<int>(*value);
  return node;
}

const YamlNode* YamlMap::time(std::string_view key, UnixTime& out) {
  const YamlNode* node = find(key);
  if (node == nullptr) return nullptr;
  if (const auto value = reader_->time(*node)) out = *value;
  return node;
}

const YamlNode* YamlMap::octets(std::string_view key, Bytes& out) {
  const YamlNode* node = find(key);
  if (node == nullptr) return nullptr;
  if (auto value = reader_->octets(*node)) out = std::move(*value);
  return node;
}

const YamlNode* YamlMap::texts(std::string_view key, std::vector<std::string>& out) {
  const YamlNode* node = find(key);
  if (node == nullptr) return nullptr;
  if (auto value = reader_->texts(*node)) out = std::move(*value);
  return node;
}

void YamlMap::finish() const {
  if (node_->kind != YamlNode::Kind::kMap) return;
  const std::vector<std::string_view> valid(asked_.begin(), asked_.end());
  for (const YamlNode& item : node_->items) {
    if (std::find(valid.begin(), valid.end(), item.key) != valid.end()) continue;
    reader_->wrong(item.key_place, unknown_word("key", item.key, valid).value().message);
  }
}

}  // namespace assay
