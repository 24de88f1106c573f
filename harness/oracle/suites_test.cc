// The oracle over whole suites: the catalogue, and the samples of foreign suites where they are.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/base/sanitized.h"
#include "harness/model/limbo.h"
#include "harness/oracle/validate.h"
#include "harness/pki/catalogue.h"

namespace assay {
namespace {

constexpr UnixTime kRunStart = 1'795'000'000;  // of cases without a time: 2026-11-18

std::string describe(const Case& asked, Ruleset rules, const OracleVerdict& found) {
  return asked.id + " under " + std::string(name_of(rules)) + ": " +
         std::string(name_of(found.verdict.decision)) + " " +
         std::string(name_of(found.verdict.reason)) + " " + found.verdict.native + " (" +
         found.verdict.words + "), expected " + std::string(name_of(asked.expected(rules))) + " " +
         std::string(name_of(asked.reason));
}

// A dispute: the expectation against the oracle's verdict; a reject for another reason is one too.
bool is_dispute(const Case& asked, Ruleset rules, const OracleVerdict& found) {
  const Expectation expected = asked.expected(rules);
  if (expected == Expectation::kEither) return false;
  if (expected == Expectation::kAccept) return found.verdict.decision != Decision::kAccept;
  return found.verdict.decision != Decision::kReject ||
         (!asked.foreign && found.verdict.reason != asked.reason);
}

std::vector<const CatalogueEntry*> asked_of(const Catalogue& catalogue) {
  std::vector<std::string> patterns;
  if (kSanitized) patterns.push_back("tag:first");
  const auto chosen = select(catalogue, patterns);
  EXPECT_TRUE(chosen) << chosen.error().message;
  return chosen ? *chosen : std::vector<const CatalogueEntry*>{};
}

TEST(CatalogueTest, each_case_gets_its_expectation_for_its_reason_under_each_ruleset) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  auto maker = CaseMaker::open(catalogue->keys_folder, {});
  ASSERT_TRUE(maker) << maker.error().message;
  std::size_t asked = 0;
  for (const CatalogueEntry* each : asked_of(*catalogue)) {
    const auto made = maker->make(*each);
    ASSERT_TRUE(made) << each->id << made.error().message;
    for (const auto& [rules, expectation] : made->expect) {
      const OracleVerdict found = validate(made->question, {.ruleset = rules});
      EXPECT_FALSE(is_dispute(*made, rules, found)) << describe(*made, rules, found);
      ++asked;
    }
  }
  EXPECT_GT(asked, 150U);
}

// A public CA owes more than the catalogue says of all: under webpki, only what a case states
// counts.
TEST(CatalogueTest, no_case_is_in_dispute_under_a_ruleset_that_takes_the_expectation_of_rfc5280) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  auto maker = CaseMaker::open(catalogue->keys_folder, {});
  ASSERT_TRUE(maker) << maker.error().message;
  for (const CatalogueEntry* each : asked_of(*catalogue)) {
    const auto made = maker->make(*each);
    ASSERT_TRUE(made) << each->id << made.error().message;
    for (const Ruleset rules : {Ruleset::kStrict, Ruleset::kLegacy}) {
      const OracleVerdict found = validate(made->question, {.ruleset = rules});
      EXPECT_FALSE(is_dispute(*made, rules, found)) << describe(*made, rules, found);
    }
  }
}

TEST(LimboTest, each_case_of_the_sample_is_decided_as_its_suite_means_it) {
  const std::string path = source_dir() + "/../shared/data/limbo-sample.json";
  if (!std::ifstream(path)) GTEST_SKIP() << path << " is not there";
  const auto text = read_file(path, kSuiteFileLimit);
  ASSERT_TRUE(text) << text.error().message;
  const auto suite = read_limbo(*text, kRunStart);
  ASSERT_TRUE(suite) << suite.error().message;
  for (const Case& each : suite->cases) {
    const OracleVerdict found = validate(each.question, {.ruleset = each.question.ruleset});
    EXPECT_FALSE(is_dispute(each, each.question.ruleset, found))
        << describe(each, each.question.ruleset, found);
    if (getenv("ASSAY_LIST")) std::cout << describe(each, each.question.ruleset, found) << "\n";
  }
}

}  // namespace
}  // namespace assay
