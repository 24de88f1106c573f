// The one place for deprecated calls: see the header.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "harness/crypto/low_level.h"

#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

#include <array>
#include <utility>

#include "harness/crypto/curve.h"

namespace assay::libcrypto {
namespace {

using Signature = Handle<ECDSA_SIG, ECDSA_SIG_free>;

using EcObject = Handle<EC_KEY, EC_KEY_free>;

EcObject new_key(Curve curve) {
  EcObject key(EC_KEY_new());
  ASSAY_CHECK(key != nullptr && EC_KEY_set_group(key.get(), &group_of(curve)) == 1);
  return key;
}

// Shelf keeps the objects of this thread's public keys that are gone: a new object copies its
// group, which takes twice as long as reading the point.
class Shelf {
 public:
  static EcObject take(Curve curve) {
    auto& place = places()[static_cast<std::size_t>(curve)];
    for (EcObject& each : place) {
      if (each != nullptr) return std::move(each);
    }
    return new_key(curve);
  }

  static void put(Curve curve, EcObject key) {
    if (is_closed) return;
    for (EcObject& each : places()[static_cast<std::size_t>(curve)]) {
      if (each == nullptr) return each.swap(key);
    }
  }

 private:
  static constexpr std::size_t kSize = 4;  // the keys of a path
  using Places = std::array<std::array<EcObject, kSize>, kCurves>;

  struct Closing {
    Places places;
    ~Closing() { is_closed = true; }
  };
  static Places& places() {
    thread_local Closing shelf;
    return shelf.places;
  }

  // Keys of static storage outlive the main thread's shelf.
  static thread_local bool is_closed;
};

thread_local bool Shelf::is_closed = false;

// r of FIPS 186-4 section 6.4: the x-coordinate of kG, modulo the order.
Bignum nonce_point(const EC_GROUP& group, const BIGNUM& k, BN_CTX* context) {
  Point point(EC_POINT_new(&group));
  Bignum r(BN_new());
  ASSAY_CHECK(point && r && EC_POINT_mul(&group, point.get(), &k, nullptr, nullptr, context) == 1 &&
              EC_POINT_get_affine_coordinates(&group, point.get(), r.get(), nullptr, context) ==
                  1 &&
              BN_nnmod(r.get(), r.get(), EC_GROUP_get0_order(&group), context) == 1);
  return r;
}

int nid_of(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kMd5:
      return NID_md5;
    case DigestAlgorithm::kSha1:
      return NID_sha1;
    case DigestAlgorithm::kSha224:
      return NID_sha224;
    case DigestAlgorithm::kSha256:
      return NID_sha256;
    case DigestAlgorithm::kSha384:
      return NID_sha384;
    case DigestAlgorithm::kSha512:
      return NID_sha512;
    case DigestAlgorithm::kSha3224:
      return NID_sha3_224;
    case DigestAlgorithm::kSha3256:
      return NID_sha3_256;
    case DigestAlgorithm::kSha3384:
      return NID_sha3_384;
    case DigestAlgorithm::kSha3512:
      return NID_sha3_512;
  }
  check_failed("a digest without an identifier", __FILE__, __LINE__);
}

// A refusal is an answer: what it left in this thread's error queue must not reach a later error.
bool answer(int result) {
  if (result != 1) ERR_clear_error();
  return result == 1;
}

}  // namespace

EcKey ec_private_key(Curve curve, const BIGNUM& scalar) {
  const EC_GROUP& group = group_of(curve);
  Point point(EC_POINT_new(&group));
  ASSAY_CHECK(point && EC_POINT_mul(&group, point.get(), &scalar, nullptr, nullptr, nullptr) == 1);
  EcKey key(new_key(curve).release(), Freer<EC_KEY_free>());
  ASSAY_CHECK(EC_KEY_set_private_key(key.get(), &scalar) == 1 &&
              EC_KEY_set_public_key(key.get(), point.get()) == 1);
  return key;
}

EcKey ec_key_of_generator(Curve curve, BytesView point) {
  const Group group(EC_GROUP_dup(&group_of(curve)));
  ASSAY_CHECK(group != nullptr);
  const Point generator(EC_POINT_new(group.get()));
  EcKey key(EC_KEY_new(), Freer<EC_KEY_free>());
  ASSAY_CHECK(
      generator && key &&
      EC_POINT_oct2point(group.get(), generator.get(), point.data(), point.size(), nullptr) == 1 &&
      EC_GROUP_set_generator(group.get(), generator.get(), EC_GROUP_get0_order(&group_of(curve)),
                             EC_GROUP_get0_cofactor(&group_of(curve))) == 1 &&
      EC_KEY_set_group(key.get(), group.get()) == 1 &&
      EC_KEY_set_private_key(key.get(), BN_value_one()) == 1 &&
      EC_KEY_set_public_key(key.get(), generator.get()) == 1);
  return key;
}

EcKey ec_public_key(Curve curve, BytesView point) {
  // libcrypto also takes the point at infinity (00) and the hybrid forms (06, 07); SEC 1 section
  // 2.3.3 has no hybrids and RFC 5480 section 2.2 neither.
  const bool form_known = !point.empty() && point.front() >= 0x02 && point.front() <= 0x04;
  if (!form_known) return nullptr;
  const auto shelve = [curve](EC_KEY* gone) { Shelf::put(curve, EcObject(gone)); };
  EcKey key(Shelf::take(curve).release(), shelve);
  if (!answer(EC_KEY_oct2key(key.get(), point.data(), point.size(), nullptr))) return nullptr;
  return key;
}

Bytes ecdsa_sign(EC_KEY& key, BytesView digest, const BIGNUM& k) {
  const EC_GROUP& group = *EC_KEY_get0_group(&key);
  const BignumContext context(BN_CTX_new());
  ASSAY_CHECK(context != nullptr);
  const Bignum inverse(BN_mod_inverse(nullptr, &k, EC_GROUP_get0_order(&group), context.get()));
  const Bignum r = nonce_point(group, k, context.get());
  ASSAY_CHECK(inverse != nullptr);
  if (BN_is_zero(r.get())) return {};
  const Signature signature(ECDSA_do_sign_ex(digest.data(), static_cast<int>(digest.size()),
                                             inverse.get(), r.get(), &key));
  if (signature == nullptr) {
    ERR_clear_error();
    return {};
  }
  Bytes der(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)));
  std::uint8_t* out = der.data();
  i2d_ECDSA_SIG(signature.get(), &out);
  return der;
}

bool ecdsa_verify(EC_KEY& key, BytesView digest, BytesView signature) {
  return answer(ECDSA_verify(0, digest.data(), static_cast<int>(digest.size()), signature.data(),
                             static_cast<int>(signature.size()), &key));
}

void sha256_into(BytesView message, std::span<std::uint8_t, 32> out) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, message.data(), message.size());
  SHA256_Final(out.data(), &context);
}

RsaKey rsa_public_key(BytesView modulus, BytesView exponent) {
  RsaKey key(RSA_new(), Freer<RSA_free>());
  ASSAY_CHECK(key != nullptr);
  Bignum n = to_bignum(modulus);
  Bignum e = to_bignum(exponent);
  ASSAY_CHECK(RSA_set0_key(key.get(), n.get(), e.get(), nullptr) == 1);
  // The key owns them now.
  static_cast<void>(n.release());
  static_cast<void>(e.release());
  return key;
}

bool rsa_verify(RSA& key, DigestAlgorithm algorithm, BytesView digest, BytesView signature) {
  return answer(RSA_verify(nid_of(algorithm), digest.data(), static_cast<unsigned>(digest.size()),
                           signature.data(), static_cast<unsigned>(signature.size()), &key));
}

bool rsa_verify_pss(RSA& key, const PssParameters& how, BytesView digest, BytesView signature) {
  // RFC 8017 section 8.1.2: as long as the modulus; libcrypto also takes shorter ones.
  const auto size = static_cast<std::size_t>(RSA_size(&key));
  if (signature.size() != size || how.salt_size > size) return false;
  Bytes encoded(size);
  return answer(RSA_public_decrypt(static_cast<int>(size), signature.data(), encoded.data(), &key,
                                   RSA_NO_PADDING) == static_cast<int>(size)) &&
         answer(RSA_verify_PKCS1_PSS_mgf1(&key, digest.data(),
                                          EVP_get_digestbynid(nid_of(how.digest)),
                                          EVP_get_digestbynid(nid_of(how.mask_digest)),
                                          encoded.data(), static_cast<int>(how.salt_size)));
}

DsaKey dsa_public_key(const DsaParameters& parameters, BytesView y) {
  Bignum p = to_bignum(parameters.p);
  Bignum q = to_bignum(parameters.q);
  Bignum g = to_bignum(parameters.g);
  Bignum key_number = to_bignum(y);
  const auto in_group = [&](const BIGNUM* number) {
    return BN_cmp(number, BN_value_one()) > 0 && BN_cmp(number, p.get()) < 0;
  };
  const int q_bits = BN_num_bits(q.get());
  if (!BN_is_odd(p.get()) || !BN_is_odd(q.get()) || BN_cmp(q.get(), p.get()) >= 0 ||
      (q_bits != 160 && q_bits != 224 && q_bits != 256) || !in_group(g.get()) ||
      !in_group(key_number.get())) {
    return nullptr;
  }
  DsaKey key(DSA_new(), Freer<DSA_free>());
  ASSAY_CHECK(key != nullptr && DSA_set0_pqg(key.get(), p.get(), q.get(), g.get()) == 1 &&
              DSA_set0_key(key.get(), key_number.get(), nullptr) == 1);
  // The key owns them now.
  static_cast<void>(p.release());
  static_cast<void>(q.release());
  static_cast<void>(g.release());
  static_cast<void>(key_number.release());
  return key;
}

bool dsa_verify(DSA& key, BytesView digest, BytesView signature) {
  return answer(DSA_verify(0, digest.data(), static_cast<int>(digest.size()), signature.data(),
                           static_cast<int>(signature.size()), &key));
}

}  // namespace assay::libcrypto
