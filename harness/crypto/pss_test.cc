#include "harness/crypto/pss.h"

#include <gtest/gtest.h>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/base/row_name.h"
#include "harness/crypto/signer_for_test.h"

namespace assay {
namespace {

constexpr auto kSha1 = DigestAlgorithm::kSha1;
constexpr auto kSha256 = DigestAlgorithm::kSha256;
constexpr auto kSha512 = DigestAlgorithm::kSha512;

TestSigner signer_of(const std::string& key) {
  return TestSigner::rsa(*read_file(source_dir() + "/vectors/keys/" + key));
}

struct Keys {
  TestSigner signer;
  Bytes modulus = signer.number(OSSL_PKEY_PARAM_RSA_N);
  Bytes exponent = signer.number(OSSL_PKEY_PARAM_RSA_E);
  PublicKey plain = *PublicKey::rsa(modulus, exponent);
  PublicKey unlimited = *PublicKey::rsa_pss(modulus, exponent, std::nullopt);

  explicit Keys(const std::string& file = "rsa2048-00.pem") : signer(signer_of(file)) {}

  PublicKey limited(const PssParameters& limits) const {
    return *PublicKey::rsa_pss(modulus, exponent, limits);
  }
};

struct PssRow {
  const char* name;
  PssParameters made;
  PssParameters claimed;
  bool good;
};

constexpr PssRow kPss[] = {
    {"defaults", {}, {}, true},
    {"sha224",
     {DigestAlgorithm::kSha224, DigestAlgorithm::kSha224, 28},
     {DigestAlgorithm::kSha224, DigestAlgorithm::kSha224, 28},
     true},
    {"sha256", {kSha256, kSha256, 32}, {kSha256, kSha256, 32}, true},
    {"sha384",
     {DigestAlgorithm::kSha384, DigestAlgorithm::kSha384, 48},
     {DigestAlgorithm::kSha384, DigestAlgorithm::kSha384, 48},
     true},
    {"sha512", {kSha512, kSha512, 64}, {kSha512, kSha512, 64}, true},
    {"mask_of_another_digest", {kSha256, kSha1, 32}, {kSha256, kSha1, 32}, true},
    {"no_salt", {kSha256, kSha256, 0}, {kSha256, kSha256, 0}, true},
    {"longest_salt", {kSha256, kSha256, 222}, {kSha256, kSha256, 222}, true},
    {"another_digest", {kSha256, kSha256, 32}, {kSha512, kSha256, 32}, false},
    {"another_mask", {kSha256, kSha256, 32}, {kSha256, kSha1, 32}, false},
    {"shorter_salt_than_said", {kSha256, kSha256, 31}, {kSha256, kSha256, 32}, false},
    {"longer_salt_than_said", {kSha256, kSha256, 33}, {kSha256, kSha256, 32}, false},
    {"salt_beyond_the_modulus", {kSha256, kSha256, 32}, {kSha256, kSha256, 223}, false},
    // As an int, it would ask libcrypto to find the salt's length out.
    {"salt_of_no_int", {kSha256, kSha256, 32}, {kSha256, kSha256, 0xffff'fffe}, false},
};

class PssTest : public testing::TestWithParam<PssRow> {};

TEST_P(PssTest, verifies_with_its_own_parameters_only) {
  const PssRow& row = GetParam();
  const Keys keys;
  const Bytes signature = keys.signer.sign_pss(row.made, as_bytes("message"));
  for (const PublicKey& key : {keys.plain, keys.unlimited}) {
    EXPECT_EQ(key.verify_pss(row.claimed, as_bytes("message"), signature), row.good);
    EXPECT_FALSE(key.verify_pss(row.claimed, as_bytes("massage"), signature));
  }
}

INSTANTIATE_TEST_SUITE_P(PublicKey, PssTest, testing::ValuesIn(kPss), RowName());

struct LimitRow {
  const char* name;
  PssParameters signature;
  bool good;
};

constexpr PssParameters kLimits{kSha256, kSha256, 32};

constexpr LimitRow kLimited[] = {
    {"the_same", {kSha256, kSha256, 32}, true},
    {"longer_salt", {kSha256, kSha256, 33}, true},
    {"shorter_salt", {kSha256, kSha256, 31}, false},
    {"another_digest", {kSha512, kSha256, 32}, false},
    {"another_mask", {kSha256, kSha512, 32}, false},
};

class PssLimitTest : public testing::TestWithParam<LimitRow> {};

TEST_P(PssLimitTest, of_a_key_binds_its_signatures) {
  const Keys keys;
  const Bytes signature = keys.signer.sign_pss(GetParam().signature, as_bytes("message"));
  const auto verifies = [&](const PublicKey& key) {
    return key.verify_pss(GetParam().signature, as_bytes("message"), signature);
  };
  EXPECT_TRUE(verifies(keys.unlimited));
  EXPECT_EQ(verifies(keys.limited(kLimits)), GetParam().good);
}

INSTANTIATE_TEST_SUITE_P(PublicKey, PssLimitTest, testing::ValuesIn(kLimited), RowName());

TEST(PssKey, verifies_no_pkcs1_signature) {
  const Keys keys;
  constexpr auto kAlgorithm = SignatureAlgorithm::kSha256WithRsa;
  const Bytes signature = keys.signer.sign(kAlgorithm, as_bytes("message"));
  EXPECT_TRUE(keys.plain.verify(kAlgorithm, as_bytes("message"), signature));
  EXPECT_FALSE(keys.plain.verify_pss(kLimits, as_bytes("message"), signature));
  for (const PublicKey& key : {keys.unlimited, keys.limited(kLimits)}) {
    EXPECT_EQ(key.family(), KeyFamily::kRsaPss);
    EXPECT_FALSE(key.verify(kAlgorithm, as_bytes("message"), signature));
  }
}

TEST(PssKey, has_the_same_numbers_as_any_of_rsa) {
  EXPECT_FALSE(PublicKey::rsa_pss(Bytes(256, 0xfe), Bytes{1, 0, 1}, std::nullopt));
  EXPECT_FALSE(PublicKey::rsa_pss({}, Bytes{1, 0, 1}, std::nullopt));
}

TEST(Pss, no_key_of_another_family_verifies_it) {
  const Rfc6979Dsa dsa;
  const Keys keys;
  const Bytes signature = keys.signer.sign_pss(kLimits, as_bytes("message"));
  EXPECT_FALSE(
      PublicKey::dsa(dsa.parameters(), dsa.y)->verify_pss(kLimits, as_bytes("message"), signature));
}

Bytes with_zero_in_front(Bytes number) {
  number.insert(number.begin(), 0);
  return number;
}

// One in 256 has a zero octet in front, without which it is the same number.
TEST(RsaSignature, is_as_long_as_the_modulus) {
  const Keys keys("rsa1024-00.pem");
  constexpr auto kAlgorithm = SignatureAlgorithm::kSha256WithRsa;
  bool found = false;
  for (int i = 0; i < 10'000 && !found; ++i) {
    const std::string message = "message " + std::to_string(i);
    const Bytes signature = keys.signer.sign(kAlgorithm, as_bytes(message));
    EXPECT_FALSE(keys.plain.verify(kAlgorithm, as_bytes(message), with_zero_in_front(signature)));
    found = signature.front() == 0;
    EXPECT_FALSE(keys.plain.verify(kAlgorithm, as_bytes(message), BytesView(signature).subspan(1)));
  }
  EXPECT_TRUE(found);
}

TEST(RsaSignature, of_pss_is_as_long_as_the_modulus) {
  const Keys keys("rsa1024-00.pem");
  bool found = false;
  for (int i = 0; i < 10'000 && !found; ++i) {
    const Bytes signature = keys.signer.sign_pss(kLimits, as_bytes("message"));
    EXPECT_FALSE(
        keys.plain.verify_pss(kLimits, as_bytes("message"), with_zero_in_front(signature)));
    found = signature.front() == 0;
    EXPECT_FALSE(
        keys.plain.verify_pss(kLimits, as_bytes("message"), BytesView(signature).subspan(1)));
  }
  EXPECT_TRUE(found);
}

// a + b, with one octet more than they have.
Bytes sum_of(BytesView a, BytesView b) {
  Bytes sum(a.size() + 1);
  unsigned carry = 0;
  for (std::size_t i = a.size(); i-- > 0;) {
    carry += unsigned{a[i]} + b[i];
    sum[i + 1] = static_cast<std::uint8_t>(carry & 0xff);
    carry >>= 8;
  }
  sum.front() = static_cast<std::uint8_t>(carry);
  return sum;
}

// s + n is s to the modulus, and often as many octets long.
TEST(RsaSignature, is_below_the_modulus) {
  const Keys keys("rsa1024-00.pem");
  bool found = false;
  for (int i = 0; i < 10'000 && !found; ++i) {
    const Bytes signature = keys.signer.sign_pss(kLimits, as_bytes("message"));
    const Bytes sum = sum_of(signature, keys.modulus);
    found = sum.front() == 0;
    EXPECT_FALSE(keys.plain.verify_pss(kLimits, as_bytes("message"), BytesView(sum).subspan(1)));
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace assay
