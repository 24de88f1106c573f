// The oracle over the sample of BetterTLS, where it is.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/base/file.h"
#include "harness/model/limbo.h"
#include "harness/oracle/identity.h"
#include "harness/oracle/syntax.h"
#include "harness/oracle/validate.h"

namespace assay {
namespace {

Bytes decode(const nlohmann::json& json) {
  auto der = from_base64(json.get<std::string>());
  return der ? *std::move(der) : Bytes();
}

Question question_of(const nlohmann::json& testcase, const Bytes& root) {
  Question question;
  question.anchors = {root};
  const auto& certificates = testcase["certificates"];
  question.leaf = decode(certificates[0]);
  // The suite is made anew for each run, and what has expired in it did so within a day.
  const auto leaf = oracle::read_certificate(question.leaf);
  if (leaf) question.time = leaf->not_before + 25 * 3600;
  for (std::size_t i = 1; i < certificates.size(); ++i) {
    question.pool.push_back(decode(certificates[i]));
  }
  const std::string host = testcase["hostname"];
  const bool address = oracle::is_address(host);
  question.names = {{address ? NameKind::kIp : NameKind::kDns, host}};
  return question;
}

TEST(BetterTlsTest, each_case_of_the_sample_that_is_no_warning_is_decided_as_expected) {
  const std::string path = ASSAY_SOURCE_DIR "/../shared/data/bettertls-sample.json";
  if (!std::ifstream(path)) GTEST_SKIP() << path << " is not there";
  const auto text = read_file(path, kSuiteFileLimit);
  ASSERT_TRUE(text) << text.error().message;
  const auto json = nlohmann::json::parse(*text);
  const Bytes root = decode(json["trustRoot"]);
  std::size_t warnings = 0;
  for (const auto& [name, suite] : json["suites"].items()) {
    for (const auto& testcase : suite["testCases"]) {
      const OracleVerdict found = validate(question_of(testcase, root));
      const bool accepts = found.verdict.decision == Decision::kAccept;
      const bool agrees = accepts == (testcase["expected"] == "ACCEPT");
      const std::string what = name + " " + testcase["id"].dump() + " " +
                               testcase["hostname"].dump() + " expected " +
                               testcase["expected"].dump() + " found " + found.verdict.native +
                               " " + testcase["requiredFeatures"].dump();
      if (testcase["failureIsWarning"]) {
        warnings += agrees ? 0 : 1;
        if (!agrees && getenv("ASSAY_LIST")) std::cout << "warning " << what << "\n";
        continue;
      }
      EXPECT_TRUE(agrees) << what;
    }
  }
  EXPECT_EQ(warnings, 0U);
}

}  // namespace
}  // namespace assay
