#include "harness/crypto/dsa_deterministic.h"

#include "harness/crypto/ecdsa_deterministic.h"

namespace assay::libcrypto {
namespace {

// FIPS 186-4 section 4.6.
SignaturePair sign_with(const DsaNumbers& key, const BIGNUM& z, const BIGNUM& k) {
  const BignumContext context(BN_CTX_new());
  SignaturePair pair{Bignum(BN_new()), Bignum(BN_new())};
  const Bignum inverse(BN_mod_inverse(nullptr, &k, &key.q, context.get()));
  ASSAY_CHECK(inverse && BN_mod_exp(pair.r.get(), &key.g, &k, &key.p, context.get()) == 1 &&
              BN_nnmod(pair.r.get(), pair.r.get(), &key.q, context.get()) == 1 &&
              BN_mod_mul(pair.s.get(), &key.x, pair.r.get(), &key.q, context.get()) == 1 &&
              BN_mod_add(pair.s.get(), pair.s.get(), &z, &key.q, context.get()) == 1 &&
              BN_mod_mul(pair.s.get(), pair.s.get(), inverse.get(), &key.q, context.get()) == 1);
  return pair;
}

}  // namespace

SignaturePair dsa_sign_deterministic(const DsaNumbers& key, DigestAlgorithm algorithm,
                                     BytesView message) {
  const Bytes hash = digest(algorithm, message);
  const Bignum z = leftmost_bits(hash, key.q);
  NonceGenerator nonces(algorithm, key.q, key.x, hash);
  for (;;) {
    const Bignum k = nonces.next();
    SignaturePair pair = sign_with(key, *z, *k);
    if (!BN_is_zero(pair.r.get()) && !BN_is_zero(pair.s.get())) return pair;
  }
}

}  // namespace assay::libcrypto
