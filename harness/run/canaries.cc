#include "harness/run/canaries.h"

#include <algorithm>

#include "harness/target/identify.h"

namespace assay {
namespace {

const Case* find_case(const std::vector<Case>& cases, const std::string& id) {
  const auto it =
      std::find_if(cases.begin(), cases.end(), [&](const Case& each) { return each.id == id; });
  return it == cases.end() ? nullptr : &*it;
}

Result<Verdict> ask(WorkerProcess& worker, const Case& what) {
  const Receipt receipt = worker.call(FrameKind::kVerify, encode(what.question));
  if (receipt.loss != Loss::kNone) {
    return harness_error("target " + worker.info().id + " was lost on " + what.id + " (" +
                         receipt.how + ")");
  }
  return decode_verdict(receipt.frame->payload);
}

std::string shown(const Verdict& verdict) {
  return std::string(name_of(verdict.decision)) + " [" + one_line(verdict.native, 60) + "]";
}

Result<void> check_pair(WorkerProcess& worker, Capability capability, const Case& good,
                        const Case& bad) {
  ASSAY_TRY(on_good, ask(worker, good));
  ASSAY_TRY(on_bad, ask(worker, bad));
  const bool passes = on_good.decision == Decision::kAccept && on_bad.decision == Decision::kReject;
  const auto& declared = worker.info().capabilities;
  const bool declares = std::find(declared.begin(), declared.end(), capability) != declared.end();
  if (passes == declares) return {};
  return harness_error("target " + worker.info().id +
                       (declares ? " declares the capability '" : " hides the capability '") +
                       std::string(name_of(capability)) + "': " + good.id + " gives " +
                       shown(on_good) + ", " + bad.id + " gives " + shown(on_bad));
}

}  // namespace

Result<void> check_canaries(WorkerProcess& worker, const std::vector<Case>& canaries) {
  for (const auto& [capability, name] : EnumNames<Capability>::kNames) {
    const std::string pair = "canary/" + std::string(name);
    const Case* good = find_case(canaries, pair + "/accept");
    const Case* bad = find_case(canaries, pair + "/reject");
    if (good == nullptr || bad == nullptr) continue;
    ASSAY_CHECK_OK(check_pair(worker, capability, *good, *bad));
  }
  return {};
}

Result<ProvedTarget> prove_target(const std::string& executable, const TargetSpec& spec,
                                  const WorkerLimits& limits, const std::vector<Case>& canaries) {
  ASSAY_TRY(worker, WorkerProcess::start(executable, spec, limits));
  ASSAY_CHECK_OK(check_canaries(*worker, canaries));
  TargetInfo info = worker->info();
  ASSAY_CHECK_OK(identify(info));
  return ProvedTarget{std::move(info), std::move(worker)};
}

}  // namespace assay
