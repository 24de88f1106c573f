// Arithmetic modulo n, the order of P-256's base point (SEC 2 section 2.4.2), in four words of 64
// bits, least significant first. In namespace p256 a Number is below n unless a function says
// otherwise.
//
// Not constant in time: it serves test keys only.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace assay::p256 {

using Number = std::array<std::uint64_t, 4>;
using Octets = std::span<const std::uint8_t, 32>;  // big endian

inline constexpr Number kOrder = {0xf3b9cac2fc632551, 0xbce6faada7179e84, 0xffffffffffffffff,
                                  0xffffffff00000000};

namespace detail {

__extension__ using Wide = unsigned __int128;

// -n^-1 modulo 2^64.
inline constexpr std::uint64_t kMinusInverse = 0xccd1c8aaee00bc4f;

// subtract_once() subtracts n where `high`:`number` is at least n.
inline Number subtract_once(const Number& number, std::uint64_t high) {
  Number less;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const Wide difference = static_cast<Wide>(number[i]) - kOrder[i] - borrow;
    less[i] = static_cast<std::uint64_t>(difference);
    borrow = static_cast<std::uint64_t>(difference >> 64) & 1;
  }
  const std::uint64_t keep = 0 - static_cast<std::uint64_t>(high == 0 && borrow == 1);
  for (std::size_t i = 0; i < 4; ++i) less[i] = (number[i] & keep) | (less[i] & ~keep);
  return less;
}

// Spelt out, so that compilers see one instruction.
inline std::uint64_t load(const std::uint8_t* at) {
  return static_cast<std::uint64_t>(at[0]) << 56 | static_cast<std::uint64_t>(at[1]) << 48 |
         static_cast<std::uint64_t>(at[2]) << 40 | static_cast<std::uint64_t>(at[3]) << 32 |
         static_cast<std::uint64_t>(at[4]) << 24 | static_cast<std::uint64_t>(at[5]) << 16 |
         static_cast<std::uint64_t>(at[6]) << 8 | static_cast<std::uint64_t>(at[7]);
}

inline void store(std::uint64_t word, std::uint8_t* at) {
  at[0] = static_cast<std::uint8_t>(word >> 56);
  at[1] = static_cast<std::uint8_t>(word >> 48);
  at[2] = static_cast<std::uint8_t>(word >> 40);
  at[3] = static_cast<std::uint8_t>(word >> 32);
  at[4] = static_cast<std::uint8_t>(word >> 24);
  at[5] = static_cast<std::uint8_t>(word >> 16);
  at[6] = static_cast<std::uint8_t>(word >> 8);
  at[7] = static_cast<std::uint8_t>(word);
}

}  // namespace detail

// reduced() takes any number of 256 bits: 2^256 is less than 2n.
inline Number reduced(const Number& number) { return detail::subtract_once(number, 0); }

inline Number add(const Number& a, const Number& b) {
  Number sum;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const detail::Wide word = static_cast<detail::Wide>(a[i]) + b[i] + carry;
    sum[i] = static_cast<std::uint64_t>(word);
    carry = static_cast<std::uint64_t>(word >> 64);
  }
  return detail::subtract_once(sum, carry);
}

// multiply() is Montgomery's product: a b 2^-256 modulo n (coarsely integrated operand scanning).
inline Number multiply(const Number& a, const Number& b) {
  using detail::Wide;
  std::array<std::uint64_t, 6> t{};
  for (std::size_t i = 0; i < 4; ++i) {
    Wide carry = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      carry += static_cast<Wide>(a[j]) * b[i] + t[j];
      t[j] = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    carry += t[4];
    t[4] = static_cast<std::uint64_t>(carry);
    t[5] = static_cast<std::uint64_t>(carry >> 64);
    const std::uint64_t m = t[0] * detail::kMinusInverse;
    carry = (static_cast<Wide>(m) * kOrder[0] + t[0]) >> 64;
    for (std::size_t j = 1; j < 4; ++j) {
      carry += static_cast<Wide>(m) * kOrder[j] + t[j];
      t[j - 1] = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    carry += t[4];
    t[3] = static_cast<std::uint64_t>(carry);
    t[4] = t[5] + static_cast<std::uint64_t>(carry >> 64);
  }
  return detail::subtract_once({t[0], t[1], t[2], t[3]}, t[4]);
}

// to_montgomery() is a 2^256 modulo n, so that multiply(to_montgomery(a), b) is a b.
Number to_montgomery(const Number& a);

// inverse() is a^-1 modulo n, by Fermat's little theorem. `a` is not zero.
Number inverse(const Number& a);

inline bool is_zero(const Number& a) { return (a[0] | a[1] | a[2] | a[3]) == 0; }

// from_octets() takes any 32 octets: the number may be n or above.
inline Number from_octets(Octets octets) {
  const std::uint8_t* at = octets.data();
  return {detail::load(at + 24), detail::load(at + 16), detail::load(at + 8), detail::load(at)};
}

inline void to_octets(const Number& number, std::span<std::uint8_t, 32> out) {
  for (std::size_t i = 0; i < 4; ++i) detail::store(number[3 - i], out.data() + 8 * i);
}

}  // namespace assay::p256
