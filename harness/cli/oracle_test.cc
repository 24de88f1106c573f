// The oracle through the program, end to end.
#include <gtest/gtest.h>

#include <fstream>

#include "harness/base/build_tree.h"
#include "harness/cli/program_for_test.h"

namespace assay {
namespace {

const std::string kSample = source_dir() + "/../shared/data/limbo-sample.json";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class OracleRulesetTest : public testing::TestWithParam<const char*> {};
TEST_P(OracleRulesetTest, disputes_no_case_and_agrees_with_each_as_a_target) {
  const ProgramRun run =
      run_program(with_catalogue({"verify", "--target", "oracle", "--ruleset", GetParam()}));
  EXPECT_EQ(run.status, 0) << run.out << run.err;
}
INSTANTIATE_TEST_SUITE_P(Oracle, OracleRulesetTest,
                         testing::Values("rfc5280", "strict", "webpki", "legacy"),
                         [](const auto& row) { return std::string(row.param); });

TEST(Oracle, as_a_target_differs_from_no_case_of_the_limbo_sample_unexplained) {
  if (!std::ifstream(kSample)) GTEST_SKIP() << kSample << " is not there";
  const ProgramRun run = run_program({"verify", kSample, "--target", "oracle"});
  EXPECT_EQ(run.status, 0) << run.out << run.err;
}

TEST(Oracle, self_check_finds_no_mistake_in_the_catalogue) {
  const ProgramRun run =
      run_program(with_catalogue({"verify", "--self-check", "--target", "openssl"}));
  EXPECT_EQ(run.status, 0) << run.out;
  EXPECT_TRUE(contains(run.out, "0 mistakes")) << run.out;
}

TEST(Oracle, self_check_lists_the_foreign_rejects_that_another_check_explains) {
  if (!std::ifstream(kSample)) GTEST_SKIP() << kSample << " is not there";
  const ProgramRun run = run_program({"verify", "--self-check", kSample, "--target", "openssl"});
  EXPECT_EQ(run.status, 0) << run.out;
  EXPECT_TRUE(contains(run.out,
                       "rfc5280::nc::permitted-dn-mismatch: permitted-subtrees "
                       "[rfc5280-6.1.3-b], name [rfc9525-6.6]"))
      << run.out;
}

struct ExplainRow {
  const char* name;
  const char* id;
  std::vector<std::string> parts;
};

class ExplainTest : public testing::TestWithParam<ExplainRow> {};
TEST_P(ExplainTest, names_path_check_clause_and_each_stack) {
  const ProgramRun run = run_program({"explain", GetParam().id});
  EXPECT_EQ(run.status, 0) << run.err;
  for (const std::string& part : GetParam().parts) EXPECT_TRUE(contains(run.out, part)) << run.out;
}
INSTANTIATE_TEST_SUITE_P(
    Oracle, ExplainTest,
    testing::Values(
        ExplainRow{"expired",
                   "rfc5280/validity/time-expired-intermediate",
                   {"The oracle: reject (expired)", "intermediate 1 of the path has expired",
                    "RFC 5280 section 6.1.3 (a)(2) (must of the verifier)", "FAIL  not-after",
                    "[trust anchor 1]", "What the stacks say"}},
        ExplainRow{"path_length",
                   "rfc5280/basic-constraints/bc-pathlen-0-violated",
                   {"The oracle: reject (path-length)", "FAIL  path-length", "rfc5280-6.1.4-l"}},
        ExplainRow{"accepted",
                   "profile/tls-server-3",
                   {"The oracle: accept", "ok    name", "rfc9525-6.6"}}),
    [](const auto& row) { return row.param.name; });

TEST(Explain, bad_words_end_with_2_and_say_what_is_meant) {
  const ProgramRun unknown = run_program({"explain", "profile/tls-server-9"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_TRUE(contains(unknown.err, "did you mean 'profile/tls-server-2'?")) << unknown.err;
  const ProgramRun many = run_program({"explain", "profile/*"});
  EXPECT_EQ(many.status, 2);
  EXPECT_TRUE(contains(many.err, "more than one case")) << many.err;
  if (!std::ifstream(kSample)) return;
  const ProgramRun whole = run_program({"explain", kSample});
  EXPECT_EQ(whole.status, 2);
  EXPECT_TRUE(contains(whole.err, "holds 104 cases; name one")) << whole.err;
}

}  // namespace
}  // namespace assay
