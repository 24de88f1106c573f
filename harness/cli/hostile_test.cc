// The program in hostile hands: what it is given makes no sense, cannot be written, or never ends.
#include <gtest/gtest.h>

#include "harness/base/file.h"
#include "harness/cli/program_for_test.h"

namespace assay {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A foreign case of one certificate that is none, which every target may be asked.
std::string suite_of_one(const std::string& validation_kind) {
  return R"({"version": 1, "testcases": [{"id": "a::b", "conflicts_with": [], "features": [],
    "importance": "undetermined", "description": "x", "validation_kind": ")" +
         validation_kind + R"(", "trusted_certs": [], "untrusted_intermediates": [],
    "peer_certificate": "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
    "peer_certificate_key": null, "validation_time": null, "signature_algorithms": [],
    "key_usage": [], "extended_key_usage": [], "expected_result": "FAILURE",
    "expected_peer_name": null, "expected_peer_names": [], "max_chain_depth": null, "crls": []}]})";
}

TEST(NothingAsked, is_bad_input_and_never_a_success) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder / "empty.json", R"({"version": 1, "testcases": []})"));
  ASSERT_TRUE(write_file(folder / "one.json", suite_of_one("SERVER")));
  ASSERT_TRUE(write_file(folder / "odd.json", suite_of_one("PERHAPS")));
  const std::vector<std::vector<std::string>> rows = {
      {"verify", folder / "empty.json", "--target", "oracle"},
      {"verify", folder / "odd.json", "--target", "oracle"},
      {"verify", "tag:first", "!tag:first", "--target", "oracle"},
  };
  for (const std::vector<std::string>& row : rows) {
    const ProgramRun run = run_program(row);
    EXPECT_EQ(run.status, 2) << row[1] << ": " << run.out << run.err;
    EXPECT_TRUE(contains(run.err, "nothing was asked")) << row[1] << ": " << run.err;
    EXPECT_FALSE(contains(run.out, "exit 0")) << row[1];
  }
  EXPECT_EQ(run_program({"verify", folder / "one.json", "--target", "oracle"}).status, 0);
}

}  // namespace
}  // namespace assay
