// Deterministic ECDSA (RFC 6979), for harness/crypto only.
#pragma once

#include "harness/base/bytes.h"
#include "harness/crypto/digest.h"
#include "harness/crypto/low_level.h"

namespace assay::libcrypto {

// NonceGenerator is the HMAC-DRBG of RFC 6979 section 3.2.
class NonceGenerator {
 public:
  // NonceGenerator() takes the order of the curve, the private scalar and the message's digest.
  NonceGenerator(DigestAlgorithm algorithm, const BIGNUM& order, const BIGNUM& scalar,
                 BytesView message_digest);

  // next() is the next candidate from 1 to order - 1; the first is the nonce, unless it gives a
  // signature with r or s = 0.
  Bignum next();

 private:
  Bytes mac(BytesView message) const;
  void reseed(std::uint8_t separator, BytesView data);

  DigestAlgorithm algorithm_;
  const BIGNUM& order_;
  Bytes key_;
  Bytes value_;
};

// leftmost_bits() is bits2int of RFC 6979 section 2.3.2: as many bits as the order has.
Bignum leftmost_bits(BytesView octets, const BIGNUM& order);

// sign_deterministic() is the DER ECDSA-Sig-Value over `message`.
Bytes sign_deterministic(EC_KEY& key, Curve curve, const BIGNUM& scalar, DigestAlgorithm algorithm,
                         BytesView message);

}  // namespace assay::libcrypto
