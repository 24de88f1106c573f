#include "harness/target/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "harness/base/interruption.h"

namespace assay {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kNoiseKept = 4096;
constexpr std::size_t kReadSize = 256 * 1024;
constexpr int kPipeSize = 1 << 20;
constexpr milliseconds kMemoryLook{50};

// Pipe is a pair of descriptors that close with it unless released.
struct Pipe {
  int read_end = -1;
  int write_end = -1;

  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    if (read_end >= 0) ::close(read_end);
    if (write_end >= 0) ::close(write_end);
  }
  bool open() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
  }
  static int release(int& end) { return std::exchange(end, -1); }
};

void make_nonblocking(int fd) { ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK); }

void close_if_open(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

std::string describe_status(int status) {
  if (WIFSIGNALED(status)) {
    const char* name = ::sigabbrev_np(WTERMSIG(status));
    return name != nullptr ? std::string("SIG") + name : fmt::format("signal {}", WTERMSIG(status));
  }
  return fmt::format("exit {}", WEXITSTATUS(status));
}

// The last line that says something, for one-line errors.
std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of(" \n\r\t");
  if (end == std::string::npos) return "it said nothing";
  const std::size_t start = text.rfind('\n', end);
  return text.substr(start == std::string::npos ? 0 : start + 1,
                     end - (start == std::string::npos ? 0 : start + 1) + 1);
}

}  // namespace

Verdict lost_verdict(const Receipt& receipt) {
  Verdict verdict;
  verdict.decision = receipt.loss == Loss::kTimeout ? Decision::kTimeout : Decision::kCrash;
  verdict.native = receipt.how;
  verdict.words = receipt.last_words;
  return verdict;
}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const std::string& executable,
                                                            const TargetSpec& spec,
                                                            const WorkerLimits& limits) {
  std::unique_ptr<WorkerProcess> worker(new WorkerProcess(limits));
  ASSAY_CHECK_OK(worker->spawn(executable, spec));
  worker->post(FrameKind::kHello, {});
  const Receipt hello = worker->await_within(limits.start);
  if (hello.loss != Loss::kNone) {
    return harness_error("target " + spec.id + " does not start (" + hello.how +
                         "): " + last_line(hello.last_words));
  }
  ASSAY_TRY(info, decode_target_info(hello.frame->payload));
  worker->info_ = std::move(info);
  return worker;
}

WorkerProcess::~WorkerProcess() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    reap();
  }
  close_if_open(to_);
  close_if_open(from_);
  close_if_open(noise_);
}

Result<void> WorkerProcess::spawn(const std::string& executable, const TargetSpec& spec) {
  Pipe requests;
  Pipe answers;
  Pipe noise;
  if (!requests.open() || !answers.open() || !noise.open()) {
    return harness_error(std::string("cannot make a pipe: ") + std::strerror(errno));
  }
  // Deep pipes keep sixteen questions in flight without a wake-up each; a smaller one still works.
  ::fcntl(requests.write_end, F_SETPIPE_SZ, kPipeSize);

  // Writing to a worker that has died is an answer, not the end of the supervisor.
  ::signal(SIGPIPE, SIG_IGN);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, requests.read_end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, answers.write_end, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, noise.write_end, STDERR_FILENO);
  // A group of its own: a terminal's Ctrl-C is for the supervisor to act on, and would be taken for
  // a crash of the stack.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::vector<std::string> words{executable, "worker",    "--id",      spec.id,
                                 "--module", spec.module, "--variant", spec.variant};
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const int failure =
      ::posix_spawn(&pid_, executable.c_str(), &actions, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failure != 0) {
    pid_ = -1;
    return harness_error("cannot start " + executable + ": " + std::strerror(failure));
  }
  to_ = Pipe::release(requests.write_end);
  from_ = Pipe::release(answers.read_end);
  noise_ = Pipe::release(noise.read_end);
  for (const int fd : {to_, from_, noise_}) make_nonblocking(fd);
  return {};
}

void WorkerProcess::post(FrameKind kind, BytesView payload) {
  if (lost_) return;
  append(outgoing_, encode_frame(kind, payload));
  send_pending();
}

Receipt WorkerProcess::await() { return await_within(limits_.answer); }

Receipt WorkerProcess::call(FrameKind kind, BytesView payload) {
  post(kind, payload);
  return await();
}

Receipt WorkerProcess::await_within(milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  auto memory_look = Clock::now() + kMemoryLook;
  while (!lost_) {
    auto frame = take_frame(incoming_);
    if (!frame) return lose(Loss::kProtocol, "protocol fault: " + frame.error().message);
    if (*frame) return Receipt{std::move(*frame), Loss::kNone, {}, {}};
    const auto now = Clock::now();
    if (interruption() != 0) return lose(Loss::kInterrupted, "interrupted");
    if (now >= deadline)
      return lose(Loss::kTimeout, fmt::format("no answer in {} ms", patience.count()));
    if (now >= memory_look) {
      if (too_large()) {
        return lose(Loss::kMemory,
                    fmt::format("more than {} MiB resident", limits_.resident_bytes >> 20));
      }
      memory_look = now + kMemoryLook;
    }
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - now) + milliseconds(1);
    if (!exchange(std::min(left, kMemoryLook))) return lose(Loss::kExited, {});
  }
  return *lost_;
}

// exchange() moves bytes in every direction that is ready; false when the worker has gone.
bool WorkerProcess::exchange(milliseconds patience) {
  std::array<pollfd, 3> fds{{{from_, POLLIN, 0}, {noise_, POLLIN, 0}, {-1, POLLOUT, 0}}};
  if (sent_ < outgoing_.size()) fds[2].fd = to_;
  if (::poll(fds.data(), fds.size(), static_cast<int>(patience.count())) < 0) return errno == EINTR;
  if ((fds[2].revents & POLLOUT) != 0) send_pending();
  if (fds[1].revents != 0) read_noise();
  return fds[0].revents == 0 || read_answers();
}

void WorkerProcess::send_pending() {
  while (sent_ < outgoing_.size()) {
    const ssize_t n = ::write(to_, outgoing_.data() + sent_, outgoing_.size() - sent_);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;  // full, or gone: the answers' end tells
    sent_ += static_cast<std::size_t>(n);
  }
  outgoing_.clear();
  sent_ = 0;
}

bool WorkerProcess::read_answers() {
  const std::size_t had = incoming_.size();
  incoming_.resize(had + kReadSize);
  const ssize_t n = ::read(from_, incoming_.data() + had, kReadSize);
  incoming_.resize(had + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

void WorkerProcess::read_noise() {
  std::array<char, kNoiseKept> chunk{};
  const ssize_t n = ::read(noise_, chunk.data(), chunk.size());
  if (n == 0) close_if_open(noise_);
  if (n <= 0) return;
  noise_tail_.append(chunk.data(), static_cast<std::size_t>(n));
  if (noise_tail_.size() > kNoiseKept) noise_tail_.erase(0, noise_tail_.size() - kNoiseKept);
}

bool WorkerProcess::too_large() const {
  const std::string path = fmt::format("/proc/{}/statm", pid_);
  FILE* file = std::fopen(path.c_str(), "re");
  if (file == nullptr) return false;
  unsigned long long size = 0;
  unsigned long long resident = 0;
  const int fields = std::fscanf(file, "%llu %llu", &size, &resident);
  std::fclose(file);
  return fields == 2 && resident * static_cast<unsigned long long>(::sysconf(_SC_PAGESIZE)) >
                            limits_.resident_bytes;
}

Receipt WorkerProcess::lose(Loss loss, std::string how) {
  if (loss != Loss::kExited) ::kill(pid_, SIGKILL);
  const std::string status = reap();
  // What it printed last is still in the pipe.
  for (std::size_t before = 0; noise_ >= 0; before = noise_tail_.size()) {
    pollfd fd{noise_, POLLIN, 0};
    if (::poll(&fd, 1, 0) <= 0 || (noise_tail_.size() == before && (fd.revents & POLLIN) == 0))
      break;
    read_noise();
  }
  lost_ = Receipt{std::nullopt, loss, how.empty() ? status : std::move(how), noise_tail_};
  return *lost_;
}

std::string WorkerProcess::reap() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return describe_status(status);
}

}  // namespace assay
