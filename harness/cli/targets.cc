#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/cli/command.h"
#include "harness/cli/say.h"
#include "harness/run/canaries.h"

namespace assay {
namespace {

std::string capability_list(const TargetInfo& info) {
  std::string list;
  for (const Capability each : info.capabilities) {
    list += (list.empty() ? "" : " ") + std::string(name_of(each));
  }
  return list;
}

nlohmann::ordered_json to_json(const TargetInfo& info) {
  nlohmann::ordered_json capabilities = nlohmann::ordered_json::array();
  for (const Capability each : info.capabilities) capabilities.push_back(name_of(each));
  return {{"id", info.id},
          {"name", info.name},
          {"version", info.version},
          {"compiled", info.compiled},
          {"build", info.build},
          {"library", info.library},
          {"capabilities", capabilities}};
}

}  // namespace

Result<int> list_targets(const Places& places, const TargetsFlags& flags) {
  ASSAY_TRY(specs, installed_targets(places.modules));
  ASSAY_TRY(catalogue, load_catalogue(places.vectors));
  ASSAY_TRY(canaries, make_canaries(catalogue));
  nlohmann::ordered_json document = nlohmann::ordered_json::array();
  for (const TargetSpec& spec : specs) {
    if (!spec.standard && spec.id.starts_with("canary")) continue;  // wrong on purpose
    ASSAY_TRY(worker, WorkerProcess::start(places.executable, spec, WorkerLimits{}));
    ASSAY_CHECK_OK(check_canaries(*worker, canaries));
    const TargetInfo& info = worker->info();
    document.push_back(to_json(info));
    if (flags.json) continue;
    say("{:<22} {} {}{}\n{:22} library       {}\n{:22} build         {}\n{:22} capabilities  {}\n",
        info.id, info.name, info.version, spec.standard ? "" : "  (when named)", "", info.library,
        "", one_line(info.build, 120), "", capability_list(info));
  }
  if (flags.json) say("{}\n", document.dump(2));
  return kExitAsExpected;
}

}  // namespace assay
