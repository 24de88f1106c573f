#include "harness/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "harness/base/text.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

// Descriptor owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

  // close() tells what a file system that writes late (NFS, quotas) has to say.
  bool close() {
    const int fd = fd_;
    fd_ = -1;
    return ::close(fd) == 0;
  }

 private:
  int fd_;
};

// Temporary removes its file unless it was renamed to its final name.
class Temporary {
 public:
  explicit Temporary(std::string path) : path_(std::move(path)) {}
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  bool rename_to(const std::string& final_path) {
    if (::rename(path_.c_str(), final_path.c_str()) != 0) return false;
    path_.clear();
    return true;
  }

 private:
  std::string path_;
};

std::string quoted(const std::string& path) { return "'" + one_line(path) + "'"; }

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

tl::unexpected<Error> system_failure(std::string_view what, const std::string& path, int code) {
  std::string message = "cannot " + std::string(what) + " " + quoted(path) + ": " +
                        std::generic_category().message(code);
  if (code == ENOSPC || code == EDQUOT) message += "; make room and run again";
  if (code == EFBIG) message += "; raise the limit on file sizes (ulimit -f) and run again";
  return blames_path(code) ? input_error(std::move(message)) : harness_error(std::move(message));
}

Result<void> write_all(int fd, const std::string& path, std::string_view data) {
  while (!data.empty()) {
    const ssize_t n = ::write(fd, data.data(), data.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_failure("write", path, errno);
    data.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Result<void> write_in_place(const std::string& path, std::string_view data) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.is_open()) return system_failure("write", path, errno);
  ASSAY_CHECK_OK(write_all(file.get(), path, data));
  if (!file.close()) return system_failure("write", path, errno);
  return {};
}

// Renaming over one of these would replace the link in /dev, not write to what it stands for.
bool is_own_descriptor(const std::string& path) {
  return path == "/dev/stdout" || path == "/dev/stderr" || path.rfind("/dev/fd/", 0) == 0 ||
         path.rfind("/proc/", 0) == 0;
}

struct Opened {
  int fd = -1;
  std::string path;
};

// The name carries no part of the final one, which may already be as long as the file system takes.
Result<Opened> open_temporary(const std::string& path, FileMode mode) {
  constexpr int kAttempts = 1000;
  const fs::path folder = fs::path(path).parent_path();
  for (int i = 0; i < kAttempts; ++i) {
    const std::string name =
        ".assay-" + std::to_string(::getpid()) + "-" + std::to_string(i) + ".tmp";
    const std::string temporary = (folder / name).string();
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                          static_cast<mode_t>(mode));
    if (fd >= 0) return Opened{fd, temporary};
    if (errno == ENOENT) {
      return input_error("cannot write " + quoted(path) + ": its folder does not exist; make it " +
                         "first");
    }
    if (errno != EEXIST) return system_failure("write", path, errno);
  }
  return harness_error("cannot write " + quoted(path) + ": its folder is full of '.assay-*.tmp' " +
                       "files; remove them");
}

Result<void> replace_file(const std::string& path, std::string_view data, FileMode mode) {
  ASSAY_TRY(opened, open_temporary(path, mode));
  Descriptor file(opened.fd);
  Temporary temporary(opened.path);
  ASSAY_CHECK_OK(write_all(file.get(), path, data));
  if (::fsync(file.get()) != 0) return system_failure("write", path, errno);
  if (!file.close()) return system_failure("write", path, errno);
  if (!temporary.rename_to(path)) return system_failure("write", path, errno);
  return {};
}

Result<std::string> resolve(const std::string& path) {
  std::error_code code;
  const fs::path real = fs::canonical(path, code);
  if (code) return system_failure("write", path, code.value());
  return real.string();
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return system_failure("read", path, errno);
  std::string content;
  std::array<char, 65536> block;
  for (;;) {
    const ssize_t n = ::read(file.get(), block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EISDIR) {
      return input_error("cannot read " + quoted(path) + ": it is a directory; name a file");
    }
    if (n < 0) return system_failure("read", path, errno);
    if (n == 0) return content;
    if (static_cast<std::size_t>(n) > limit - content.size()) {
      return input_error("cannot read " + quoted(path) + ": larger than the limit of " +
                         std::to_string(limit) + " octets");
    }
    content.append(block.data(), static_cast<std::size_t>(n));
  }
}

Result<void> write_file(const std::string& path, std::string_view data, FileMode mode) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) {
    return input_error("cannot write " + quoted(path) + ": it is a directory; name a file");
  }
  if (exists && (!S_ISREG(status.st_mode) || is_own_descriptor(path))) {
    return write_in_place(path, data);
  }
  if (!exists) return replace_file(path, data, mode);
  ASSAY_TRY(real, resolve(path));
  return replace_file(real, data, mode);
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

}  // namespace assay
