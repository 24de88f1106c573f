// Crl: a strict reading of certificate revocation lists (RFC 5280 section 5), without copies.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/time.h"
#include "harness/oracle/algorithm.h"
#include "harness/oracle/extensions.h"
#include "harness/oracle/name.h"
#include "harness/oracle/parse.h"

namespace assay::oracle {

// ReasonMask has bit n for the named bit n of ReasonFlags.
using ReasonMask = std::uint16_t;
inline constexpr ReasonMask kAllReasons = 0x1fe;  // 1 to 8; bit 0 is unused

// DistributionName is a DistributionPointName: a GeneralNames' content, or one relative name below
// the CRL issuer's.
struct DistributionName {
  std::optional<BytesView> full;
  std::optional<BytesView> relative;
};

// DistributionPoint of cRLDistributionPoints (RFC 5280 section 4.2.1.13).
struct DistributionPoint {
  std::optional<DistributionName> name;
  ReasonMask reasons = kAllReasons;
  std::optional<BytesView> crl_issuer;  // a GeneralNames' content
};

// DistributionPointCursor runs over a list that has been read.
class DistributionPointCursor {
 public:
  explicit DistributionPointCursor(BytesView list) : list_(list) {}
  std::optional<DistributionPoint> next();

 private:
  der::Reader list_;
};

// CrlScope is the issuingDistributionPoint (RFC 5280 section 5.2.5).
struct CrlScope {
  BytesView encoding;  // the extension's value
  std::optional<DistributionName> name;
  bool only_users = false;
  bool only_cas = false;
  bool only_attributes = false;
  bool indirect = false;
  ReasonMask reasons = kAllReasons;
};

enum class EntryReason : std::uint8_t { kCertificateHold = 6, kRemoveFromCrl = 8 };

// is_crl_reason() tells whether a number is one of CRLReason (RFC 5280 section 5.3.1).
constexpr bool is_crl_reason(std::int64_t number) {
  return number >= 0 && number <= 10 && number != 7;
}

struct CrlEntry {
  BytesView serial;
  std::optional<std::int64_t> reason;
  std::optional<Name> issuer;  // certificateIssuer, where the entry has one
};

struct Crl {
  BytesView tbs;
  Name issuer;
  UnixTime this_update = 0;
  std::optional<UnixTime> next_update;
  BytesView revoked;  // the content of revokedCertificates
  std::optional<BytesView> authority_key_id;
  std::optional<BytesView> number;  // magnitudes
  bool has_critical_number = false;
  std::optional<BytesView> base;  // of a delta CRL
  std::optional<CrlScope> scope;
  bool has_unknown_critical = false;  // in the list or an entry
  AlgorithmId algorithm;
  BytesView signature;
};

// read_crl() takes a whole CRL and looks at each entry.
Read<Crl> read_crl(BytesView der);

// find_entry() is the last entry for a serial number of an issuer; entries without a
// certificateIssuer are of the issuer that the one before has, the first of the CRL's own.
std::optional<CrlEntry> find_entry(const Crl& crl, const Name& issuer, BytesView serial);

// read_distribution_name() takes the CHOICE inside its explicit tag.
Read<DistributionName> read_distribution_name(der::Reader choice);

}  // namespace assay::oracle
