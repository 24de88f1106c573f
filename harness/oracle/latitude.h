// Latitude: a matter that the standards leave open. vectors/latitudes.yaml has the clause, both
// readings and cases of each.
#pragma once

#include <bitset>
#include <cstdint>

#include "harness/base/text.h"
#include "harness/oracle/check.h"

namespace assay {

enum class Latitude : std::uint8_t {
  kAnchorPathLength,
  kAnchorNameConstraints,
  kAnchorCertificate,
  kTrustedLeaf,
  kPurposeOfCa,
  kAnyPurpose,
  kSha1,
  kNoRevAvail,
  kWildcardExcluded,
};

template <>
struct EnumNames<Latitude> {
  static constexpr std::pair<Latitude, std::string_view> kNames[] = {
      {Latitude::kAnchorPathLength, "anchor-path-length"},
      {Latitude::kAnchorNameConstraints, "anchor-name-constraints"},
      {Latitude::kAnchorCertificate, "anchor-certificate"},
      {Latitude::kTrustedLeaf, "trusted-leaf"},
      {Latitude::kPurposeOfCa, "purpose-of-ca"},
      {Latitude::kAnyPurpose, "any-purpose"},
      {Latitude::kSha1, "sha1"},
      {Latitude::kNoRevAvail, "no-rev-avail"},
      {Latitude::kWildcardExcluded, "wildcard-excluded"},
  };
};
inline constexpr std::size_t kLatitudes = std::size(EnumNames<Latitude>::kNames);

// LatitudeSet is those that are read the other way than a ruleset does.
class LatitudeSet {
 public:
  void set(Latitude which) { bits_.set(static_cast<std::size_t>(which)); }
  bool has(Latitude which) const { return bits_.test(static_cast<std::size_t>(which)); }

 private:
  std::bitset<kLatitudes> bits_;
};

// read_otherwise() turns the checks that are all there is to a latitude on or off.
void read_otherwise(const LatitudeSet& otherwise, OracleCheckSet& path, OracleCheckSet& anchor);

}  // namespace assay
