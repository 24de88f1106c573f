// PrivateKey: a test key that signs deterministically.
#pragma once

#include <memory>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"

namespace assay {

// PrivateKey is an immutable handle: copies share the key, and any thread may sign with it.
class PrivateKey {
 public:
  // derive() makes the key that `seed` (any octets, a label for one) stands for: the same on every
  // machine, for curves and Ed25519. An Error for RSA, whose keys are kept in vectors/keys.
  static Result<PrivateKey> derive(KeyType type, BytesView seed);

  // from_pkcs8() reads an unencrypted PrivateKeyInfo (RFC 5958). An Error for any key that is none
  // of the KeyTypes.
  static Result<PrivateKey> from_pkcs8(BytesView der);

  // from_pem() reads the first private key in a PEM text, PKCS#8 or a type's own form.
  static Result<PrivateKey> from_pem(std::string_view pem);

  KeyType type() const;

  // spki() is the DER SubjectPublicKeyInfo: RSA with NULL parameters (RFC 3279 section 2.3.1),
  // curves by name with an uncompressed point (RFC 5480 section 2). Lives as long as a copy of the
  // key.
  const Bytes& spki() const;

  // pkcs8() is the DER PrivateKeyInfo, unencrypted.
  const Bytes& pkcs8() const;

  // scalar() is the private number of a curve's key, big endian and as long as the order; empty for
  // all others.
  Bytes scalar() const;

  // sign() signs `message` (the whole, not its digest). The same key, algorithm and message give
  // the same octets: RSA is PKCS#1 v1.5, ECDSA takes RFC 6979 nonces and is a DER ECDSA-Sig-Value
  // (RFC 3279 section 2.2.3), Ed25519 is RFC 8032. An Error when the algorithm does not fit the
  // key.
  Result<Bytes> sign(SignatureAlgorithm algorithm, BytesView message) const;

  struct Material;

 private:
  explicit PrivateKey(std::shared_ptr<const Material> material);

  std::shared_ptr<const Material> material_;
};

}  // namespace assay
