// signature_fault(): why a certificate's signature was not verified, beyond that it was not.
#pragma once

#include "harness/crypto/public_key.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/check.h"

namespace assay::oracle {

// signature_fault() takes a certificate whose signature was not verified under the issuer's `key`,
// which is null where it cannot be imported. kSignature where a check was made and failed; else
// what kept it from being made: identifiers that differ, an algorithm that is not known here,
// parameters that are not its own, a key that is unusable or of another kind.
OracleCheck signature_fault(const Certificate& child, const PublicKey* key);

// asks_for_signatures() tells whether all checks are made that signature_fault() names: where one
// is waived, all signatures count as good.
bool asks_for_signatures(const OracleCheckSet& checks);

}  // namespace assay::oracle
