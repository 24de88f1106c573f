#include "harness/cli/outputs.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "harness/base/text.h"
#include "harness/cli/say.h"

namespace assay {
namespace fs = std::filesystem;

namespace {

// OutputFile writes it in place, through the descriptor that is open.
std::string real_name(const std::string& path) {
  return path == kStandardOutput ? "/dev/stdout" : path;
}

// Equal for two paths of one file, also of one that is not there yet; empty for /dev/null and its
// like, which lose nothing that they are given twice.
std::string identity_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (S_ISCHR(status.st_mode) && path != "/dev/stdout") return "";
    return fmt::format("{}:{}", status.st_dev, status.st_ino);
  }
  std::error_code failure;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, failure), failure);
  return failure ? path : real.string();
}

}  // namespace

Result<OutputFile> open_output(const std::string& path, FileMode mode) {
  return OutputFile::open(real_name(path), mode);
}

Result<void> Outputs::add(const std::string& flag, const std::string& path, Render render) {
  const std::string identity = identity_of(real_name(path));
  for (const Output& other : outputs_) {
    if (identity.empty() || other.identity != identity) continue;
    return input_error(fmt::format("{} and {} are to write the same file, {}; name two", other.flag,
                                   flag, one_line(path)));
  }
  auto file = open_output(path);
  if (!file) return fail(std::move(file).error().in(flag));
  on_standard_output_ = on_standard_output_ || path == kStandardOutput;
  outputs_.push_back({flag, path, identity, *std::move(file), std::move(render)});
  return {};
}

Result<void> Outputs::write(const Results& results) {
  Result<void> outcome;
  for (Output& each : outputs_) {
    show_phase(fmt::format("writing {}", one_line(each.path)));
    auto written = each.file.write(each.render(results));
    if (written) written = each.file.commit();
    if (written) continue;
    Error error = std::move(written).error().in(each.flag);
    if (outcome) {
      outcome = fail(std::move(error));
    } else {
      outcome.error().message += "; " + error.message;
    }
  }
  return outcome;
}

}  // namespace assay
