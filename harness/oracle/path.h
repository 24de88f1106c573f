// check_path(): RFC 5280 section 6.1 over one prospective path, whose names chain and whose
// signatures the builder has verified.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/model/question.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/judge.h"
#include "harness/oracle/latitude.h"

namespace assay::oracle {

// Role is what the path's end certificate is for. Of those that only sign revocation data, the
// caller's wishes about names, purposes and policies are not asked.
enum class Role : std::uint8_t { kPeer, kCrlIssuer };

// PathInputs are the inputs of section 6.1.1 that are no certificates, and what is left of the
// question's budget of name comparisons.
struct PathInputs {
  const Question& question;
  std::size_t& constraint_budget;
  Role role = Role::kPeer;
  std::vector<Bytes> accepted_policies;  // OID contents of the user-initial-policy-set
  LatitudeSet otherwise = {};
};

// Certificates of a path, the end certificate first, the trust anchor last: at least two.
using PathView = std::span<const Certificate* const>;

// check_path() is false with the judge's failure at the first check that does not hold.
bool check_path(Judge& judge, const PathInputs& inputs, PathView path);

// check_issuers_duties() holds all certificates of the path, the anchor's too, against what their
// issuers owe.
bool check_issuers_duties(Judge& judge, const PathInputs& inputs, PathView path);

// check_as_issuer() is the part that looks at one intermediate alone. A path is not worth building
// through a certificate that fails it.
bool check_as_issuer(Judge& judge, const Certificate& certificate, UnixTime time);

}  // namespace assay::oracle
