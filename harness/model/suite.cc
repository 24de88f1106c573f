#include "harness/model/suite.h"

#include "harness/base/zstd.h"
#include "harness/model/limbo.h"
#include "harness/model/limbo_json.h"

namespace assay {

Result<Suite> read_suite(std::string_view octets, UnixTime default_time) {
  if (is_zstd(octets)) {
    ASSAY_TRY(text, read_zstd(octets, kSuiteFileLimit));
    return read_suite(text, default_time);
  }
  ASSAY_TRY(json, parse_json(octets, {.octets = kSuiteFileLimit}));
  if (json.is_object() && json.contains("trustRoot")) return bettertls_suite(json, default_time);
  return limbo_suite(std::move(json), default_time);
}

}  // namespace assay
