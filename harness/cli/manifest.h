// manifest: a digest of each behaviour's cases, so that a change of any octet is seen.
#pragma once

#include <string>

#include "harness/base/result.h"
#include "harness/cli/making.h"

namespace assay {

inline constexpr std::string_view kManifestFormat = "manifest";

// write_manifest() writes a line a behaviour, "<SHA-256>  <number of cases>  <behaviour>": the
// digest of its cases as they stand in an x509-limbo suite, in the plan's order. Equal plans give
// equal octets.
Result<void> write_manifest(const MakingPlan& plan, const Catalogue& catalogue,
                            const std::string& path);

}  // namespace assay
