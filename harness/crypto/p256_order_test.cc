#include "harness/crypto/p256_order.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "harness/crypto/digest.h"
#include "harness/crypto/handles.h"

namespace assay::p256 {
namespace {

using libcrypto::Bignum;

Bytes octets_of(const Number& number) {
  Bytes octets(32);
  to_octets(number, std::span<std::uint8_t, 32>(octets));
  return octets;
}

Number number_of(BytesView octets) { return from_octets(octets.first<32>()); }

Number number_of(const BIGNUM& number) { return number_of(libcrypto::to_octets(number, 32)); }

Bignum bignum_of(const Number& number) { return libcrypto::to_bignum(octets_of(number)); }

// What is near a carry, a borrow or the order, and numbers like any other.
std::vector<Number> numbers() {
  constexpr std::uint64_t kFull = ~std::uint64_t{0};
  std::vector<Number> list = {{0, 0, 0, 0},
                              {1, 0, 0, 0},
                              {2, 0, 0, 0},
                              {kFull, 0, 0, 0},
                              {0, 1, 0, 0},
                              {kFull, kFull, 0, 0},
                              {kFull, kFull, kFull, 0},
                              {0, 0, 0, 1},
                              {0, 0, 0, kOrder[3]},
                              {kFull, kFull, kFull, kOrder[3] - 1}};
  for (const std::uint64_t less : {1U, 2U, 3U, 0x51U}) {
    Number near = kOrder;
    near[0] -= less;
    list.push_back(near);
  }
  for (const char* label : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
    list.push_back(reduced(number_of(sha256(as_bytes(label)))));
  }
  return list;
}

// At least n, below 2^256.
std::vector<Number> unreduced() {
  std::vector<Number> list = {kOrder, {~0ULL, ~0ULL, ~0ULL, ~0ULL}};
  Number above = kOrder;
  ++above[0];
  list.push_back(above);
  above = kOrder;
  ++above[3];
  list.push_back(above);
  return list;
}

class P256Order : public testing::Test {
 protected:
  Bignum order = bignum_of(kOrder);
  libcrypto::BignumContext context{BN_CTX_new()};
};

TEST_F(P256Order, IsThatOfLibcryptosGroup) {
  const libcrypto::Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
  EXPECT_EQ(BN_cmp(EC_GROUP_get0_order(group.get()), order.get()), 0);
}

TEST_F(P256Order, NumbersBelowItStayAndOthersLoseItOnce) {
  for (const Number& each : numbers()) EXPECT_EQ(reduced(each), each);
  for (const Number& each : unreduced()) {
    const Bignum rest(BN_new());
    ASSERT_EQ(BN_sub(rest.get(), bignum_of(each).get(), order.get()), 1);
    EXPECT_EQ(reduced(each), number_of(*rest)) << hex(octets_of(each));
  }
}

TEST_F(P256Order, OctetsSurviveTheRoundTrip) {
  for (const Number& each : numbers()) EXPECT_EQ(number_of(octets_of(each)), each);
  for (const Number& each : unreduced()) EXPECT_EQ(number_of(octets_of(each)), each);
}

TEST_F(P256Order, SumsAreThoseOfLibcrypto) {
  for (const Number& a : numbers()) {
    for (const Number& b : numbers()) {
      const Bignum sum(BN_new());
      ASSERT_EQ(
          BN_mod_add(sum.get(), bignum_of(a).get(), bignum_of(b).get(), order.get(), context.get()),
          1);
      EXPECT_EQ(add(a, b), number_of(*sum)) << hex(octets_of(a)) << " " << hex(octets_of(b));
    }
  }
}

TEST_F(P256Order, ProductsAreThoseOfLibcrypto) {
  for (const Number& a : numbers()) {
    for (const Number& b : numbers()) {
      const Bignum product(BN_new());
      ASSERT_EQ(BN_mod_mul(product.get(), bignum_of(a).get(), bignum_of(b).get(), order.get(),
                           context.get()),
                1);
      EXPECT_EQ(multiply(to_montgomery(a), b), number_of(*product))
          << hex(octets_of(a)) << " " << hex(octets_of(b));
    }
  }
}

TEST_F(P256Order, InversesAreThoseOfLibcrypto) {
  for (const Number& each : numbers()) {
    if (is_zero(each)) continue;
    const Bignum turned(BN_mod_inverse(nullptr, bignum_of(each).get(), order.get(), context.get()));
    EXPECT_EQ(inverse(each), number_of(*turned)) << hex(octets_of(each));
  }
}

}  // namespace
}  // namespace assay::p256
