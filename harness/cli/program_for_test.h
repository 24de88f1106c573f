// Running the program itself, as a user does, in tests.
#pragma once

#include <string>
#include <vector>

#include "harness/base/sanitized.h"

namespace assay {

struct ProgramRun {
  int status = -1;  // exit status; 128 + signal when killed
  std::string out;
  std::string err;
};

// run_program() runs build/assay with these arguments, standard input empty, and waits for it.
ProgramRun run_program(const std::vector<std::string>& arguments);

// run_command() runs any program by path, with `environment` ("NAME=value") added.
ProgramRun run_command(std::vector<std::string> words,
                       const std::vector<std::string>& environment = {});

// with_catalogue() adds to the words of a command what a test over the whole catalogue asks: all of
// it, or one case of each behaviour where a sanitizer watches the harness. Stacks have a minute for
// the largest questions: the machine of a test does more than one thing.
inline std::vector<std::string> with_catalogue(std::vector<std::string> words) {
  if (kSanitized) words.insert(words.begin() + 1, "tag:first");
  if (words.front() == "verify") {
    words.insert(words.end(), {"--timeout-ms", "60000", "--fail-on-stale"});
  }
  return words;
}

// TemporaryFolder is removed with its content.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace assay
