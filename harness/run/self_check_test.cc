#include "harness/run/self_check.h"

#include <gtest/gtest.h>

#include "harness/base/build_tree.h"
#include "harness/pki/catalogue.h"

namespace assay {
namespace {

// A reject of the catalogue and its twin, made.
std::vector<Case> pair_of(const std::string& id) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  EXPECT_TRUE(catalogue) << catalogue.error().message;
  auto maker = CaseMaker::open(catalogue->keys_folder, {});
  EXPECT_TRUE(maker) << maker.error().message;
  const CatalogueEntry* const entry = catalogue->find(id);
  EXPECT_NE(entry, nullptr) << id;
  std::vector<Case> cases;
  for (const std::string& each : {id, entry->twin}) {
    auto made = maker->make(*catalogue->find(each));
    EXPECT_TRUE(made) << made.error().message;
    cases.push_back(*std::move(made));
  }
  return cases;
}

constexpr char kExpired[] = "rfc5280/validity/time-expired-leaf";

TEST(SelfCheck, a_reject_for_its_reason_with_an_accepted_twin_has_no_mistake) {
  const SelfCheck found = self_check(pair_of(kExpired));
  EXPECT_EQ(found.rejects, 1U);
  EXPECT_EQ(found.accepts, 1U);
  EXPECT_TRUE(found.mistakes.empty());
  EXPECT_EQ(found.extents, (std::map<Extent, std::size_t>{{Extent::kField, 1}}));
}

struct MistakeRow {
  const char* name;
  void (*spoil)(std::vector<Case>& pair);
  const char* what;  // part of it
};

class MistakeTest : public testing::TestWithParam<MistakeRow> {};
TEST_P(MistakeTest, is_found) {
  std::vector<Case> pair = pair_of(kExpired);
  GetParam().spoil(pair);
  const SelfCheck found = self_check(pair);
  ASSERT_FALSE(found.mistakes.empty());
  EXPECT_EQ(found.mistakes[0].id, kExpired);
  EXPECT_NE(found.mistakes[0].what.find(GetParam().what), std::string::npos)
      << found.mistakes[0].what;
}
INSTANTIATE_TEST_SUITE_P(
    SelfCheck, MistakeTest,
    testing::Values(MistakeRow{"another_reason",
                               [](std::vector<Case>& pair) { pair[0].reason = Reason::kKeyUsage; },
                               "the stated reason is key-usage"},
                    MistakeRow{"accepted",
                               [](std::vector<Case>& pair) { pair[0].question = pair[1].question; },
                               "the oracle accepts it"},
                    MistakeRow{"twin_rejected",
                               [](std::vector<Case>& pair) { pair[1].question = pair[0].question; },
                               "of its twin"},
                    MistakeRow{"twin_missing", [](std::vector<Case>& pair) { pair.pop_back(); },
                               "is not there"}),
    [](const auto& row) { return row.param.name; });

TEST(SelfCheck, a_foreign_reject_with_one_cause_is_not_overdetermined_and_with_two_is) {
  std::vector<Case> pair = pair_of(kExpired);
  pair.pop_back();
  pair[0].foreign = true;
  pair.push_back(pair[0]);
  pair[1].question.names = {{NameKind::kDns, "other.assay.test"}};
  const SelfCheck found = self_check(pair);
  EXPECT_EQ(found.foreign, 2U);
  EXPECT_TRUE(found.disagreements.empty());
  ASSERT_EQ(found.overdetermined.size(), 1U);
  const std::vector<OracleCheck> both = {OracleCheck::kNotAfter, OracleCheck::kName};
  EXPECT_EQ(found.overdetermined[0].checks, both);
}

TEST(SelfCheck, a_foreign_expectation_that_the_oracle_does_not_share_is_a_disagreement) {
  std::vector<Case> cases = pair_of(kExpired);
  cases[0].foreign = cases[1].foreign = true;
  cases[0].expect = {{Ruleset::kRfc5280, Expectation::kAccept}};
  cases[1].expect = {{Ruleset::kRfc5280, Expectation::kReject}};
  EXPECT_EQ(self_check(cases).disagreements.size(), 2U);
}

}  // namespace
}  // namespace assay
