#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <set>
#include <streambuf>

#include "harness/base/yaml.h"

namespace assay {
namespace {

// Refused ends the parser's work from within its callbacks; it never leaves parse_yaml().
struct Refused {
  YamlPlace place;
  std::string message;
};

YamlPlace place_of(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }

// TreeBuilder makes YamlNodes of the parser's events and refuses what strict YAML leaves out.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view file, Mistakes& mistakes) : reader_(std::string(file), mistakes) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add(node_at(mark, YamlNode::Kind::kNull));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused{place_of(mark), "an alias: write the value out"};
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    YamlNode node = node_at(mark, YamlNode::Kind::kText);
    node.text = value;
    node.quoted = tag == "!";
    if (!node.quoted && (value.empty() || value == "~" || value == "null")) {
      node.kind = YamlNode::Kind::kNull;
    }
    add(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kList);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kMap);
  }
  void OnMapEnd() override { close(); }

  YamlNode take_root() { return std::move(root_); }

 private:
  struct Level {
    YamlNode node;
    std::optional<YamlNode> key;  // in a mapping: read, its value still to come
    std::set<std::string> keys;
  };

  YamlNode node_at(const YAML::Mark& mark, YamlNode::Kind kind) {
    if (++count_ > kMaxYamlNodes) {
      throw Refused{place_of(mark), fmt::format("more than {} values", kMaxYamlNodes)};
    }
    YamlNode node;
    node.kind = kind;
    node.place = place_of(mark);
    return node;
  }

  static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) throw Refused{place_of(mark), "an anchor: write each value out"};
  }

  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    throw Refused{place_of(mark), fmt::format("a tag '{}': leave it out", one_line(tag, 40))};
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YamlNode::Kind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (levels_.size() >= kMaxYamlDepth) {
      throw Refused{place_of(mark), fmt::format("nested deeper than {} levels", kMaxYamlDepth)};
    }
    const bool is_key =
        !levels_.empty() && levels_.back().node.kind == YamlNode::Kind::kMap && !levels_.back().key;
    if (is_key) throw Refused{place_of(mark), "a key that is not a text"};
    levels_.push_back({node_at(mark, kind), std::nullopt, {}});
  }

  void close() {
    YamlNode done = std::move(levels_.back().node);
    levels_.pop_back();
    add(std::move(done));
  }

  void add(YamlNode node) {
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& level = levels_.back();
    if (level.node.kind == YamlNode::Kind::kMap) {
      if (!level.key) return take_key(level, std::move(node));
      node.key = level.key->text;
      node.key_place = level.key->place;
      level.key.reset();
    }
    level.node.items.push_back(std::move(node));
  }

  void take_key(Level& level, YamlNode key) const {
    if (key.kind != YamlNode::Kind::kText) throw Refused{key.place, "a key that is not a text"};
    if (!level.keys.insert(key.text).second) {
      reader_.wrong(key, fmt::format("the key '{}' stands here twice", one_line(key.text, 60)));
    }
    level.key = std::move(key);
  }

  YamlReader reader_;
  YamlNode root_;
  std::vector<Level> levels_;
  std::size_t count_ = 0;
};

// A stream over borrowed text: the parser takes nothing else.
class TextStream : private std::streambuf, public std::istream {
 public:
  explicit TextStream(std::string_view text) : std::istream(static_cast<std::streambuf*>(this)) {
    char* begin = const_cast<char*>(text.data());  // get areas are not const; nothing is written
    setg(begin, begin, begin + text.size());
  }
};

Result<void> check_text(std::string_view text) {
  if (text.size() > kMaxYamlBytes) {
    return input_error(fmt::format("larger than {} octets", kMaxYamlBytes));
  }
  // The parser would take these for UTF-16 or UTF-32.
  if (text.find('\0') != std::string_view::npos)
    return input_error("not a text: it has NUL octets");
  for (const std::string_view mark : {"\xff\xfe", "\xfe\xff"}) {
    if (text.substr(0, mark.size()) == mark) return input_error("not UTF-8");
  }
  return {};
}

Result<YamlNode> parse_one(std::string_view text, TreeBuilder& builder) {
  TextStream stream(text);
  YAML::Parser parser(stream);
  if (!parser.HandleNextDocument(builder)) return YamlNode{};
  YamlNode root = builder.take_root();
  if (parser.HandleNextDocument(builder)) {
    throw Refused{builder.take_root().place, "a second document: one a file"};
  }
  return root;
}

}  // namespace

Result<YamlNode> parse_yaml(std::string_view text, std::string_view file) {
  if (auto sound = check_text(text); !sound) return fail(std::move(sound).error().in(file));
  Mistakes mistakes;
  const YamlReader reader(std::string(file), mistakes);
  // The library speaks in exceptions; so does TreeBuilder through it. None passes this function.
  try {
    TreeBuilder builder(file, mistakes);
    auto root = parse_one(text, builder);
    ASSAY_CHECK_OK(mistakes.result());
    return root;
  } catch (const Refused& refused) {
    reader.wrong(refused.place, refused.message);
  } catch (const YAML::Exception& e) {
    reader.wrong(place_of(e.mark), one_line(e.msg));
  } catch (const std::exception& e) {
    mistakes.add(fmt::format("{}: cannot be read as YAML: {}", file, one_line(e.what())));
  }
  return fail(mistakes.result().error());
}

}  // namespace assay
