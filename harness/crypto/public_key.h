// PublicKey: the raw signature check, without any certificate around it.
#pragma once

#include <memory>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"
#include "harness/crypto/pss.h"

namespace assay {

enum class Curve : std::uint8_t {
  kP256,
  kP384,
  kP521,
  kP192,
  kP224,
  kSecp256k1,
  kBrainpoolP256r1,
};
inline constexpr std::size_t kCurves = static_cast<std::size_t>(Curve::kBrainpoolP256r1) + 1;

// DsaParameters are Dss-Parms (RFC 3279 section 2.3.2), big-endian magnitudes.
struct DsaParameters {
  BytesView p;
  BytesView q;
  BytesView g;
};

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
  // bits, or an exponent that is even or below 3 (RFC 8017 section 3.1).
  static Result<PublicKey> rsa(BytesView modulus, BytesView exponent);

  // rsa_pss() is an RSA key for RSASSA-PSS only; where `limits` is set, for signatures that it
  // permits.
  static Result<PublicKey> rsa_pss(BytesView modulus, BytesView exponent,
                                   std::optional<PssParameters> limits);

  // ed25519() takes the 32 octets of RFC 8032, ed448() the 57.
  static Result<PublicKey> ed25519(BytesView key);
  static Result<PublicKey> ed448(BytesView key);

  // dsa() takes big-endian magnitudes. An Error for numbers outside their ranges (FIPS 186-4
  // section 4.1) and p beyond 10,000 bits; whether p and q are primes is not asked.
  static Result<PublicKey> dsa(const DsaParameters& parameters, BytesView y);

  // from_spki() reads a DER SubjectPublicKeyInfo of ec(), rsa(), ed25519(), ed448() or dsa().
  static Result<PublicKey> from_spki(BytesView der);

  KeyFamily family() const;

  // verify() tells whether `signature` over `message` is that of the key. False as well for a
  // signature that cannot be decoded, and for an algorithm of another family.
  bool verify(SignatureAlgorithm algorithm, BytesView message, BytesView signature) const;

  // verify_pss() is verify() with RSASSA-PSS, under a key of rsa() or rsa_pss().
  bool verify_pss(const PssParameters& how, BytesView message, BytesView signature) const;

  struct Material;

 private:
  explicit PublicKey(std::shared_ptr<const Material> material);

  std::shared_ptr<const Material> material_;
};

}  // namespace assay
