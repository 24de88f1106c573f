#include "harness/crypto/ecdsa_pool.h"

#include <gtest/gtest.h>
#include <openssl/ecdsa.h>

#include <map>
#include <string>

#include "harness/base/row_name.h"
#include "harness/crypto/curve.h"
#include "harness/crypto/handles.h"
#include "harness/crypto/low_level.h"
#include "harness/crypto/public_key.h"

namespace assay {
namespace {

PrivateKey key_of(std::string_view label, KeyType type = KeyType::kP256) {
  return *PrivateKey::derive(type, as_bytes(label));
}

PooledSigner signer_of(const PrivateKey& key, std::string_view label,
                       std::size_t size = NoncePool::kUsualSize) {
  return *PooledSigner::open(key, NoncePool::derive(as_bytes(label), size));
}

Bytes sign(const PooledSigner& signer, BytesView digest) {
  Bytes signature(PooledSigner::kMaxSize);
  signature.resize(signer.sign(digest, std::span<std::uint8_t, PooledSigner::kMaxSize>(signature)));
  return signature;
}

Bytes message(std::size_t number) { return to_bytes(as_bytes(std::to_string(number))); }

bool verifies(const PublicKey& key, std::size_t number, BytesView signature) {
  return key.verify(SignatureAlgorithm::kEcdsaWithSha256, message(number), signature);
}

// Over a digest of any length, which PublicKey does not take.
bool libcrypto_verifies(const PrivateKey& key, BytesView digest, BytesView signature) {
  const auto scalar = libcrypto::to_bignum(key.scalar());
  const auto verifier = libcrypto::ec_private_key(Curve::kP256, *scalar);
  return libcrypto::ecdsa_verify(*verifier, digest, signature);
}

class PooledSignature : public testing::Test {
 protected:
  PrivateKey key = key_of("a throw-away key");
  PublicKey public_key = *PublicKey::from_spki(key.spki());
};

TEST_F(PooledSignature, VerifiesAndNoTamperedOneDoes) {
  const PooledSigner signer = signer_of(key, "pool");
  for (std::size_t i = 0; i < 500; ++i) {
    const Bytes signature = sign(signer, sha256(message(i)));
    EXPECT_TRUE(verifies(public_key, i, signature)) << hex(signature);
    EXPECT_FALSE(verifies(public_key, i + 1, signature));
    Bytes tampered = signature;
    tampered[4 + i % (signature.size() - 4)] ^= 1;
    EXPECT_FALSE(verifies(public_key, i, tampered)) << hex(tampered);
  }
}

TEST_F(PooledSignature, HasNumbersOfAllLengthsAndEachVerifies) {
  // The sizes of the INTEGERs of r and s: 33 octets with the high bit, 32, 31 one time in 512.
  std::map<std::pair<int, int>, int> seen;
  const PooledSigner signer = signer_of(key, "lengths", 2048);
  for (std::size_t i = 0; i < 20'000; ++i) {
    const Bytes signature = sign(signer, sha256(message(i)));
    const int r = signature[3];
    const int s = signature[5 + static_cast<std::size_t>(r)];
    ASSERT_EQ(signature.size(), static_cast<std::size_t>(6 + r + s));
    ASSERT_EQ(signature[1], signature.size() - 2);
    const bool is_new = seen[{r, s}]++ < 20;
    if (is_new || r < 32 || s < 32) {
      EXPECT_TRUE(verifies(public_key, i, signature)) << hex(signature);
    }
  }
  for (const int r : {31, 32, 33}) {
    for (const int s : {32, 33}) EXPECT_GT((seen[{r, s}]), 0) << r << " " << s;
  }
  EXPECT_GT((seen[{32, 31}] + seen[{33, 31}]), 0);
}

TEST_F(PooledSignature, OfEqualSeedsIsEqualAndOfOthersNot) {
  const Bytes digest = sha256(message(1));
  const Bytes signature = sign(signer_of(key, "1"), digest);
  EXPECT_EQ(signature, sign(signer_of(key, "1"), digest));
  EXPECT_NE(signature, sign(signer_of(key, "2"), digest));
  EXPECT_NE(signature, sign(signer_of(key_of("another"), "1"), digest));
}

TEST_F(PooledSignature, OfOnePoolServesAnyKey) {
  const auto pool = NoncePool::derive(as_bytes("one for all"));
  for (std::size_t i = 0; i < 50; ++i) {
    const PrivateKey each = key_of(std::to_string(i));
    const Bytes signature = sign(*PooledSigner::open(each, pool), sha256(message(i)));
    EXPECT_TRUE(verifies(*PublicKey::from_spki(each.spki()), i, signature));
  }
}

// What libcrypto reads and writes anew has the same octets: no INTEGER is longer than it must be.
TEST_F(PooledSignature, IsDer) {
  using Signature = libcrypto::Handle<ECDSA_SIG, ECDSA_SIG_free>;
  const PooledSigner signer = signer_of(key, "der", 1024);
  for (std::size_t i = 0; i < 2'000; ++i) {
    const Bytes signature = sign(signer, sha256(message(i)));
    const std::uint8_t* at = signature.data();
    const Signature read(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(signature.size())));
    ASSERT_NE(read, nullptr);
    Bytes again(static_cast<std::size_t>(i2d_ECDSA_SIG(read.get(), nullptr)));
    std::uint8_t* out = again.data();
    i2d_ECDSA_SIG(read.get(), &out);
    EXPECT_EQ(again, signature);
  }
}

struct DigestRow {
  const char* name;
  const char* digest;
};

// The digest as a number: from n up it is reduced, longer ones are cut, shorter ones padded.
const DigestRow kDigests[] = {
    {"zero", "0000000000000000000000000000000000000000000000000000000000000000"},
    {"one_less_than_the_order", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550"},
    {"the_order", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"},
    {"one_more_than_the_order", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552"},
    {"all_ones", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"},
    {"of_sha1", "ffffffffffffffffffffffffffffffffffffffff"},
    {"of_sha512",
     "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"},
};

class PooledDigestTest : public testing::TestWithParam<DigestRow> {};

TEST_P(PooledDigestTest, IsTheNumberThatLibcryptoTakes) {
  const PrivateKey key = key_of("digests");
  const Bytes digest = *from_hex(GetParam().digest);
  const Bytes signature = sign(signer_of(key, "digests"), digest);
  EXPECT_TRUE(libcrypto_verifies(key, digest, signature));
  Bytes other = digest;
  other[other.size() / 4] ^= 1;
  EXPECT_FALSE(libcrypto_verifies(key, other, signature));
}
INSTANTIATE_TEST_SUITE_P(Digests, PooledDigestTest, testing::ValuesIn(kDigests), RowName());

// The digest z = -r d, which gives s = 0 with that r.
Bytes digest_of_zero(const NoncePool::Nonce& nonce, const PrivateKey& key) {
  const Bytes scalar = key.scalar();
  const p256::Number product =
      p256::multiply(nonce.r, p256::from_octets(BytesView(scalar).first<32>()));
  Bytes octets(32);
  p256::to_octets(product, std::span<std::uint8_t, 32>(octets));
  const BIGNUM* order = EC_GROUP_get0_order(&libcrypto::group_of(Curve::kP256));
  const libcrypto::Bignum z(BN_new());
  EXPECT_EQ(BN_sub(z.get(), order, libcrypto::to_bignum(octets).get()), 1);
  return libcrypto::to_octets(*z, 32);
}

TEST_F(PooledSignature, TakesTheNextNonceWhereOneGivesZero) {
  std::size_t met = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    const auto pool = NoncePool::derive(message(i), 2);
    const Bytes digest = digest_of_zero(pool->nonces()[0], key);
    if (digest.back() % 2 != 0) continue;  // the other nonce is chosen from the start
    ++met;
    const Bytes signature = sign(*PooledSigner::open(key, pool), digest);
    EXPECT_TRUE(libcrypto_verifies(key, digest, signature));
    const NoncePool::Nonce& next = pool->nonces()[1];
    EXPECT_TRUE(
        std::equal(next.r_der.begin(), next.r_der.begin() + next.r_size, signature.begin() + 2));
  }
  EXPECT_GT(met, 0U);
}

TEST(PooledSigner, RefusesKeysOfOtherTypes) {
  const auto pool = NoncePool::derive(as_bytes("pool"), 1);
  for (const KeyType type : {KeyType::kP384, KeyType::kP521, KeyType::kEd25519}) {
    const auto refused = PooledSigner::open(key_of("key", type), pool);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find(name_of(type)), std::string::npos);
  }
}

}  // namespace
}  // namespace assay
