#include "harness/base/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "harness/base/descriptor.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr int kAttempts = 1000;

// Renaming over one of these would replace the link in /dev, not write to what it stands for.
bool is_own_descriptor(const std::string& path) {
  return path == "/dev/stdout" || path == "/dev/stderr" || path.rfind("/dev/fd/", 0) == 0 ||
         path.rfind("/proc/", 0) == 0;
}

// The name carries no part of the final one, which may already be as long as the file system takes.
std::string temporary_name(const fs::path& folder, int attempt) {
  return (folder /
          (".assay-" + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".tmp"))
      .string();
}

tl::unexpected<Error> no_name_left(const std::string& path) {
  return harness_error("cannot write " + quoted_path(path) +
                       ": its folder is full of '.assay-*.tmp' files; remove them");
}

tl::unexpected<Error> cannot_create(const std::string& path, int code) {
  if (code != ENOENT) return system_failure("write", path, code);
  return input_error("cannot write " + quoted_path(path) +
                     ": its folder does not exist; make it first");
}

// The first temporary name that nobody has, as `make` makes it: a number that is not -1.
template <typename Make>
Result<std::string> take_name(const std::string& path, const Make& make) {
  for (int i = 0; i < kAttempts; ++i) {
    std::string name = temporary_name(fs::path(path).parent_path(), i);
    if (make(name) != -1) return name;
    if (errno != EEXIST) return cannot_create(path, errno);
  }
  return no_name_left(path);
}

}  // namespace

// `temporary` is empty for a file in place, and as long as the file has no name.
struct OutputFile::State {
  State(std::string name, int opened, std::string temporary_path, bool writes_in_place)
      : path(std::move(name)),
        file(opened),
        temporary(std::move(temporary_path)),
        in_place(writes_in_place) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (!temporary.empty()) ::unlink(temporary.c_str());
  }

  // A file without a name gets one beside its target: only a rename replaces what is there.
  Result<void> give_name() {
    const std::string self = "/proc/self/fd/" + std::to_string(file.get());
    ASSAY_TRY(name, take_name(path, [&](const std::string& each) {
                return ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, each.c_str(), AT_SYMLINK_FOLLOW);
              }));
    temporary = std::move(name);
    return {};
  }

  std::string path;
  Descriptor file;
  std::string temporary;
  bool in_place;
};

namespace {

// The file system decides whether there are files without a name.
int open_nameless(const std::string& path, FileMode mode) {
  const std::string folder = fs::path(path).parent_path().string();
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC,
                        static_cast<mode_t>(mode));
  return fd >= 0 && ::access("/proc/self/fd", X_OK) != 0 ? (::close(fd), -1) : fd;
}

// A FIFO without a reader would keep its writer waiting for ever.
int open_in_place(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd >= 0) ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) & ~O_NONBLOCK);
  return fd;
}

Result<std::string> real_path(const std::string& path) {
  std::error_code code;
  const fs::path real = fs::canonical(path, code);
  if (code) return system_failure("write", path, code.value());
  return real.string();
}

}  // namespace

OutputFile::OutputFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
OutputFile::OutputFile(OutputFile&&) noexcept = default;
OutputFile::~OutputFile() = default;

Result<OutputFile> OutputFile::open(const std::string& path, FileMode mode) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) {
    return input_error("cannot write " + quoted_path(path) + ": it is a directory; name a file");
  }
  if (path == "/dev/stdout" || path == "/dev/stderr") {
    // The one that is open: another would begin at the start of a file again.
    const int fd =
        ::fcntl(path == "/dev/stdout" ? STDOUT_FILENO : STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (fd < 0) return system_failure("write", path, errno);
    return OutputFile(std::make_unique<State>(path, fd, "", true));
  }
  if (exists && (!S_ISREG(status.st_mode) || is_own_descriptor(path))) {
    const int fd = open_in_place(path);
    if (fd < 0 && errno == ENXIO) {
      return input_error("cannot write " + quoted_path(path) +
                         ": nobody reads from it; start its reader first");
    }
    if (fd < 0) return system_failure("write", path, errno);
    return OutputFile(std::make_unique<State>(path, fd, "", true));
  }
  std::string target = path;
  if (exists) {
    ASSAY_TRY(real, real_path(path));
    target = std::move(real);
  }
  if (const int fd = open_nameless(target, mode); fd >= 0) {
    return OutputFile(std::make_unique<State>(target, fd, "", false));
  }
  int fd = -1;
  ASSAY_TRY(temporary, take_name(target, [&](const std::string& each) {
              return fd = ::open(each.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                                 static_cast<mode_t>(mode));
            }));
  return OutputFile(std::make_unique<State>(target, fd, std::move(temporary), false));
}

Result<void> OutputFile::write(std::string_view data) {
  while (!data.empty()) {
    const ssize_t n = ::write(state_->file.get(), data.data(), data.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_failure("write", state_->path, errno);
    data.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Result<void> OutputFile::commit(Durability durability) {
  State& state = *state_;
  if (state.in_place) {
    if (!state.file.close()) return system_failure("write", state.path, errno);
    return {};
  }
  if (durability == Durability::kOnDisk && ::fsync(state.file.get()) != 0) {
    return system_failure("write", state.path, errno);
  }
  if (state.temporary.empty()) ASSAY_CHECK_OK(state.give_name());
  if (!state.file.close()) return system_failure("write", state.path, errno);
  if (::rename(state.temporary.c_str(), state.path.c_str()) != 0) {
    return system_failure("write", state.path, errno);
  }
  state.temporary.clear();
  return {};
}

Result<void> write_soon(const std::string& path, std::string_view data, FileMode mode) {
  ASSAY_TRY(file, OutputFile::open(path, mode));
  ASSAY_CHECK_OK(file.write(data));
  return file.commit(Durability::kSoon);
}

}  // namespace assay
