#include "harness/base/file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>

#include "harness/base/descriptor.h"
#include "harness/base/interruption.h"
#include "harness/base/output_file.h"
#include "harness/base/text.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

// A path that a person mistyped is input; a device that fails is the environment.
bool blames_path(int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:
    case EINVAL:
    case EEXIST:
    case ENAMETOOLONG:
      return true;
    default:
      return false;
  }
}

// How long a pipe may be silent: whoever writes to it may have work to do first. A FIFO that nobody
// has opened for writing has a moment, as the two start together.
constexpr std::chrono::milliseconds kSilence{60'000};
constexpr std::chrono::milliseconds kNoWriter{2'000};
constexpr std::chrono::milliseconds kLook{50};

bool is_fifo(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
}

// Patience with a pipe: neither for ever, nor when this process is to end.
class Patience {
 public:
  Patience(int fd, const std::string& path) : fd_(fd), path_(path), fifo_(is_fifo(fd)) {}

  // The end of a FIFO that no writer has opened yet is none.
  [[nodiscard]] bool awaits_writer(bool anything_read) const {
    if (!fifo_ || anything_read) return false;
    pollfd end{fd_, POLLIN, 0};
    return ::poll(&end, 1, 0) == 0;
  }

  // Waits a moment for something to read, or its writer to go.
  Result<void> wait(std::chrono::milliseconds patience, const char* otherwise) {
    if (interruption() != 0) return refuse("interrupted");
    if (std::chrono::steady_clock::now() > since_ + patience) return refuse(otherwise);
    pollfd wanted{fd_, POLLIN, 0};
    ::poll(&wanted, 1, static_cast<int>(kLook.count()));
    return {};
  }

  void renew() { since_ = std::chrono::steady_clock::now(); }

 private:
  [[nodiscard]] tl::unexpected<Error> refuse(const char* why) const {
    return input_error("cannot read " + quoted_path(path_) + ": " + why);
  }

  int fd_;
  const std::string& path_;
  bool fifo_;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

}  // namespace

std::string quoted_path(const std::string& path) { return "'" + one_line(path) + "'"; }

tl::unexpected<Error> system_failure(std::string_view what, const std::string& path, int code) {
  std::string message = "cannot " + std::string(what) + " " + quoted_path(path) + ": " +
                        std::generic_category().message(code);
  if (code == ENOSPC || code == EDQUOT) message += "; make room and run again";
  if (code == EFBIG) message += "; raise the limit on file sizes (ulimit -f) and run again";
  return blames_path(code) ? input_error(std::move(message)) : harness_error(std::move(message));
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return system_failure("read", path, errno);
  Patience patience(file.get(), path);
  std::string content;
  std::array<char, 65536> block;
  for (;;) {
    const ssize_t n = ::read(file.get(), block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {
      ASSAY_CHECK_OK(patience.wait(kSilence, "it says nothing and does not end"));
      continue;
    }
    if (n < 0 && errno == EISDIR) {
      return input_error("cannot read " + quoted_path(path) + ": it is a directory; name a file");
    }
    if (n < 0) return system_failure("read", path, errno);
    if (n == 0 && patience.awaits_writer(!content.empty())) {
      ASSAY_CHECK_OK(patience.wait(kNoWriter, "a FIFO that nobody writes to"));
      continue;
    }
    if (n == 0) return content;
    patience.renew();
    if (static_cast<std::size_t>(n) > limit - content.size()) {
      return input_error("cannot read " + quoted_path(path) + ": larger than the limit of " +
                         std::to_string(limit) + " octets");
    }
    content.append(block.data(), static_cast<std::size_t>(n));
  }
}

Result<void> write_file(const std::string& path, std::string_view data, FileMode mode) {
  ASSAY_TRY(file, OutputFile::open(path, mode));
  ASSAY_CHECK_OK(file.write(data));
  return file.commit();
}

Result<void> make_directories(const std::string& path) {
  std::error_code code;
  fs::create_directories(path, code);
  if (code) return system_failure("make the folder", path, code.value());
  return {};
}

Result<std::vector<std::string>> list_directory(const std::string& path) {
  std::error_code code;
  std::vector<std::string> names;
  for (fs::directory_iterator it(path, code), end; !code && it != end; it.increment(code)) {
    names.push_back(it->path().filename().string());
  }
  if (code) return system_failure("list the folder", path, code.value());
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<NamedFile>> read_tree(const std::string& path, std::size_t limit,
                                         const std::function<bool(std::string_view)>& is_wanted) {
  std::vector<std::string> names;
  std::error_code code;
  for (fs::recursive_directory_iterator it(path, code), end; !code && it != end;
       it.increment(code)) {
    std::error_code gone;
    if (!it->is_regular_file(gone)) continue;
    std::string name = fs::path(it->path()).lexically_relative(path).string();
    if (is_wanted(name)) names.push_back(std::move(name));
  }
  if (code) return system_failure("list the folder", path, code.value());
  std::sort(names.begin(), names.end());
  std::vector<NamedFile> files;
  std::size_t used = 0;
  for (std::string& name : names) {
    auto octets = read_file((fs::path(path) / name).string(), limit - used);
    if (!octets && used > 0 && octets.error().kind == ErrorKind::kInput) {
      octets.error().message += "; the files before it took " + std::to_string(used);
    }
    if (!octets) return fail(std::move(octets).error());
    used += octets->size();
    files.push_back({std::move(name), *std::move(octets)});
  }
  return files;
}

}  // namespace assay
