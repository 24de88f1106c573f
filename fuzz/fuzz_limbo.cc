// The x509-limbo reader over any text. Law: what was read and can be asked is written and read back
// equal; an Error is one line.
#include "fuzz/fuzz.h"
#include "harness/model/limbo.h"

namespace assay {
namespace {

constexpr UnixTime kRunStart = 1'800'000'000;

void check_suite(Suite suite) {
  for (const std::string& warning : suite.warnings) ASSAY_CHECK(is_clean(warning));
  std::erase_if(suite.cases, [](const Case& each) { return !each.unsupported.empty(); });
  const auto written = write_limbo(suite.cases);
  ASSAY_CHECK(written.has_value());
  const auto again = read_limbo(*written, kRunStart);
  ASSAY_CHECK(again.has_value());
  ASSAY_CHECK(again->cases == suite.cases);
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto suite = assay::read_limbo(assay::as_text({data, size}), assay::kRunStart);
  if (suite) {
    assay::check_suite(std::move(*suite));
  } else {
    ASSAY_CHECK(assay::is_clean(suite.error().message));
  }
  return 0;
}
