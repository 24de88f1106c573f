#include "harness/target/identify.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "harness/base/file.h"
#include "harness/base/row_name.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

// A dpkg database with two packages, one of them for two architectures, and one removed.
class Database {
 public:
  Database() : root_(fs::temp_directory_path() / ("identify-" + std::to_string(::getpid()))) {
    fs::create_directories(root_ / "info");
    put("status",
        "Package: libtls3\nStatus: install ok installed\nArchitecture: i386\n"
        "Version: 3.0.1-1\n\n"
        "Package: libtls3\nStatus: install ok installed\nArchitecture: amd64\n"
        "Version: 3.0.1-1~deb12u2\nDescription: a stack\n Version: of its text\n\n"
        "Package: libtls-dev\nArchitecture: amd64\nVersion: 9\n");
    put("info/libtls3:amd64.list", "/.\n/usr\n/usr/lib/x/libtls.so.3\n");
    put("info/libtls-dev.list", "/usr/lib/x/libtls.so\n");
    put("info/libtlsother.list", "/usr/lib/x/libtls.so.30\n");
  }
  ~Database() { fs::remove_all(root_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] std::string path() const { return root_.string(); }

 private:
  void put(const std::string& name, std::string_view text) const {
    EXPECT_TRUE(write_file((root_ / name).string(), text));
  }
  fs::path root_;
};

struct RevisionRow {
  const char* name;
  const char* file;
  const char* revision;
};
constexpr RevisionRow kRevisions[] = {
    {"of_the_package_and_architecture_that_lists_it", "/usr/lib/x/libtls.so.3", "3.0.1-1~deb12u2"},
    {"through_a_merged_usr", "/lib/x/libtls.so.3", "3.0.1-1~deb12u2"},
    {"of_another_package", "/usr/lib/x/libtls.so", "9"},
    {"none_for_an_own_build", "/opt/tls/lib/libtls.so.3", ""},
    {"none_for_a_longer_name", "/usr/lib/x/libtls.so.3.1", ""},
    {"none_where_the_status_is_silent", "/usr/lib/x/libtls.so.30", ""},
    {"none_for_no_path", "", ""},
};

class RevisionTest : public testing::TestWithParam<RevisionRow> {};

TEST_P(RevisionTest, is_the_installed_packages) {
  const Database database;
  EXPECT_EQ(package_revision(GetParam().file, database.path()), GetParam().revision);
}

INSTANTIATE_TEST_SUITE_P(Identify, RevisionTest, testing::ValuesIn(kRevisions), RowName());

TEST(Identify, a_machine_without_dpkg_has_no_revision) {
  EXPECT_EQ(package_revision("/usr/lib/x/libtls.so.3", "/nonexistent"), "");
}

TEST(Identify, every_part_counts_in_the_digest) {
  const fs::path folder = fs::temp_directory_path() / ("parts-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const std::string one = (folder / "one.so").string();
  const std::string two = (folder / "two.so").string();
  ASSERT_TRUE(write_file(one, "a") && write_file(two, "bc"));
  TargetInfo info;
  info.library = one;
  info.parts = {two};
  ASSERT_TRUE(identify(info));
  EXPECT_EQ(info.library_sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  ASSERT_TRUE(write_file(two, "bd"));
  ASSERT_TRUE(identify(info));
  EXPECT_NE(info.library_sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  fs::remove_all(folder);
  EXPECT_FALSE(identify(info));
}

TEST(Identify, a_release_is_the_distributions_revision_or_else_the_version) {
  TargetInfo info;
  info.version = "3.0.1";
  EXPECT_EQ(info.release(), "3.0.1");
  info.revision = "3.0.1-2";
  EXPECT_EQ(info.release(), "3.0.1-2");
}

}  // namespace
}  // namespace assay
