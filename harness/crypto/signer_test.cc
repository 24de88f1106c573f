#include "harness/crypto/signer.h"

#include <gtest/gtest.h>

#include <string>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/crypto/public_key.h"

namespace assay {
namespace {

const std::string kKeys = source_dir() + "/vectors/keys";

PrivateKey key_of(KeyType type) {
  if (family_of(type) != KeyFamily::kRsa) return *PrivateKey::derive(type, as_bytes("signer"));
  return *PrivateKey::from_pem(
      *read_file(std::string(kKeys) + "/" + std::string(name_of(type)) + "-00.pem"));
}

Bytes sign(Signer& signer, BytesView message) {
  Bytes signature(signer.max_size());
  const auto size = signer.sign(message, signature);
  EXPECT_TRUE(size) << (size ? "" : size.error().message);
  signature.resize(size.value_or(0));
  return signature;
}

struct Row {
  KeyType key;
  SignatureAlgorithm algorithm;
};

class SignerTest : public testing::TestWithParam<Row> {};

TEST_P(SignerTest, SignsMessageAfterMessageAsItsKeyDoes) {
  const PrivateKey key = key_of(GetParam().key);
  const auto signer = make_signer(key, GetParam().algorithm);
  ASSERT_TRUE(signer) << signer.error().message;
  EXPECT_EQ((*signer)->algorithm(), GetParam().algorithm);
  for (std::size_t i = 0; i < 5; ++i) {
    const Bytes message(i * 100, static_cast<std::uint8_t>(i));
    EXPECT_EQ(sign(**signer, message), *key.sign(GetParam().algorithm, message));
  }
}
INSTANTIATE_TEST_SUITE_P(Signers, SignerTest,
                         testing::Values(Row{KeyType::kRsa2048, SignatureAlgorithm::kSha256WithRsa},
                                         Row{KeyType::kRsa2048, SignatureAlgorithm::kSha1WithRsa},
                                         Row{KeyType::kRsa2048, SignatureAlgorithm::kSha512WithRsa},
                                         Row{KeyType::kP256, SignatureAlgorithm::kEcdsaWithSha256},
                                         Row{KeyType::kP384, SignatureAlgorithm::kEcdsaWithSha384},
                                         Row{KeyType::kP521, SignatureAlgorithm::kEcdsaWithSha512},
                                         Row{KeyType::kEd25519, SignatureAlgorithm::kEd25519}));

TEST(Signer, OfAPoolVerifiesWithEveryDigest) {
  const PrivateKey key = key_of(KeyType::kP256);
  const auto pool = NoncePool::derive(as_bytes("signer"));
  for (const SignatureAlgorithm algorithm :
       {SignatureAlgorithm::kEcdsaWithSha1, SignatureAlgorithm::kEcdsaWithSha224,
        SignatureAlgorithm::kEcdsaWithSha256, SignatureAlgorithm::kEcdsaWithSha384,
        SignatureAlgorithm::kEcdsaWithSha512}) {
    const auto signer = make_pooled_signer(key, algorithm, pool);
    ASSERT_TRUE(signer) << signer.error().message;
    const Bytes message(300, 0x5a);
    const Bytes signature = sign(**signer, message);
    const auto verifier = PublicKey::from_spki(key.spki());
    EXPECT_TRUE(verifier->verify(algorithm, message, signature)) << name_of(algorithm);
    EXPECT_EQ(signature, sign(**signer, message));
    EXPECT_NE(signature, *key.sign(algorithm, message));
  }
}

TEST(Signer, RefusesAnAlgorithmOfAnotherFamily) {
  const PrivateKey key = key_of(KeyType::kP256);
  const auto pool = NoncePool::derive(as_bytes("signer"), 1);
  EXPECT_FALSE(make_signer(key, SignatureAlgorithm::kEd25519));
  EXPECT_FALSE(make_pooled_signer(key, SignatureAlgorithm::kSha256WithRsa, pool));
  EXPECT_FALSE(
      make_pooled_signer(key_of(KeyType::kP384), SignatureAlgorithm::kEcdsaWithSha384, pool));
}

TEST(Signer, OfRawOperationsSignsADigest) {
  const Bytes message(300, 0x5a);
  for (const KeyType type : {KeyType::kRsa2048, KeyType::kP256}) {
    const PrivateKey key = key_of(type);
    const auto signer = make_raw_signer(key);
    ASSERT_TRUE(signer) << signer.error().message;
    const auto verifier = PublicKey::from_spki(key.spki());
    for (int i = 0; i < 3; ++i) {
      const Bytes signature = sign(**signer, sha256(message));
      EXPECT_TRUE(verifier->verify((*signer)->algorithm(), message, signature));
    }
  }
}

}  // namespace
}  // namespace assay
