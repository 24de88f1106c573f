#include "harness/run/deviations.h"

#include <algorithm>
#include <filesystem>

#include "harness/base/file.h"
#include "harness/base/yaml.h"

namespace assay {
namespace {

constexpr std::string_view kWildcards = "*?";

// The last separator of either id style: "area/case", "area::case".
std::size_t end_of_area(std::string_view id) {
  const std::size_t slash = id.rfind('/');
  const std::size_t colons = id.rfind("::");
  if (slash == std::string_view::npos) return colons == std::string_view::npos ? 0 : colons;
  return slash;
}

// A glob that spans areas would hide what nobody looked at.
bool stays_within_area(std::string_view pattern) {
  const std::size_t wildcard = pattern.find_first_of(kWildcards);
  return wildcard == std::string_view::npos || wildcard > end_of_area(pattern);
}

bool any_matches(const std::vector<std::string>& patterns, const std::string& text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches_glob(pattern, text); });
}

void require_text(const YamlReader& reader, const YamlNode& node, std::string_view key,
                  const std::string& value) {
  if (value.empty()) reader.wrong(node, "a deviation without '" + std::string(key) + "'");
}

Deviation read_entry(const YamlReader& reader, const YamlNode& node, const std::string& target) {
  Deviation entry;
  entry.target = target;
  entry.file = reader.file();
  entry.line = node.place.line;
  YamlMap map(reader, node, "a deviation");
  map.text("target", entry.target);
  if (const YamlNode* cases = map.texts("cases", entry.cases)) {
    for (const std::string& pattern : entry.cases) {
      if (!stays_within_area(pattern)) reader.wrong(*cases, "'" + pattern + "' spans areas");
    }
  }
  map.texts("releases", entry.releases);
  map.text("mode", entry.mode);
  map.word("decision", entry.decision);
  Reason reason{};
  if (map.word("reason", reason) != nullptr) entry.reason = reason;
  std::string native;
  if (map.text("native", native) != nullptr) entry.native = native;
  map.word("wrong", entry.wrong);
  map.text("clause", entry.clause);
  map.text("why", entry.why);
  map.text("evidence", entry.evidence);
  map.finish();
  if (entry.cases.empty()) reader.wrong(node, "a deviation without 'cases'");
  if (entry.releases.empty()) reader.wrong(node, "a deviation without 'releases'");
  if (!entry.mode.empty() && entry.mode != "verify" && entry.mode != "handshake") {
    reader.wrong(node, "mode is 'verify' or 'handshake'");
  }
  for (const char* key : {"decision", "wrong"}) {
    if (node.find(key) == nullptr) {
      reader.wrong(node, std::string("a deviation without '") + key + "'");
    }
  }
  require_text(reader, node, "why", entry.why);
  require_text(reader, node, "evidence", entry.evidence);
  return entry;
}

}  // namespace

bool Deviation::selects(const std::string& target_id, const std::string& release,
                        const std::string& case_id, const std::string& run_mode) const {
  const bool variant = target_id.starts_with(target + "/");
  return (target == target_id || variant) && (mode.empty() || mode == run_mode) &&
         any_matches(releases, release) && any_matches(cases, case_id);
}

bool Deviation::pins(const Verdict& verdict) const {
  return verdict.decision == decision && (!reason || *reason == verdict.reason) &&
         (!native || matches_glob(*native, verdict.native));
}

Result<std::vector<Deviation>> read_deviations(std::string_view text, const std::string& file) {
  ASSAY_TRY(root, parse_yaml(text, file));
  Mistakes mistakes;
  const YamlReader reader(file, mistakes);
  std::vector<Deviation> entries;
  std::string target;
  YamlMap map(reader, root, "a deviations file");
  map.text("target", target);
  map.require("target");
  if (const YamlNode* list = map.require("deviations")) {
    for (const YamlNode& node : list->items) entries.push_back(read_entry(reader, node, target));
  }
  map.finish();
  ASSAY_CHECK_OK(mistakes.result());
  return entries;
}

namespace {

Result<std::vector<std::string>> deviation_files(const std::string& targets_directory) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(targets_directory, failure)) {
    const fs::path path = entry.path() / "deviations.yaml";
    if (fs::exists(path)) paths.push_back(path.string());
    std::error_code none;
    for (const auto& topic : fs::directory_iterator(entry.path() / "deviations", none)) {
      if (topic.path().extension() == ".yaml") paths.push_back(topic.path().string());
    }
  }
  if (failure) return input_error(targets_directory + ": " + failure.message());
  std::sort(paths.begin(), paths.end());
  return paths;
}

// "rfc5280/" of "rfc5280/crl/expired", "crl::" of "crl::expired", "" of a bare word.
std::string_view first_part(std::string_view id) {
  const std::size_t slash = id.find('/');
  const std::size_t colons = id.find("::");
  if (slash == std::string_view::npos && colons == std::string_view::npos) return {};
  return slash < colons ? id.substr(0, slash + 1) : id.substr(0, colons + 2);
}

Result<std::vector<Deviation>> load_naming(const std::string& targets_directory,
                                           std::string_view word) {
  ASSAY_TRY(paths, deviation_files(targets_directory));
  std::vector<Deviation> all;
  for (const std::string& path : paths) {
    ASSAY_TRY(text, read_file(path));
    if (text.find(word) == std::string::npos) continue;
    ASSAY_TRY(entries, read_deviations(text, path));
    all.insert(all.end(), entries.begin(), entries.end());
  }
  return all;
}

}  // namespace

Result<std::vector<Deviation>> load_deviations(const std::string& targets_directory) {
  return load_naming(targets_directory, "");
}

Result<std::vector<Deviation>> load_deviations_about(const std::string& targets_directory,
                                                     std::string_view case_id) {
  return load_naming(targets_directory, first_part(case_id));
}

}  // namespace assay
