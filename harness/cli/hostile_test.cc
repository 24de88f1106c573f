// The program in hostile hands: what it is given makes no sense, cannot be written, or never ends.
#include <gtest/gtest.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "harness/base/build_tree.h"
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

ProgramRun in_shell(const std::string& command) {
  return run_command({"/bin/bash", "-c", command, build_dir() + "/assay"});
}

const std::string kFew = " 'rfc5280/validity/*' --target oracle ";

TEST(Outputs, two_reports_never_go_into_one_file) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder / "old", "old"));
  ASSERT_TRUE(write_file(folder / "oracle.json", "old"));
  const std::vector<std::vector<std::string>> rows = {
      {"--json", folder / "x", "--html", folder / "./x"},
      {"--json", folder / "old", "--junit", folder / "./old"},
      {"--json", "-", "--html", "-"},
      {"--json", "-", "--html", "/dev/stdout"},
      {"--json", folder / "oracle.json", "--limbo-results", folder.path()},
  };
  for (std::vector<std::string> words : rows) {
    words.insert(words.begin(), {"verify", "rfc5280/validity/*", "--target", "oracle"});
    const ProgramRun run = run_program(words);
    EXPECT_EQ(run.status, 2) << words[5] << run.err;
    EXPECT_TRUE(contains(run.err, "the same file")) << words[5] << run.err;
    EXPECT_EQ(run.out, "");
  }
  EXPECT_EQ(read_file(folder / "old").value(), "old");
  EXPECT_EQ(list_directory(folder.path()).value().size(), 2U);
}

TEST(Outputs, a_dash_is_standard_output_and_the_summary_steps_aside) {
  const ProgramRun run = in_shell("\"$0\" verify" + kFew + "--json -");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(run.out.starts_with("{\n")) << run.out.substr(0, 80);
  EXPECT_TRUE(run.out.ends_with("}\n"));
  EXPECT_TRUE(contains(run.err, "exit 0"));
  const ProgramRun suite = run_program({"generate", "rfc5280/validity/*", "--out", "-"});
  EXPECT_EQ(suite.status, 0) << suite.err;
  EXPECT_TRUE(suite.out.starts_with("{") && suite.out.ends_with("}\n"));
  EXPECT_TRUE(contains(suite.err, "written to standard output"));
  EXPECT_EQ(run_program({"generate", "rfc5280/validity/*", "--format", "pem", "--out", "-"}).status,
            2);
}

TEST(Outputs, each_is_written_whatever_becomes_of_the_others) {
  const TemporaryFolder folder;
  const ProgramRun run = in_shell("\"$0\" verify" + kFew + "--json /dev/full --junit " +
                                  folder / "x.xml" + " --html " + folder / "x.html");
  EXPECT_EQ(run.status, 3) << run.err;
  EXPECT_TRUE(contains(run.err, "--json: cannot write '/dev/full'")) << run.err;
  EXPECT_TRUE(read_file(folder / "x.xml").value().ends_with("</testsuites>\n"));
  EXPECT_TRUE(contains(read_file(folder / "x.html").value(), "</html>"));
}

TEST(Outputs, are_opened_before_anything_is_asked) {
  const TemporaryFolder folder;
  const ProgramRun run = in_shell("mkfifo " + folder / "fifo" + "; \"$0\" verify" + kFew +
                                  "--html " + folder / "fifo");
  EXPECT_EQ(run.status, 2) << run.err;
  EXPECT_TRUE(contains(run.err, "nobody reads from it")) << run.err;
}

TEST(Outputs, standard_output_that_cannot_be_written_is_a_failure) {
  for (const char* command :
       {"\"$0\" list > /dev/full", "\"$0\" --help > /dev/full", "\"$0\" list >&-",
        "\"$0\" verify 'rfc5280/validity/*' --target oracle > /dev/full"}) {
    const ProgramRun run = in_shell(command);
    EXPECT_EQ(run.status, 3) << command << run.err;
    EXPECT_TRUE(contains(run.err, "cannot write to standard output")) << command << run.err;
  }
}

TEST(Outputs, a_pipe_gets_whole_lines_and_no_progress) {
  const ProgramRun run = run_program({"verify", "tag:first", "--target", "canary/accept-all"});
  EXPECT_FALSE(contains(run.err, "\x1b")) << run.err;
  const ProgramRun ours = run_program({"verify", "rfc5280/validity/*", "--target", "oracle"});
  EXPECT_EQ(ours.err, "");
  EXPECT_FALSE(contains(ours.out, "..."));
}

TEST(Inputs, that_never_end_are_refused) {
  const TemporaryFolder folder;
  const ProgramRun fifo =
      in_shell("mkfifo " + folder / "fifo" + "; \"$0\" verify --target oracle " + folder / "fifo");
  EXPECT_EQ(fifo.status, 2);
  EXPECT_TRUE(contains(fifo.err, "a FIFO that nobody writes to")) << fifo.err;
  const ProgramRun zero = run_program({"verify", "--target", "oracle", "/dev/zero"});
  EXPECT_EQ(zero.status, 2);
  EXPECT_TRUE(contains(zero.err, "larger than the limit")) << zero.err;
  const ProgramRun pipe = in_shell(
      "\"$0\" verify --target oracle <(\"$0\" generate 'rfc5280/validity/*' --out - 2> /dev/null)");
  EXPECT_EQ(pipe.status, 0) << pipe.err;
}

TEST(Memory, that_is_not_there_is_a_failure_with_a_line) {
  if (kSanitized) GTEST_SKIP() << "a sanitizer's shadow needs more than any limit";
  const ProgramRun run = in_shell("ulimit -v 120000; exec \"$0\" list");
  EXPECT_EQ(run.status, 3) << run.err;
  EXPECT_TRUE(contains(run.err, "out of memory")) << run.err;
}

TEST(Ids, that_would_leave_the_folder_are_refused_at_load) {
  const TemporaryFolder data;
  const ProgramRun copied = run_command(
      {"/bin/bash", "-c",
       "cp -r \"$0/vectors\" \"$0/targets\" \"$1\" && rm -r \"$1\"/vectors/catalogue/* && cp -r "
       "\"$0\"/vectors/catalogue/validity.yaml \"$1\"/vectors/catalogue/",
       source_dir(), data.path()});
  ASSERT_EQ(copied.status, 0) << copied.err;
  const std::string file = data / "vectors/catalogue/validity.yaml";
  const std::string whole = read_file(file).value();
  for (const char* name : {"../../pwned", "a//b", "A", "a/.b", "/a", "a b", "a/"}) {
    std::string text = whole;
    text.replace(text.find("area: "), text.find('\n', text.find("area: ")) - text.find("area: "),
                 std::string("area: \"") + name + "\"");
    ASSERT_TRUE(write_file(file, text));
    const ProgramRun run =
        run_command({build_dir() + "/assay", "generate", "--format", "pem", "--out", data / "out"},
                    {"ASSAY_DATA=" + data.path()});
    EXPECT_EQ(run.status, 2) << name;
    EXPECT_TRUE(contains(run.err, "validity.yaml:") &&
                contains(run.err, "is not of lower-case words"))
        << name << run.err.substr(0, 300);
  }
}

// TerminalRun is the program on a terminal of its own.
class TerminalRun {
 public:
  explicit TerminalRun(std::vector<std::string> words) {
    words.insert(words.begin(), build_dir() + "/assay");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
    if (pid_ == 0) {
      ::setenv("TERM", "xterm", 1);
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
  }

  // Reads until the terminal shows `text`, or the program has gone.
  void await(const std::string& text) {
    while (!contains(shown_, text) && read()) {
    }
  }
  // Reads until that many answers are shown as given.
  void await_answers(int wanted) {
    while (answers() < wanted && read()) {
    }
  }
  void press(char key) const { EXPECT_EQ(::write(terminal_, &key, 1), 1); }
  void send(int signal) const { EXPECT_EQ(::kill(pid_, signal), 0); }

  int finish() {
    while (read()) {
    }
    ::close(terminal_);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  [[nodiscard]] const std::string& shown() const { return shown_; }

 private:
  // "256/3808 answers": the number in front, of the last line that shows one.
  [[nodiscard]] int answers() const {
    const std::size_t end = shown_.rfind(" answers");
    if (end == std::string::npos) return 0;
    const std::size_t slash = shown_.rfind('/', end);
    const std::size_t begin = shown_.rfind(' ', slash) + 1;
    return std::atoi(shown_.substr(begin, slash - begin).c_str());
  }

  bool read() {
    char block[4096];
    const ssize_t n = ::read(terminal_, block, sizeof block);
    if (n > 0) shown_.append(block, static_cast<std::size_t>(n));
    return n > 0;
  }

  pid_t pid_ = -1;
  int terminal_ = -1;
  std::string shown_;
};

constexpr char kCtrlC = 3;

TEST(Progress, is_shown_in_every_phase_on_a_terminal) {
  const TemporaryFolder folder;
  TerminalRun run(
      {"verify", "tag:first", "--jobs", "1", "--target", "oracle", "--html", folder / "x"});
  EXPECT_EQ(run.finish(), 0) << run.shown();
  for (const char* phase : {"reading the catalogue", "making cases", "starting the targets",
                            " answers", "asking the oracle", "judging", "writing "}) {
    EXPECT_TRUE(contains(run.shown(), phase)) << phase;
  }
}

struct InterruptionRow {
  const char* name;
  int signal;  // 0: the terminal's own
  int status;
};

TEST(Interruption, ends_a_run_with_what_there_is) {
  for (const auto& [name, signal, status] :
       {InterruptionRow{"SIGINT", 0, 130}, InterruptionRow{"SIGTERM", SIGTERM, 143},
        InterruptionRow{"SIGHUP", SIGHUP, 129}}) {
    const TemporaryFolder folder;
    // Every stack, one worker at a time: some seconds of questions, so that the signal meets them.
    TerminalRun run({"verify", "rfc9525/*", "--jobs", "1", "--json", folder / "x.json", "--junit",
                     folder / "x.xml", "--html", folder / "x.html"});
    run.await_answers(256);  // a whole batch of every stack
    if (signal == 0) {
      run.press(kCtrlC);
    } else {
      run.send(signal);
    }
    EXPECT_EQ(run.finish(), status) << run.shown();
    EXPECT_TRUE(
        contains(run.shown(), "exit " + std::to_string(status) + ": interrupted by " + name))
        << run.shown();
    EXPECT_FALSE(contains(run.shown(), "broken  expected")) << run.shown();
    const std::string json = read_file(folder / "x.json", std::size_t{1} << 30).value();
    EXPECT_TRUE(contains(json, "\"interrupted\": {"));
    EXPECT_TRUE(json.ends_with("}\n"));
    const std::string xml = read_file(folder / "x.xml", std::size_t{1} << 30).value();
    EXPECT_TRUE(contains(xml, "<error type=\"interrupted\""));
    EXPECT_TRUE(read_file(folder / "x.html", std::size_t{1} << 30).value().ends_with("</html>\n"));
  }
}

TEST(Interruption, before_anything_was_asked_leaves_nothing) {
  const TemporaryFolder folder;
  TerminalRun run({"generate", "!tag:grid", "--count", "1000", "--out", folder / "x.json"});
  run.await(" cases");
  run.press(kCtrlC);
  EXPECT_EQ(run.finish(), 130) << run.shown();
  EXPECT_TRUE(list_directory(folder.path()).value().empty());
}

}  // namespace
}  // namespace assay
