// canaries: a target's declared capabilities, proved; its undeclared ones, disproved.
#pragma once

#include <memory>
#include <vector>

#include "harness/model/case.h"
#include "harness/target/worker_process.h"

namespace assay {

// check_canaries() asks the worker each capability's pair of cases, "canary/<capability>/accept"
// and
// ".../reject". A declared capability whose pair is answered otherwise is an Error of kind
// kHarness, and so is an undeclared one whose pair is answered right: a capability is neither
// claimed nor hidden. A capability without a pair is not checked (tls12, tls13: the handshakes
// prove them).
Result<void> check_canaries(WorkerProcess& worker, const std::vector<Case>& canaries);

// ProvedTarget is who a target is, its files identified (identify.h), and the worker that said so.
struct ProvedTarget {
  TargetInfo info;
  std::unique_ptr<WorkerProcess> worker;
};

// prove_target() starts a worker for the target and checks its canaries. Errors of kind kHarness.
Result<ProvedTarget> prove_target(const std::string& executable, const TargetSpec& spec,
                                  const WorkerLimits& limits, const std::vector<Case>& canaries);

}  // namespace assay
