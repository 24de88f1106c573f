// PublicKey: the raw signature check, without any certificate around it.
#pragma once

#include <memory>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"

namespace assay {

enum class Curve : std::uint8_t { kP256, kP384, kP521 };

// PublicKey is an immutable handle: copies share the key, and any thread may verify with it.
//
// The makers from raw numbers do no more than the check needs (from_spki() costs about as much as
// two P-256 checks more, as libcrypto asks all its decoders): a caller that has parsed the
// SubjectPublicKeyInfo itself takes those.
class PublicKey {
 public:
  // ec() takes a point, compressed or uncompressed (RFC 5480 section 2.2); an Error when it is not
  // on the curve or at infinity.
  static Result<PublicKey> ec(Curve curve, BytesView point);

  // rsa() takes big-endian magnitudes. An Error for an even or empty modulus, one beyond 16,384
  // bits, or an empty exponent.
  static Result<PublicKey> rsa(BytesView modulus, BytesView exponent);

  // ed25519() takes the 32 octets of RFC 8032.
  static Result<PublicKey> ed25519(BytesView key);

  // from_spki() reads a DER SubjectPublicKeyInfo of one of the above.
  static Result<PublicKey> from_spki(BytesView der);

  KeyFamily family() const;

  // verify() tells whether `signature` over `message` is that of the key. False as well for a
  // signature that cannot be decoded, and for an algorithm of another family.
  bool verify(SignatureAlgorithm algorithm, BytesView message, BytesView signature) const;

  struct Material;

 private:
  explicit PublicKey(std::shared_ptr<const Material> material);

  std::shared_ptr<const Material> material_;
};

}  // namespace assay
