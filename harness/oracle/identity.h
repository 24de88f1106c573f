// Service identity: does a certificate speak for a name (RFC 9525, RFC 6125)?
#pragma once

#include <optional>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/model/question.h"
#include "harness/oracle/certificate.h"

namespace assay::oracle {

// CommonNameUse: whether a common name may stand in for DNS names that are missing (RFC 6125
// section 6.4.4, which RFC 9525 took back).
enum class CommonNameUse : std::uint8_t { kNever, kFallback };

// speaks_for() tells whether an identifier of the certificate matches `name`. A name that is none
// of its kind matches nothing.
bool speaks_for(const Certificate& certificate, const PeerName& name, CommonNameUse use);

// matches_dns() compares a presented dNSName with a reference: `reference` may end in a dot, which
// changes nothing; a wildcard is the whole leftmost label and not the only one.
bool matches_dns(std::string_view presented, std::string_view reference);

}  // namespace assay::oracle
