// The oracle over the sample of BetterTLS, where it is.
#include <gtest/gtest.h>

#include <fstream>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/model/suite.h"
#include "harness/oracle/validate.h"

namespace assay {
namespace {

TEST(BetterTlsTest, each_case_of_the_sample_that_is_no_warning_is_decided_as_expected) {
  const std::string path = source_dir() + "/../shared/data/bettertls-sample.json";
  if (!std::ifstream(path)) GTEST_SKIP() << path << " is not there";
  const auto text = read_file(path, kSuiteFileLimit);
  ASSERT_TRUE(text) << text.error().message;
  const auto suite = read_suite(*text, 0);
  ASSERT_TRUE(suite) << suite.error().message;
  EXPECT_EQ(suite->cases.size(), 320U);
  std::size_t judged = 0;
  for (const Case& each : suite->cases) {
    const Expectation expected = each.expected(Ruleset::kRfc5280);
    if (expected == Expectation::kEither) continue;
    ++judged;
    const OracleVerdict found = validate(each.question);
    const bool accepts = found.verdict.decision == Decision::kAccept;
    EXPECT_EQ(accepts, expected == Expectation::kAccept)
        << each.id << " " << each.title << " expected " << name_of(expected) << " found "
        << found.verdict.native;
  }
  EXPECT_EQ(judged, 285U);
}

}  // namespace
}  // namespace assay
