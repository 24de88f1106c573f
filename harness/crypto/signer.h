// Signer: a key made ready to sign many messages into the caller's buffer.
//
// PrivateKey::sign() prepares libcrypto's contexts for each message and returns octets of its own;
// a Signer prepares once. For Ed25519 and RSA both give the same octets.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/ecdsa_pool.h"
#include "harness/crypto/private_key.h"

namespace assay {

// A Signer is not for several threads at once.
class Signer {
 public:
  Signer() = default;
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;
  virtual ~Signer() = default;

  [[nodiscard]] virtual SignatureAlgorithm algorithm() const = 0;

  // max_size() is the most octets that a signature has.
  [[nodiscard]] virtual std::size_t max_size() const = 0;

  // sign() signs `message` (the whole, not its digest) into `out`, of max_size() octets or more,
  // and returns the signature's size.
  virtual Result<std::size_t> sign(BytesView message, std::span<std::uint8_t> out) = 0;
};

// make_signer() signs as key.sign(algorithm, ...) does. An Error when the algorithm does not fit
// the key.
Result<std::unique_ptr<Signer>> make_signer(const PrivateKey& key, SignatureAlgorithm algorithm);

// make_pooled_signer() signs with a P-256 key and used nonces: test material only, see
// ecdsa_pool.h. Allocates nothing a signature with SHA-256.
Result<std::unique_ptr<Signer>> make_pooled_signer(const PrivateKey& key,
                                                   SignatureAlgorithm algorithm,
                                                   std::shared_ptr<const NoncePool> pool);

// make_raw_signer() is libcrypto's bare public-key operation in a context kept ready, over messages
// of 32 octets that stand for their digest; on curves with a fresh random nonce. It is what
// `openssl speed` measures: the floor of benchmarks.
Result<std::unique_ptr<Signer>> make_raw_signer(const PrivateKey& key);

}  // namespace assay
