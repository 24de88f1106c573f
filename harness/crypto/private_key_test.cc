#include "harness/crypto/private_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <thread>

#include "harness/base/build_tree.h"
#include "harness/base/row_name.h"
#include "harness/crypto/public_key.h"
#include "harness/crypto/shown_key.h"

namespace assay {
namespace {

std::string key_file(const std::string& name) {
  std::ifstream file(source_dir() + "/vectors/keys/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A key of every type: derived, or the first of its kind in vectors/keys.
PrivateKey key_of(KeyType type, std::string_view seed = "seed") {
  if (!is_kept(type)) return *PrivateKey::derive(type, as_bytes(seed));
  return *PrivateKey::from_pem(key_file(std::string(name_of(type)) + "-00.pem"));
}

struct SignRow {
  std::string name;
  KeyType type;
  SignatureAlgorithm algorithm;
};

std::vector<SignRow> every_key_with_every_algorithm() {
  std::vector<SignRow> rows;
  for (const auto& [type, type_name] : EnumNames<KeyType>::kNames) {
    for (const auto& [algorithm, name] : EnumNames<SignatureAlgorithm>::kNames) {
      if (family_of(type) != family_of(algorithm) || type == KeyType::kRsa2048E1) continue;
      const auto digest = digest_of(algorithm);
      const bool long_digest =
          digest == DigestAlgorithm::kSha384 || digest == DigestAlgorithm::kSha512 ||
          digest == DigestAlgorithm::kSha3384 || digest == DigestAlgorithm::kSha3512;
      const bool short_key = type == KeyType::kRsa512 && long_digest;
      const bool long_key =
          type == KeyType::kRsa16384 && digest != DigestAlgorithm::kSha256;  // takes seconds
      if (short_key || long_key) continue;
      std::string row = std::string(type_name) + "_" + std::string(name);
      std::replace(row.begin(), row.end(), '-', '_');
      rows.push_back({row, type, algorithm});
    }
  }
  return rows;
}

class SignTest : public testing::TestWithParam<SignRow> {};

TEST_P(SignTest, the_same_message_gives_the_same_signature_and_it_verifies) {
  const PrivateKey key = key_of(GetParam().type);
  const auto signature = key.sign(GetParam().algorithm, as_bytes("message"));
  ASSERT_TRUE(signature) << signature.error().message;
  EXPECT_EQ(*key.sign(GetParam().algorithm, as_bytes("message")), *signature);

  const auto verifier = PublicKey::from_spki(key.spki());
  ASSERT_TRUE(verifier) << verifier.error().message;
  EXPECT_TRUE(verifier->verify(GetParam().algorithm, as_bytes("message"), *signature));
  EXPECT_FALSE(verifier->verify(GetParam().algorithm, as_bytes("massage"), *signature));
  for (const std::size_t at : {std::size_t{0}, signature->size() / 2, signature->size() - 1}) {
    Bytes broken = *signature;
    broken[at] ^= 0x01;
    EXPECT_FALSE(verifier->verify(GetParam().algorithm, as_bytes("message"), broken)) << at;
  }
}

INSTANTIATE_TEST_SUITE_P(PrivateKey, SignTest, testing::ValuesIn(every_key_with_every_algorithm()),
                         RowName());

TEST(PrivateKey, refuses_the_algorithm_of_another_family) {
  const auto signature =
      key_of(KeyType::kP256).sign(SignatureAlgorithm::kSha256WithRsa, as_bytes("message"));
  ASSERT_FALSE(signature);
  EXPECT_EQ(signature.error().message, "a p256 key does not sign with sha256WithRSAEncryption");
}

struct DerivedRow {
  const char* name;
  KeyType type;
  const char* digest;  // SHA-256 of the SubjectPublicKeyInfo of the seed "pinned"
};

// Pinned: a change here changes every case that a seed names.
constexpr DerivedRow kDerived[] = {
    {"p256", KeyType::kP256, "802d017f867f46159d397dff5a3f33d6402d6b65b2123326494c520cccb79d88"},
    {"p384", KeyType::kP384, "2f8b51270aa4c553d6c63dbfa828940648c4103ea8407e37b8093d8fbd256ba7"},
    {"p521", KeyType::kP521, "9aac3aeb3179d86fd6a7ca918d7509528c63a209304c2da8269790bb5e7abb00"},
    {"ed25519", KeyType::kEd25519,
     "486099cd8530b608efb202211f26aa92f8be0c64ae4bb87d69cd19c9d5a7482b"},
};

class DerivedKeyTest : public testing::TestWithParam<DerivedRow> {};

TEST_P(DerivedKeyTest, is_the_same_for_ever) {
  const PrivateKey key = key_of(GetParam().type, "pinned");
  EXPECT_EQ(key.type(), GetParam().type);
  EXPECT_EQ(hex(sha256(key.spki())), GetParam().digest);
}

TEST_P(DerivedKeyTest, differs_from_that_of_another_seed) {
  EXPECT_NE(key_of(GetParam().type, "a").spki(), key_of(GetParam().type, "b").spki());
  EXPECT_NE(key_of(GetParam().type, "").spki(), key_of(GetParam().type, "b").spki());
}

INSTANTIATE_TEST_SUITE_P(PrivateKey, DerivedKeyTest, testing::ValuesIn(kDerived), RowName());

TEST(DerivedKey, that_is_only_shown_has_the_length_of_its_type_and_signs_nothing) {
  const PrivateKey key = key_of(KeyType::kMlDsa44);
  EXPECT_EQ(hex(BytesView(key.spki()).first(22)), "30820532300b06096086480165030403110382052100");
  EXPECT_EQ(key.spki().size(), 1312U + 22U);
  EXPECT_TRUE(key.pkcs8().empty());
  EXPECT_FALSE(key.sign(key.default_scheme(), as_bytes("message")));
  EXPECT_NE(key.spki(), key_of(KeyType::kMlDsa44, "other").spki());
}

TEST(DerivedKey, of_ml_kem_has_coefficients_below_the_modulus) {
  const Bytes spki = key_of(KeyType::kMlKem768).spki();
  const BytesView key = BytesView(spki).last(shown_key_size(KeyType::kMlKem768));
  for (std::size_t i = 0; i + 3 + 32 <= key.size(); i += 3) {
    EXPECT_LT(key[i] | (key[i + 1] & 0x0f) << 8, 3329);
    EXPECT_LT(key[i + 1] >> 4 | key[i + 2] << 4, 3329);
  }
}

TEST(DerivedKey, of_rsa_is_an_error) {
  EXPECT_FALSE(PrivateKey::derive(KeyType::kRsa2048, as_bytes("seed")));
}

TEST(DerivedKey, of_one_seed_differs_by_type) {
  // P-256 keys and Ed25519 seeds are both 32 octets: equal ones would tie the two together.
  const Bytes ec = key_of(KeyType::kP256).pkcs8();
  const Bytes ed = key_of(KeyType::kEd25519).pkcs8();
  const BytesView seed = BytesView(ed).last(32);
  EXPECT_EQ(std::search(ec.begin(), ec.end(), seed.begin(), seed.end()), ec.end());
}

TEST(Pkcs8, reads_back_as_the_same_key) {
  for (const auto& [type, name] : EnumNames<KeyType>::kNames) {
    if (is_only_shown(type)) continue;
    const PrivateKey key = key_of(type);
    const auto back = PrivateKey::from_pkcs8(key.pkcs8());
    ASSERT_TRUE(back) << name << ": " << back.error().message;
    EXPECT_EQ(back->type(), type);
    EXPECT_EQ(back->pkcs8(), key.pkcs8()) << name;
    EXPECT_EQ(back->spki(), key.spki()) << name;
  }
}

TEST(Pkcs8, cut_or_followed_by_more_is_an_error) {
  const Bytes der = key_of(KeyType::kP256).pkcs8();
  for (std::size_t size = 0; size < der.size(); ++size) {
    EXPECT_FALSE(PrivateKey::from_pkcs8(BytesView(der).first(size))) << size;
  }
  Bytes longer = der;
  longer.push_back(0);
  EXPECT_FALSE(PrivateKey::from_pkcs8(longer));
}

TEST(PrivateKeyPem, what_is_no_key_is_an_error_and_asks_for_no_password) {
  EXPECT_FALSE(PrivateKey::from_pem(""));
  EXPECT_FALSE(
      PrivateKey::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"));
  // openssl pkcs8 -topk8 of an Ed25519 key under the password "x".
  EXPECT_FALSE(PrivateKey::from_pem(R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgGUnb5RBFTjgICA+gw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEKGA1+B3uX3h6tcR1Itk3KYEQBo6
zkDZPKcYQq6gkY1bbX7rkbWz7qqRXrB49qR6i6ptqjOvlO1pBkqz+GseOP8Tqf3w
Tr7u+XIRty7zVsPJyAI=
-----END ENCRYPTED PRIVATE KEY-----
)"));
}

TEST(SubjectPublicKeyInfo, names_the_curve_and_has_an_uncompressed_point) {
  // RFC 5480 section 2: SEQUENCE { SEQUENCE { id-ecPublicKey, secp256r1 }, BIT STRING { 04 ... } }
  EXPECT_EQ(hex(BytesView(key_of(KeyType::kP256).spki()).first(27)),
            "3059301306072a8648ce3d020106082a8648ce3d03010703420004");
}

TEST(SubjectPublicKeyInfo, of_rsa_has_null_parameters) {
  EXPECT_EQ(hex(BytesView(key_of(KeyType::kRsa2048).spki()).first(24)),
            "30820122300d06092a864886f70d01010105000382010f00");
}

TEST(SubjectPublicKeyInfo, of_ed25519_has_no_parameters) {
  EXPECT_EQ(hex(BytesView(key_of(KeyType::kEd25519).spki()).first(12)), "302a300506032b6570032100");
}

TEST(VectorsKeys, each_is_a_key_of_its_name_and_no_two_are_equal) {
  std::set<Bytes> seen;
  std::map<KeyType, int> count;
  const auto folder = std::filesystem::path(source_dir()) / "vectors/keys";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".pem") continue;
    const std::string name = file.path().filename().string();
    const auto key = PrivateKey::from_pem(key_file(name));
    ASSERT_TRUE(key) << name << ": " << key.error().message;
    EXPECT_EQ(name_of(key->type()), name.substr(0, name.rfind('-')));
    EXPECT_TRUE(seen.insert(key->spki()).second) << name;
    ++count[key->type()];
  }
  EXPECT_EQ(count[KeyType::kRsa1024], 4);
  EXPECT_EQ(count[KeyType::kRsa2048], 16);
  EXPECT_EQ(count[KeyType::kRsa4096], 6);
  for (const auto& [type, name] : EnumNames<KeyType>::kNames) {
    EXPECT_EQ(count[type] > 0, is_kept(type)) << name;
  }
}

TEST(PrivateKey, signs_in_several_threads_at_once) {
  for (const auto& [type, name] : EnumNames<KeyType>::kNames) {
    if (family_of(type) == KeyFamily::kNone || type == KeyType::kRsa16384) continue;
    const PrivateKey key = key_of(type);
    const SignatureAlgorithm algorithm = default_algorithm(type);
    const Bytes expected = *key.sign(algorithm, as_bytes("message"));
    std::vector<std::thread> threads;
    std::array<bool, 4> same{};
    for (bool& each : same) {
      threads.emplace_back([&each, &key, &expected, algorithm] {
        each = true;
        for (int i = 0; i < 5; ++i) {
          each = each && *key.sign(algorithm, as_bytes("message")) == expected;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(same, (std::array<bool, 4>{true, true, true, true})) << name;
  }
}

}  // namespace
}  // namespace assay
