// WorkerProcess: the supervisor's end of one worker.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "harness/base/result.h"
#include "harness/target/module.h"
#include "harness/target/protocol.h"

namespace assay {

// Limits of one worker; each is watched by the supervisor with steady_clock.
struct WorkerLimits {
  std::chrono::milliseconds answer{10'000};      // for one answer
  std::chrono::milliseconds start{30'000};       // for loading the module
  std::uint64_t resident_bytes = 1024ULL << 20;  // more ends the worker
};

// Loss: how a worker was lost. One that was given up because this process was asked to end says
// nothing of its stack.
enum class Loss { kNone, kExited, kTimeout, kMemory, kProtocol, kInterrupted };

// Receipt is an answer, or the loss of the worker with what is known about it.
struct Receipt {
  std::optional<Frame> frame;
  Loss loss = Loss::kNone;
  std::string how;         // short and stable: "SIGSEGV", "exit 1", "no answer in 10000 ms"
  std::string last_words;  // the end of what it printed
};

// lost_verdict() is the Verdict of the question that a worker was lost on.
Verdict lost_verdict(const Receipt& receipt);

class WorkerProcess {
 public:
  // start() spawns `executable worker ...` for the target and waits for its TargetInfo. An Error
  // of kind kHarness with the worker's last words when it does not come up. Has the process ignore
  // SIGPIPE from then on.
  static Result<std::unique_ptr<WorkerProcess>> start(const std::string& executable,
                                                      const TargetSpec& spec,
                                                      const WorkerLimits& limits);
  // Ends the worker and reaps it.
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  const TargetInfo& info() const { return info_; }

  // post() queues a request; it is sent by await().
  void post(FrameKind kind, BytesView payload);

  // await() gives the next answer, in the order of the posts. After a loss the worker is gone and
  // every later call gives the same loss.
  Receipt await();

  // call() posts and awaits, for one request at a time; none may be in flight.
  Receipt call(FrameKind kind, BytesView payload);

 private:
  using Clock = std::chrono::steady_clock;

  explicit WorkerProcess(const WorkerLimits& limits) : limits_(limits) {}

  Result<void> spawn(const std::string& executable, const TargetSpec& spec);
  Receipt await_within(std::chrono::milliseconds patience);
  bool exchange(std::chrono::milliseconds patience);
  bool read_answers();
  void read_noise();
  void send_pending();
  bool too_large() const;
  Receipt lose(Loss loss, std::string how);
  std::string reap();

  WorkerLimits limits_;
  TargetInfo info_;
  int pid_ = -1;
  int to_ = -1;
  int from_ = -1;
  int noise_ = -1;
  Bytes outgoing_;
  std::size_t sent_ = 0;
  Bytes incoming_;
  std::string noise_tail_;
  std::optional<Receipt> lost_;
};

}  // namespace assay
