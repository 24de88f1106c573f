// Fast P-256 signatures for test material: nonces that were made ahead and are used again.
//
// WARNING: two signatures with one nonce and different messages give the private key away to
// anybody (s1 - s2 and two digests are enough). Keys that sign here are throw-away keys: they sign
// certificates and CRLs of a test, whose keys are published anyway, and nothing else, ever.
//
// What it buys: of s = k^-1 (z + r d), FIPS 186-4 section 6.4, the pool keeps k^-1 and r, which do
// not depend on the key or on the message. What is left is two multiplications modulo n, a
// fiftieth of a signature, for any number of keys. To whoever verifies it is a signature like any
// other.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/p256_order.h"
#include "harness/crypto/private_key.h"

namespace assay {

// NoncePool holds pairs of k^-1 and r. Immutable: threads may share it.
class NoncePool {
 public:
  // kUsualSize: enough that signatures of all lengths occur, made in some milliseconds.
  static constexpr std::size_t kUsualSize = 128;

  struct Nonce {
    p256::Number inverse;  // k^-1 in Montgomery's form
    p256::Number r;        // in Montgomery's form
    std::array<std::uint8_t, 35> r_der;
    std::uint8_t r_size = 0;  // octets of r_der: an INTEGER with its header
  };

  // derive() makes the `size` (at least one) nonces that `seed`, any octets, stands for: the same
  // on every machine.
  static std::shared_ptr<const NoncePool> derive(BytesView seed, std::size_t size = kUsualSize);

  [[nodiscard]] std::span<const Nonce> nonces() const { return nonces_; }

 private:
  NoncePool() = default;

  std::vector<Nonce> nonces_;
};

// PooledSigner is a P-256 key over a pool. Immutable: threads may share it. Cheap to make and copy.
class PooledSigner {
 public:
  static constexpr std::size_t kMaxSize = 72;  // octets of an ECDSA-Sig-Value over P-256

  // open() is an Error for a key of any other type.
  static Result<PooledSigner> open(const PrivateKey& key, std::shared_ptr<const NoncePool> pool);

  // sign() writes the DER ECDSA-Sig-Value over the digest (any length; the leftmost 256 bits count)
  // to `out` and returns its size. The digest chooses the nonce: equal keys, pools and digests
  // give equal octets. Allocates nothing.
  std::size_t sign(BytesView digest, std::span<std::uint8_t, kMaxSize> out) const;

 private:
  PooledSigner(p256::Number scalar, std::shared_ptr<const NoncePool> pool)
      : scalar_(scalar), pool_(std::move(pool)) {}

  p256::Number scalar_;
  std::shared_ptr<const NoncePool> pool_;
};

}  // namespace assay
