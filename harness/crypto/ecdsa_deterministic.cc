#include "harness/crypto/ecdsa_deterministic.h"

#include <openssl/hmac.h>

#include "harness/crypto/curve.h"

namespace assay::libcrypto {
namespace {

std::size_t octets_of(const BIGNUM& number) {
  return static_cast<std::size_t>(BN_num_bytes(&number));
}

// bits2octets of RFC 6979 section 2.3.4. Both have the order's bit length, so one subtraction
// reduces.
Bytes reduced_octets(BytesView octets, const BIGNUM& order) {
  const Bignum number = leftmost_bits(octets, order);
  if (BN_cmp(number.get(), &order) >= 0) {
    ASSAY_CHECK(BN_sub(number.get(), number.get(), &order) == 1);
  }
  return to_octets(*number, octets_of(order));
}

const EVP_MD* hmac_digest(DigestAlgorithm algorithm) {
  return EVP_get_digestbyname(name_of(algorithm).data());
}

}  // namespace

Bignum leftmost_bits(BytesView octets, const BIGNUM& order) {
  Bignum number = to_bignum(octets);
  const int surplus = static_cast<int>(octets.size() * 8) - BN_num_bits(&order);
  if (surplus > 0) ASSAY_CHECK(BN_rshift(number.get(), number.get(), surplus) == 1);
  return number;
}

NonceGenerator::NonceGenerator(DigestAlgorithm algorithm, const BIGNUM& order, const BIGNUM& scalar,
                               BytesView message_digest)
    : algorithm_(algorithm),
      order_(order),
      key_(message_digest.size(), 0x00),
      value_(message_digest.size(), 0x01) {
  Bytes seed = to_octets(scalar, octets_of(order));
  append(seed, reduced_octets(message_digest, order));
  reseed(0x00, seed);
  reseed(0x01, seed);
}

Bytes NonceGenerator::mac(BytesView message) const {
  Bytes out(value_.size());
  ASSAY_CHECK(HMAC(hmac_digest(algorithm_), key_.data(), static_cast<int>(key_.size()),
                   message.data(), message.size(), out.data(), nullptr) != nullptr);
  return out;
}

// Steps d to g, and the retry of step h.
void NonceGenerator::reseed(std::uint8_t separator, BytesView data) {
  Bytes message = value_;
  message.push_back(separator);
  append(message, data);
  key_ = mac(message);
  value_ = mac(value_);
}

Bignum NonceGenerator::next() {
  for (;;) {
    Bytes candidate;
    while (candidate.size() < octets_of(order_)) {
      value_ = mac(value_);
      append(candidate, value_);
    }
    Bignum k = leftmost_bits(candidate, order_);
    // Here, so that a caller who must come again gets the next one.
    reseed(0x00, {});
    if (!BN_is_zero(k.get()) && BN_cmp(k.get(), &order_) < 0) return k;
  }
}

Bytes sign_deterministic(EC_KEY& key, Curve curve, const BIGNUM& scalar, DigestAlgorithm algorithm,
                         BytesView message) {
  const Bytes message_digest = digest(algorithm, message);
  const BIGNUM& order = *EC_GROUP_get0_order(&group_of(curve));
  NonceGenerator nonces(algorithm, order, scalar, message_digest);
  for (;;) {
    const Bignum k = nonces.next();
    Bytes signature = ecdsa_sign(key, message_digest, *k);
    if (!signature.empty()) return signature;
  }
}

}  // namespace assay::libcrypto
