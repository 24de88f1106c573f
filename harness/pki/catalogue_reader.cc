#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <memory>

#include "harness/base/file.h"
#include "harness/base/yaml.h"
#include "harness/crypto/digest.h"
#include "harness/pki/catalogue.h"
#include "harness/pki/profile_reader.h"
#include "harness/pki/sweep.h"

namespace assay {
namespace {

// How many edits lead from one case to the next, at most: twin of a twin of a twin.
constexpr int kMaxTwinDepth = 8;

// SourceFile is one file of the catalogue, kept for as long as its nodes are read.
struct SourceFile {
  std::string path;
  YamlNode root;
};

// SleepingFile is a file that is read only when an id of its area is asked for.
struct SleepingFile {
  std::string path;
  std::string text;
  std::string prefix;  // of its ids: "rfc5280/crl/"
  bool profile = false;
};

// The value of a key at the head of a file, where each file of the catalogue says what it is
// about; empty when it is not written plainly there.
std::string_view head_value(std::string_view text, std::string_view key) {
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    if (!line.starts_with(key) || !line.substr(key.size()).starts_with(": ")) break;
    const std::string_view value = line.substr(key.size() + 2);
    const bool plain = value.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-./") ==
                       std::string_view::npos;
    return plain ? value : std::string_view{};
  }
  return {};
}

// The beginning that all ids have which a pattern means.
std::string_view literal_start(std::string_view pattern) {
  return pattern.substr(0, pattern.find_first_of("*?"));
}

// Draft is a case of which no more is known than its id: its twin may stand in a later file.
struct Draft {
  CatalogueEntry entry;
  const YamlNode* node = nullptr;  // of its behaviour
  std::shared_ptr<const Sweep> sweep;
  const YamlNode* axes = nullptr;         // of the file, by name
  const Sweep::Values* values = nullptr;  // of the sweep
  const std::string* file = nullptr;
  std::string profile;
  bool edited = false;
  bool twinned = false;  // names a twin
  enum class State { kRead, kOpen, kDone } state = State::kRead;
};

constexpr std::string_view kForEachKey = "for_each";
constexpr std::string_view kExceptKey = "except";

Result<void> list_yaml(const std::string& folder, std::vector<std::string>& paths) {
  ASSAY_TRY(names, list_directory(folder));
  for (const std::string& name : names) {
    const std::string path = folder + "/" + name;
    std::error_code code;
    if (std::filesystem::is_directory(path, code)) {
      ASSAY_CHECK_OK(list_yaml(path, paths));
    } else if (std::string_view(name).ends_with(".yaml")) {
      paths.push_back(path);
    }
  }
  return {};
}

// The number of fields that an edit touches; an item of `der` counts as one.
std::size_t count_fields(const YamlNode& fields) {
  std::size_t count = 0;
  for (const YamlNode& field : fields.items) {
    count += field.key == "der" ? field.items.size() : 1;
  }
  return count;
}

std::size_t count_edits(const YamlNode& edit) {
  std::size_t count = 0;
  for (const YamlNode& part : edit.items) {
    if (part.key == kCrlsKey || part.key == kOcspKey) {
      for (const YamlNode& crl : part.items) count += count_fields(crl);
    } else {
      count += count_fields(part);
    }
  }
  return count;
}

// Ids are paths of folders below the one that a user names, and nowhere else: no word begins with a
// dot.
bool is_id(std::string_view id) {
  char before = '/';
  for (const char c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain && c != '-' && c != '.' && c != '/') return false;
    if (before == '/' && !plain) return false;
    before = c;
  }
  return before != '/';
}

class CatalogueReader {
 public:
  explicit CatalogueReader(std::string folder) : folder_(std::move(folder)) {}

  Result<Catalogue> read_part(std::span<const std::string> patterns) {
    catalogue_.keys_folder = folder_ + "/keys";
    whole_ = false;
    ASSAY_CHECK_OK(lay_down("profiles", "profile"));
    ASSAY_CHECK_OK(lay_down("catalogue", "area"));
    for (const std::string& pattern : patterns) wake(literal_start(pattern));
    // A file that wakes for a twin adds drafts behind; only what is a twin of those is read there.
    for (std::size_t i = 0, count = drafts_.size(); i < count; ++i) {
      const std::string& id = drafts_[i].entry.id;
      if (std::any_of(patterns.begin(), patterns.end(),
                      [&](const std::string& each) { return matches_glob(each, id); })) {
        finish(drafts_[i], 0);
      }
    }
    ASSAY_CHECK_OK(mistakes_.result());
    for (Draft& draft : drafts_) {
      if (draft.state != Draft::State::kDone) continue;
      catalogue_.index.emplace(draft.entry.id, catalogue_.entries.size());
      catalogue_.entries.push_back(std::move(draft.entry));
    }
    return std::move(catalogue_);
  }

  Result<Catalogue> read() {
    catalogue_.keys_folder = folder_ + "/keys";
    ASSAY_TRY(clauses, read_folder("clauses"));
    ASSAY_TRY(profiles, read_folder("profiles"));
    ASSAY_TRY(cases, read_folder("catalogue"));
    for (const SourceFile& file : clauses) {
      read_clauses(YamlReader(file.path, mistakes_), file.root, catalogue_.clauses);
    }
    for (const SourceFile& file : profiles) read_profile(file);
    for (const SourceFile& file : cases) read_area(file);
    for (Draft& draft : drafts_) finish(draft, 0);
    ASSAY_CHECK_OK(mistakes_.result());
    catalogue_.entries.reserve(drafts_.size());
    for (Draft& draft : drafts_) catalogue_.entries.push_back(std::move(draft.entry));
    for (auto& [id, at] : index_) catalogue_.index.emplace_hint(catalogue_.index.end(), id, at);
    catalogue_.sha256 = hex(sha256(as_bytes(hashed_)));
    return std::move(catalogue_);
  }

 private:
  Result<void> lay_down(const std::string& name, std::string_view key) {
    std::vector<std::string> paths;
    ASSAY_CHECK_OK(list_yaml(folder_ + "/" + name, paths));
    for (const std::string& path : paths) {
      ASSAY_TRY(text, read_file(path, kMaxYamlBytes));
      const std::string value(head_value(text, key));
      const bool profile = key == kProfileArea;
      sleeping_.push_back({path, std::move(text),
                           profile ? fmt::format("{}/{}", kProfileArea, value) : value + "/",
                           profile});
      if (value.empty()) sleeping_.back().prefix.clear();
    }
    return {};
  }

  // Reads the sleeping files that may hold an id of this beginning.
  void wake(std::string_view start) {
    const auto fits = [start](const SleepingFile& file) {
      return start.starts_with(file.prefix) || file.prefix.starts_with(start);
    };
    const auto first = std::stable_partition(sleeping_.begin(), sleeping_.end(),
                                             [&](const auto& file) { return !fits(file); });
    const std::vector<SleepingFile> woken(std::make_move_iterator(first),
                                          std::make_move_iterator(sleeping_.end()));
    sleeping_.erase(first, sleeping_.end());
    for (const SleepingFile& file : woken) {
      auto root = parse_yaml(file.text, file.path);
      if (!root) {
        mistakes_.add(root.error());
        unread_ = true;
        continue;
      }
      const SourceFile& awake = awake_.emplace_back(SourceFile{file.path, std::move(*root)});
      file.profile ? read_profile(awake) : read_area(awake);
    }
  }

  Result<std::vector<SourceFile>> read_folder(const std::string& name) {
    std::vector<std::string> paths;
    ASSAY_CHECK_OK(list_yaml(folder_ + "/" + name, paths));
    std::vector<SourceFile> files;
    for (const std::string& path : paths) {
      ASSAY_TRY(text, read_file(path, kMaxYamlBytes));
      hashed_ += fmt::format("{}:{}:", path.substr(folder_.size()), text.size()) + text;
      auto root = parse_yaml(text, path);
      if (root) {
        files.push_back({path, std::move(*root)});
      } else {
        mistakes_.add(root.error());
        unread_ = true;
      }
    }
    return files;
  }

  void read_profile(const SourceFile& file) {
    const YamlReader reader(file.path, mistakes_);
    Draft draft;
    draft.entry.hierarchy = ProfileReader(reader).read(file.root);
    const HierarchyProfile& profile = draft.entry.hierarchy;
    draft.entry.id = fmt::format("{}/{}", kProfileArea, profile.name);
    draft.entry.behaviour = draft.entry.id;
    draft.entry.area = kProfileArea;
    draft.entry.title = profile.title;
    draft.entry.expect = profile.expect;
    draft.entry.place = reader.where(file.root.place);
    if (profile.question.purpose == Purpose::kClientAuth) draft.entry.tags.push_back("mtls");
    draft.file = &file.path;
    draft.profile = profile.name;
    draft.state = Draft::State::kDone;
    add(reader, file.root, std::move(draft));
  }

  void add(const YamlReader& reader, const YamlNode& at, Draft draft) {
    if (!is_id(draft.entry.id)) {
      return reader.wrong(at, fmt::format("the id '{}' is not of lower-case words, digits, '-' and "
                                          "'.', joined by '/'",
                                          draft.entry.id));
    }
    const auto [other, fresh] = index_.emplace(draft.entry.id, drafts_.size());
    if (!fresh) {
      reader.wrong(at, fmt::format("the id '{}' stands at {} already", draft.entry.id,
                                   drafts_[other->second].entry.place));
    }
    drafts_.push_back(std::move(draft));
  }

  void read_area(const SourceFile& file) {
    const YamlReader reader(file.path, mistakes_);
    YamlMap map(reader, file.root, "a file of cases");
    Draft shared;
    shared.file = &file.path;
    map.require("area");
    map.text("area", shared.entry.area);
    map.text("profile", shared.profile);
    map.texts("tags", shared.entry.tags);
    shared.axes = map.find("axes");
    const YamlNode* cases = map.require("cases");
    map.finish();
    if (cases == nullptr) return;
    if (cases->kind != YamlNode::Kind::kList) return reader.wrong(*cases, "cases is a list");
    for (const YamlNode& node : cases->items) read_behaviour(reader, node, shared);
  }

  // Every case of a behaviour gets its id; the rest is read when they are finished.
  void read_behaviour(const YamlReader& reader, const YamlNode& node, Draft draft) {
    YamlMap map(reader, node, "a case");
    std::string behaviour;
    const YamlNode* id = map.require("id");
    map.text("id", behaviour);
    draft.entry.behaviour = draft.entry.id = draft.entry.area + "/" + behaviour;
    draft.entry.place = reader.where(node.place);
    draft.node = &node;
    const YamlNode& at = id == nullptr ? node : *id;
    std::string_view first = draft.entry.area == kCanaryArea ? std::string_view{} : kFirstTag;
    const YamlNode* for_each = node.find(kForEachKey);
    if (for_each == nullptr) {
      if (!first.empty()) draft.entry.tags.emplace_back(first);
      return add(reader, at, std::move(draft));
    }
    draft.sweep = std::make_shared<const Sweep>(
        Sweep::read(reader, *for_each, node.find(kExceptKey), draft.axes));
    for (const Sweep::Values& values : draft.sweep->combinations()) {
      Draft each = draft;
      each.entry.id += "/" + draft.sweep->name(values);
      each.values = &values;
      if (!first.empty()) each.entry.tags.emplace_back(std::exchange(first, {}));
      add(reader, at, std::move(each));
    }
  }

  // The behaviour's node as this case has it: without its axes, the references replaced.
  static YamlNode expand(const YamlReader& reader, const Draft& draft) {
    YamlNode node;
    node.kind = draft.node->kind;
    node.place = draft.node->place;
    for (const YamlNode& item : draft.node->items) {
      if (item.key == kForEachKey || item.key == kExceptKey) continue;
      node.items.push_back(draft.sweep->expand(reader, item, *draft.values));
    }
    return node;
  }

  // The parts of a case that need a second reading.
  struct Parts {
    const YamlNode* edit = nullptr;
    const YamlNode* twin = nullptr;
  };

  Parts read_case(const YamlReader& reader, const YamlNode& node, Draft& draft) const {
    CatalogueEntry& entry = draft.entry;
    YamlMap map(reader, node, "a case");
    map.find("id");
    map.require("title");
    map.text("title", entry.title);
    if (const YamlNode* list = map.texts("clauses", entry.clauses)) check_clauses(reader, *list);
    if (const YamlNode* expect = map.require("expect"))
      read_expectations(reader, *expect, entry.expect);
    map.word("reason", entry.reason);
    Effect effect{};
    if (const YamlNode* at = map.word("effect", effect)) {
      entry.effect = effect;
      if (effect == Effect::kInterop) reader.wrong(*at, "interop is the effect of a false reject");
    }
    map.word("ruleset", entry.ruleset);
    std::vector<std::string> tags;
    map.texts("tags", tags);
    entry.tags.insert(entry.tags.end(), tags.begin(), tags.end());
    if (const YamlNode* keys = map.find("keys")) entry.keys = reader.word<KeyType>("keys", *keys);
    const YamlNode* profile = map.text("profile", draft.profile);
    const Parts parts{map.find("edit"), map.text("twin", entry.twin)};
    map.finish();
    if (profile != nullptr && parts.twin != nullptr) {
      reader.wrong(*profile, "a case with a twin takes the twin's profile");
    }
    draft.edited = parts.edit != nullptr;
    draft.twinned = parts.twin != nullptr;
    return parts;
  }

  void check_clauses(const YamlReader& reader, const YamlNode& list) const {
    if (!whole_) return;
    std::vector<std::string_view> valid;
    for (const auto& [id, clause] : catalogue_.clauses) valid.push_back(id);
    for (const YamlNode& item : list.items) {
      std::string ignored;
      read_reference(reader, item, "clause", valid, ignored);
    }
  }

  static std::vector<Ruleset> rejecting(const CatalogueEntry& entry) {
    std::vector<Ruleset> rulesets;
    for (const auto& [ruleset, expectation] : entry.expect) {
      if (expectation == Expectation::kReject) rulesets.push_back(ruleset);
    }
    return rulesets;
  }

  Draft* find(const std::string& id) {
    auto found = index_.find(id);
    if (found == index_.end() && !sleeping_.empty()) {
      wake(id);
      found = index_.find(id);
    }
    return found == index_.end() ? nullptr : &drafts_[found->second];
  }

  // Reads the case and makes its hierarchy from its twin's or its profile's, those first.
  void finish(Draft& draft, int depth) {
    if (draft.state != Draft::State::kRead) return;
    draft.state = Draft::State::kOpen;
    const YamlReader reader(*draft.file, mistakes_);
    const YamlNode expanded = draft.sweep ? expand(reader, draft) : YamlNode{};
    const YamlNode& node = draft.sweep ? expanded : *draft.node;
    const Parts parts = read_case(reader, node, draft);
    Draft* base = base_of(reader, draft, parts);
    if (base == nullptr) return;
    if (depth >= kMaxTwinDepth) return reader.wrong(*draft.node, "too long a row of twins");
    finish(*base, depth + 1);
    if (base->state != Draft::State::kDone) {
      return reader.wrong(*draft.node, "a circle of twins, or a twin that is wrong itself");
    }
    draft.state = Draft::State::kDone;
    if (draft.twinned && !draft.entry.keys) draft.entry.keys = base->entry.keys;
    CatalogueEntry& entry = draft.entry;
    entry.hierarchy = base->entry.hierarchy;
    const std::size_t before = mistakes_.size();
    if (parts.edit != nullptr) ProfileReader(reader).edit(*parts.edit, entry.hierarchy);
    if (entry.hierarchy.question.purpose == Purpose::kClientAuth) add_tag(entry, "mtls");
    const std::size_t edits = parts.edit == nullptr ? 0 : count_edits(*parts.edit);
    if (mistakes_.size() == before) check(reader, draft, *base, edits);
  }

  // The draft that an edit starts from: the twin, or the profile's own case.
  Draft* base_of(const YamlReader& reader, const Draft& draft, const Parts& parts) {
    if (parts.twin != nullptr) {
      Draft* twin = find(draft.entry.twin);
      if (twin == nullptr) no_such(reader, *parts.twin, "twin", draft.entry.twin);
      return twin;
    }
    if (draft.profile.empty()) {
      reader.wrong(*draft.node, "a case needs the key 'profile', in itself or in its file");
      return nullptr;
    }
    Draft* profile = find(fmt::format("{}/{}", kProfileArea, draft.profile));
    // A profile whose file is no YAML is not missing; its own mistake is listed.
    if (profile == nullptr && !unread_) {
      no_such(reader, *draft.node, "profile", draft.profile);
    }
    return profile;
  }

  void no_such(const YamlReader& reader, const YamlNode& at, std::string_view what,
               std::string_view word) const {
    std::vector<std::string_view> valid;
    for (const Draft& each : drafts_) {
      const bool profile = each.entry.area == kProfileArea;
      if (what == "twin") valid.push_back(each.entry.id);
      if (what == "profile" && profile) valid.push_back(each.profile);
    }
    reader.wrong(at, unknown_word(what, word, valid).value().message);
  }

  static void add_tag(CatalogueEntry& entry, std::string_view tag) {
    if (std::find(entry.tags.begin(), entry.tags.end(), tag) == entry.tags.end()) {
      entry.tags.emplace_back(tag);
    }
  }

  static void check(const YamlReader& reader, Draft& draft, const Draft& base, std::size_t edits) {
    CatalogueEntry& entry = draft.entry;
    const auto wrong = [&](std::string_view what) {
      reader.wrong(*draft.node, fmt::format("case '{}': {}", entry.id, what));
    };
    const bool idle = draft.edited && entry.hierarchy == base.entry.hierarchy;
    if (idle) wrong("the edit changes nothing");
    const std::vector<Ruleset> rejects = rejecting(entry);
    if (rejects.empty()) {
      if (entry.reason != Reason::kNone) wrong("a reason, but no ruleset that rejects");
      if (draft.twinned) wrong("a twin, but no ruleset that rejects");
      return;
    }
    check_reject(draft, base, wrong, rejects, edits);
    entry.twin = base.entry.id;
  }

  template <typename Wrong>
  static void check_reject(const Draft& draft, const Draft& base, const Wrong& wrong,
                           const std::vector<Ruleset>& rejects, std::size_t edits) {
    const CatalogueEntry& entry = draft.entry;
    if (entry.reason == Reason::kNone) wrong("a reject needs a reason");
    if (entry.clauses.empty()) wrong("a reject needs a clause");
    if (edits != 1) {
      wrong(fmt::format("a reject differs from its twin by exactly one edit, not {}", edits));
    }
    for (const Ruleset ruleset : rejects) {
      const auto accepts = [&](Ruleset each) {
        const auto it = base.entry.expect.find(each);
        return it != base.entry.expect.end() && it->second == Expectation::kAccept;
      };
      const bool own = base.entry.expect.count(ruleset) > 0;
      if (!accepts(own ? ruleset : Ruleset::kRfc5280)) {
        wrong(
            fmt::format("its twin '{}' does not accept under {}", base.entry.id, name_of(ruleset)));
      }
    }
    if (entry.keys != base.entry.keys) wrong("its twin has other keys");
  }

  std::string folder_;
  Catalogue catalogue_;
  Mistakes mistakes_;
  std::deque<Draft> drafts_;  // it grows while its drafts are referred to
  std::map<std::string, std::size_t> index_;
  std::string hashed_;
  bool unread_ = false;  // some file is no YAML
  bool whole_ = true;
  std::vector<SleepingFile> sleeping_;
  std::deque<SourceFile> awake_;
};

}  // namespace

Result<Catalogue> load_catalogue(const std::string& folder) {
  return CatalogueReader(folder).read();
}

Result<Catalogue> load_part(const std::string& folder, std::span<const std::string> patterns) {
  return CatalogueReader(folder).read_part(patterns);
}

}  // namespace assay
