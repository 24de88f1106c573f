// Deterministic DSA (RFC 6979), for harness/crypto only.
#pragma once

#include "harness/base/bytes.h"
#include "harness/crypto/digest.h"
#include "harness/crypto/signature_pair.h"

namespace assay::libcrypto {

// DsaNumbers borrows a private key's.
struct DsaNumbers {
  const BIGNUM& p;
  const BIGNUM& q;
  const BIGNUM& g;
  const BIGNUM& x;
};

SignaturePair dsa_sign_deterministic(const DsaNumbers& key, DigestAlgorithm algorithm,
                                     BytesView message);

}  // namespace assay::libcrypto
