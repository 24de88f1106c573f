#include "harness/crypto/algorithm.h"

#include <gtest/gtest.h>

#include "harness/crypto/handles.h"

namespace assay {
namespace {

using AlgorithmIdentifier = libcrypto::Handle<X509_ALGOR, X509_ALGOR_free>;

// "id-ecdsa-with-sha3-224" is "ecdsa_with_SHA3-224" there, and "RSA-SHA3-224" is of PKCS #1.
std::string of_sha3(const std::string& name) {
  const auto at = name.find("sha3-");
  if (at == std::string::npos) return name;
  return (name.starts_with("id-ecdsa") ? "ecdsa_with_" : "RSA-") + name.substr(at);
}

// libcrypto has a spelling of its own for DSA.
std::string libcrypto_name(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::kDsaWithSha1:
      return "dsaWithSHA1";
    case SignatureAlgorithm::kDsaWithSha224:
      return "dsa_with_SHA224";
    case SignatureAlgorithm::kDsaWithSha256:
      return "dsa_with_SHA256";
    default:
      return of_sha3(std::string(name_of(algorithm)));
  }
}

TEST(AlgorithmIdentifier, is_the_one_that_libcrypto_knows_by_that_name) {
  for (const auto& [algorithm, name] : EnumNames<SignatureAlgorithm>::kNames) {
    const BytesView der = algorithm_identifier(algorithm);
    const std::uint8_t* at = der.data();
    const AlgorithmIdentifier decoded(d2i_X509_ALGOR(nullptr, &at, static_cast<long>(der.size())));
    ASSERT_NE(decoded, nullptr) << name;
    EXPECT_EQ(at, der.data() + der.size()) << name;
    const int nid = OBJ_obj2nid(decoded->algorithm);
    EXPECT_STRCASEEQ(OBJ_nid2ln(nid), libcrypto_name(algorithm).c_str());
    // libcrypto 3.0 knows ECDSA with SHA-3 by name alone.
    if (algorithm >= SignatureAlgorithm::kEcdsaWithSha3224 &&
        algorithm <= SignatureAlgorithm::kEcdsaWithSha3512) {
      continue;
    }
    int digest_nid = NID_undef;
    ASSERT_EQ(OBJ_find_sigid_algs(nid, &digest_nid, nullptr), 1) << name;
    const auto digest = digest_of(algorithm);
    EXPECT_EQ(digest_nid, digest ? OBJ_txt2nid(name_of(*digest).data()) : NID_undef) << name;
  }
}

TEST(AlgorithmIdentifier, has_null_parameters_for_rsa_and_none_otherwise) {
  for (const auto& [algorithm, name] : EnumNames<SignatureAlgorithm>::kNames) {
    const BytesView der = algorithm_identifier(algorithm);
    const bool null_at_the_end = hex(der.last(2)) == "0500";
    EXPECT_EQ(null_at_the_end, family_of(algorithm) == KeyFamily::kRsa) << name;
  }
}

TEST(SignatureAlgorithm, is_found_by_family_and_digest) {
  for (const auto& [algorithm, name] : EnumNames<SignatureAlgorithm>::kNames) {
    const auto digest = digest_of(algorithm);
    if (digest) {
      EXPECT_EQ(algorithm_with(family_of(algorithm), *digest), algorithm) << name;
    }
  }
  EXPECT_EQ(algorithm_with(KeyFamily::kEc, DigestAlgorithm::kMd5), std::nullopt);
  EXPECT_EQ(algorithm_with(KeyFamily::kEd25519, DigestAlgorithm::kSha512), std::nullopt);
}

TEST(SignatureAlgorithm, the_default_fits_the_key_and_its_strength) {
  for (const auto& [type, name] : EnumNames<KeyType>::kNames) {
    if (family_of(type) == KeyFamily::kNone) continue;
    EXPECT_EQ(family_of(default_algorithm(type)), family_of(type)) << name;
  }
  EXPECT_EQ(default_algorithm(KeyType::kRsa2048), SignatureAlgorithm::kSha256WithRsa);
  EXPECT_EQ(default_algorithm(KeyType::kP256), SignatureAlgorithm::kEcdsaWithSha256);
  EXPECT_EQ(default_algorithm(KeyType::kP384), SignatureAlgorithm::kEcdsaWithSha384);
}

}  // namespace
}  // namespace assay
