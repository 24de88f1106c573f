// vectors/coverage.yaml: where each behaviour of the reference list is asked.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/base/yaml.h"
#include "harness/pki/catalogue.h"

namespace assay {
namespace {

const std::string kCoverage = source_dir() + "/vectors/coverage.yaml";
const std::string kReference = source_dir() + "/../shared/reference/x509-behaviours.md";

// One id of the reference: the behaviours that cover it, or why none does.
struct Covered {
  std::vector<std::string> behaviours;
  std::string reason;
  std::string same_as;  // of duplicate-of
};

std::map<std::string, Covered> read_coverage() {
  std::map<std::string, Covered> covered;
  const auto text = read_file(kCoverage);
  EXPECT_TRUE(text) << text.error().message;
  const auto root = parse_yaml(text.value_or(""), kCoverage);
  EXPECT_TRUE(root) << root.error().message;
  if (!root) return covered;
  Mistakes mistakes;
  const YamlReader reader(kCoverage, mistakes);
  for (const YamlNode& node : root->items) {
    Covered& each = covered[node.key];
    if (node.kind == YamlNode::Kind::kText) {
      each.behaviours = {node.text};
    } else if (node.kind == YamlNode::Kind::kList) {
      each.behaviours = reader.texts(node).value_or(std::vector<std::string>{});
    } else {
      YamlMap map(reader, node, "a reason");
      std::string why;
      map.require("reason");
      map.text("reason", each.reason);
      map.require("why");
      map.text("why", why);
      map.text("of", each.same_as);
      map.finish();
    }
  }
  EXPECT_TRUE(mistakes.empty()) << mistakes.result().error().message;
  return covered;
}

const std::map<std::string, Covered>& coverage() {
  static const auto covered = read_coverage();
  return covered;
}

TEST(Coverage, names_behaviours_that_the_catalogue_has) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  std::set<std::string> behaviours;
  for (const CatalogueEntry& entry : catalogue->entries) behaviours.insert(entry.behaviour);
  for (const auto& [id, each] : coverage()) {
    for (const std::string& behaviour : each.behaviours) {
      EXPECT_EQ(behaviours.count(behaviour), 1U) << id << ": " << behaviour;
    }
  }
}

TEST(Coverage, gives_a_reason_of_the_closed_list_where_there_is_no_behaviour) {
  const std::set<std::string> reasons = {"handshake", "not-verifiable", "needs-unavailable-crypto",
                                         "duplicate-of"};
  for (const auto& [id, each] : coverage()) {
    EXPECT_NE(each.behaviours.empty(), each.reason.empty()) << id;
    if (each.reason.empty()) continue;
    EXPECT_EQ(reasons.count(each.reason), 1U) << id << ": " << each.reason;
    if (each.reason != "duplicate-of") continue;
    const auto other = coverage().find(each.same_as);
    ASSERT_NE(other, coverage().end()) << id << ": of '" << each.same_as << "'";
    EXPECT_FALSE(other->second.behaviours.empty()) << id << ": of one without a behaviour";
  }
}

TEST(Coverage, leaves_out_a_tenth_at_most) {
  const auto left_out = std::count_if(coverage().begin(), coverage().end(), [](const auto& each) {
    return !each.second.reason.empty() && each.second.reason != "handshake";
  });
  EXPECT_LE(static_cast<std::size_t>(left_out) * 10, coverage().size());
  EXPECT_GE(coverage().size(), 640U);
}

// The ids that a line of the reference writes out: the first, and those that begin with its first
// word. What it shortens otherwise ("/ -intermediate", "cn/o/ou") is left to readers.
std::vector<std::string> ids_of(const std::string& line) {
  std::vector<std::string> ids;
  std::istringstream words(line.substr(0, line.find('|')));
  std::string family;  // "san-"
  for (std::string word; words >> word;) {
    while (!word.empty() && word.back() == ',') word.pop_back();
    const std::string head = word.substr(0, word.find('/'));
    if (family.empty()) family = head.substr(0, head.find('-') + 1);
    const bool id =
        !family.empty() && head.starts_with(family) &&
        head.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string::npos;
    if (id) ids.push_back(head);
  }
  return ids;
}

// An id that goes on after a slash ("nc-ip4/ip6-permitted") stands there with what goes on.
bool covers(const std::string& id) {
  const auto at = coverage().lower_bound(id);
  return at != coverage().end() && at->first.starts_with(id);
}

TEST(Coverage, holds_every_id_that_the_reference_writes_out) {
  const auto text = read_file(kReference);
  if (!text) GTEST_SKIP() << kReference << " is not there";
  std::istringstream lines(*text);
  bool listed = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) listed = line[3] >= 'A' && line[3] <= 'W';
    if (!listed || line.starts_with("##") || line.find(" | ") == std::string::npos) continue;
    for (const std::string& id : ids_of(line)) {
      EXPECT_TRUE(covers(id)) << id << "\nof " << line;
    }
  }
}

}  // namespace
}  // namespace assay
