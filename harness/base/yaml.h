// Strict reading of YAML: the files of the project, and hostile ones.
//
// A document is one mapping, list or text. Anchors, aliases, tags, duplicate keys, keys that are
// not texts and second documents are mistakes. A mistake names file, line and column (from 1) and,
// where there is one, the nearest valid word. Mistakes are collected, so that a file is mended in
// one go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/base/text.h"
#include "harness/base/time.h"

namespace assay {

// What is larger is refused: octets of a document, nested collections, values.
inline constexpr std::size_t kMaxYamlBytes = 1 << 20;
inline constexpr std::size_t kMaxYamlDepth = 32;
inline constexpr std::size_t kMaxYamlNodes = 100'000;
// How many mistakes one Error lists.
inline constexpr std::size_t kMaxYamlMistakes = 50;

struct YamlPlace {
  int line = 0;    // from 1
  int column = 0;  // from 1
};

// YamlNode is one value; a member of a mapping has its key beside it.
struct YamlNode {
  enum class Kind { kNull, kText, kList, kMap };
  Kind kind = Kind::kNull;
  std::string text;             // kText, quotes and escapes resolved
  bool quoted = false;          // "true" in quotes is a text, not a truth
  std::vector<YamlNode> items;  // kList and kMap, in the order of the file
  YamlPlace place;
  std::string key;  // in a mapping
  YamlPlace key_place;

  // find() is the member of that key, or null; null too for what is not a mapping.
  [[nodiscard]] const YamlNode* find(std::string_view wanted) const;
};

// Mistakes collects what is wrong with one or more files, each mistake once.
class Mistakes {
 public:
  void add(std::string message) {
    if (seen_.insert(message).second) messages_.push_back(std::move(message));
  }
  void add(const Error& error) { add(error.message); }
  [[nodiscard]] bool empty() const { return messages_.empty(); }
  [[nodiscard]] std::size_t size() const { return messages_.size(); }

  // result() is an Error with one line a mistake (kMaxYamlMistakes at most), or success.
  [[nodiscard]] Result<void> result() const;

 private:
  std::vector<std::string> messages_;
  std::unordered_set<std::string> seen_;
};

// parse_yaml() reads one document; `file` is the name that mistakes show. An empty document is
// kNull. All duplicate keys are listed; a fault of the grammar ends the reading.
Result<YamlNode> parse_yaml(std::string_view text, std::string_view file);

// load_yaml() reads a file; an Error names the path when it cannot be read or is not a file.
Result<YamlNode> load_yaml(const std::string& path);

// YamlReader turns nodes of one file into values. A getter that fails records a mistake and returns
// nothing.
class YamlReader {
 public:
  YamlReader(std::string file, Mistakes& mistakes) : file_(std::move(file)), mistakes_(&mistakes) {}

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] Mistakes& mistakes() const { return *mistakes_; }
  [[nodiscard]] std::string where(const YamlPlace& place) const;

  void wrong(const YamlPlace& place, std::string_view message) const;
  void wrong(const YamlNode& at, std::string_view message) const { wrong(at.place, message); }

  [[nodiscard]] std::optional<std::string> text(const YamlNode& node) const;
  [[nodiscard]] std::optional<bool> flag(const YamlNode& node) const;
  [[nodiscard]] std::optional<std::int64_t> integer(const YamlNode& node, std::int64_t least,
                                                    std::int64_t most) const;
  [[nodiscard]] std::optional<UnixTime> time(const YamlNode& node) const;
  [[nodiscard]] std::optional<Bytes> octets(const YamlNode& node) const;  // hexadecimal
  [[nodiscard]] std::optional<std::vector<std::string>> texts(const YamlNode& node) const;

  // word() reads the spelling of an enum value; `what` names the kind: "purpose".
  template <typename E>
  [[nodiscard]] std::optional<E> word(std::string_view what, const YamlNode& node) const {
    const auto spelling = text(node);
    if (!spelling) return std::nullopt;
    auto value = parse_name<E>(what, *spelling);
    if (value) return *value;
    wrong(node, value.error().message);
    return std::nullopt;
  }

 private:
  std::string file_;
  Mistakes* mistakes_;
};

// YamlMap reads one mapping strictly: the keys asked for are the valid ones, and finish() records
// every other. A getter leaves its target alone when the key is missing or its value is wrong, so
// that a mapping can be read over existing values; it returns the node when the key is there.
class YamlMap {
 public:
  // `what` names the mapping in mistakes: "a certificate".
  YamlMap(const YamlReader& reader, const YamlNode& node, std::string_view what);

  const YamlNode* find(std::string_view key);
  // require() records a mistake when the key is missing.
  const YamlNode* require(std::string_view key);

  const YamlNode* text(std::string_view key, std::string& out);
  const YamlNode* flag(std::string_view key, bool& out);
  const YamlNode* integer(std::string_view key, int& out, int least, int most);
  const YamlNode* time(std::string_view key, UnixTime& out);
  const YamlNode* octets(std::string_view key, Bytes& out);
  const YamlNode* texts(std::string_view key, std::vector<std::string>& out);
  template <typename E>
  const YamlNode* word(std::string_view key, E& out) {
    const YamlNode* node = find(key);
    if (node == nullptr) return nullptr;
    if (const auto value = reader_->word<E>(key, *node)) out = *value;
    return node;
  }

  // finish() records the keys that nobody asked for.
  void finish() const;

 private:
  const YamlReader* reader_;
  const YamlNode* node_;
  std::string what_;
  std::vector<std::string> asked_;
};

}  // namespace assay
