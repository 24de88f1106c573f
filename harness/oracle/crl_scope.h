// Whether a CRL is one that a certificate's distribution point means (RFC 5280 section 6.3.3 b).
#pragma once

#include "harness/oracle/certificate.h"
#include "harness/oracle/crl.h"

namespace assay::oracle {

// covers() takes a point without name and issuer for the certificate's own issuer.
bool covers(const Crl& crl, const DistributionPoint& point, const Certificate& certificate);

// is_named_by_uris() tells whether a name is full and has nothing but URIs.
bool is_named_by_uris(const DistributionName& name);

}  // namespace assay::oracle
