#include "harness/crypto/private_key.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <array>
#include <string>
#include <utility>

#include "harness/crypto/curve.h"
#include "harness/crypto/ecdsa_deterministic.h"
#include "harness/crypto/handles.h"
#include "harness/crypto/low_level.h"
#include "harness/crypto/private_key_material.h"
#include "harness/crypto/shown_key.h"

namespace assay {

using libcrypto::Bignum;
using libcrypto::Handle;
using libcrypto::Pkey;

namespace {

using Bio = Handle<BIO, BIO_free_all>;
using Params = Handle<OSSL_PARAM, OSSL_PARAM_free>;
using ParamBuilder = Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using PrivateKeyInfo = Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using Material = PrivateKey::Material;
using SharedMaterial = std::shared_ptr<const Material>;

// Calls one of libcrypto's i2d functions into octets.
template <typename Write, typename T>
Bytes der_of(Write write, const T* object) {
  const int size = write(object, nullptr);
  ASSAY_CHECK(size > 0);
  Bytes der(static_cast<std::size_t>(size));
  std::uint8_t* out = der.data();
  write(object, &out);
  return der;
}

SharedMaterial finish(Material material) {
  const PrivateKeyInfo info(EVP_PKEY2PKCS8(material.pkey.get()));
  ASSAY_CHECK(info != nullptr);
  material.pkcs8 = der_of(i2d_PKCS8_PRIV_KEY_INFO, info.get());
  material.spki = der_of(i2d_PUBKEY, material.pkey.get());
  return std::make_shared<const Material>(std::move(material));
}

Bytes public_point(const EC_GROUP& group, const BIGNUM& scalar) {
  const libcrypto::Point point(EC_POINT_new(&group));
  ASSAY_CHECK(point && EC_POINT_mul(&group, point.get(), &scalar, nullptr, nullptr, nullptr) == 1);
  const auto form = POINT_CONVERSION_UNCOMPRESSED;
  Bytes octets(EC_POINT_point2oct(&group, point.get(), form, nullptr, 0, nullptr));
  EC_POINT_point2oct(&group, point.get(), form, octets.data(), octets.size(), nullptr);
  return octets;
}

// An EVP_PKEY of a curve by name, with its public point.
Pkey curve_pkey(Curve curve, const BIGNUM& scalar) {
  const Bytes point = public_point(libcrypto::group_of(curve), scalar);
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  ASSAY_CHECK(builder &&
              OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                              libcrypto::group_name(curve), 0) == 1 &&
              OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                               point.size()) == 1 &&
              OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, &scalar) == 1);
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const libcrypto::PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* made = nullptr;
  ASSAY_CHECK(params && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
              EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, params.get()) == 1);
  return Pkey(made);
}

SharedMaterial curve_material(Curve curve, Bignum scalar) {
  Pkey pkey = curve_pkey(curve, *scalar);
  libcrypto::EcKey key = libcrypto::ec_private_key(curve, *scalar);
  return finish({.type = libcrypto::key_type(curve),
                 .pkey = std::move(pkey),
                 .scalar = std::move(scalar),
                 .key = std::move(key)});
}

// Octets that a seed stands for: SHA-512 in counter mode over a tag, the key type and the seed.
Bytes expand(KeyType type, BytesView seed, std::size_t size) {
  Bytes out;
  for (std::uint8_t counter = 0; out.size() < size; ++counter) {
    Bytes block = to_bytes(as_bytes("assay private key"));
    append(block, as_bytes(name_of(type)));
    block.push_back(0);
    block.push_back(counter);
    append(block, seed);
    append(out, sha512(block));
  }
  out.resize(size);
  return out;
}

// 1 to order - 1, from 64 bits more than the order has (FIPS 186-4 section B.4.1).
Bignum derive_scalar(Curve curve, BytesView seed) {
  const BIGNUM* order = EC_GROUP_get0_order(&libcrypto::group_of(curve));
  const auto size = static_cast<std::size_t>(BN_num_bytes(order)) + 8;
  const Bignum wide = libcrypto::to_bignum(expand(libcrypto::key_type(curve), seed, size));
  const Bignum below(BN_dup(order));
  Bignum scalar(BN_new());
  const libcrypto::BignumContext context(BN_CTX_new());
  ASSAY_CHECK(below && scalar && context && BN_sub_word(below.get(), 1) == 1 &&
              BN_mod(scalar.get(), wide.get(), below.get(), context.get()) == 1 &&
              BN_add_word(scalar.get(), 1) == 1);
  return scalar;
}

struct RawType {
  KeyType type;
  int id;  // libcrypto's
  std::size_t octets;
};

// The keys that are so many octets (RFC 8032 sections 5.1.5 and 5.2.5, RFC 7748 section 5).
constexpr RawType kRawTypes[] = {
    {KeyType::kEd25519, EVP_PKEY_ED25519, 32},
    {KeyType::kEd448, EVP_PKEY_ED448, 57},
    {KeyType::kX25519, EVP_PKEY_X25519, 32},
};

SharedMaterial raw_material(const RawType& raw, BytesView octets) {
  Pkey pkey(EVP_PKEY_new_raw_private_key(raw.id, nullptr, octets.data(), octets.size()));
  ASSAY_CHECK(pkey != nullptr);
  return finish({.type = raw.type, .pkey = std::move(pkey)});
}

tl::unexpected<Error> unsupported_key() {
  std::string message = "not a key of a type that is supported:";
  for (const auto& [type, name] : EnumNames<KeyType>::kNames) message += " " + std::string(name);
  return input_error(std::move(message));
}

struct RsaType {
  KeyType type;
  int bits;
  const char* exponent;  // hexadecimal
};

constexpr const char* kUsualExponent = "10001";
constexpr RsaType kRsaTypes[] = {
    {KeyType::kRsa512, 512, kUsualExponent},
    {KeyType::kRsa1024, 1024, kUsualExponent},
    {KeyType::kRsa2047, 2047, kUsualExponent},
    {KeyType::kRsa2048, 2048, kUsualExponent},
    {KeyType::kRsa2048E1, 2048, "1"},
    {KeyType::kRsa2048E3, 2048, "3"},
    {KeyType::kRsa2048HugeE, 2048,
     "10000000000000000000000000000000000000000000000000000000000000129"},
    {KeyType::kRsa2050, 2050, kUsualExponent},
    {KeyType::kRsa3072, 3072, kUsualExponent},
    {KeyType::kRsa4096, 4096, kUsualExponent},
    {KeyType::kRsa8192, 8192, kUsualExponent},
    {KeyType::kRsa16384, 16384, kUsualExponent},
};

Result<SharedMaterial> adopt_rsa(Pkey pkey) {
  const int bits = EVP_PKEY_get_bits(pkey.get());
  const Bignum exponent = libcrypto::number_of(*pkey, OSSL_PKEY_PARAM_RSA_E);
  for (const RsaType& each : kRsaTypes) {
    BIGNUM* number = nullptr;
    ASSAY_CHECK(BN_hex2bn(&number, each.exponent) != 0);
    const Bignum wanted(number);
    if (bits != each.bits || BN_cmp(wanted.get(), exponent.get()) != 0) continue;
    return finish({.type = each.type, .pkey = std::move(pkey)});
  }
  return unsupported_key();
}

Result<SharedMaterial> adopt_dsa(Pkey pkey) {
  const int bits = EVP_PKEY_get_bits(pkey.get());
  if (bits != 1024 && bits != 2048) return unsupported_key();
  return finish(
      {.type = bits == 1024 ? KeyType::kDsa1024 : KeyType::kDsa2048, .pkey = std::move(pkey)});
}

// Made anew from its scalar, so that its encodings are those of a derived key.
Result<SharedMaterial> adopt_curve(const EVP_PKEY& pkey) {
  std::array<char, 64> name{};
  BIGNUM* scalar = nullptr;
  if (EVP_PKEY_get_group_name(&pkey, name.data(), name.size(), nullptr) != 1 ||
      EVP_PKEY_get_bn_param(&pkey, OSSL_PKEY_PARAM_PRIV_KEY, &scalar) != 1) {
    return unsupported_key();
  }
  Bignum owned(scalar);
  const auto curve = libcrypto::curve_named(name.data());
  if (!curve) return unsupported_key();
  const BIGNUM* order = EC_GROUP_get0_order(&libcrypto::group_of(*curve));
  if (BN_is_zero(owned.get()) || BN_cmp(owned.get(), order) >= 0) {
    return input_error("a private scalar outside 1 to order - 1");
  }
  return curve_material(*curve, std::move(owned));
}

Result<SharedMaterial> adopt_raw(const EVP_PKEY& pkey) {
  for (const RawType& each : kRawTypes) {
    if (EVP_PKEY_get_base_id(&pkey) != each.id) continue;
    Bytes octets(each.octets);
    std::size_t size = octets.size();
    ASSAY_CHECK(EVP_PKEY_get_raw_private_key(&pkey, octets.data(), &size) == 1);
    return raw_material(each, octets);
  }
  return unsupported_key();
}

Result<SharedMaterial> adopt(Pkey pkey) {
  switch (EVP_PKEY_get_base_id(pkey.get())) {
    case EVP_PKEY_RSA:
      return adopt_rsa(std::move(pkey));
    case EVP_PKEY_EC:
      return adopt_curve(*pkey);
    case EVP_PKEY_DSA:
      return adopt_dsa(std::move(pkey));
    default:
      return adopt_raw(*pkey);
  }
}

constexpr std::size_t kMaxPem = std::size_t{1} << 20;  // octets

// No password is ever asked for.
int no_password(char*, int, int, void*) { return -1; }

}  // namespace

Bignum libcrypto::number_of(const EVP_PKEY& pkey, const char* name) {
  BIGNUM* number = nullptr;
  ASSAY_CHECK(EVP_PKEY_get_bn_param(&pkey, name, &number) == 1);
  return Bignum(number);
}

PrivateKey::PrivateKey(std::shared_ptr<const Material> material) : material_(std::move(material)) {}

Result<PrivateKey> PrivateKey::derive(KeyType type, BytesView seed) {
  libcrypto::start();
  if (family_of(type) == KeyFamily::kEc) {
    const Curve curve = libcrypto::curve_of(type);
    return PrivateKey(curve_material(curve, derive_scalar(curve, seed)));
  }
  if (is_only_shown(type)) {
    Bytes octets = expand(type, seed, shown_key_size(type));
    return PrivateKey(std::make_shared<const Material>(
        Material{.type = type, .spki = shown_spki(type, std::move(octets))}));
  }
  for (const RawType& each : kRawTypes) {
    if (each.type == type) return PrivateKey(raw_material(each, expand(type, seed, each.octets)));
  }
  return input_error("no RSA or DSA key is derived from a seed: load one of vectors/keys");
}

Result<PrivateKey> PrivateKey::from_pkcs8(BytesView der) {
  libcrypto::start();
  const std::uint8_t* at = der.data();
  const PrivateKeyInfo info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  if (info == nullptr) return libcrypto::error("not a PKCS#8 private key");
  if (at != der.data() + der.size()) return input_error("octets after a PKCS#8 private key");
  Pkey pkey(EVP_PKCS82PKEY(info.get()));
  if (pkey == nullptr) return libcrypto::error("not a private key");
  ASSAY_TRY(material, adopt(std::move(pkey)));
  return PrivateKey(std::move(material));
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
  libcrypto::start();
  if (pem.size() > kMaxPem) return input_error("a PEM text too large for a private key");
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  ASSAY_CHECK(bio != nullptr);
  Pkey pkey(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (pkey == nullptr) return libcrypto::error("no unencrypted private key in PEM");
  ASSAY_TRY(material, adopt(std::move(pkey)));
  return PrivateKey(std::move(material));
}

KeyType PrivateKey::type() const { return material_->type; }

const Bytes& PrivateKey::spki() const { return material_->spki; }

const Bytes& PrivateKey::pkcs8() const { return material_->pkcs8; }

Bytes PrivateKey::scalar() const {
  if (material_->scalar == nullptr) return {};
  const EC_GROUP& group = libcrypto::group_of(libcrypto::curve_of(material_->type));
  const int size = BN_num_bytes(EC_GROUP_get0_order(&group));
  return libcrypto::to_octets(*material_->scalar, static_cast<std::size_t>(size));
}

KeyForm PrivateKey::form() const { return material_->form; }

KeyFamily PrivateKey::family() const {
  switch (material_->form) {
    case KeyForm::kPss:
    case KeyForm::kPssSha256:
    case KeyForm::kPssSha384:
      return KeyFamily::kRsaPss;
    default:
      return family_of(material_->type);
  }
}

}  // namespace assay
