#include "harness/crypto/p256_order.h"

namespace assay::p256 {
namespace {

constexpr Number kOne = {1, 0, 0, 0};

// 2^512 modulo n.
constexpr Number kSquareOfRadix = {0x83244c95be79eea2, 0x4699799c49bd6fa6, 0x2845b2392b6bec59,
                                   0x66e12d94f3d95620};

}  // namespace

Number to_montgomery(const Number& a) { return multiply(a, kSquareOfRadix); }

Number inverse(const Number& a) {
  Number exponent = kOrder;
  exponent[0] -= 2;
  const Number base = to_montgomery(a);
  Number power = to_montgomery(kOne);
  for (std::size_t bit = 256; bit-- > 0;) {
    power = multiply(power, power);
    if ((exponent[bit / 64] >> (bit % 64) & 1) != 0) power = multiply(power, base);
  }
  return multiply(power, kOne);
}

}  // namespace assay::p256
