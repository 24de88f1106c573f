#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "harness/base/file.h"
#include "harness/cli/broker_for_test.h"

namespace assay {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{10};
constexpr int kPortTries = 5;

// Socket is closed with the object.
class Socket {
 public:
  Socket() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool bind(int port) {
    sockaddr_in address = loopback(port);
    return ::bind(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  }
  bool listen() { return ::listen(fd_, 1) == 0; }
  bool connect(int port) {
    sockaddr_in address = loopback(port);
    return ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  }
  [[nodiscard]] int port() const {
    sockaddr_in address{};
    socklen_t size = sizeof(address);
    EXPECT_EQ(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    return ntohs(address.sin_port);
  }

 private:
  static sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  int fd_;
};

// Started as root, mosquitto becomes the user `mosquitto`, who may not read a test's files.
std::string configuration(const BrokerFiles& files, const std::string& acl, int port) {
  return fmt::format(
      "{}log_dest stderr\nlog_type all\npersistence false\nacl_file {}\n"
      "listener {} 127.0.0.1\nallow_anonymous false\n"
      "tls_version tlsv1.2\nrequire_certificate true\nuse_identity_as_username true\n"
      "cafile {}\ncertfile {}\nkeyfile {}\n",
      ::geteuid() == 0 ? "user root\n" : "", acl, port, files.client_ca, files.cert, files.key);
}

// Only what is safe after fork() stands in the child. It is told to end when this process does,
// however that may be: no broker outlives its test.
pid_t start_with_log(const char* const* argv, int log_end) {
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(127);
  ::dup2(log_end, STDOUT_FILENO);
  ::dup2(log_end, STDERR_FILENO);
  ::execv(argv[0], const_cast<char* const*>(argv));
  ::_exit(127);
}

}  // namespace

int free_port() {
  Socket socket;
  EXPECT_TRUE(socket.bind(0));
  return socket.port();
}

Broker::Broker(const BrokerFiles& files, const std::function<int()>& pick_port) {
  for (int tries = 0; tries < kPortTries; ++tries) {
    port_ = pick_port();
    start(files);
    // "running" comes before the main loop, which forgets a SIGTERM that comes in between: only a
    // connection that was taken shows that the broker serves.
    Socket socket;
    if (logs(" running") && socket.connect(port_) && logs("New connection")) return;
    stop();
    if (log_.find("Address already in use") == std::string::npos) break;
  }
  ADD_FAILURE() << "mosquitto did not start: " << log_;
}

Broker::~Broker() { stop(); }

void Broker::start(const BrokerFiles& files) {
  log_.clear();
  seen_ = 0;
  EXPECT_TRUE(write_file(folder_ / "acl", "pattern readwrite assay/%u/#\n"));
  const std::string path = folder_ / "mosquitto.conf";
  EXPECT_TRUE(write_file(path, configuration(files, folder_ / "acl", port_)));
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const std::array<const char*, 4> argv{kMosquitto, "-c", path.c_str(), nullptr};
  pid_ = start_with_log(argv.data(), ends[1]);
  ::close(ends[1]);
  log_end_ = ends[0];
}

bool Broker::logs(std::string_view text) {
  const auto deadline = Clock::now() + kPatience;
  for (;;) {
    const std::size_t at = log_.find(text, seen_);
    if (at != std::string::npos) {
      seen_ = at + text.size();
      return true;
    }
    if (!read_more(deadline)) return false;
  }
}

// False at the end of the log and when the time is over.
bool Broker::read_more(Clock::time_point deadline) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  pollfd end{log_end_, POLLIN, 0};
  if (::poll(&end, 1, static_cast<int>(std::max<std::int64_t>(left, 0))) <= 0) return false;
  std::array<char, 4096> chunk{};
  const ssize_t n = ::read(log_end_, chunk.data(), chunk.size());
  if (n <= 0) return false;
  log_.append(chunk.data(), static_cast<std::size_t>(n));
  return true;
}

int Broker::stop() {
  if (pid_ <= 0) return -1;
  ::kill(pid_, SIGTERM);
  // Read to the end of the log: a full pipe would keep the broker from ending.
  const auto deadline = Clock::now() + kPatience;
  while (read_more(deadline)) {
  }
  if (Clock::now() >= deadline) ::kill(pid_, SIGKILL);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  ::close(log_end_);
  pid_ = -1;
  log_end_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace assay
