// For tests: signers of the kinds that PrivateKey is not, RSASSA-PSS, DSA and Ed448.
#pragma once

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <string>

#include "harness/crypto/handles.h"
#include "harness/crypto/public_key.h"

namespace assay {

// The domain parameters and the key pair of RFC 6979 appendix A.2.1, 1,024 bits with a q of 160.
struct Rfc6979Dsa {
  Bytes p = *from_hex(
      "86f5ca03dcfeb225063ff830a0c769b9dd9d6153ad91d7ce27f787c43278b447"
      "e6533b86b18bed6e8a48b784a14c252c5be0dbf60b86d6385bd2f12fb763ed88"
      "73abfd3f5ba2e0a8c0a59082eac056935e529daf7c610467899c77adedfc846c"
      "881870b7b19b2b58f9be0521a17002e3bdd6b86685ee90b3d9a1b02b782b1779");
  Bytes q = *from_hex("996f967f6c8e388d9e28d01e205fba957a5698b1");
  Bytes g = *from_hex(
      "07b0f92546150b62514bb771e2a0c0ce387f03bda6c56b505209ff25fd3c133d"
      "89bbcd97e904e09114d9a7defdeadfc9078ea544d2e401aeecc40bb9fbbf78fd"
      "87995a10a1c27cb7789b594ba7efb5c4326a9fe59a070e136db77175464adca4"
      "17be5dce2f40d10a46a3a3943f26ab7fd9c0398ff8c76ee0a56826a8a88f1dbd");
  Bytes x = *from_hex("411602cb19a6ccc34494d79d98ef1e7ed5af25f7");
  Bytes y = *from_hex(
      "5df5e01ded31d0297e274e1691c192fe5868fef9e19a84776454b100cf16f653"
      "92195a38b90523e2542ee61871c0440cb87c322fc4b4d2ec5e1e7ec766e1be8d"
      "4ce935437dc11c3c8fd426338933ebfe739cb3465f4d3668c5e473508253b1e6"
      "82f65cbdc4fae93c2ea212390e54905a86e2223170b44eaa7da5dd9ffcfb7f3b");

  DsaParameters parameters() const { return {p, q, g}; }
};

class TestSigner {
 public:
  // dsa() signs with x under the parameters of `numbers`, whose y it sets.
  static TestSigner dsa(Rfc6979Dsa& numbers, BytesView x);
  static TestSigner ed448(BytesView octets);
  // rsa() takes the PEM text of a private key.
  static TestSigner rsa(const std::string& pem);

  Bytes sign(SignatureAlgorithm algorithm, BytesView message) const {
    const auto digest = digest_of(algorithm);
    return sign_with(digest ? name_of(*digest).data() : nullptr, nullptr, message);
  }
  Bytes sign_pss(const PssParameters& how, BytesView message) const {
    return sign_with(name_of(how.digest).data(), &how, message);
  }

  // number() is one of the key's, by libcrypto's name: OSSL_PKEY_PARAM_RSA_N.
  Bytes number(const char* name) const;
  // octets() is the public key of an Edwards curve.
  Bytes octets() const;

 private:
  explicit TestSigner(libcrypto::Pkey pkey) : pkey_(std::move(pkey)) {
    EXPECT_NE(pkey_, nullptr) << libcrypto::error("no key").value().message;
  }
  Bytes sign_with(const char* digest, const PssParameters* pss, BytesView message) const;

  libcrypto::Pkey pkey_;
};

inline TestSigner TestSigner::dsa(Rfc6979Dsa& numbers, BytesView x) {
  using Builder = libcrypto::Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
  using Params = libcrypto::Handle<OSSL_PARAM, OSSL_PARAM_free>;
  libcrypto::start();
  const auto p = libcrypto::to_bignum(numbers.p);
  const auto q = libcrypto::to_bignum(numbers.q);
  const auto g = libcrypto::to_bignum(numbers.g);
  const auto secret = libcrypto::to_bignum(x);
  const libcrypto::Bignum y(BN_new());
  const libcrypto::BignumContext context(BN_CTX_new());
  EXPECT_EQ(BN_mod_exp(y.get(), g.get(), secret.get(), p.get(), context.get()), 1);
  numbers.y = libcrypto::to_octets(*y, numbers.p.size());
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_P, p.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_Q, q.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_G, g.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, y.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret.get());
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const libcrypto::PkeyContext maker(EVP_PKEY_CTX_new_from_name(nullptr, "DSA", nullptr));
  EVP_PKEY* made = nullptr;
  EXPECT_EQ(EVP_PKEY_fromdata_init(maker.get()), 1);
  EXPECT_EQ(EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_KEYPAIR, params.get()), 1);
  return TestSigner(libcrypto::Pkey(made));
}

inline TestSigner TestSigner::ed448(BytesView octets) {
  libcrypto::start();
  return TestSigner(libcrypto::Pkey(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED448, nullptr, octets.data(), octets.size())));
}

inline TestSigner TestSigner::rsa(const std::string& pem) {
  using Bio = libcrypto::Handle<BIO, BIO_free_all>;
  libcrypto::start();
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return TestSigner(libcrypto::Pkey(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)));
}

inline Bytes TestSigner::number(const char* name) const {
  BIGNUM* number = nullptr;
  EXPECT_EQ(EVP_PKEY_get_bn_param(pkey_.get(), name, &number), 1) << name;
  const libcrypto::Bignum owned(number);
  return libcrypto::to_octets(*owned, static_cast<std::size_t>(BN_num_bytes(owned.get())));
}

inline Bytes TestSigner::octets() const {
  std::size_t size = 0;
  EXPECT_EQ(EVP_PKEY_get_raw_public_key(pkey_.get(), nullptr, &size), 1);
  Bytes octets(size);
  EXPECT_EQ(EVP_PKEY_get_raw_public_key(pkey_.get(), octets.data(), &size), 1);
  return octets;
}

inline Bytes TestSigner::sign_with(const char* digest, const PssParameters* pss,
                                   BytesView message) const {
  const libcrypto::DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* how = nullptr;
  EXPECT_EQ(
      EVP_DigestSignInit_ex(context.get(), &how, digest, nullptr, nullptr, pkey_.get(), nullptr),
      1);
  if (pss != nullptr) {
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_mgf1_md_name(how, name_of(pss->mask_digest).data(), nullptr), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_pss_saltlen(how, static_cast<int>(pss->salt_size)), 1);
  }
  std::size_t size = 0;
  EXPECT_EQ(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()), 1);
  Bytes signature(size);
  EXPECT_EQ(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()),
            1);
  signature.resize(size);
  return signature;
}

}  // namespace assay
