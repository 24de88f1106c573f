// DSA (FIPS 186-4) under RFC 6979's keys.
#include <gtest/gtest.h>

#include "harness/base/row_name.h"
#include "harness/crypto/public_key.h"
#include "harness/crypto/signer_for_test.h"

namespace assay {
namespace {

constexpr auto kSha1 = SignatureAlgorithm::kDsaWithSha1;
constexpr auto kSha224 = SignatureAlgorithm::kDsaWithSha224;
constexpr auto kSha256 = SignatureAlgorithm::kDsaWithSha256;

// RFC 6979 appendix A.2.1, of "sample" with SHA-256.
constexpr const char* kR = "81f2f5850be5bc123c43f71a3033e9384611c545";
constexpr const char* kS = "4cdd914b65eb6c66a8aaad27299bee6b035f5e89";

struct SignatureRow {
  const char* name;
  SignatureAlgorithm algorithm;
  std::string hex;
  bool good;
};

std::vector<SignatureRow> signatures() {
  const std::string r = kR;
  const std::string s = kS;
  const std::string q = hex(Rfc6979Dsa().q);
  return {
      {"rfc6979_sha1", kSha1,
       "302c02142e1a0c2562b2912caaf89186fb0f42001585da55021429efb6b0aff2d7a68eb70ca313022253b9a88df"
       "5",
       true},
      {"rfc6979_sha224", kSha224,
       "302c02144bc3b686aea70145856814a6f1bb53346f02101e0214410697b92295d994d21edd2f4ada85566f6f94c"
       "1",
       true},
      {"rfc6979_sha256", kSha256, "302d021500" + r + "0214" + s, true},
      {"another_digest", kSha1, "302d021500" + r + "0214" + s, false},
      {"octets_after_it", kSha256, "302d021500" + r + "0214" + s + "00", false},
      {"length_not_minimal", kSha256, "30812d021500" + r + "0214" + s, false},
      {"length_indefinite", kSha256, "3080021500" + r + "0214" + s + "0000", false},
      {"integer_not_minimal", kSha256, "302e021500" + r + "021500" + s, false},
      {"integer_negative", kSha256, "302c0214" + r + "0214" + s, false},
      {"r_zero", kSha256, "30190201000214" + s, false},
      {"s_zero", kSha256, "301a021500" + r + "020100", false},
      {"r_is_q", kSha256, "302d021500" + q + "0214" + s, false},
      {"s_is_q", kSha256, "302e021500" + r + "021500" + q, false},
      {"exchanged", kSha256, "302d0214" + s + "021500" + r, false},
      {"empty", kSha256, "", false},
  };
}

class DsaSignatureTest : public testing::TestWithParam<SignatureRow> {};

TEST_P(DsaSignatureTest, is_taken_in_der_and_in_range_only) {
  const Rfc6979Dsa numbers;
  const auto key = PublicKey::dsa(numbers.parameters(), numbers.y);
  ASSERT_TRUE(key) << key.error().message;
  const Bytes signature = *from_hex(GetParam().hex);
  EXPECT_EQ(key->verify(GetParam().algorithm, as_bytes("sample"), signature), GetParam().good);
  EXPECT_FALSE(key->verify(GetParam().algorithm, as_bytes("simple"), signature));
}

INSTANTIATE_TEST_SUITE_P(PublicKey, DsaSignatureTest, testing::ValuesIn(signatures()), RowName());

struct NumbersRow {
  const char* name;
  void (*edit)(Rfc6979Dsa&);
  bool good;
};

Bytes plus_one(Bytes number) {
  number.back() = static_cast<std::uint8_t>(number.back() + 1);
  return number;
}

constexpr NumbersRow kNumbers[] = {
    {"as_they_are", [](Rfc6979Dsa&) {}, true},
    {"zeros_in_front", [](Rfc6979Dsa& d) { d.y.insert(d.y.begin(), 0); }, true},
    {"p_even", [](Rfc6979Dsa& d) { d.p = plus_one(d.p); }, false},
    {"q_even", [](Rfc6979Dsa& d) { d.q = plus_one(d.q); }, false},
    {"q_of_161_bits", [](Rfc6979Dsa& d) { d.q.insert(d.q.begin(), 1); }, false},
    {"q_of_no_bits", [](Rfc6979Dsa& d) { d.q.clear(); }, false},
    {"q_beyond_p", [](Rfc6979Dsa& d) { d.p = {0xff}, d.g = {2}, d.y = {3}; }, false},
    {"g_zero", [](Rfc6979Dsa& d) { d.g.clear(); }, false},
    // Under these, r = 1 with any s signs everything.
    {"g_one", [](Rfc6979Dsa& d) { d.g = {1}; }, false},
    {"y_one", [](Rfc6979Dsa& d) { d.y = {1}; }, false},
    {"g_is_p", [](Rfc6979Dsa& d) { d.g = d.p; }, false},
    {"y_is_p", [](Rfc6979Dsa& d) { d.y = d.p; }, false},
    {"p_beyond_10000_bits", [](Rfc6979Dsa& d) { d.p = Bytes(1251, 0xff); }, false},
};

class DsaNumbersTest : public testing::TestWithParam<NumbersRow> {};

TEST_P(DsaNumbersTest, make_a_key_or_an_error) {
  Rfc6979Dsa numbers;
  GetParam().edit(numbers);
  EXPECT_EQ(PublicKey::dsa(numbers.parameters(), numbers.y).has_value(), GetParam().good);
}

INSTANTIATE_TEST_SUITE_P(PublicKey, DsaNumbersTest, testing::ValuesIn(kNumbers), RowName());

TEST(Dsa, a_key_under_the_parameters_verifies_what_it_signed_and_no_other_does) {
  Rfc6979Dsa one;
  Rfc6979Dsa other;
  const TestSigner signer = TestSigner::dsa(one, as_bytes("one"));
  TestSigner::dsa(other, as_bytes("other"));
  for (const SignatureAlgorithm algorithm : {kSha1, kSha224, kSha256}) {
    const Bytes signature = signer.sign(algorithm, as_bytes("message"));
    EXPECT_TRUE(
        PublicKey::dsa(one.parameters(), one.y)->verify(algorithm, as_bytes("message"), signature));
    EXPECT_FALSE(PublicKey::dsa(one.parameters(), other.y)
                     ->verify(algorithm, as_bytes("message"), signature));
  }
}

}  // namespace
}  // namespace assay
