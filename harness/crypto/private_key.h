// PrivateKey: a test key that signs deterministically.
#pragma once

#include <memory>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"
#include "harness/crypto/key_form.h"
#include "harness/crypto/signature_scheme.h"

namespace assay {

// PrivateKey is an immutable handle: copies share the key, and any thread may sign with it.
class PrivateKey {
 public:
  // derive() makes the key that `seed` (any octets, a label for one) stands for: the same on every
  // machine, for all curves; of ML-DSA and ML-KEM, the public half alone. An Error for RSA and DSA,
  // whose keys are kept in vectors/keys.
  static Result<PrivateKey> derive(KeyType type, BytesView seed);

  // from_pkcs8() reads an unencrypted PrivateKeyInfo (RFC 5958). An Error for any key that is none
  // of the KeyTypes.
  static Result<PrivateKey> from_pkcs8(BytesView der);

  // from_pem() reads the first private key in a PEM text, PKCS#8 or a type's own form.
  static Result<PrivateKey> from_pem(std::string_view pem);

  KeyType type() const;

  // family() is the type's, but RSASSA-PSS for the forms that are.
  KeyFamily family() const;

  // in_form() is the same key with another spki(), and a pkcs8() of RSASSA-PSS for its forms. Of
  // kForgedGenerator, the private key is another one, which nobody need know: 1. An Error for a
  // form that the type does not have.
  Result<PrivateKey> in_form(KeyForm form) const;
  KeyForm form() const;

  // spki() is the DER SubjectPublicKeyInfo: RSA with NULL parameters (RFC 3279 section 2.3.1),
  // curves by name with an uncompressed point (RFC 5480 section 2), or its other form. Lives as
  // long as a copy of the key.
  const Bytes& spki() const;

  // pkcs8() is the DER PrivateKeyInfo, unencrypted; empty for a key that is only shown.
  const Bytes& pkcs8() const;

  // scalar() is the private number of a curve's key, big endian and as long as the order; empty for
  // all others.
  Bytes scalar() const;

  // default_scheme() is PKCS #1 v1.5, ECDSA, EdDSA or DSA with the type's default_algorithm(), and
  // RSASSA-PSS with SHA-256 and a salt as long, or the form's own, for the forms that are.
  SignatureScheme default_scheme() const;

  // sign() signs `message` (the whole, not its digest). The same key, scheme and message give the
  // same octets: ECDSA and DSA take RFC 6979 nonces and are a DER ECDSA-Sig-Value (RFC 3279 section
  // 2.2), the salt of RSASSA-PSS is fixed, Ed25519 and Ed448 are RFC 8032. An Error when the
  // algorithm does not fit the key, or the form the algorithm. A form of RSASSA-PSS signs with
  // PKCS #1 v1.5 too, so that such a signature can be refused.
  Result<Bytes> sign(const SignatureScheme& scheme, BytesView message) const;
  Result<Bytes> sign(SignatureAlgorithm algorithm, BytesView message) const {
    return sign(SignatureScheme{.algorithm = algorithm}, message);
  }

  struct Material;

 private:
  explicit PrivateKey(std::shared_ptr<const Material> material);

  std::shared_ptr<const Material> material_;
};

}  // namespace assay
