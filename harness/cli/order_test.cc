// No state of one question may reach the next: the same questions in several orders and again and
// again, to one worker, get the same answers.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "harness/base/build_tree.h"
#include "harness/cli/stacks_for_test.h"
#include "harness/pki/catalogue.h"
#include "harness/run/runner.h"

namespace assay {
namespace {

std::vector<Case> make(const std::vector<std::string>& patterns) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  EXPECT_TRUE(catalogue) << catalogue.error().message;
  auto maker = CaseMaker::open(catalogue->keys_folder, {});
  const auto chosen = select(*catalogue, patterns);
  EXPECT_TRUE(maker && chosen);
  std::vector<Case> cases;
  for (const CatalogueEntry* entry : with_twins(*catalogue, *chosen)) {
    auto made = maker->make(*entry);
    EXPECT_TRUE(made) << made.error().message;
    cases.push_back(std::move(*made));
  }
  return cases;
}

// Answers are, by case and column, the decision and the stack's own word.
using Answers = std::map<std::pair<std::string, std::string>, std::string>;

// ask() puts the cases in this order and adds what is new to `answers`; a case whose answer is
// another than before fails.
void ask(const std::vector<Case>& cases, const char* order, Answers& answers) {
  RunOptions options;
  options.executable = build_dir() + "/assay";
  options.jobs = 2;
  options.limits.answer = std::chrono::seconds(60);
  const auto results = verify_cases(cases, standard_targets(), options);
  ASSERT_TRUE(results) << results.error().message;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (std::size_t column = 0; column < results->columns.size(); ++column) {
      const Verdict& verdict = results->cases[i].answers[column].verdict;
      const std::string said = std::string(name_of(verdict.decision)) + " " + verdict.native;
      const auto [known, fresh] =
          answers.try_emplace({cases[i].id, results->columns[column].id}, said);
      EXPECT_EQ(known->second, said)
          << cases[i].id << " " << results->columns[column].id << " " << order;
    }
  }
}

std::vector<Case> shuffled(std::vector<Case> cases, unsigned seed) {
  std::mt19937 random(seed);
  std::shuffle(cases.begin(), cases.end(), random);
  return cases;
}

std::vector<Case> each_again(const std::vector<Case>& cases, std::size_t times) {
  std::vector<Case> all;
  for (const Case& each : cases) all.insert(all.end(), times, each);
  return all;
}

TEST(Order, one_case_of_each_behaviour_is_answered_alike_backwards) {
  const std::vector<Case> cases = make({"tag:first"});
  Answers answers;
  ask(cases, "forwards", answers);
  ask({cases.rbegin(), cases.rend()}, "backwards", answers);
}

// What a stack keeps of keys between signature checks (wolfSSL: tables of points) is filled by
// the second use and used by the third.
TEST(Order, keys_and_signatures_are_answered_alike_shuffled_and_repeated) {
  const std::vector<Case> cases = make({"rfc5480/*", "rfc5280/signature/*", "profile/*"});
  Answers answers;
  ask(cases, "forwards", answers);
  ask(each_again(cases, 3), "each three times", answers);
  for (const unsigned seed : {1U, 2U}) {
    ask(shuffled(each_again(cases, 3), seed), "shuffled", answers);
  }
}

}  // namespace
}  // namespace assay
