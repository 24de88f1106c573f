#include "harness/target/worker.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "harness/target/protocol.h"
#include "harness/target/virtual_clock.h"

namespace assay {
namespace {

constexpr int kHarnessFailed = 3;
constexpr std::size_t kReadSize = 64 * 1024;

bool write_all(int fd, BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

// Host answers one frame at a time; it holds at most one Endpoint.
class Host {
 public:
  explicit Host(Target& target) : target_(target) {}

  Result<Bytes> answer(const Frame& frame) {
    switch (frame.kind) {
      case FrameKind::kHello:
        return encode(target_.info());
      case FrameKind::kVerify:
        return verify(frame.payload);
      case FrameKind::kOpen:
        return open(frame.payload);
      case FrameKind::kStep:
        return step(frame.payload);
      case FrameKind::kWrite:
        return write(frame.payload);
      case FrameKind::kClose:
        return close();
    }
    return harness_error("an unknown frame");
  }

 private:
  Result<Bytes> verify(BytesView payload) {
    ASSAY_TRY(question, decode_question(payload));
    const VirtualTime clock(question.time);
    const auto start = std::chrono::steady_clock::now();
    Verdict verdict = target_.verify(question);
    const auto took = std::chrono::steady_clock::now() - start;
    verdict.micros = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    return encode(verdict);
  }

  Result<Bytes> open(BytesView payload) {
    ASSAY_TRY(config, decode_endpoint_config(payload));
    time_ = config.trust.time;
    const VirtualTime clock(time_);
    endpoint_.reset();
    auto made = target_.endpoint(config);
    if (!made) return to_bytes(as_bytes(made.error().message));
    endpoint_ = std::move(made).value();
    return Bytes{};
  }

  Result<Bytes> step(BytesView payload) {
    if (!endpoint_) return harness_error("a step without an endpoint");
    const VirtualTime clock(time_);
    StepReply reply;
    reply.progress = endpoint_->step(payload, reply.out);
    reply.data = endpoint_->read();
    reply.alerts = endpoint_->take_alerts();
    reply.verdict = endpoint_->verdict();
    reply.version = endpoint_->version();
    return encode(reply);
  }

  Result<Bytes> write(BytesView payload) {
    if (!endpoint_) return harness_error("a write without an endpoint");
    const VirtualTime clock(time_);
    const auto written = endpoint_->write(payload);
    return written ? Bytes{} : to_bytes(as_bytes(written.error().message));
  }

  Result<Bytes> close() {
    const VirtualTime clock(time_);
    if (endpoint_) endpoint_->close();
    return Bytes{};
  }

  Target& target_;
  std::unique_ptr<Endpoint> endpoint_;
  UnixTime time_ = 0;
};

// Each answer is sent before the next question is begun: the first unanswered question must be the
// one that a crash is blamed on.
int serve(Host& host, int in, int out) {
  Bytes input;
  Bytes chunk(kReadSize);
  for (;;) {
    auto frame = take_frame(input);
    if (!frame) {
      fmt::print(stderr, "assay worker: {}\n", frame.error().message);
      return kHarnessFailed;
    }
    if (*frame) {
      const auto payload = host.answer(**frame);
      if (!payload) {
        fmt::print(stderr, "assay worker: {}\n", payload.error().message);
        return kHarnessFailed;
      }
      if (!write_all(out, encode_frame((*frame)->kind, *payload))) return 0;
      continue;
    }
    const ssize_t n = ::read(in, chunk.data(), chunk.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return 0;
    append(input, BytesView(chunk).first(static_cast<std::size_t>(n)));
  }
}

}  // namespace

int run_worker(const TargetSpec& spec) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::signal(SIGPIPE, SIG_IGN);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);

  // A stack that prints must not print into the protocol.
  const int in = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  const int out = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (in < 0 || out < 0 || null < 0) return kHarnessFailed;
  ::dup2(null, STDIN_FILENO);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);

  auto module = Module::load(spec);
  if (!module) {
    fmt::print(stderr, "{}\n", module.error().message);
    return kHarnessFailed;
  }
  Host host(module->target());
  return serve(host, in, out);
}

}  // namespace assay
