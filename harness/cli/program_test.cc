#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>

#include "harness/base/build_tree.h"
#include "harness/cli/program_for_test.h"

namespace assay {
namespace {

// Reads both ends until both are closed, so that neither pipe can fill up and block the program.
void read_both(int out, int err, ProgramRun& run) {
  std::array<pollfd, 2> fds{{{out, POLLIN, 0}, {err, POLLIN, 0}}};
  std::array<std::string*, 2> texts{&run.out, &run.err};
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    if (::poll(fds.data(), fds.size(), -1) < 0) continue;
    for (std::size_t i = 0; i < fds.size(); ++i) {
      if (fds[i].fd < 0 || fds[i].revents == 0) continue;
      std::array<char, 65536> chunk{};
      const ssize_t n = ::read(fds[i].fd, chunk.data(), chunk.size());
      if (n > 0) {
        texts[i]->append(chunk.data(), static_cast<std::size_t>(n));
      } else {
        ::close(fds[i].fd);
        fds[i].fd = -1;
      }
    }
  }
}

}  // namespace

ProgramRun run_command(std::vector<std::string> words,
                       const std::vector<std::string>& environment) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  EXPECT_EQ(::pipe2(out.data(), O_CLOEXEC), 0);
  EXPECT_EQ(::pipe2(err.data(), O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::vector<std::string> added = environment;
  std::vector<char*> envp;
  for (std::string& variable : added) envp.push_back(variable.data());
  for (char** variable = environ; *variable != nullptr; ++variable) envp.push_back(*variable);
  envp.push_back(nullptr);
  pid_t pid = -1;
  EXPECT_EQ(::posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), envp.data()), 0);
  posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(err[1]);
  ProgramRun run;
  read_both(out[0], err[0], run);
  int status = 0;
  ::waitpid(pid, &status, 0);
  run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return run;
}

ProgramRun run_program(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{build_dir() + "/assay"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_command(std::move(words));
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "assay-test-XXXXXX").string();
  EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Program, help_of_every_command_has_an_example) {
  for (const char* command : {"targets", "list", "generate", "verify", "explain", "handshake"}) {
    const ProgramRun run = run_program({command, "--help"});
    EXPECT_EQ(run.status, 0) << command;
    EXPECT_TRUE(contains(run.out, "Example")) << command;
  }
}

struct BadUsageRow {
  const char* name;
  std::vector<std::string> arguments;
  const char* says;
};

TEST(Program, help_of_a_command_is_its_help) {
  EXPECT_EQ(run_program({"help", "verify"}).out, run_program({"verify", "--help"}).out);
  EXPECT_EQ(run_program({"help"}).out, run_program({"--help"}).out);
  EXPECT_EQ(run_program({"help"}).status, 0);
}

TEST(Program, bad_usage_ends_with_2_and_says_what_was_wrong) {
  const BadUsageRow rows[] = {
      {"no command", {}, "assay verify tag:first"},
      {"unknown command", {"verfy"}, "did you mean 'verify'?"},
      {"unknown target", {"verify", "--target", "opnssl"}, "did you mean 'openssl'?"},
      {"unknown case", {"verify", "rfc5280/validity/expired-laef"}, "did you mean"},
      {"unknown ruleset", {"verify", "--ruleset", "rfc5820"}, "did you mean 'rfc5280'?"},
      {"unknown key type", {"verify", "--keys", "rsa20480"}, "rsa2048"},
      {"negative seed", {"verify", "--seed", "-1"}, "whole number"},
      {"seed that is too large",
       {"generate", "--seed", "99999999999999999999", "--out", "-"},
       "seed"},
      {"no jobs", {"verify", "--jobs", "0"}, "jobs"},
      {"unknown command to help with", {"help", "verfy"}, "did you mean 'verify'?"},
      {"missing file", {"verify", "/nonexistent/limbo.json"}, "/nonexistent/limbo.json"},
      {"folder in place of a file", {"verify", "/tmp/x.json/../"}, "/tmp"},
      {"report into a missing folder",
       {"verify", "--target", "canary", "--html", "/nonexistent/report.html"},
       "/nonexistent"},
  };
  for (const BadUsageRow& row : rows) {
    const ProgramRun run = run_program(row.arguments);
    EXPECT_EQ(run.status, 2) << row.name << ": " << run.err;
    EXPECT_TRUE(contains(run.err, row.says)) << row.name << ": " << run.err;
  }
}

// A folder without a catalogue: whoever read it would fail otherwise.
TEST(Program, bad_usage_is_told_before_the_catalogue_is_read) {
  const TemporaryFolder folder;
  for (const char* command : {"verify", "handshake", "generate", "explain"}) {
    std::vector<std::string> words{build_dir() + "/assay", command, "--keys", "rot13"};
    if (words[1] == "generate") words.insert(words.end(), {"--out", folder / "x.json"});
    if (words[1] == "explain") words.emplace_back("profile/tls-server-3");
    const ProgramRun run = run_command(words, {"ASSAY_DATA=" + folder.path()});
    EXPECT_EQ(run.status, 2) << command;
    EXPECT_NE(run.err.find("unknown key type 'rot13'"), std::string::npos) << run.err;
  }
}

}  // namespace
}  // namespace assay
