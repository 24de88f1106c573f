// The reader of BetterTLS exports, and of any suite, over any text. Law: what is read can be
// written as an x509-limbo suite and read back with equal questions; an Error is one line.
#include "fuzz/fuzz.h"
#include "harness/model/limbo.h"

namespace assay {
namespace {

constexpr UnixTime kRunStart = 1'800'000'000;

void check_suite(const Suite& suite) {
  for (const std::string& warning : suite.warnings) ASSAY_CHECK(is_clean(warning));
  for (const Case& each : suite.cases) {
    ASSAY_CHECK(each.foreign && !each.id.empty() && each.question.anchors.size() == 1);
  }
  const auto written = write_limbo(suite.cases);
  ASSAY_CHECK(written.has_value());
  const auto again = read_limbo(*written, kRunStart);
  ASSAY_CHECK(again.has_value() && again->cases.size() == suite.cases.size());
  for (std::size_t i = 0; i < suite.cases.size(); ++i) {
    ASSAY_CHECK(again->cases[i].question.leaf == suite.cases[i].question.leaf);
    ASSAY_CHECK(again->cases[i].question.names == suite.cases[i].question.names);
  }
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto suite = assay::read_bettertls(assay::as_text({data, size}), assay::kRunStart);
  if (suite) {
    assay::check_suite(*suite);
  } else {
    ASSAY_CHECK(assay::is_clean(suite.error().message));
  }
  return 0;
}
