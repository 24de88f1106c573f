// The latitudes that the oracle knows, and those that vectors/latitudes.yaml describes.
#include "harness/oracle/latitude.h"

#include <gtest/gtest.h>

#include "harness/base/build_tree.h"
#include "harness/base/yaml.h"
#include "harness/oracle/validate.h"
#include "harness/pki/catalogue.h"

namespace assay {
namespace {

struct Described {
  std::string id;
  std::string clause;
  std::vector<std::string> cases;
};

std::vector<Described> described() {
  const std::string path = source_dir() + "/vectors/latitudes.yaml";
  const auto root = load_yaml(path);
  EXPECT_TRUE(root) << root.error().message;
  std::vector<Described> all;
  const YamlNode* const list = root ? root->find("latitudes") : nullptr;
  if (list == nullptr) return all;
  Mistakes mistakes;
  const YamlReader reader(path, mistakes);
  for (const YamlNode& node : list->items) {
    Described one;
    std::string text;
    YamlMap map(reader, node, "a latitude");
    map.text("id", one.id);
    map.text("clause", one.clause);
    map.texts("cases", one.cases);
    map.require("strictly");
    map.text("strictly", text);
    map.require("other");
    map.text("other", text);
    const YamlNode* const readings = map.require("default");
    EXPECT_TRUE(readings != nullptr && readings->find("rfc5280") != nullptr) << one.id;
    map.finish();
    all.push_back(std::move(one));
  }
  EXPECT_TRUE(mistakes.empty());
  return all;
}

TEST(LatitudeTest, each_is_described_with_its_clause_and_nothing_else_is) {
  const auto clauses = load_clauses(source_dir() + "/vectors/clauses");
  ASSERT_TRUE(clauses) << clauses.error().message;
  const auto all = described();
  ASSERT_EQ(all.size(), kLatitudes);
  for (std::size_t i = 0; i < kLatitudes; ++i) {
    EXPECT_EQ(all[i].id, EnumNames<Latitude>::kNames[i].second);
    EXPECT_TRUE(clauses->contains(all[i].clause)) << all[i].id;
    EXPECT_FALSE(all[i].cases.empty()) << all[i].id;
  }
}

TEST(LatitudeTest, the_verdict_on_its_cases_turns_on_it) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  auto maker = CaseMaker::open(catalogue->keys_folder, {});
  ASSERT_TRUE(maker) << maker.error().message;
  for (const Described& each : described()) {
    for (const std::string& id : each.cases) {
      const CatalogueEntry* const entry = catalogue->find(id);
      ASSERT_NE(entry, nullptr) << id;
      const auto made = maker->make(*entry);
      ASSERT_TRUE(made) << id;
      const Decision given = validate(made->question).verdict.decision;
      const auto turns = turning_latitude(made->question, {}, given);
      ASSERT_TRUE(turns) << id;
      EXPECT_EQ(name_of(*turns), each.id) << id;
      // `either` is what the catalogue says of what the standards leave open.
      EXPECT_EQ(made->expected(Ruleset::kRfc5280), Expectation::kEither) << id;
    }
  }
}

TEST(LatitudeTest, none_turns_a_verdict_on_what_no_standard_leaves_open) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  auto maker = CaseMaker::open(catalogue->keys_folder, {});
  ASSERT_TRUE(maker) << maker.error().message;
  for (const char* id : {"profile/tls-server-3", "rfc5280/signature/sig-bad-leaf",
                         "rfc5280/basic-constraints/bc-pathlen-0-violated"}) {
    const auto made = maker->make(*catalogue->find(id));
    ASSERT_TRUE(made) << id;
    const Decision given = validate(made->question).verdict.decision;
    EXPECT_FALSE(turning_latitude(made->question, {}, given)) << id;
  }
}

}  // namespace
}  // namespace assay
