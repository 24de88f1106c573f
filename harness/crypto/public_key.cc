#include "harness/crypto/public_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <array>
#include <utility>

#include "harness/crypto/curve.h"
#include "harness/crypto/handles.h"
#include "harness/crypto/low_level.h"

namespace assay {

using libcrypto::Bignum;
using libcrypto::Pkey;

// One of the keys, by family.
struct PublicKey::Material {
  KeyFamily family;
  libcrypto::EcKey ec = {};
  libcrypto::RsaKey rsa = {};
  libcrypto::DsaKey dsa = {};
  Pkey edwards = {};
  std::optional<PssParameters> limits = {};
};

namespace {

constexpr std::size_t kMaxModulusOctets = 16'384 / 8;
constexpr std::size_t kMaxDsaOctets = 10'000 / 8;
constexpr std::size_t kLongestSignature = 1U << 16;

Result<PublicKey> ec_from(const EVP_PKEY& pkey) {
  std::array<char, 64> name{};
  if (EVP_PKEY_get_group_name(&pkey, name.data(), name.size(), nullptr) != 1) {
    return libcrypto::error("a curve without a name");
  }
  const auto curve = libcrypto::curve_named(name.data());
  if (!curve) return input_error("curve " + std::string(name.data()) + " is not supported");
  std::array<std::uint8_t, 256> point{};
  std::size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(&pkey, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(),
                                      &size) != 1) {
    return libcrypto::error("a key without a point");
  }
  return PublicKey::ec(*curve, BytesView(point).first(size));
}

Result<Bytes> number_of(const EVP_PKEY& pkey, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(&pkey, name, &number) != 1) return libcrypto::error(name);
  const Bignum owned(number);
  return libcrypto::to_octets(*owned, static_cast<std::size_t>(BN_num_bytes(owned.get())));
}

Result<PublicKey> rsa_from(const EVP_PKEY& pkey) {
  ASSAY_TRY(modulus, number_of(pkey, OSSL_PKEY_PARAM_RSA_N));
  ASSAY_TRY(exponent, number_of(pkey, OSSL_PKEY_PARAM_RSA_E));
  return PublicKey::rsa(modulus, exponent);
}

Result<PublicKey> dsa_from(const EVP_PKEY& pkey) {
  ASSAY_TRY(p, number_of(pkey, OSSL_PKEY_PARAM_FFC_P));
  ASSAY_TRY(q, number_of(pkey, OSSL_PKEY_PARAM_FFC_Q));
  ASSAY_TRY(g, number_of(pkey, OSSL_PKEY_PARAM_FFC_G));
  ASSAY_TRY(y, number_of(pkey, OSSL_PKEY_PARAM_PUB_KEY));
  return PublicKey::dsa({p, q, g}, y);
}

// The numbers of an RSA key, or why they are none.
Result<libcrypto::RsaKey> rsa_numbers(BytesView modulus, BytesView exponent) {
  libcrypto::start();
  while (!modulus.empty() && modulus.front() == 0) modulus = modulus.subspan(1);
  while (!exponent.empty() && exponent.front() == 0) exponent = exponent.subspan(1);
  if (modulus.empty() || (modulus.back() & 1) == 0) return input_error("an even RSA modulus");
  if (modulus.size() > kMaxModulusOctets) return input_error("an RSA modulus beyond 16,384 bits");
  if (exponent.empty() || exponent.size() > modulus.size()) {
    return input_error("an RSA exponent of zero or larger than the modulus");
  }
  // RFC 8017 section 3.1: one has no inverse but itself, what is even has none at all.
  if ((exponent.back() & 1) == 0 || (exponent.size() == 1 && exponent.front() == 1)) {
    return input_error("an RSA exponent of one or an even one");
  }
  return libcrypto::rsa_public_key(modulus, exponent);
}

Result<Pkey> edwards_key(int type, BytesView key) {
  libcrypto::start();
  Pkey pkey(EVP_PKEY_new_raw_public_key(type, nullptr, key.data(), key.size()));
  if (pkey == nullptr) return libcrypto::error("not an Edwards curve's key");
  return pkey;
}

bool verify_edwards(EVP_PKEY* key, BytesView message, BytesView signature) {
  const libcrypto::DigestContext context(EVP_MD_CTX_new());
  const bool good = EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key,
                                            nullptr) == 1 &&
                    EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                                     message.data(), message.size()) == 1;
  if (!good) ERR_clear_error();
  return good;
}

}  // namespace

PublicKey::PublicKey(std::shared_ptr<const Material> material) : material_(std::move(material)) {}

Result<PublicKey> PublicKey::ec(Curve curve, BytesView point) {
  libcrypto::EcKey key = libcrypto::ec_public_key(curve, point);
  if (key == nullptr) return input_error("not a point of the curve");
  return PublicKey(
      std::make_shared<const Material>(Material{.family = KeyFamily::kEc, .ec = std::move(key)}));
}

Result<PublicKey> PublicKey::rsa(BytesView modulus, BytesView exponent) {
  ASSAY_TRY(key, rsa_numbers(modulus, exponent));
  return PublicKey(
      std::make_shared<const Material>(Material{.family = KeyFamily::kRsa, .rsa = std::move(key)}));
}

Result<PublicKey> PublicKey::rsa_pss(BytesView modulus, BytesView exponent,
                                     std::optional<PssParameters> limits) {
  ASSAY_TRY(key, rsa_numbers(modulus, exponent));
  return PublicKey(std::make_shared<const Material>(
      Material{.family = KeyFamily::kRsaPss, .rsa = std::move(key), .limits = limits}));
}

Result<PublicKey> PublicKey::ed25519(BytesView key) {
  ASSAY_TRY(pkey, edwards_key(EVP_PKEY_ED25519, key));
  return PublicKey(std::make_shared<const Material>(
      Material{.family = KeyFamily::kEd25519, .edwards = std::move(pkey)}));
}

Result<PublicKey> PublicKey::ed448(BytesView key) {
  ASSAY_TRY(pkey, edwards_key(EVP_PKEY_ED448, key));
  return PublicKey(std::make_shared<const Material>(
      Material{.family = KeyFamily::kEd448, .edwards = std::move(pkey)}));
}

Result<PublicKey> PublicKey::dsa(const DsaParameters& parameters, BytesView y) {
  libcrypto::start();
  for (const BytesView number : {parameters.p, parameters.q, parameters.g, y}) {
    if (number.size() > kMaxDsaOctets) return input_error("a DSA number beyond 10,000 bits");
  }
  libcrypto::DsaKey key = libcrypto::dsa_public_key(parameters, y);
  if (key == nullptr) return input_error("a DSA number outside its range");
  return PublicKey(
      std::make_shared<const Material>(Material{.family = KeyFamily::kDsa, .dsa = std::move(key)}));
}

Result<PublicKey> PublicKey::from_spki(BytesView der) {
  libcrypto::start();
  const std::uint8_t* at = der.data();
  const Pkey pkey(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  if (pkey == nullptr) return libcrypto::error("not a public key");
  if (at != der.data() + der.size()) return input_error("octets after a public key");
  switch (EVP_PKEY_get_base_id(pkey.get())) {
    case EVP_PKEY_EC:
      return ec_from(*pkey);
    case EVP_PKEY_RSA:
      return rsa_from(*pkey);
    case EVP_PKEY_DSA:
      return dsa_from(*pkey);
    case EVP_PKEY_ED25519:
    case EVP_PKEY_ED448: {
      std::array<std::uint8_t, 57> key{};
      std::size_t size = key.size();
      ASSAY_CHECK(EVP_PKEY_get_raw_public_key(pkey.get(), key.data(), &size) == 1);
      const BytesView octets = BytesView(key).first(size);
      return size == key.size() ? ed448(octets) : ed25519(octets);
    }
    default:
      return input_error("a public key of a type that is not supported");
  }
}

KeyFamily PublicKey::family() const { return material_->family; }

bool PublicKey::verify(SignatureAlgorithm algorithm, BytesView message, BytesView signature) const {
  if (family_of(algorithm) != material_->family || signature.size() > kLongestSignature) {
    return false;
  }
  switch (material_->family) {
    case KeyFamily::kEc:
      return libcrypto::ecdsa_verify(*material_->ec, digest(*digest_of(algorithm), message),
                                     signature);
    case KeyFamily::kRsa:
      return libcrypto::rsa_verify(*material_->rsa, *digest_of(algorithm),
                                   digest(*digest_of(algorithm), message), signature);
    case KeyFamily::kEd25519:
    case KeyFamily::kEd448:
      return verify_edwards(material_->edwards.get(), message, signature);
    case KeyFamily::kDsa:
      return libcrypto::dsa_verify(*material_->dsa, digest(*digest_of(algorithm), message),
                                   signature);
    case KeyFamily::kRsaPss:
    case KeyFamily::kNone:
      return false;  // no algorithm is of these families
  }
  check_failed("a key of no family", __FILE__, __LINE__);
}

bool PublicKey::verify_pss(const PssParameters& how, BytesView message, BytesView signature) const {
  const bool any = material_->family == KeyFamily::kRsa ||
                   (material_->family == KeyFamily::kRsaPss && !material_->limits);
  // RFC 4055 section 3.3.
  const bool fits = any || (material_->limits && permits(*material_->limits, how));
  return fits &&
         libcrypto::rsa_verify_pss(*material_->rsa, how, digest(how.digest, message), signature);
}

}  // namespace assay
