#include "harness/run/runner.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include "harness/base/interruption.h"
#include "harness/run/answered.h"
#include "harness/run/canaries.h"

namespace assay {
namespace {

// Cases of one task: large enough that starting costs nothing, small enough that the slowest
// stack's last task does not keep one core waiting.
constexpr std::size_t kTaskSize = 64;

struct Task {
  std::size_t target = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Run is what the lanes share. Each answer is written by one lane only.
struct Run {
  Results& results;
  const std::vector<TargetSpec>& targets;
  const RunOptions& options;
  std::vector<Task> tasks;
  AnsweredCells answered;
  // Started to prove the targets; the first lane that needs one goes on with it.
  std::mutex mutex;
  std::vector<std::unique_ptr<WorkerProcess>> proved;

  std::unique_ptr<WorkerProcess> take_proved(std::size_t target) {
    const std::lock_guard lock(mutex);
    return std::move(proved[target]);
  }
};

// Lane is one thread's work: at most one worker a target, started when first needed.
class Lane {
 public:
  explicit Lane(Run& run) : run_(run), workers_(run.targets.size()) {}

  Result<RunTally> perform(const Task& task) {
    const TargetInfo& info = run_.results.targets[task.target];
    std::vector<std::size_t> asked;
    if (interruption() != 0) return RunTally{};
    for (std::size_t i = task.begin; i < task.end; ++i) {
      CaseResult& result = run_.results.cases[i];
      if (const std::string why = why_unsupported(info, result.what); !why.empty()) {
        result.answers[task.target] = unsupported_answer(why);
        run_.answered.mark(i, task.target);
      } else {
        asked.push_back(i);
      }
    }
    ASSAY_CHECK_OK(ask(task.target, asked));
    if (interruption() != 0) return RunTally{};
    return tally(run_.results, task.target, task.begin, task.end);
  }

 private:
  // Keeps kInFlight questions in the worker's pipe. The first unanswered one is the one that a
  // lost worker was lost on; those behind it are posted again to the next worker.
  Result<void> ask(std::size_t target, const std::vector<std::size_t>& cases) {
    std::size_t posted = 0;
    std::size_t answered = 0;
    while (answered < cases.size()) {
      ASSAY_CHECK_OK(ensure_worker(target));
      WorkerProcess& worker = *workers_[target];
      for (; posted < cases.size() && posted < answered + kInFlight; ++posted) {
        worker.post(FrameKind::kVerify, encode(run_.results.cases[cases[posted]].what.question));
      }
      const Receipt receipt = worker.await();
      if (receipt.loss == Loss::kInterrupted) return {};
      ASSAY_TRY(verdict, verdict_of(receipt));
      run_.results.cases[cases[answered]].answers[target].verdict = std::move(verdict);
      run_.answered.mark(cases[answered], target);
      ++answered;
      if (receipt.loss != Loss::kNone) {
        workers_[target].reset();
        posted = answered;
      }
    }
    return {};
  }

  static Result<Verdict> verdict_of(const Receipt& receipt) {
    if (receipt.loss != Loss::kNone) return lost_verdict(receipt);
    return decode_verdict(receipt.frame->payload);
  }

  Result<void> ensure_worker(std::size_t target) {
    if (workers_[target]) return {};
    workers_[target] = run_.take_proved(target);
    if (workers_[target]) return {};
    ASSAY_TRY(worker, WorkerProcess::start(run_.options.executable, run_.targets[target],
                                           run_.options.limits));
    if (!worker->info().same_build(run_.results.targets[target])) {
      return harness_error("target " + run_.targets[target].id + " changed during the run");
    }
    workers_[target] = std::move(worker);
    return {};
  }

  Run& run_;
  std::vector<std::unique_ptr<WorkerProcess>> workers_;
};

// The tasks of all targets for the first cases come first, so that stacks of unequal speed end
// together.
std::vector<Task> make_tasks(std::size_t cases, std::size_t targets) {
  std::vector<Task> tasks;
  for (std::size_t begin = 0; begin < cases; begin += kTaskSize) {
    for (std::size_t target = 0; target < targets; ++target) {
      tasks.push_back({target, begin, std::min(begin + kTaskSize, cases)});
    }
  }
  return tasks;
}

Result<std::vector<ProvedTarget>> prove_targets(const std::vector<TargetSpec>& targets,
                                                const RunOptions& options) {
  std::vector<ProvedTarget> all;
  for (const TargetSpec& spec : targets) {
    ASSAY_TRY(proved, prove_target(options.executable, spec, options.limits, options.canaries));
    all.push_back(std::move(proved));
  }
  return all;
}

}  // namespace

std::string why_unsupported(const TargetInfo& info, const Case& what) {
  if (!what.unsupported.empty()) return what.unsupported;
  std::vector<Capability> needs = needed_capabilities(what.question);
  needs.insert(needs.end(), what.needs.begin(), what.needs.end());
  for (const Capability need : needs) {
    const auto& has = info.capabilities;
    if (std::find(has.begin(), has.end(), need) == has.end()) {
      return info.id + " does not declare " + std::string(name_of(need));
    }
  }
  return "";
}

Answer unsupported_answer(const std::string& why) {
  Answer answer;
  answer.verdict.decision = Decision::kUnsupported;
  answer.finding = Finding::kUnsupported;
  answer.note = why;
  return answer;
}

Result<Results> verify_cases(std::vector<Case> cases, const std::vector<TargetSpec>& targets,
                             const RunOptions& options) {
  Results results;
  results.mode = "verify";
  ASSAY_TRY(all_proved, prove_targets(targets, options));
  std::vector<std::unique_ptr<WorkerProcess>> proved;
  for (ProvedTarget& each : all_proved) {
    results.targets.push_back(std::move(each.info));
    proved.push_back(std::move(each.worker));
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    results.columns.push_back({results.targets[i].id, i, "", "", ""});
  }
  for (Case& what : cases) {
    what.question.ruleset = options.ruleset.value_or(what.question.ruleset);
    const Expectation expectation = what.expected(what.question.ruleset);
    results.cases.push_back({std::move(what), expectation, std::vector<Answer>(targets.size())});
  }

  Run run{results,
          targets,
          options,
          make_tasks(results.cases.size(), targets.size()),
          AnsweredCells(results.cases.size(), targets.size()),
          {},
          std::move(proved)};
  const auto make_lane = [&run]() -> LaneTask {
    return [lane = std::make_shared<Lane>(run), &run](std::size_t task) {
      return lane->perform(run.tasks[task]);
    };
  };
  ASSAY_CHECK_OK(run_lanes(options.jobs, run.tasks.size(), make_lane,
                           results.cases.size() * targets.size(), options.progress));
  keep_answered(results, run.answered);
  return results;
}

}  // namespace assay
