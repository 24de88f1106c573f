#include "harness/crypto/public_key.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"
#include "harness/crypto/private_key.h"

namespace assay {
namespace {

PrivateKey key_of(KeyType type) { return *PrivateKey::derive(type, as_bytes("public key test")); }

// RFC 8032 section 7.1, test 3.
constexpr const char* kEd25519Public =
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
constexpr const char* kEd25519Message = "af82";
constexpr const char* kEd25519Signature =
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

TEST(Ed25519, verifies_the_vector_of_rfc8032_and_no_other_message) {
  const auto key = PublicKey::ed25519(*from_hex(kEd25519Public));
  ASSERT_TRUE(key);
  const Bytes signature = *from_hex(kEd25519Signature);
  EXPECT_TRUE(key->verify(SignatureAlgorithm::kEd25519, *from_hex(kEd25519Message), signature));
  EXPECT_FALSE(key->verify(SignatureAlgorithm::kEd25519, *from_hex("af83"), signature));
}

// S + L is S to the order L (RFC 8032 section 5.1.7: S is below L).
TEST(Ed25519, a_signature_with_a_number_beyond_the_order_is_refused) {
  const Bytes order = *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  const auto key = PublicKey::ed25519(*from_hex(kEd25519Public));
  ASSERT_TRUE(key);
  Bytes signature = *from_hex(kEd25519Signature);
  unsigned carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += unsigned{signature[32 + i]} + order[i];
    signature[32 + i] = static_cast<std::uint8_t>(carry & 0xff);
    carry >>= 8;
  }
  EXPECT_EQ(carry, 0U);
  EXPECT_FALSE(key->verify(SignatureAlgorithm::kEd25519, *from_hex(kEd25519Message), signature));
}

// RFC 8032 section 7.4, "1 octet".
constexpr const char* kEd448Public =
    "43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c0866aea01eb00742802b8438ea4cb8216"
    "9c235160627b4c3a9480";
constexpr const char* kEd448Signature =
    "26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f4352541b143c4b981b7e18f62de8ccdf6"
    "33fc1bf037ab7cd779805e0dbcc0aae1cbcee1afb2e027df36bc04dcecbf154336c19f0af7e0a6472905e799f1953d"
    "2a0ff3348ab21aa4adafd1d234441cf807c03a00";

TEST(Ed448, verifies_the_vector_of_rfc8032_and_no_other_message) {
  const auto key = PublicKey::ed448(*from_hex(kEd448Public));
  ASSERT_TRUE(key);
  EXPECT_EQ(key->family(), KeyFamily::kEd448);
  const Bytes signature = *from_hex(kEd448Signature);
  EXPECT_TRUE(key->verify(SignatureAlgorithm::kEd448, Bytes{3}, signature));
  EXPECT_FALSE(key->verify(SignatureAlgorithm::kEd448, Bytes{4}, signature));
  EXPECT_FALSE(key->verify(SignatureAlgorithm::kEd25519, Bytes{3}, signature));
  EXPECT_FALSE(key->verify(SignatureAlgorithm::kEd448, Bytes{3}, BytesView(signature).first(113)));
}

TEST(Ed448, a_key_of_another_size_is_an_error) {
  EXPECT_FALSE(PublicKey::ed448(Bytes(56)));
  EXPECT_FALSE(PublicKey::ed448(Bytes(58)));
  EXPECT_FALSE(PublicKey::ed448(Bytes(32)));
}

TEST(Ed25519, a_key_of_another_size_is_an_error) {
  EXPECT_FALSE(PublicKey::ed25519(Bytes(31)));
  EXPECT_FALSE(PublicKey::ed25519(Bytes(33)));
  EXPECT_FALSE(PublicKey::ed25519({}));
}

// The point of the key that RFC 6979 section A.2.5 uses, and its signature over "sample".
constexpr const char* kPoint =
    "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
constexpr const char* kR = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
constexpr const char* kS = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
constexpr const char* kOrder = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

struct SignatureRow {
  const char* name;
  std::string hex;
  bool good;
};

std::vector<SignatureRow> ecdsa_signatures() {
  const std::string r = kR;
  const std::string s = kS;
  const std::string n = kOrder;
  return {
      {"the_rfc_s_own", "3046022100" + r + "022100" + s, true},
      {"octets_after_it", "3046022100" + r + "022100" + s + "00", false},
      {"length_not_minimal", "308146022100" + r + "022100" + s, false},
      {"length_indefinite", "3080022100" + r + "022100" + s + "0000", false},
      {"a_third_integer", "3049022100" + r + "022100" + s + "020100", false},
      {"tag_of_a_set", "3146022100" + r + "022100" + s, false},
      {"integer_not_minimal", "304702220000" + r + "022100" + s, false},
      {"integer_negative", "30450220" + r + "022100" + s, false},
      {"r_zero", "3026020100022100" + s, false},
      {"s_zero", "3026022100" + r + "020100", false},
      {"r_is_the_order", "3046022100" + n + "022100" + s, false},
      {"s_is_the_order", "3046022100" + r + "022100" + n, false},
      {"r_and_s_exchanged", "3046022100" + s + "022100" + r, false},
      {"empty", "", false},
      {"raw_r_and_s", r + s, false},
  };
}

class EcdsaSignatureTest : public testing::TestWithParam<SignatureRow> {};

TEST_P(EcdsaSignatureTest, is_taken_in_der_and_in_range_only) {
  const auto key = PublicKey::ec(Curve::kP256, *from_hex(kPoint));
  ASSERT_TRUE(key);
  EXPECT_EQ(key->verify(SignatureAlgorithm::kEcdsaWithSha256, as_bytes("sample"),
                        *from_hex(GetParam().hex)),
            GetParam().good);
}

INSTANTIATE_TEST_SUITE_P(PublicKey, EcdsaSignatureTest, testing::ValuesIn(ecdsa_signatures()),
                         RowName());

struct PointRow {
  const char* name;
  std::string hex;
  bool good;
};

std::vector<PointRow> points() {
  const std::string point = kPoint;
  return {
      {"uncompressed", point, true},
      {"compressed_odd", "03" + point.substr(2, 64), true},
      {"not_on_the_curve", point.substr(0, 129) + "8", false},
      {"infinity", "00", false},
      {"hybrid", "07" + point.substr(2), false},
      {"cut", point.substr(0, 128), false},
      {"one_octet_more", point + "00", false},
      {"empty", "", false},
  };
}

class PointTest : public testing::TestWithParam<PointRow> {};

TEST_P(PointTest, is_a_key_when_it_is_on_the_curve) {
  EXPECT_EQ(PublicKey::ec(Curve::kP256, *from_hex(GetParam().hex)).has_value(), GetParam().good);
}

INSTANTIATE_TEST_SUITE_P(PublicKey, PointTest, testing::ValuesIn(points()), RowName());

TEST(PublicKey, no_algorithm_of_another_family_or_digest_verifies) {
  const auto key = PublicKey::ec(Curve::kP256, *from_hex(kPoint));
  ASSERT_TRUE(key);
  const Bytes signature = *from_hex(ecdsa_signatures().front().hex);
  for (const auto& [algorithm, name] : EnumNames<SignatureAlgorithm>::kNames) {
    EXPECT_EQ(key->verify(algorithm, as_bytes("sample"), signature),
              algorithm == SignatureAlgorithm::kEcdsaWithSha256)
        << name;
  }
}

TEST(PublicKey, the_key_of_another_verifies_nothing) {
  for (const KeyType type : {KeyType::kP256, KeyType::kP384, KeyType::kP521, KeyType::kEd25519}) {
    const SignatureAlgorithm algorithm = default_algorithm(type);
    const Bytes signature = *key_of(type).sign(algorithm, as_bytes("message"));
    const PrivateKey other = *PrivateKey::derive(type, as_bytes("another"));
    const auto verifier = PublicKey::from_spki(other.spki());
    ASSERT_TRUE(verifier);
    EXPECT_FALSE(verifier->verify(algorithm, as_bytes("message"), signature)) << name_of(type);
  }
}

TEST(PublicKey, an_spki_cut_or_followed_by_more_is_an_error) {
  const Bytes der = key_of(KeyType::kP384).spki();
  for (std::size_t size = 0; size < der.size(); ++size) {
    EXPECT_FALSE(PublicKey::from_spki(BytesView(der).first(size))) << size;
  }
  Bytes longer = der;
  longer.push_back(0);
  EXPECT_FALSE(PublicKey::from_spki(longer));
}

struct RsaRow {
  const char* name;
  Bytes modulus;
  Bytes exponent;
  bool good;
};

std::vector<RsaRow> rsa_numbers() {
  Bytes odd(256, 0xff);
  Bytes even = odd;
  even.back() = 0xfe;
  Bytes with_zero = odd;
  with_zero.insert(with_zero.begin(), 0);
  return {
      {"odd_modulus", odd, {1, 0, 1}, true},
      {"leading_zero", with_zero, {1, 0, 1}, true},
      {"even_modulus", even, {1, 0, 1}, false},
      {"no_modulus", {}, {3}, false},
      {"no_exponent", odd, {}, false},
      {"exponent_zero", odd, {0, 0}, false},
      {"exponent_one", odd, {1}, false},
      {"exponent_one_after_zeros", odd, {0, 1}, false},
      {"exponent_even", odd, {1, 0, 0}, false},
      {"exponent_three", odd, {3}, true},
      {"exponent_beyond_the_modulus", odd, Bytes(257, 0xff), false},
      {"16384_bits", Bytes(2048, 0xff), {3}, true},
      {"beyond_16384_bits", Bytes(2049, 0xff), {3}, false},
  };
}

class RsaNumbersTest : public testing::TestWithParam<RsaRow> {};

TEST_P(RsaNumbersTest, make_a_key_or_an_error) {
  const auto key = PublicKey::rsa(GetParam().modulus, GetParam().exponent);
  ASSERT_EQ(key.has_value(), GetParam().good);
  // A key of chance numbers verifies nothing, and does not fall over.
  if (key) {
    EXPECT_FALSE(key->verify(SignatureAlgorithm::kSha256WithRsa, as_bytes("m"), Bytes(256, 1)));
  }
}

INSTANTIATE_TEST_SUITE_P(PublicKey, RsaNumbersTest, testing::ValuesIn(rsa_numbers()), RowName());

}  // namespace
}  // namespace assay
