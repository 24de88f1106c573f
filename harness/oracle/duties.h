// What certificates owe by RFC 5280 section 4: the issuer's duties, which only some rulesets ask.
#pragma once

#include <cstdint>

#include "harness/oracle/certificate.h"
#include "harness/oracle/judge.h"

namespace assay::oracle {

// Place is what a certificate of a path does there.
enum class Place : std::uint8_t { kLeaf, kIssuer, kAnchor };

// check_duties() holds one certificate against them; false with the first that is broken. `issuer`
// stands above it in the path; null above the anchor.
bool check_duties(Judge& judge, const Certificate& certificate, Place place,
                  const Certificate* issuer);

}  // namespace assay::oracle
