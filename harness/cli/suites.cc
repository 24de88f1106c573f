#include "harness/cli/suites.h"

#include <fmt/format.h>

#include <filesystem>

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

Result<LoadedSuite> load_folder(const std::string& path, UnixTime now) {
  ASSAY_TRY(files, read_tree(path, kSuiteFileLimit, is_suite_file));
  auto suite = read_case_folders(files, now);
  if (!suite) return fail(std::move(suite).error().in(one_line(path)));
  std::string digests;
  for (const NamedFile& each : files) {
    digests += each.name + " " + hex(sha256(as_bytes(each.octets))) + "\n";
  }
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
  return loaded;
}

}  // namespace assay
