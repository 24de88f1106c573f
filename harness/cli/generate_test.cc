#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/base/build_tree.h"
#include "harness/base/zstd.h"
#include "harness/cli/program_for_test.h"
#include "harness/model/json_schema_for_test.h"
#include "harness/model/suite.h"

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
  EXPECT_GT(a.size(), 5U);
  EXPECT_EQ(a, contents(folder / "b"));
  EXPECT_NE(a, contents(folder / "c"));
}

INSTANTIATE_TEST_SUITE_P(Generate, DeterminismTest,
                         testing::Values(FormatRow{"pem", "rsa2048"}, FormatRow{"der", "p256"},
                                         FormatRow{"pem", "ed25519"}, FormatRow{"pem", "p384"},
                                         FormatRow{"k8s", "p256"}, FormatRow{"pkcs7", "p256"},
                                         FormatRow{"pkcs12", "p256"}, FormatRow{"pkcs10", "p256"}),
                         [](const auto& row) {
                           return std::string(row.param.format) + "_" + row.param.keys;
                         });

std::string octets_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// What ships is what was reviewed: `assay generate --format manifest --out vectors/manifest.sha256`
// after every change of the catalogue.
TEST(Generate, the_manifest_is_made_again_octet_by_octet) {
  if (kSanitized) GTEST_SKIP() << "the release build makes every signature";
  const TemporaryFolder folder;
  const ProgramRun run =
      run_program({"generate", "--format", "manifest", "--out", folder / "manifest.sha256"});
  ASSERT_EQ(run.status, 0) << run.err;
  const std::string made = octets_of(folder / "manifest.sha256");
  EXPECT_GT(made.size(), 10'000U);
  EXPECT_TRUE(made == octets_of(source_dir() + "/vectors/manifest.sha256"))
      << "the catalogue's certificates changed: make the manifest anew and read what differs";
}

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

TEST(Generate, the_whole_catalogue_keeps_to_limbos_schema_and_comes_out_the_same_twice) {
  const TemporaryFolder folder;
  for (const char* name : {"a.json.zst", "b.json.zst"}) {
    const ProgramRun run =
        run_program(with_catalogue({"generate", "--format", "limbo", "--out", folder / name}));
    ASSERT_EQ(run.status, 0) << run.err;
  }
  const std::string packed = octets_of(folder / "a.json.zst");
  EXPECT_EQ(packed, octets_of(folder / "b.json.zst"));
  const std::string path = source_dir() + "/../shared/data/limbo-schema.json";
  if (!fs::exists(path)) GTEST_SKIP() << path << " is not there";
  auto schema = nlohmann::json::parse(octets_of(path));
  schema["$ref"] = "#/$defs/Limbo";
  const auto suite = nlohmann::json::parse(read_zstd(packed, kSuiteFileLimit).value());
  EXPECT_GT(suite["testcases"].size(), 100U);
  EXPECT_EQ(schema_violation(schema, suite), "");
}

TEST(Generate, a_compressed_suite_is_the_plain_one) {
  const TemporaryFolder folder;
  for (const char* name : {"a.json", "a.json.zst"}) {
    ASSERT_EQ(run_program({"generate", "rfc5280/validity/*", "--count", "40", "--keys", "p256",
                           "--out", folder / name})
                  .status,
              0);
  }
  EXPECT_EQ(read_zstd(octets_of(folder / "a.json.zst"), kSuiteFileLimit).value(),
            octets_of(folder / "a.json"));
}

TEST(Generate, a_failed_write_leaves_nothing) {
  const TemporaryFolder folder;
  const ProgramRun run = run_command(
      {"/bin/sh", "-c",
       "ulimit -f 8; exec " + build_dir() + "/assay generate --out " + (folder / "suite.json")});
  EXPECT_EQ(run.status, 3) << run.out << run.err;
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Generate, a_case_that_a_format_cannot_hold_is_skipped_with_a_reason) {
  const TemporaryFolder folder;
  const std::string id = "der/envelope/der-trailing-data-after-cert";
  const ProgramRun run =
      run_program({"generate", id, "--format", "pkcs7", "--keys", "p256", "--out", folder / "d"});
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_NE(run.out.find("skipped " + id + ": the leaf: offset"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find(", 1 skipped\n"), std::string::npos) << run.out;
  EXPECT_FALSE(fs::exists(folder / ("d/" + id + ".p7b")));
  EXPECT_EQ(contents(folder / "d").size(), 1U) << "its twin";
}

struct OpensslRow {
  const char* format;
  const char* suffix;
  std::vector<std::string> command;  // the file's name follows
  const char* words;                 // that its output has
};
const OpensslRow kOpenssl[] = {
    {"pkcs7", ".p7b", {"pkcs7", "-print_certs", "-in"}, "subject=CN = server.assay.test"},
    {"pkcs12", ".p12", {"pkcs12", "-passin", "pass:assay", "-nodes", "-in"}, "BEGIN PRIVATE KEY"},
    {"pkcs10", ".csr", {"req", "-verify", "-noout", "-text", "-in"}, "DNS:server.assay.test"},
};
class OpensslTest : public testing::TestWithParam<OpensslRow> {};
TEST_P(OpensslTest, the_openssl_command_reads_it) {
  const OpensslRow& row = GetParam();
  if (run_command({"/usr/bin/openssl", "version"}).status != 0)
    GTEST_SKIP() << "no openssl command";
  const TemporaryFolder folder;
  for (const char* keys : {"rsa2048", "p256", "ed25519"}) {
    const std::string out = folder / keys;
    ASSERT_EQ(run_program({"generate", "profile/tls-server-3", "--format", row.format, "--keys",
                           keys, "--out", out})
                  .status,
              0);
    std::vector<std::string> command{"/usr/bin/openssl"};
    command.insert(command.end(), row.command.begin(), row.command.end());
    command.push_back(out + "/profile/tls-server-3" + row.suffix);
    const ProgramRun run = run_command(command);
    EXPECT_EQ(run.status, 0) << keys << run.err;
    EXPECT_NE(run.out.find(row.words), std::string::npos) << keys << run.out;
  }
}
INSTANTIATE_TEST_SUITE_P(Generate, OpensslTest, testing::ValuesIn(kOpenssl),
                         [](const auto& row) { return std::string(row.param.format); });

struct ReadBackRow {
  const char* name;
  std::vector<std::string> options;
  const char* out;
};
const ReadBackRow kReadBack[] = {
    {"limbo", {}, "suite.json"},
    {"zstd", {}, "suite.json.zst"},
    {"pem", {"--format", "pem"}, "tree"},
    {"der", {"--format", "der"}, "tree"},
};
class ReadBackTest : public testing::TestWithParam<ReadBackRow> {};
TEST_P(ReadBackTest, finds_what_the_catalogue_finds) {
  const TemporaryFolder folder;
  std::vector<std::string> make{"generate", "rfc5280/validity/*", "--out", folder / GetParam().out};
  make.insert(make.end(), GetParam().options.begin(), GetParam().options.end());
  ASSERT_EQ(run_program(make).status, 0);
  const ProgramRun from_file =
      run_program({"verify", folder / GetParam().out, "--target", "gnutls"});
  const ProgramRun from_catalogue =
      run_program({"verify", "rfc5280/validity/*", "--target", "gnutls"});
  EXPECT_EQ(from_file.status, from_catalogue.status) << from_file.out << from_file.err;
  const auto findings = [](const std::string& out) { return out.substr(out.find("Findings")); };
  EXPECT_EQ(findings(from_file.out), findings(from_catalogue.out));
}
INSTANTIATE_TEST_SUITE_P(Generate, ReadBackTest, testing::ValuesIn(kReadBack),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Generate, a_suite_that_decompresses_without_end_is_refused) {
  const TemporaryFolder folder;
  std::string packed;
  ZstdWriter writer([&packed](std::string_view octets) -> Result<void> {
    packed += octets;
    return {};
  });
  const std::string zeros(std::size_t{1} << 20, ' ');
  for (std::size_t i = 0; i <= kSuiteFileLimit >> 20; ++i) ASSERT_TRUE(writer.write(zeros));
  ASSERT_TRUE(writer.finish());
  const std::string path = folder / "bomb.json.zst";
  ASSERT_TRUE(write_file(path, packed));
  const ProgramRun run = run_program({"verify", path});
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.err,
            "assay: " + path + ": decompresses to more than the limit of 268435456 octets\n");
}

TEST(Generate, a_part_of_a_suite_is_asked_with_the_twins_that_stand_elsewhere_in_it) {
  const TemporaryFolder folder;
  const std::string out = folder / "suite";
  ASSERT_EQ(run_program(
                {"generate", "rfc5280/validity/time-expired-leaf", "--format", "pem", "--out", out})
                .status,
            0);
  const auto ask = [&](const std::string& part) {
    return run_program({"verify", part, "--target", "oracle"});
  };
  const ProgramRun whole = ask(out + "/rfc5280");
  EXPECT_EQ(whole.status, 0) << whole.out << whole.err;
  EXPECT_NE(whole.out.find("verify  2 cases"), std::string::npos) << whole.out;
  ASSERT_EQ(run_command({"/bin/rm", "-r", out + "/profile"}).status, 0);
  const ProgramRun alone = ask(out + "/rfc5280");
  EXPECT_EQ(alone.status, 0) << alone.out << alone.err;
  EXPECT_NE(alone.err.find("the twin profile/tls-server-3 is not there"), std::string::npos);
  EXPECT_NE(alone.out.find("verify  1 case"), std::string::npos) << alone.out;
  EXPECT_NE(alone.out.find("1 reject untwinned"), std::string::npos) << alone.out;
}

}  // namespace
}  // namespace assay
