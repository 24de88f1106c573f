// floor: raw public-key operations, without certificates or protocols around them, by the static
// libcrypto of harness/crypto.
//
// A stack whose own primitives are slower (wolfSSL and Mbed TLS on curves) shows that in its
// x_floor, one with faster ones (wolfSSL's Ed25519) may stay below 1: the floor is the same for
// all stacks of a run, so that their counters can be compared.
#pragma once

#include <cstddef>
#include <memory>

#include "harness/crypto/key_agreement.h"
#include "harness/crypto/private_key.h"
#include "harness/crypto/public_key.h"
#include "harness/crypto/signer.h"
#include "harness/pki/key_pool.h"

namespace assay::bench {

// RawKey signs and verifies 32 octets: what `openssl speed` times, with libcrypto's context kept
// ready, on curves with a fresh random nonce.
class RawKey {
 public:
  static Result<RawKey> make(KeyPool& pool, KeyType type);

  // sign() and verify() do so `count` times; an Error when a signature is wrong (of signing, that
  // is looked at once, ahead of all timing).
  [[nodiscard]] Result<void> sign(std::size_t count) const;
  [[nodiscard]] Result<void> verify(std::size_t count) const;

 private:
  RawKey(PublicKey public_key, std::shared_ptr<Signer> signer)
      : public_key_(std::move(public_key)), signer_(std::move(signer)) {}
  [[nodiscard]] bool is_right(BytesView signature) const;

  PublicKey public_key_;
  std::shared_ptr<Signer> signer_;
  Bytes signature_;
};

// agree() is the key exchange of `count` handshakes: each X25519, two keys made and two secrets
// derived.
Result<void> agree(std::size_t count);

}  // namespace assay::bench
