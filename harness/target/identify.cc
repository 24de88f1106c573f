#include "harness/target/identify.h"

#include <filesystem>
#include <string_view>

#include "harness/base/file.h"
#include "harness/base/text.h"
#include "harness/crypto/digest.h"

namespace assay {
namespace {

constexpr std::size_t kStatusLimit = std::size_t{64} << 20;    // octets of dpkg's status file
constexpr std::size_t kLibraryLimit = std::size_t{256} << 20;  // octets of a library

// Whether a dpkg list names the file. A merged /usr makes /lib/x and /usr/lib/x one file.
bool lists(std::string_view list, const std::string& path) {
  const std::string merged = path.starts_with("/usr/") ? path.substr(4) : "/usr" + path;
  for (const std::string_view line : split(list, '\n')) {
    if (line == path || line == merged) return true;
  }
  return false;
}

// The package that owns `path`, as its list file names it: "libssl3:amd64".
std::string owner_of(const std::string& path, const std::string& database) {
  const std::string file = std::filesystem::path(path).filename().string();
  const std::string stem = file.substr(0, file.find(".so"));
  const auto names = list_directory(database + "/info");
  if (stem.empty() || !names) return "";
  for (const std::string& name : *names) {
    if (!name.starts_with(stem) || !name.ends_with(".list")) continue;
    const auto list = read_file(database + "/info/" + name);
    if (list && lists(*list, path)) return name.substr(0, name.size() - sizeof ".list" + 1);
  }
  return "";
}

// A line of a paragraph of the status file: its value, or "".
std::string field(std::string_view paragraph, std::string_view name) {
  for (const std::string_view line : split(paragraph, '\n')) {
    if (line.starts_with(name) && line.substr(name.size()).starts_with(": ")) {
      return std::string(line.substr(name.size() + 2));
    }
  }
  return "";
}

std::string version_of(const std::string& owner, std::string_view status) {
  const std::string package = owner.substr(0, owner.find(':'));
  const std::string architecture =
      owner.size() > package.size() ? owner.substr(package.size() + 1) : "";
  const std::string head = "Package: " + package + "\n";
  for (std::size_t at = 0; at < status.size();) {
    const std::size_t end = std::min(status.find("\n\n", at), status.size());
    const std::string_view paragraph = status.substr(at, end - at);
    if (paragraph.starts_with(head) &&
        (architecture.empty() || field(paragraph, "Architecture") == architecture)) {
      return field(paragraph, "Version");
    }
    at = end + 2;
  }
  return "";
}

}  // namespace

std::string package_revision(const std::string& path, const std::string& database) {
  std::error_code failure;
  const auto real = std::filesystem::canonical(path, failure);
  const std::string owner = owner_of(failure ? path : real.string(), database);
  if (owner.empty()) return "";
  const auto status = read_file(database + "/status", kStatusLimit);
  return status ? version_of(owner, *status) : "";
}

Result<void> identify(TargetInfo& info) {
  if (info.library.empty()) return {};  // the oracle and the canary have none
  Bytes octets;
  std::vector<std::string> files{info.library};
  files.insert(files.end(), info.parts.begin(), info.parts.end());
  for (const std::string& file : files) {
    auto text = read_file(file, kLibraryLimit);
    if (!text) return harness_error("target " + info.id + ": " + text.error().message);
    append(octets, as_bytes(*text));
  }
  info.library_sha256 = hex(sha256(octets));
  info.revision = package_revision(info.library);
  return {};
}

}  // namespace assay
