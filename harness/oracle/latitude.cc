#include "harness/oracle/latitude.h"

namespace assay {
namespace {

void flip(OracleCheckSet& checks, OracleCheck which) {
  checks.flip(static_cast<std::size_t>(which));
}

}  // namespace

void read_otherwise(const LatitudeSet& otherwise, OracleCheckSet& path, OracleCheckSet& anchor) {
  using enum OracleCheck;
  if (otherwise.has(Latitude::kPurposeOfCa)) flip(path, kPurposeOfCa);
  if (otherwise.has(Latitude::kSha1)) flip(path, kSha1Sunset);
  if (otherwise.has(Latitude::kNoRevAvail)) {
    path.reset(static_cast<std::size_t>(kNoRevAvailAlone));
    anchor.reset(static_cast<std::size_t>(kNoRevAvailAlone));
  }
  if (otherwise.has(Latitude::kAnchorCertificate)) {
    for (const OracleCheck each : {kNotBefore, kNotAfter, kCa, kKeyCertSign, kCriticalOfCa}) {
      flip(anchor, each);
    }
  }
}

}  // namespace assay
