#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/cli/command.h"
#include "harness/cli/say.h"
#include "harness/report/target_json.h"
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

}  // namespace

Result<int> list_targets(const Places& places, const TargetsFlags& flags) {
  ASSAY_TRY(specs, installed_targets(places.modules));
  ASSAY_TRY(canaries, load_canaries(places));
  nlohmann::ordered_json document = nlohmann::ordered_json::array();
  for (const TargetSpec& spec : specs) {
    if (!spec.standard && spec.id.starts_with("canary")) continue;  // wrong on purpose
    ASSAY_TRY(proved, prove_target(places.executable, spec, WorkerLimits{}, canaries));
    const TargetInfo& info = proved.info;
    document.push_back(target_json(info));
    if (flags.json) continue;
    say("{:<22} {} {}{}\n", info.id, info.name, info.release(),
        spec.standard ? "" : "  (when named)");
    const auto detail = [](std::string_view name, std::string_view text) {
      say("{:22} {:<13} {}\n", "", name, text);
    };
    detail("library", info.library);
    detail("sha256", info.library_sha256);
    detail("build", one_line(info.build, 120));
    detail("capabilities", capability_list(info));
  }
  if (flags.json) say("{}\n", document.dump(2));
  return kExitAsExpected;
}

}  // namespace assay
