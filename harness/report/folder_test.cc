#include "harness/report/folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "harness/base/file.h"
#include "harness/model/suite.h"

namespace assay {
namespace {

// A case that uses every field, with octets that are no certificates at all.
Case full_case() {
  Case what;
  what.id = "area/full/one";
  what.title = "All that a case can say";
  what.clauses = {"rfc5280-4.1"};
  what.expect = {{Ruleset::kRfc5280, Expectation::kEither},
                 {Ruleset::kStrict, Expectation::kReject}};
  what.reason = Reason::kExpired;
  what.twin = "area/twin";
  what.tags = {"mtls"};
  what.needs = {Capability::kEd25519};
  Question& question = what.question;
  question.leaf = {1, 2, 3};
  question.pool = {{4}, {}};
  question.anchors = {{5}, {6}};
  question.crls = {{7}, {8}};
  question.ocsp = {{9}, {10, 11}};
  question.revocation = RevocationMode::kRequireChain;
  question.time = 1'700'000'000;
  question.names = {{NameKind::kDns, "a.test"}, {NameKind::kUri, "urn:x"}};
  question.purpose = Purpose::kClientAuth;
  question.key_usages = {"digitalSignature"};
  question.extended_key_usages = {"1.2.3"};
  question.signature_algorithms = {"ED25519"};
  question.policy = {{"1.2.3"}, true, false, true};
  question.max_depth = 2;
  question.ruleset = Ruleset::kStrict;
  question.leaf_key = {12};
  return what;
}

class FolderTest : public testing::TestWithParam<FolderFormat> {
 protected:
  FolderTest() {
    std::string name = (std::filesystem::temp_directory_path() / "assay-folder-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~FolderTest() override { std::filesystem::remove_all(folder_); }

  std::vector<Case> write_and_read(const Case& what) {
    EXPECT_TRUE(write_case_folder(what, folder_, GetParam()));
    const auto files = read_tree(folder_, kSuiteFileLimit, is_suite_file);
    const auto suite = read_case_folders(*files, 0);
    EXPECT_TRUE(suite) << suite.error().message;
    return suite ? suite->cases : std::vector<Case>{};
  }

 private:
  std::string folder_;
};

TEST_P(FolderTest, is_read_back_whole) {
  EXPECT_EQ(write_and_read(full_case()), std::vector<Case>{full_case()});
}

TEST_P(FolderTest, a_time_without_a_text_form_is_read_back) {
  Case what = full_case();
  what.question.time = 300'000'000'000;
  EXPECT_EQ(write_and_read(what), std::vector<Case>{what});
}

TEST_P(FolderTest, a_case_that_says_little_is_read_back) {
  Case what;
  what.id = "area/bare";
  what.foreign = true;
  EXPECT_EQ(write_and_read(what), std::vector<Case>{what});
}

INSTANTIATE_TEST_SUITE_P(Formats, FolderTest,
                         testing::Values(FolderFormat::kPem, FolderFormat::kDer),
                         [](const auto& row) {
                           return row.param == FolderFormat::kPem ? "pem" : "der";
                         });

}  // namespace
}  // namespace assay
