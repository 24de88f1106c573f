#include "harness/crypto/ecdsa_pool.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "harness/crypto/curve.h"
#include "harness/crypto/digest.h"
#include "harness/crypto/handles.h"

namespace assay {
namespace {

using p256::Number;

// Writes an INTEGER of 32 octets of magnitude in the fewest octets, and returns its size. All 35
// octets of `out` may be written.
std::size_t put_integer(const Number& number, std::uint8_t* out) {
  std::array<std::uint8_t, 33> octets{};  // one zero in front
  p256::to_octets(number, std::span(octets).last<32>());
  std::size_t skip = 0;
  while (skip < 32 && octets[skip] == 0 && octets[skip + 1] < 0x80) ++skip;
  const std::size_t size = octets.size() - skip;
  out[0] = 0x02;
  out[1] = static_cast<std::uint8_t>(size);
  std::memcpy(out + 2, octets.data() + skip, size);
  return 2 + size;
}

// k of 1 to n - 1, from 64 bits more than n has (FIPS 186-4 section B.5.1).
libcrypto::Bignum derive_nonce(BytesView seed, std::uint64_t number, BN_CTX* context) {
  Bytes message = to_bytes(as_bytes("assay nonce, known to all"));
  for (int shift = 56; shift >= 0; shift -= 8) {
    message.push_back(static_cast<std::uint8_t>(number >> shift));
  }
  append(message, seed);
  Bytes wide = sha512(message);
  wide.resize(40);
  const libcrypto::Bignum drawn = libcrypto::to_bignum(wide);
  const BIGNUM* order = EC_GROUP_get0_order(&libcrypto::group_of(Curve::kP256));
  const libcrypto::Bignum below(BN_dup(order));
  libcrypto::Bignum k(BN_new());
  ASSAY_CHECK(below && k && BN_sub_word(below.get(), 1) == 1 &&
              BN_mod(k.get(), drawn.get(), below.get(), context) == 1 &&
              BN_add_word(k.get(), 1) == 1);
  return k;
}

Number number_of(const BIGNUM& number) {
  const Bytes octets = libcrypto::to_octets(number, 32);
  return p256::from_octets(BytesView(octets).first<32>());
}

// r: the x-coordinate of kG, modulo n.
Number r_of(const BIGNUM& k, BN_CTX* context) {
  const EC_GROUP& group = libcrypto::group_of(Curve::kP256);
  const libcrypto::Point point(EC_POINT_new(&group));
  const libcrypto::Bignum x(BN_new());
  ASSAY_CHECK(point && x && EC_POINT_mul(&group, point.get(), &k, nullptr, nullptr, context) == 1 &&
              EC_POINT_get_affine_coordinates(&group, point.get(), x.get(), nullptr, context) == 1);
  return p256::reduced(number_of(*x));
}

}  // namespace

std::shared_ptr<const NoncePool> NoncePool::derive(BytesView seed, std::size_t size) {
  ASSAY_CHECK(size > 0);
  libcrypto::start();
  const libcrypto::BignumContext context(BN_CTX_new());
  ASSAY_CHECK(context != nullptr);
  NoncePool pool;
  pool.nonces_.reserve(size);
  for (std::uint64_t number = 0; pool.nonces_.size() < size; ++number) {
    const libcrypto::Bignum k = derive_nonce(seed, number, context.get());
    const Number r = r_of(*k, context.get());
    if (p256::is_zero(r)) continue;
    Nonce nonce{};
    nonce.inverse = p256::to_montgomery(p256::inverse(number_of(*k)));
    nonce.r = p256::to_montgomery(r);
    nonce.r_size = static_cast<std::uint8_t>(put_integer(r, nonce.r_der.data()));
    pool.nonces_.push_back(nonce);
  }
  return std::make_shared<const NoncePool>(std::move(pool));
}

Result<PooledSigner> PooledSigner::open(const PrivateKey& key,
                                        std::shared_ptr<const NoncePool> pool) {
  if (key.type() != KeyType::kP256) {
    return input_error("a " + std::string(name_of(key.type())) +
                       " key does not sign with a pool of nonces: that is for p256 only");
  }
  const Bytes scalar = key.scalar();
  return PooledSigner(p256::from_octets(BytesView(scalar).first<32>()), std::move(pool));
}

std::size_t PooledSigner::sign(BytesView digest, std::span<std::uint8_t, kMaxSize> out) const {
  std::array<std::uint8_t, 32> leftmost{};
  const std::size_t size = std::min(digest.size(), leftmost.size());
  std::memcpy(leftmost.data() + leftmost.size() - size, digest.data(), size);
  const Number z = p256::reduced(p256::from_octets(leftmost));
  const std::span<const NoncePool::Nonce> nonces = pool_->nonces();
  for (std::size_t i = 0; i < nonces.size(); ++i) {
    const NoncePool::Nonce& nonce = nonces[(z[0] + i) % nonces.size()];
    const Number s = p256::multiply(p256::add(z, p256::multiply(nonce.r, scalar_)), nonce.inverse);
    // FIPS 186-4 section 6.4: another nonce then.
    if (p256::is_zero(s)) continue;
    std::memcpy(out.data() + 2, nonce.r_der.data(), nonce.r_der.size());
    const std::size_t both = nonce.r_size + put_integer(s, out.data() + 2 + nonce.r_size);
    out[0] = 0x30;
    out[1] = static_cast<std::uint8_t>(both);
    return 2 + both;
  }
  check_failed("a digest that no nonce of the pool signs", __FILE__, __LINE__);
}

}  // namespace assay
