// The sniffer of TLS alerts over any stream. Law: the alerts do not depend on how the stream was
// divided.
#include <algorithm>

#include "fuzz/fuzz.h"
#include "harness/handshake/link.h"
#include "harness/model/alert.h"

namespace assay {
namespace {

std::vector<AlertEvent> sniff(BytesView stream, std::size_t piece) {
  AlertSniffer sniffer(AlertDirection::kSent);
  std::vector<AlertEvent> alerts;
  while (!stream.empty()) {
    const std::size_t taken = std::min(piece, stream.size());
    sniffer.see(stream.first(taken), alerts);
    stream = stream.subspan(taken);
  }
  return alerts;
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto whole = assay::sniff({data, size}, size + 1);
  ASSAY_CHECK(whole == assay::sniff({data, size}, 1));
  ASSAY_CHECK(whole == assay::sniff({data, size}, 6));
  for (const assay::AlertEvent& alert : whole) {
    ASSAY_CHECK(!assay::alert_name(alert.description).empty());
  }
  return 0;
}
