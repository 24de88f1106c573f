// The reader of folders over any files. The input is a list of files: lines "== name" begin one.
// Law: what is read has a leaf and an id, its warnings and Errors are lines, and nothing leads out.
#include "fuzz/fuzz.h"
#include "harness/model/suite.h"

namespace assay {
namespace {

constexpr UnixTime kRunStart = 1'800'000'000;
constexpr std::string_view kMark = "== ";

std::vector<NamedFile> files_of(std::string_view text) {
  std::vector<NamedFile> files;
  for (const std::string_view line : split(text, '\n')) {
    if (line.starts_with(kMark)) {
      files.push_back({std::string(line.substr(kMark.size())), ""});
    } else if (!files.empty()) {
      files.back().octets += line;
      files.back().octets += '\n';
    }
  }
  std::erase_if(files, [](const NamedFile& each) { return !is_suite_file(each.name); });
  return files;
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  const auto suite = read_case_folders(files_of(as_text({data, size})), kRunStart);
  if (!suite) {
    ASSAY_CHECK(is_clean(suite.error().message));
    return 0;
  }
  ASSAY_CHECK(!suite->cases.empty());
  for (const std::string& warning : suite->warnings) ASSAY_CHECK(is_clean(warning));
  for (const Case& each : suite->cases) ASSAY_CHECK(!each.id.empty());
  return 0;
}
