// The reader of deviations.yaml over any text. Laws: an entry that was read names cases, releases,
// evidence and why, selects what its own patterns spell, and pins its own verdict; every line of an
// Error names the file.
#include <algorithm>

#include "fuzz/fuzz.h"
#include "harness/run/deviations.h"

namespace assay {
namespace {

void check_entry(const Deviation& entry) {
  ASSAY_CHECK(!entry.cases.empty() && !entry.releases.empty());
  ASSAY_CHECK(!entry.why.empty() && !entry.evidence.empty() && entry.line > 0);
  const std::string mode = entry.mode.empty() ? "verify" : entry.mode;
  // A glob matches itself: '*' takes any run, a star too.
  ASSAY_CHECK(entry.selects(entry.target, entry.releases.front(), entry.cases.front(), mode));
  Verdict verdict;
  verdict.decision = entry.decision;
  verdict.reason = entry.reason.value_or(Reason::kOther);
  verdict.native = entry.native.value_or("any");
  ASSAY_CHECK(entry.pins(verdict));
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto entries = assay::read_deviations(assay::as_text({data, size}), "deviations.yaml");
  if (entries) {
    std::ranges::for_each(*entries, assay::check_entry);
  } else {
    ASSAY_CHECK(assay::begins_with_file(entries.error().message, "deviations.yaml"));
  }
  return 0;
}
