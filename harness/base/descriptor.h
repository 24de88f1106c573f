// Descriptor: what reading and writing files share, for harness/base only.
#pragma once

#include <unistd.h>

#include <string>
#include <string_view>
#include <utility>

#include "harness/base/result.h"

namespace assay {

// Descriptor owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
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

// quoted_path() is a path for an Error.
std::string quoted_path(const std::string& path);

// system_failure() is the Error of an errno: "cannot <what> '<path>': <words>".
tl::unexpected<Error> system_failure(std::string_view what, const std::string& path, int code);

}  // namespace assay
