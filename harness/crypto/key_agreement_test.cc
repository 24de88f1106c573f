#include "harness/crypto/key_agreement.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

// RFC 7748 section 6.1.
constexpr char kAlicePublic[] = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
constexpr char kBobPrivate[] = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb";
constexpr char kBobPublic[] = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
constexpr char kShared[] = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";

TEST(AgreementKey, agrees_as_published) {
  const auto bob = AgreementKey::from_octets(*from_hex(kBobPrivate));
  ASSERT_TRUE(bob) << bob.error().message;
  EXPECT_EQ(hex(bob->public_octets()), kBobPublic);
  const auto shared = bob->agree(*from_hex(kAlicePublic));
  ASSERT_TRUE(shared) << shared.error().message;
  EXPECT_EQ(hex(*shared), kShared);
}

TEST(AgreementKey, made_twice_differs_and_agrees_from_both_ends) {
  const AgreementKey one = AgreementKey::generate();
  const AgreementKey other = AgreementKey::generate();
  EXPECT_NE(one.public_octets(), other.public_octets());
  EXPECT_EQ(*one.agree(other.public_octets()), *other.agree(one.public_octets()));
}

TEST(AgreementKey, refuses_keys_of_another_size_and_the_zero_secret) {
  EXPECT_FALSE(AgreementKey::from_octets(Bytes(31, 1)));
  const AgreementKey key = AgreementKey::generate();
  EXPECT_FALSE(key.agree(Bytes(33, 1)));
  EXPECT_FALSE(key.agree(Bytes(32, 0)));
}

}  // namespace
}  // namespace assay
