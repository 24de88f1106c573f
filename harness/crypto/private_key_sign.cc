#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <string>
#include <utility>

#include "harness/crypto/curve.h"
#include "harness/crypto/dsa_deterministic.h"
#include "harness/crypto/ecdsa_deterministic.h"
#include "harness/crypto/private_key_material.h"
#include "harness/crypto/rsa_block.h"

namespace assay {

using libcrypto::Bignum;
using libcrypto::number_of;

namespace {

using Form = SignatureForm;
using Material = PrivateKey::Material;

Result<Bytes> sign_evp(EVP_PKEY* pkey, const char* digest_name, BytesView message) {
  const libcrypto::DigestContext context(EVP_MD_CTX_new());
  std::size_t size = 0;
  if (EVP_DigestSignInit_ex(context.get(), nullptr, digest_name, nullptr, nullptr, pkey, nullptr) !=
          1 ||
      EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) != 1) {
    return libcrypto::error("signing");
  }
  Bytes signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) {
    return libcrypto::error("signing");
  }
  signature.resize(size);
  return signature;
}

std::size_t octets_of(const BIGNUM& number) {
  return static_cast<std::size_t>(BN_num_bytes(&number));
}

// The private operation on a whole block (RFC 8017 section 5.2.1).
Result<Bytes> raise(EVP_PKEY* pkey, BytesView block, std::size_t size) {
  Bytes padded(size - block.size(), 0x00);
  append(padded, block);
  const libcrypto::PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, pkey, nullptr));
  Bytes signature(size);
  if (EVP_PKEY_sign_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1 ||
      EVP_PKEY_sign(context.get(), signature.data(), &size, padded.data(), padded.size()) != 1) {
    return libcrypto::error("signing");
  }
  return signature;
}

// The smallest number whose cube is not below `number`, by bisection.
Bignum cube_root(const BIGNUM& number) {
  const libcrypto::BignumContext context(BN_CTX_new());
  Bignum root(BN_new());
  const Bignum cube(BN_new());
  BN_zero(root.get());
  for (int bit = BN_num_bits(&number) / 3 + 1; bit >= 0; --bit) {
    ASSAY_CHECK(BN_set_bit(root.get(), bit) == 1 &&
                BN_sqr(cube.get(), root.get(), context.get()) == 1 &&
                BN_mul(cube.get(), cube.get(), root.get(), context.get()) == 1);
    if (BN_cmp(cube.get(), &number) >= 0) BN_clear_bit(root.get(), bit);
  }
  ASSAY_CHECK(BN_add_word(root.get(), 1) == 1);
  return root;
}

// The cube of it begins as the block does, up to the end of its DigestInfo; in place of the zeros
// that follow it has whatever comes.
Result<Bytes> forge(const EVP_PKEY& pkey, BytesView block) {
  const Bignum exponent = number_of(pkey, OSSL_PKEY_PARAM_RSA_E);
  if (!BN_is_word(exponent.get(), 3)) {
    return input_error("a cube root forges signatures of keys with e = 3 only");
  }
  const Bignum root = cube_root(*libcrypto::to_bignum(block));
  return libcrypto::to_octets(*root, block.size());
}

Result<Bytes> sign_pkcs1(EVP_PKEY* pkey, const SignatureScheme& how, BytesView message,
                         std::size_t size) {
  const DigestAlgorithm digest = *digest_of(how.algorithm);
  if (how.form == Form::kProper || how.form == Form::kPlusModulus) {
    return sign_evp(pkey, name_of(digest).data(), message);
  }
  ASSAY_TRY(block, pkcs1_block(how.form, digest, message, size));
  if (how.form == Form::kCubeRoot) return forge(*pkey, block);
  return raise(pkey, block, size);
}

Bytes plus(BytesView signature, const BIGNUM& modulus) {
  const Bignum sum = libcrypto::to_bignum(signature);
  ASSAY_CHECK(BN_add(sum.get(), sum.get(), &modulus) == 1);
  return libcrypto::to_octets(*sum, std::max(octets_of(*sum), octets_of(modulus)));
}

Result<Bytes> sign_rsa(EVP_PKEY* pkey, const SignatureScheme& how, BytesView message) {
  const Bignum modulus = number_of(*pkey, OSSL_PKEY_PARAM_RSA_N);
  const std::size_t size = octets_of(*modulus);
  Result<Bytes> signature = Bytes{};
  if (how.pss) {
    const auto bits = static_cast<std::size_t>(BN_num_bits(modulus.get()));
    ASSAY_TRY(block, pss_block(how.form, *how.pss, message, bits));
    signature = raise(pkey, block, size);
  } else {
    signature = sign_pkcs1(pkey, how, message, size);
  }
  if (!signature || how.form != Form::kPlusModulus) return signature;
  return plus(*signature, *modulus);
}

Result<Bytes> sign_ec(const Material& key, const SignatureScheme& how, BytesView message) {
  const Curve curve = libcrypto::curve_of(key.type);
  Bytes signature = libcrypto::sign_deterministic(*key.key, curve, *key.scalar,
                                                  *digest_of(how.algorithm), message);
  if (how.form == Form::kProper) return signature;
  return libcrypto::write_pair(libcrypto::read_pair(signature),
                               *EC_GROUP_get0_order(&libcrypto::group_of(curve)), how.form);
}

Result<Bytes> sign_dsa(const EVP_PKEY& pkey, const SignatureScheme& how, BytesView message) {
  const Bignum p = number_of(pkey, OSSL_PKEY_PARAM_FFC_P);
  const Bignum q = number_of(pkey, OSSL_PKEY_PARAM_FFC_Q);
  const Bignum g = number_of(pkey, OSSL_PKEY_PARAM_FFC_G);
  const Bignum x = number_of(pkey, OSSL_PKEY_PARAM_PRIV_KEY);
  auto pair =
      libcrypto::dsa_sign_deterministic({*p, *q, *g, *x}, *digest_of(how.algorithm), message);
  return libcrypto::write_pair(std::move(pair), *q, how.form);
}

Result<Bytes> sign_edwards(EVP_PKEY* pkey, const SignatureScheme& how, BytesView message) {
  if (how.form != Form::kProper && how.form != Form::kPlusOrderS) {
    return input_error("EdDSA has no signature form '" + std::string(name_of(how.form)) + "'");
  }
  ASSAY_TRY(signature, sign_evp(pkey, nullptr, message));
  if (how.form == Form::kProper) return signature;
  return libcrypto::shift_edwards_s(std::move(signature));
}

}  // namespace

Bytes octets_of(const SignatureScheme& scheme) {
  const PssParameters pss = scheme.pss.value_or(PssParameters{});
  return {
      static_cast<std::uint8_t>(scheme.algorithm),   static_cast<std::uint8_t>(scheme.form),
      static_cast<std::uint8_t>(scheme.pss ? 1 : 0), static_cast<std::uint8_t>(pss.digest),
      static_cast<std::uint8_t>(pss.mask_digest),    static_cast<std::uint8_t>(pss.salt_size >> 8),
      static_cast<std::uint8_t>(pss.salt_size)};
}

SignatureScheme PrivateKey::default_scheme() const {
  SignatureScheme scheme{.algorithm = default_algorithm(material_->type)};
  if (family() == KeyFamily::kRsaPss) {
    scheme.pss = pss_limits(material_->form).value_or(*pss_limits(KeyForm::kPssSha256));
  }
  return scheme;
}

Result<Bytes> PrivateKey::sign(const SignatureScheme& scheme, BytesView message) const {
  const KeyFamily family = family_of(material_->type);
  const KeyFamily wanted = scheme.pss ? KeyFamily::kRsa : family_of(scheme.algorithm);
  if (family != wanted) {
    return input_error("a " + std::string(name_of(material_->type)) + " key does not sign with " +
                       (scheme.pss ? "RSASSA-PSS" : std::string(name_of(scheme.algorithm))));
  }
  if (scheme.form == Form::kEmpty) return Bytes{};
  switch (family) {
    case KeyFamily::kEc:
      return sign_ec(*material_, scheme, message);
    case KeyFamily::kDsa:
      return sign_dsa(*material_->pkey, scheme, message);
    case KeyFamily::kRsa:
      return sign_rsa(material_->pkey.get(), scheme, message);
    default:
      return sign_edwards(material_->pkey.get(), scheme, message);
  }
}

}  // namespace assay
