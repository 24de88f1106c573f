// overhead/handshake/<stack>/<mode>: two workers' endpoints, one exchange of frames a step, against
// the same handshakes between two endpoints in this process. TLS 1.3 where the stack has it.
#include <fmt/format.h>

#include <memory>
#include <utility>

#include "bench/asking.h"
#include "bench/shaking.h"
#include "harness/handshake/memory.h"

namespace assay::bench {
namespace {

constexpr std::size_t kBatch = 8;

// Workers are a client's and a server's.
struct Workers {
  std::unique_ptr<WorkerProcess> client;
  std::unique_ptr<WorkerProcess> server;
};

Result<void> shake_through(Workers& workers, const Pair& pair, std::string_view who) {
  const HandshakeOutcome outcome =
      shake_hands(*workers.client, pair.client, *workers.server, pair.server);
  ASSAY_CHECK_OK(want(Decision::kAccept, outcome.client.verdict, fmt::format("{}'s client", who)));
  ASSAY_CHECK_OK(want(Decision::kAccept, outcome.server.verdict, fmt::format("{}'s server", who)));
  if (!outcome.data_returned) return harness_error(fmt::format("{}: no data came back", who));
  return {};
}

Result<Subject> make(const Workbench& workbench, Stack& stack, Mode mode) {
  const bool has_13 = stack.has(Capability::kTls13);
  ASSAY_TRY(made, pairs(workbench, has_13 ? TlsVersion::kTls13 : TlsVersion::kTls12, mode));
  const auto shaken = std::make_shared<const std::vector<Pair>>(std::move(made));
  ASSAY_TRY(client, WorkerProcess::start(workbench.worker(), stack.spec, WorkerLimits{}));
  ASSAY_TRY(server, WorkerProcess::start(workbench.worker(), stack.spec, WorkerLimits{}));
  const auto workers = std::make_shared<Workers>(Workers{std::move(client), std::move(server)});
  Target& target = stack.module.target();
  const std::string& who = stack.info.id;
  Subject subject;
  subject.batch = kBatch;
  subject.clock = Clock::kWallTime;
  subject.counter = "ratio";
  subject.reference_name = "in_process_us";
  subject.check = [&target, &who, workers, shaken, mode]() -> Result<void> {
    for (std::size_t i = 0; i < kBatch; ++i) {
      ASSAY_CHECK_OK(shake_through(*workers, (*shaken)[i], who));
    }
    return check_refusal(target, shaken->front(), mode, who);
  };
  subject.work = [&who, workers, shaken](std::size_t first) -> Result<void> {
    for (std::size_t i = first; i < first + kBatch; ++i) {
      ASSAY_CHECK_OK(shake_through(*workers, (*shaken)[i % kQuestions], who));
    }
    return {};
  };
  subject.reference = [&target, &who, shaken](std::size_t first) -> Result<void> {
    for (std::size_t i = first; i < first + kBatch; ++i) {
      ASSAY_CHECK_OK(shake(target, (*shaken)[i % kQuestions], who));
    }
    return {};
  };
  return subject;
}

}  // namespace

void add_overhead_handshake(Workbench& workbench, Failures& failures) {
  for (Stack& stack : workbench.stacks()) {
    if (!stack.has(Capability::kTls12) && !stack.has(Capability::kTls13)) continue;
    for (const Mode mode : {Mode::kServerAuth, Mode::kMtls}) {
      add(fmt::format("overhead/handshake/{}/{}", stack.info.id, name_of(mode)), failures,
          [&workbench, &stack, mode] { return make(workbench, stack, mode); });
    }
  }
}

}  // namespace assay::bench
