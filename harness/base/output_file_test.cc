#include "harness/base/output_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace assay {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public testing::Test {
 protected:
  OutputFileTest() {
    std::string name = (fs::temp_directory_path() / "assay-output-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~OutputFileTest() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string file(const std::string& name) const { return folder_ + "/" + name; }
  [[nodiscard]] std::vector<std::string> names() const { return list_directory(folder_).value(); }

 private:
  std::string folder_;
};

TEST_F(OutputFileTest, appears_whole_when_it_is_committed) {
  auto out = OutputFile::open(file("x"), FileMode::kPrivate);
  ASSERT_TRUE(out);
  ASSERT_TRUE(out->write("one "));
  ASSERT_TRUE(out->write("two"));
  EXPECT_FALSE(fs::exists(file("x")));
  ASSERT_TRUE(out->commit());
  EXPECT_EQ(read_file(file("x")).value(), "one two");
  struct stat info {};
  ASSERT_EQ(::stat(file("x").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  EXPECT_EQ(names(), std::vector<std::string>{"x"});
}

TEST_F(OutputFileTest, replaces_the_old_content_at_once) {
  ASSERT_TRUE(write_file(file("x"), "old"));
  auto out = OutputFile::open(file("x"));
  ASSERT_TRUE(out && out->write("new"));
  EXPECT_EQ(read_file(file("x")).value(), "old");
  ASSERT_TRUE(out->commit());
  EXPECT_EQ(read_file(file("x")).value(), "new");
}

TEST_F(OutputFileTest, leaves_nothing_when_it_is_given_up) {
  {
    auto out = OutputFile::open(file("x"));
    ASSERT_TRUE(out && out->write("half"));
  }
  EXPECT_EQ(names(), std::vector<std::string>{});
}

TEST_F(OutputFileTest, two_at_a_time_do_not_meet) {
  auto a = OutputFile::open(file("a"));
  auto b = OutputFile::open(file("b"));
  ASSERT_TRUE(a && b && a->write("1") && b->write("2") && a->commit() && b->commit());
  EXPECT_EQ(read_file(file("a")).value(), "1");
  EXPECT_EQ(read_file(file("b")).value(), "2");
}

TEST_F(OutputFileTest, a_missing_folder_is_noticed_before_the_work) {
  const auto out = OutputFile::open(file("no/x"));
  ASSERT_FALSE(out);
  EXPECT_NE(out.error().message.find("its folder does not exist; make it first"),
            std::string::npos);
}

}  // namespace
}  // namespace assay
