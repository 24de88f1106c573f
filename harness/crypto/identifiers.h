// DER identifiers of digests and of RSASSA-PSS.
#pragma once

#include "harness/crypto/digest.h"
#include "harness/crypto/pss.h"
#include "harness/der/oid.h"
#include "harness/der/writer.h"

namespace assay {

der::Oid oid_of(DigestAlgorithm digest);

// pss_parameters_node() is RSASSA-PSS-params (RFC 4055 section 3.1): defaults are left out (X.690
// section 11.5), digests have NULL parameters.
der::Node pss_parameters_node(const PssParameters& how);

}  // namespace assay
