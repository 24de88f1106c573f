// runner: asks every target every case, through workers, and gathers the Verdicts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/model/case.h"
#include "harness/run/lanes.h"
#include "harness/run/results.h"
#include "harness/target/module.h"
#include "harness/target/worker_process.h"

namespace assay {

// kInFlight is how many questions wait in a worker's pipe: enough to hide the transport.
inline constexpr std::size_t kInFlight = 16;

struct RunOptions {
  std::string executable;  // that starts workers: this program
  unsigned jobs = 1;       // workers busy at once
  WorkerLimits limits;
  std::optional<Ruleset> ruleset;  // instead of each case's own
  std::vector<Case> canaries;      // pairs "canary/<capability>/accept|reject"
  ProgressCallback progress;
};

// verify_cases() asks each target each case. Crashes, hangs and lost memory are Verdicts. An Error
// of kind kHarness when a target does not start, or its capabilities are not what its canaries
// show. The findings are not judged yet (adjudicate.h).
Result<Results> verify_cases(std::vector<Case> cases, const std::vector<TargetSpec>& targets,
                             const RunOptions& options);

// why_unsupported() says why a target cannot be asked `what`: a capability that it does not
// declare, or a question that nobody can be asked. Empty when it can.
std::string why_unsupported(const TargetInfo& info, const Case& what);

// unsupported_answer() is the answer of a target that is not asked.
Answer unsupported_answer(const std::string& why);

}  // namespace assay
