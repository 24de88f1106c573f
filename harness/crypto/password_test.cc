#include "harness/crypto/password.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Password, pbkdf2_gives_the_vectors_of_rfc_7914) {
  // Section 11.
  EXPECT_EQ(hex(pbkdf2_sha256("passwd", as_bytes("salt"), 1, 64)),
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
            "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
}

TEST(Password, hmac_gives_the_vector_of_rfc_4231) {
  // Section 4.3.
  EXPECT_EQ(hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Password, aes_cbc_gives_the_vector_of_sp_800_38a_and_a_block_of_padding) {
  // F.2.5, its first block.
  const Bytes key =
      from_hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4").value();
  const Bytes iv = from_hex("000102030405060708090a0b0c0d0e0f").value();
  const Bytes sealed =
      aes256_cbc_encrypt(key, iv, from_hex("6bc1bee22e409f96e93d7e117393172a").value());
  ASSERT_EQ(sealed.size(), 32U);
  EXPECT_EQ(hex(BytesView(sealed).first(16)), "f58c4c04d6e5f1ba779eabfb5f7bfbd6");
}

TEST(Password, mac_keys_depend_on_all_that_is_given) {
  const Bytes key = pkcs12_mac_key("assay", as_bytes("salt"), 2);
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(key, pkcs12_mac_key("assay", as_bytes("salt"), 2));
  EXPECT_NE(key, pkcs12_mac_key("assay", as_bytes("salt"), 3));
  EXPECT_NE(key, pkcs12_mac_key("assay", as_bytes("sale"), 2));
  EXPECT_NE(key, pkcs12_mac_key("assaz", as_bytes("salt"), 2));
}

}  // namespace
}  // namespace assay
