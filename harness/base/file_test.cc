#include "harness/base/file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

namespace assay {
namespace {

namespace fs = std::filesystem;

// Folder is a new empty folder, removed at the end of the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "assay-file-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// SmallFiles makes the system refuse files beyond `octets`, as a full disk would.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t octets) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{octets, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;
  ~SmallFiles() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

unsigned mode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
}

void expect_error(const Error& error, ErrorKind kind, const std::string& words) {
  EXPECT_EQ(error.kind, kind) << error.message;
  EXPECT_NE(error.message.find(words), std::string::npos) << error.message;
}

TEST(File, what_was_written_is_read_back_with_zeros_and_line_ends) {
  const Folder folder;
  const std::string data("a\0b\r\n\xff", 6);
  ASSERT_TRUE(write_file(folder.file("x"), data));
  EXPECT_EQ(read_file(folder.file("x")).value(), data);
}

TEST(File, a_file_at_the_limit_is_read_and_one_octet_more_is_not) {
  const Folder folder;
  ASSERT_TRUE(write_file(folder.file("x"), std::string(100000, 'x')));
  EXPECT_EQ(read_file(folder.file("x"), 100000).value().size(), 100000U);
  const auto read = read_file(folder.file("x"), 99999);
  ASSERT_FALSE(read);
  expect_error(read.error(), ErrorKind::kInput, "x': larger than the limit of 99999 octets");
}

TEST(File, an_empty_file_is_read_under_a_limit_of_nothing) {
  EXPECT_EQ(read_file("/dev/null", 0).value(), "");
  EXPECT_FALSE(read_file("/dev/zero", 0));
}

struct UnreadableRow {
  const char* name;
  const char* path;
  const char* words;
};
constexpr UnreadableRow kUnreadable[] = {
    {"directory", "/", "'/': it is a directory"},
    {"missing", "/nonexistent/file.json", "'/nonexistent/file.json': No such file"},
    {"below_a_file", "/dev/null/x", "'/dev/null/x': Not a directory"},
    {"empty_path", "", "'': No such file"},
    {"endless_device", "/dev/zero", "'/dev/zero': larger than the limit"},
};
class UnreadableTest : public testing::TestWithParam<UnreadableRow> {};
TEST_P(UnreadableTest, is_an_error_that_names_path_and_cause) {
  const auto read = read_file(GetParam().path);
  ASSERT_FALSE(read);
  expect_error(read.error(), ErrorKind::kInput, GetParam().words);
}
INSTANTIATE_TEST_SUITE_P(File, UnreadableTest, testing::ValuesIn(kUnreadable),
                         [](const auto& row) { return row.param.name; });

TEST(File, a_forbidden_path_is_an_input_error) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read every file";
  const Folder folder;
  ASSERT_TRUE(write_file(folder.file("x"), "secret"));
  ASSERT_EQ(::chmod(folder.file("x").c_str(), 0), 0);
  const auto read = read_file(folder.file("x"));
  ASSERT_FALSE(read);
  expect_error(read.error(), ErrorKind::kInput, "Permission denied");
}

TEST(File, a_control_character_in_a_path_does_not_reach_the_terminal) {
  const auto read = read_file("/no\x1b[31msuch");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message.find('\x1b'), std::string::npos);
}

struct ModeRow {
  const char* name;
  FileMode mode;
  unsigned bits;
};
constexpr ModeRow kModes[] = {
    {"public_files_are_readable_by_all", FileMode::kPublic, 0644},
    {"private_files_by_their_owner_only", FileMode::kPrivate, 0600},
    {"programs_can_be_run", FileMode::kExecutable, 0755},
};
class ModeTest : public testing::TestWithParam<ModeRow> {};
TEST_P(ModeTest, is_that_of_the_new_file_even_over_an_old_one) {
  const Folder folder;
  const mode_t before = ::umask(022);
  ASSERT_TRUE(write_file(folder.file("x"), "1", GetParam().mode));
  EXPECT_EQ(mode_of(folder.file("x")), GetParam().bits);
  ASSERT_EQ(::chmod(folder.file("x").c_str(), 0666), 0);
  ASSERT_TRUE(write_file(folder.file("x"), "2", GetParam().mode));
  EXPECT_EQ(mode_of(folder.file("x")), GetParam().bits);
  ::umask(before);
}
INSTANTIATE_TEST_SUITE_P(File, ModeTest, testing::ValuesIn(kModes),
                         [](const auto& row) { return row.param.name; });

TEST(File, a_failed_write_leaves_the_old_content_and_no_temporary) {
  const Folder folder;
  ASSERT_TRUE(write_file(folder.file("x"), "old"));
  {
    const SmallFiles limit(1024);
    const auto written = write_file(folder.file("x"), std::string(4096, 'n'));
    ASSERT_FALSE(written);
    expect_error(written.error(), ErrorKind::kHarness, "/x': File too large");
  }
  EXPECT_EQ(read_file(folder.file("x")).value(), "old");
  EXPECT_EQ(list_directory(folder.path()).value(), std::vector<std::string>{"x"});
}

TEST(File, a_full_device_is_an_error_of_the_environment) {
  const auto written = write_file("/dev/full", "x");
  ASSERT_FALSE(written);
  expect_error(written.error(), ErrorKind::kHarness, "'/dev/full': No space left on device; make");
}

TEST(File, a_device_is_written_in_place_and_not_replaced) {
  ASSERT_TRUE(write_file("/dev/null", "x"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST(File, a_symbolic_link_is_followed_and_kept) {
  const Folder folder;
  ASSERT_TRUE(write_file(folder.file("real"), "old"));
  fs::create_symlink("real", folder.file("link"));
  ASSERT_TRUE(write_file(folder.file("link"), "new"));
  EXPECT_TRUE(fs::is_symlink(folder.file("link")));
  EXPECT_EQ(read_file(folder.file("real")).value(), "new");
}

TEST(File, a_leftover_temporary_of_the_same_process_id_is_no_obstacle) {
  const Folder folder;
  const std::string leftover = ".assay-" + std::to_string(::getpid()) + "-0.tmp";
  ASSERT_TRUE(write_file(folder.file(leftover), "someone's"));
  ASSERT_TRUE(write_file(folder.file("x"), "mine"));
  EXPECT_EQ(read_file(folder.file(leftover)).value(), "someone's");
  EXPECT_EQ(read_file(folder.file("x")).value(), "mine");
}

TEST(File, a_name_as_long_as_the_file_system_takes_can_be_written) {
  const Folder folder;
  EXPECT_TRUE(write_file(folder.file(std::string(255, 'n')), "x"));
  EXPECT_FALSE(write_file(folder.file(std::string(256, 'n')), "x"));
  EXPECT_EQ(list_directory(folder.path()).value().size(), 1U);
}

TEST(File, writing_into_a_missing_folder_says_so) {
  const Folder folder;
  const auto written = write_file(folder.file("no/x"), "x");
  ASSERT_FALSE(written);
  expect_error(written.error(), ErrorKind::kInput, "its folder does not exist");
}

TEST(File, writing_over_a_directory_says_so) {
  const Folder folder;
  const auto written = write_file(folder.path(), "x");
  ASSERT_FALSE(written);
  expect_error(written.error(), ErrorKind::kInput, "it is a directory");
}

TEST(File, folders_are_made_with_those_above_and_listed_sorted) {
  const Folder folder;
  ASSERT_TRUE(make_directories(folder.file("b/c")));
  ASSERT_TRUE(make_directories(folder.file("b/c")));
  ASSERT_TRUE(write_file(folder.file("a"), ""));
  ASSERT_TRUE(write_file(folder.file(".c"), ""));
  EXPECT_EQ(list_directory(folder.path()).value(), (std::vector<std::string>{".c", "a", "b"}));
}

TEST(File, a_folder_cannot_be_made_where_a_file_is) {
  const Folder folder;
  ASSERT_TRUE(write_file(folder.file("a"), ""));
  EXPECT_FALSE(make_directories(folder.file("a/b")));
  EXPECT_FALSE(make_directories(folder.file("a")));
  EXPECT_FALSE(list_directory(folder.file("a")));
  EXPECT_FALSE(list_directory(folder.file("missing")));
}

TEST(File, a_tree_is_read_sorted_and_as_far_as_it_is_wanted) {
  const Folder folder;
  ASSERT_TRUE(make_directories(folder.file("b/c")));
  ASSERT_TRUE(write_file(folder.file("b/c/x.pem"), "1"));
  ASSERT_TRUE(write_file(folder.file("b.pem"), "22"));
  ASSERT_TRUE(write_file(folder.file("no.txt"), std::string(100, 'n')));
  fs::create_directory_symlink(folder.path(), folder.file("loop.pem"));
  const auto wanted = [](std::string_view name) { return name.ends_with(".pem"); };
  EXPECT_EQ(read_tree(folder.path(), 3, wanted).value(),
            (std::vector<NamedFile>{{"b.pem", "22"}, {"b/c/x.pem", "1"}}));
  const auto limited = read_tree(folder.path(), 2, wanted);
  ASSERT_FALSE(limited);
  expect_error(limited.error(), ErrorKind::kInput,
               "larger than the limit of 0 octets; the files before it took 2");
  EXPECT_FALSE(read_tree(folder.file("missing"), 3, wanted));
}

}  // namespace
}  // namespace assay
