// Target JSON: what a document says of a target, in reports and in `assay targets --json`.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "harness/target/target.h"

namespace assay {

// target_json() is the object "targets" of vectors/schema/results.schema.json holds for one.
nlohmann::ordered_json target_json(const TargetInfo& info);

}  // namespace assay
