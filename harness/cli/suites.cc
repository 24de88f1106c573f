#include "harness/cli/suites.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "harness/cli/say.h"
#include "harness/crypto/digest.h"

namespace assay {
namespace {

Result<LoadedSuite> load_file(const std::string& path, UnixTime now) {
  if (is_suite_file(path) && !path.ends_with(".json")) {
    return input_error("a certificate file alone has no anchors; name the folder that holds it");
  }
  ASSAY_TRY(octets, read_file(path, kSuiteFileLimit));
  auto suite = read_suite(octets, now);
  if (!suite) return fail(std::move(suite).error().in(one_line(path)));
  return LoadedSuite{*std::move(suite), hex(sha256(as_bytes(octets)))};
}

namespace fs = std::filesystem;

// kParents bounds how far above the folder that was named a twin is looked for.
constexpr int kParents = 8;

// An id of a case.json leads nowhere but down: words of a path, none of them "..".
bool is_plain(std::string_view id) {
  const auto words = split(id, '/');
  return !words.empty() && std::none_of(words.begin(), words.end(), [](std::string_view word) {
    return word.empty() || word == "." || word == "..";
  });
}

// The folder of the case `id` in the suite that `path` is a part of, or "".
std::string folder_of_case(const std::string& path, const std::string& id) {
  std::error_code failure;
  fs::path base = fs::weakly_canonical(path, failure);
  for (int i = 0; !failure && i <= kParents; ++i, base = base.parent_path()) {
    if (fs::exists(base / id / "question.json", failure)) return (base / id).string();
  }
  return "";
}

// A part of a suite is asked with the twins that stand elsewhere in the suite; one that is nowhere
// is a warning.
Result<void> add_twins(const std::string& path, UnixTime now, Suite& suite) {
  std::set<std::string> have;
  for (const Case& each : suite.cases) have.insert(each.id);
  for (std::size_t i = 0; i < suite.cases.size(); ++i) {
    const std::string twin = suite.cases[i].twin;
    if (twin.empty() || !have.insert(twin).second) continue;
    const std::string folder = is_plain(twin) ? folder_of_case(path, twin) : "";
    if (folder.empty()) {
      suite.warnings.push_back("the twin " + twin + " is not there: its cases stay untwinned");
      continue;
    }
    ASSAY_TRY(files, read_tree(folder, kSuiteFileLimit, is_suite_file));
    ASSAY_TRY(found, read_case_folders(files, now));
    for (Case& each : found.cases) {
      if (each.id == twin) suite.cases.push_back(std::move(each));
    }
  }
  return {};
}

Result<LoadedSuite> load_folder(const std::string& path, UnixTime now) {
  ASSAY_TRY(files, read_tree(path, kSuiteFileLimit, is_suite_file));
  auto suite = read_case_folders(files, now);
  if (!suite) return fail(std::move(suite).error().in(one_line(path)));
  std::string digests;
  for (const NamedFile& each : files) {
    digests += each.name + " " + hex(sha256(as_bytes(each.octets))) + "\n";
  }
  ASSAY_CHECK_OK(add_twins(path, now, *suite));
  return LoadedSuite{*std::move(suite), hex(sha256(as_bytes(digests)))};
}

}  // namespace

Result<LoadedSuite> load_suite(const std::string& path, UnixTime now) {
  std::error_code failure;
  const bool is_folder = std::filesystem::is_directory(path, failure);
  ASSAY_TRY(loaded, is_folder ? load_folder(path, now) : load_file(path, now));
  for (const std::string& warning : loaded.suite.warnings) {
    say_text(Channel::kError, fmt::format("assay: {}: {}\n", one_line(path), one_line(warning)));
  }
  const std::string& judged = loaded.suite.judged;
  if (!judged.empty()) fmt::print(stderr, "assay: {}: {}\n", one_line(path), judged);
  return loaded;
}

}  // namespace assay
