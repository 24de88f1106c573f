// replay: runs a fuzzer's function over files, without libFuzzer, so that it never rots.
//
// Usage: replay_<name> (FILE | FOLDER)...   Exit 0 when every input was taken, 2 for a path that
// cannot be read; a broken law aborts, after the input's path was printed.
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/fuzz.h"
#include "harness/base/file.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr int kBadInput = 2;

Result<std::vector<std::string>> files_of(const std::string& path) {
  if (!fs::is_directory(path)) return std::vector<std::string>{path};
  ASSAY_TRY(names, list_directory(path));
  std::vector<std::string> files;
  for (const std::string& name : names) {
    if (name.front() != '.') files.push_back((fs::path(path) / name).string());
  }
  return files;
}

Result<void> replay(const std::string& file) {
  ASSAY_TRY(text, read_file(file));
  // What is printed last is what broke.
  std::printf("%s (%zu octets)\n", file.c_str(), text.size());
  std::fflush(stdout);
  const BytesView input = as_bytes(text);
  LLVMFuzzerTestOneInput(input.data(), input.size());
  return {};
}

Result<std::size_t> replay_all(const std::vector<std::string>& paths) {
  std::size_t count = 0;
  for (const std::string& path : paths) {
    ASSAY_TRY(files, files_of(path));
    for (const std::string& file : files) ASSAY_CHECK_OK(replay(file));
    count += files.size();
  }
  if (count == 0) return input_error("no inputs: name files or folders of them");
  return count;
}

}  // namespace
}  // namespace assay

int main(int argc, char** argv) {
  const auto count = assay::replay_all({argv + 1, argv + argc});
  if (!count) {
    std::fprintf(stderr, "%s\n", count.error().message.c_str());
    return assay::kBadInput;
  }
  std::printf("%zu inputs taken\n", *count);
  return 0;
}
