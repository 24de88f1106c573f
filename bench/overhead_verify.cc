// overhead/verify/<stack>/<key>: questions through a worker process, sixteen in flight as in every
// run, against the tight loop over the same questions in this process. Two certificates below the
// anchor.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "bench/asking.h"
#include "bench/workbench.h"
#include "harness/run/runner.h"
#include "harness/target/worker_process.h"

namespace assay::bench {
namespace {

constexpr KeyType kKeys[] = {KeyType::kRsa2048, KeyType::kP256};

// Both ways to ask each question once.
class Asker {
 public:
  Asker(std::unique_ptr<WorkerProcess> worker, Stack& stack, std::vector<Question> questions)
      : worker_(std::move(worker)), stack_(stack), questions_(std::move(questions)) {}

  Result<void> check() {
    ASSAY_CHECK_OK(
        check_answers([this](const Question& each) { return ask(stack_.module.target(), each); },
                      questions_, stack_.info.id));
    return through_worker();
  }

  Result<void> through_worker() {
    std::size_t posted = 0;
    for (std::size_t answered = 0; answered < kQuestions; ++answered) {
      for (; posted < std::min(kQuestions, answered + kInFlight); ++posted) {
        worker_->post(FrameKind::kVerify, encode(questions_[posted]));
      }
      const Receipt receipt = worker_->await();
      if (receipt.loss != Loss::kNone) return harness_error("the worker was lost: " + receipt.how);
      ASSAY_TRY(verdict, decode_verdict(receipt.frame->payload));
      ASSAY_CHECK_OK(want(Decision::kAccept, verdict, stack_.info.id));
    }
    return {};
  }

  Result<void> in_process() {
    for (const Question& question : questions_) {
      const Verdict verdict = ask(stack_.module.target(), question);
      ASSAY_CHECK_OK(want(Decision::kAccept, verdict, stack_.info.id));
    }
    return {};
  }

 private:
  std::unique_ptr<WorkerProcess> worker_;
  Stack& stack_;
  std::vector<Question> questions_;
};

Result<Subject> make(const Workbench& workbench, Stack& stack, KeyType keys) {
  ASSAY_TRY(questions, workbench.questions("tls-server-3", keys));
  ASSAY_TRY(worker, WorkerProcess::start(workbench.worker(), stack.spec, WorkerLimits{}));
  const auto asker = std::make_shared<Asker>(std::move(worker), stack, std::move(questions));
  Subject subject;
  subject.batch = kQuestions;
  subject.clock = Clock::kWallTime;
  subject.counter = "ratio";
  subject.reference_name = "in_process_us";
  subject.check = [asker] { return asker->check(); };
  subject.work = [asker](std::size_t) { return asker->through_worker(); };
  subject.reference = [asker](std::size_t) { return asker->in_process(); };
  return subject;
}

}  // namespace

void add_overhead_verify(Workbench& workbench, Failures& failures) {
  for (Stack& stack : workbench.stacks()) {
    for (const KeyType keys : kKeys) {
      add(fmt::format("overhead/verify/{}/{}", stack.info.id, name_of(keys)), failures,
          [&workbench, &stack, keys] { return make(workbench, stack, keys); });
    }
  }
}

}  // namespace assay::bench
