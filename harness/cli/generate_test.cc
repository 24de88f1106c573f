#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "harness/cli/program_for_test.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> contents(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files[fs::relative(entry.path(), folder).string()] = text.str();
  }
  return files;
}

struct FormatRow {
  const char* format;
  const char* keys;
};
class DeterminismTest : public testing::TestWithParam<FormatRow> {};

TEST_P(DeterminismTest, the_same_seed_gives_the_same_bytes_and_another_does_not) {
  const FormatRow& row = GetParam();
  const TemporaryFolder folder;
  for (const auto& [name, seed] : {std::pair{"a", "7"}, {"b", "7"}, {"c", "8"}}) {
    const ProgramRun run =
        run_program({"generate", "rfc5280/validity/*", "--format", row.format, "--keys", row.keys,
                     "--out", folder / name, "--seed", seed});
    ASSERT_EQ(run.status, 0) << run.err;
  }
  const auto a = contents(folder / "a");
  EXPECT_GT(a.size(), 20U);
  EXPECT_EQ(a, contents(folder / "b"));
  EXPECT_NE(a, contents(folder / "c"));
}

INSTANTIATE_TEST_SUITE_P(Generate, DeterminismTest,
                         testing::Values(FormatRow{"pem", "rsa2048"}, FormatRow{"der", "p256"},
                                         FormatRow{"pem", "ed25519"}, FormatRow{"pem", "p384"}),
                         [](const auto& row) {
                           return std::string(row.param.format) + "_" + row.param.keys;
                         });

TEST(Generate, private_keys_are_readable_by_their_owner_only) {
  const TemporaryFolder folder;
  const ProgramRun run =
      run_program({"generate", "profile/tls-server-3", "--format", "pem", "--out", folder / "d"});
  ASSERT_EQ(run.status, 0) << run.err;
  std::size_t keys = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "d")) {
    if (entry.path().filename().string().find("key") == std::string::npos) continue;
    struct stat info {};
    ASSERT_EQ(::stat(entry.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U) << entry.path();
    ++keys;
  }
  EXPECT_EQ(keys, 1U);
}

TEST(Generate, the_openssl_command_accepts_a_good_chain_and_refuses_an_expired_one) {
  if (run_command({"/usr/bin/openssl", "version"}).status != 0)
    GTEST_SKIP() << "no openssl command";
  const TemporaryFolder folder;
  for (const char* format : {"pem", "der"}) {
    const std::string out = folder / format;
    const ProgramRun run = run_program(
        {"generate", "rfc5280/validity/time-expired-leaf", "--format", format, "--out", out});
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(run_command({out + "/profile/tls-server-3/openssl.sh"}).status, 0) << format;
    const ProgramRun refused =
        run_command({out + "/rfc5280/validity/time-expired-leaf/openssl.sh"});
    EXPECT_NE(refused.status, 0) << format;
    EXPECT_NE(refused.err.find("certificate has expired"), std::string::npos) << refused.err;
  }
}

TEST(Generate, a_suite_can_be_read_back_and_agrees_with_its_catalogue) {
  const TemporaryFolder folder;
  const std::string suite = folder / "suite.json";
  ASSERT_EQ(run_program({"generate", "rfc5280/validity/*", "--out", suite}).status, 0);
  const ProgramRun from_file = run_program({"verify", suite, "--target", "gnutls"});
  const ProgramRun from_catalogue =
      run_program({"verify", "rfc5280/validity/*", "--target", "gnutls"});
  EXPECT_EQ(from_file.status, from_catalogue.status) << from_file.out << from_file.err;
}

}  // namespace
}  // namespace assay
