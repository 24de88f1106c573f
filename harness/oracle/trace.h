// What a verdict was found by: the path, and each check with its outcome.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/oracle/check.h"

namespace assay {

// OraclePlace says where in the question a certificate of the path stands.
struct OraclePlace {
  enum class Source : std::uint8_t { kLeaf, kPool, kAnchor };
  Source source = Source::kLeaf;
  std::uint32_t index = 0;  // in the question's list

  bool operator==(const OraclePlace&) const = default;
};

// OracleStep is one check of one certificate.
struct OracleStep {
  OracleCheck check = OracleCheck::kEncoding;
  std::uint16_t position = 0;  // in OracleTrace::path
  bool passed = true;

  bool operator==(const OracleStep&) const = default;
};

struct OracleTrace {
  std::vector<OraclePlace> path;       // the leaf first, the anchor last; without one where none is
  std::vector<OracleStep> steps;       // in the order in which they were checked
  std::uint32_t signature_checks = 0;  // on all paths tried
  std::uint32_t paths = 0;             // that reached an anchor
};

}  // namespace assay
