#include "harness/cli/manifest.h"

#include <fmt/format.h>

#include <map>

#include "harness/cli/outputs.h"
#include "harness/crypto/digest.h"
#include "harness/model/limbo.h"

namespace assay {
namespace {

struct CaseDigest {
  std::string id;
  Bytes digest;
};

Result<std::vector<CaseDigest>> digests_of(const CasesMade& cases) {
  std::vector<CaseDigest> digests;
  for (const Case& each : cases) {
    ASSAY_TRY(text, limbo_testcases({&each, 1}));
    digests.push_back({each.id, sha256(as_bytes(text))});
  }
  return digests;
}

// Behaviour gathers the digests of its cases.
struct Behaviour {
  Bytes digests;
  std::size_t cases = 0;
};

}  // namespace

Result<void> write_manifest(const MakingPlan& plan, const Catalogue& catalogue,
                            const std::string& path) {
  ASSAY_TRY(file, open_output(path));
  std::map<std::string, Behaviour> behaviours;
  ASSAY_CHECK_OK(make_chunks<std::vector<CaseDigest>>(
      plan, digests_of, [&](const std::vector<CaseDigest>& digests, std::size_t) -> Result<void> {
        for (const CaseDigest& each : digests) {
          const CatalogueEntry* entry = catalogue.find(each.id.substr(0, each.id.find('@')));
          Behaviour& behaviour = behaviours[entry == nullptr ? each.id : entry->behaviour];
          append(behaviour.digests, each.digest);
          ++behaviour.cases;
        }
        return {};
      }));
  std::string text;
  for (const auto& [name, behaviour] : behaviours) {
    text += fmt::format("{}  {}  {}\n", hex(sha256(behaviour.digests)), behaviour.cases, name);
  }
  ASSAY_CHECK_OK(file.write(text));
  return file.commit();
}

}  // namespace assay
