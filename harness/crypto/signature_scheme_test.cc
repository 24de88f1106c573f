#include "harness/crypto/signature_scheme.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "harness/base/build_tree.h"
#include "harness/base/row_name.h"
#include "harness/crypto/curve.h"
#include "harness/crypto/dsa_deterministic.h"
#include "harness/crypto/private_key.h"
#include "harness/crypto/public_key.h"
#include "harness/crypto/signer_for_test.h"

namespace assay {
namespace {

using Form = SignatureForm;
constexpr auto kSha256WithRsa = SignatureAlgorithm::kSha256WithRsa;

const BytesView kMessage = as_bytes("message");

std::string pem_of(KeyType type) {
  std::ifstream file(source_dir() + "/vectors/keys/" + std::string(name_of(type)) + "-00.pem");
  return {std::istreambuf_iterator<char>(file), {}};
}

PrivateKey key_of(KeyType type) {
  if (!is_kept(type)) return *PrivateKey::derive(type, as_bytes("seed"));
  return *PrivateKey::from_pem(pem_of(type));
}

struct FormRow {
  std::string name;
  KeyType type;
  Form form;
  bool good;
};

std::vector<FormRow> forms() {
  std::vector<FormRow> rows;
  const auto add = [&](KeyType type, std::initializer_list<Form> list, bool good) {
    for (const Form form : list) {
      std::string name = std::string(name_of(type)) + "_" + std::string(name_of(form));
      std::replace(name.begin(), name.end(), '-', '_');
      rows.push_back({name, type, form, good});
    }
  };
  for (const KeyType type :
       {KeyType::kRsa1024, KeyType::kRsa2048, KeyType::kRsa2050, KeyType::kRsa2048E3}) {
    add(type, {Form::kProper}, true);
    add(type,
        {Form::kNullOmitted, Form::kGarbageAfterHash, Form::kGarbageInParameters,
         Form::kShortPadding, Form::kBadPaddingOctet, Form::kBlockType2, Form::kNoSeparator,
         Form::kWrongDigestInfo, Form::kBareHash, Form::kLongLength, Form::kPlusModulus},
        false);
  }
  add(KeyType::kRsa2048E3, {Form::kCubeRoot}, false);
  for (const KeyType type : {KeyType::kP256, KeyType::kP521, KeyType::kDsa2048}) {
    add(type, {Form::kProper}, true);
    // Of ECDSA alone: r is the same for a nonce and its negative.
    if (type != KeyType::kDsa2048) add(type, {Form::kHighS, Form::kLowS}, true);
    add(type,
        {Form::kZeroR, Form::kZeroS, Form::kZeros, Form::kOrderR, Form::kOrderS, Form::kPlusOrderR,
         Form::kPlusOrderS, Form::kNegativeR, Form::kNegativeS, Form::kLeadingZero,
         Form::kIndefiniteLength, Form::kTrailingInside, Form::kTrailingOutside, Form::kPair,
         Form::kLongLength},
        false);
  }
  add(KeyType::kRsa2048, {Form::kEmpty}, false);
  for (const KeyType type : {KeyType::kEd25519, KeyType::kEd448}) {
    add(type, {Form::kProper}, true);
    add(type, {Form::kPlusOrderS}, false);
  }
  return rows;
}

class FormTest : public testing::TestWithParam<FormRow> {};

TEST_P(FormTest, verifies_where_it_is_right_and_only_there) {
  const PrivateKey key = key_of(GetParam().type);
  const SignatureScheme scheme{.algorithm = default_algorithm(key.type()), .form = GetParam().form};
  const auto signature = key.sign(scheme, kMessage);
  ASSERT_TRUE(signature) << signature.error().message;
  EXPECT_EQ(*key.sign(scheme, kMessage), *signature);
  const auto verifier = PublicKey::from_spki(key.spki());
  ASSERT_TRUE(verifier) << verifier.error().message;
  EXPECT_EQ(verifier->verify(scheme.algorithm, kMessage, *signature), GetParam().good);
}

INSTANTIATE_TEST_SUITE_P(SignatureForm, FormTest, testing::ValuesIn(forms()), RowName());

// What the number becomes under the public exponent.
Bytes block_of(KeyType type, BytesView signature) {
  const TestSigner numbers = TestSigner::rsa(pem_of(type));
  const auto modulus = libcrypto::to_bignum(numbers.number(OSSL_PKEY_PARAM_RSA_N));
  const auto exponent = libcrypto::to_bignum(numbers.number(OSSL_PKEY_PARAM_RSA_E));
  const auto number = libcrypto::to_bignum(signature);
  const libcrypto::Bignum block(BN_new());
  const libcrypto::BignumContext context(BN_CTX_new());
  EXPECT_EQ(BN_mod_exp(block.get(), number.get(), exponent.get(), modulus.get(), context.get()), 1);
  return libcrypto::to_octets(*block, signature.size());
}

struct BlockRow {
  const char* name;
  Form form;
  const char* head;  // hexadecimal, the block's first octets
  const char* tail;  // its last
};

// SHA-256 of "message" is ab530a13...; DigestInfo begins with 3031300d0609...
constexpr BlockRow kBlocks[] = {
    {"null_omitted", Form::kNullOmitted, "0001ffffffffffffffffffff",
     "00302f300b0609608648016503040201"
     "0420ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d"},
    {"garbage_after_hash", Form::kGarbageAfterHash,
     "0001ffffffffffffffff003031300d060960864801650304020105000420ab530a13", "a5a5a5a5"},
    {"garbage_in_parameters", Form::kGarbageInParameters, "0001ffffffffffffffff003081",
     "a5a50420ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d"},
    {"short_padding", Form::kShortPadding, "0001ffffffffffffff003081",
     "a5a50420ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d"},
    {"block_type_2", Form::kBlockType2, "0002ffff", "460c6d1d"},
    {"bare_hash", Form::kBareHash, "0001ffff",
     "ffff00ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d"},
    {"long_length", Form::kLongLength, "0001ffff",
     "ff00308131300d060960864801650304020105000420"
     "ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d"},
    {"cube_root", Form::kCubeRoot,
     "0001ffffffffffffffff003031300d060960864801650304020105000420"
     "ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d",
     ""},
};

class BlockTest : public testing::TestWithParam<BlockRow> {};

TEST_P(BlockTest, is_wrong_in_the_one_way_that_its_name_says) {
  const PrivateKey key = key_of(KeyType::kRsa2048E3);
  const auto signature =
      key.sign(SignatureScheme{.algorithm = kSha256WithRsa, .form = GetParam().form}, kMessage);
  ASSERT_TRUE(signature) << signature.error().message;
  const std::string block = hex(block_of(KeyType::kRsa2048E3, *signature));
  EXPECT_TRUE(block.starts_with(GetParam().head)) << block;
  EXPECT_TRUE(block.ends_with(GetParam().tail)) << block;
}

INSTANTIATE_TEST_SUITE_P(SignatureForm, BlockTest, testing::ValuesIn(kBlocks), RowName());

struct PssRow {
  const char* name;
  PssParameters how;
  Form form;
  bool good;
};

constexpr auto k256 = DigestAlgorithm::kSha256;
constexpr auto k512 = DigestAlgorithm::kSha512;
constexpr PssRow kPss[] = {
    {"defaults", {}, Form::kProper, true},
    {"sha256", {k256, k256, 32}, Form::kProper, true},
    {"no_salt", {k256, k256, 0}, Form::kProper, true},
    {"longest_salt", {k256, k256, 222}, Form::kProper, true},
    {"another_mask", {k512, DigestAlgorithm::kSha1, 64}, Form::kProper, true},
    {"wrong_trailer", {k256, k256, 32}, Form::kWrongTrailer, false},
    {"bad_zeros", {k256, k256, 32}, Form::kBadZeros, false},
    {"plus_modulus", {k256, k256, 32}, Form::kPlusModulus, false},
};

class PssSignTest : public testing::TestWithParam<PssRow> {};

TEST_P(PssSignTest, verifies_where_it_is_right_and_only_there) {
  for (const KeyType type : {KeyType::kRsa2048, KeyType::kRsa2050}) {
    const PrivateKey key = key_of(type);
    const SignatureScheme scheme{.pss = GetParam().how, .form = GetParam().form};
    const auto signature = key.sign(scheme, kMessage);
    ASSERT_TRUE(signature) << signature.error().message;
    const auto verifier = PublicKey::from_spki(key.spki());
    ASSERT_TRUE(verifier);
    EXPECT_EQ(verifier->verify_pss(GetParam().how, kMessage, *signature), GetParam().good);
    EXPECT_FALSE(verifier->verify_pss(GetParam().how, as_bytes("massage"), *signature));
  }
}

INSTANTIATE_TEST_SUITE_P(SignatureForm, PssSignTest, testing::ValuesIn(kPss), RowName());

TEST(SignatureForm, of_another_family_is_an_error) {
  EXPECT_FALSE(key_of(KeyType::kRsa2048).sign(SignatureScheme{.form = Form::kHighS}, kMessage));
  EXPECT_FALSE(key_of(KeyType::kRsa2048).sign(SignatureScheme{.form = Form::kCubeRoot}, kMessage));
  const SignatureScheme pss{.pss = PssParameters{}, .form = Form::kNullOmitted};
  EXPECT_FALSE(key_of(KeyType::kRsa2048).sign(pss, kMessage));
  EXPECT_FALSE(key_of(KeyType::kP256).sign(pss, kMessage));
  const SignatureScheme ecdsa{.algorithm = SignatureAlgorithm::kEcdsaWithSha256,
                              .form = Form::kWrongTrailer};
  EXPECT_FALSE(key_of(KeyType::kP256).sign(ecdsa, kMessage));
  EXPECT_FALSE(key_of(KeyType::kX25519).sign(SignatureAlgorithm::kEd25519, kMessage));
}

TEST(SignatureScheme, octets_differ_when_anything_differs) {
  const SignatureScheme all[] = {
      {},
      {.algorithm = SignatureAlgorithm::kSha512WithRsa},
      {.form = Form::kNullOmitted},
      {.pss = PssParameters{}},
      {.pss = PssParameters{k256, DigestAlgorithm::kSha1, 20}},
      {.pss = PssParameters{DigestAlgorithm::kSha1, k256, 20}},
      {.pss = PssParameters{DigestAlgorithm::kSha1, DigestAlgorithm::kSha1, 276}},
  };
  std::set<Bytes> seen;
  for (const SignatureScheme& each : all) EXPECT_TRUE(seen.insert(octets_of(each)).second);
}

// RFC 6979 appendix A.2.1, SHA-256 of "sample".
TEST(Dsa, nonces_are_those_of_rfc_6979) {
  const Rfc6979Dsa numbers;
  const auto p = libcrypto::to_bignum(numbers.p);
  const auto q = libcrypto::to_bignum(numbers.q);
  const auto g = libcrypto::to_bignum(numbers.g);
  const auto x = libcrypto::to_bignum(numbers.x);
  const auto pair = libcrypto::dsa_sign_deterministic({*p, *q, *g, *x}, k256, as_bytes("sample"));
  EXPECT_EQ(hex(libcrypto::to_octets(*pair.r, 20)), "81f2f5850be5bc123c43f71a3033e9384611c545");
  EXPECT_EQ(hex(libcrypto::to_octets(*pair.s, 20)), "4cdd914b65eb6c66a8aaad27299bee6b035f5e89");
}

struct KeyFormRow {
  const char* name;
  KeyType type;
  KeyForm form;
  const char* head;  // hexadecimal, the SubjectPublicKeyInfo's first octets
};

constexpr KeyFormRow kKeyForms[] = {
    {"compressed", KeyType::kP256, KeyForm::kCompressed,
     "3039301306072a8648ce3d020106082a8648ce3d0301070322000"},
    {"hybrid", KeyType::kP256, KeyForm::kHybrid,
     "3059301306072a8648ce3d020106082a8648ce3d0301070342000"},
    {"explicit", KeyType::kP256, KeyForm::kExplicit,
     "308201333081ec06072a8648ce3d02013081e0020101"},
    {"ecdh", KeyType::kP256, KeyForm::kEcDh, "3057301106052b8104010c06082a8648ce3d030107034200"},
    {"pss", KeyType::kRsa2048, KeyForm::kPss, "30820120300b06092a864886f70d01010a0382010f00"},
    {"pss_sha256", KeyType::kRsa2048, KeyForm::kPssSha256,
     "30820156304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a"},
};

class KeyFormTest : public testing::TestWithParam<KeyFormRow> {};

TEST_P(KeyFormTest, writes_the_same_key_another_way) {
  const PrivateKey key = key_of(GetParam().type);
  const auto formed = key.in_form(GetParam().form);
  ASSERT_TRUE(formed) << formed.error().message;
  EXPECT_EQ(formed->form(), GetParam().form);
  EXPECT_TRUE(hex(formed->spki()).starts_with(GetParam().head)) << hex(formed->spki());
  const SignatureScheme scheme = formed->default_scheme();
  EXPECT_EQ(*formed->sign(scheme, kMessage), *key.sign(scheme, kMessage));
}

INSTANTIATE_TEST_SUITE_P(KeyForm, KeyFormTest, testing::ValuesIn(kKeyForms), RowName());

TEST(KeyForm, of_another_family_is_an_error) {
  EXPECT_FALSE(key_of(KeyType::kRsa2048).in_form(KeyForm::kCompressed));
  EXPECT_FALSE(key_of(KeyType::kP256).in_form(KeyForm::kPss));
  EXPECT_FALSE(key_of(KeyType::kEd25519).in_form(KeyForm::kInherited));
}

// With the point Q as its own generator, (h + r) / s * Q has r as its abscissa.
bool verifies_under_itself(BytesView point, BytesView signature) {
  const EC_GROUP& group = libcrypto::group_of(Curve::kP256);
  const BIGNUM* order = EC_GROUP_get0_order(&group);
  const libcrypto::BignumContext context(BN_CTX_new());
  const auto pair = libcrypto::read_pair(signature);
  const auto sum = libcrypto::to_bignum(sha256(kMessage));
  const libcrypto::Bignum inverse(BN_mod_inverse(nullptr, pair.s.get(), order, context.get()));
  BN_mod_add(sum.get(), sum.get(), pair.r.get(), order, context.get());
  BN_mod_mul(sum.get(), sum.get(), inverse.get(), order, context.get());
  const libcrypto::Point q(EC_POINT_new(&group));
  const libcrypto::Point product(EC_POINT_new(&group));
  const libcrypto::Bignum x(BN_new());
  return EC_POINT_oct2point(&group, q.get(), point.data(), point.size(), context.get()) == 1 &&
         EC_POINT_mul(&group, product.get(), nullptr, q.get(), sum.get(), context.get()) == 1 &&
         EC_POINT_get_affine_coordinates(&group, product.get(), x.get(), nullptr, context.get()) ==
             1 &&
         BN_nnmod(x.get(), x.get(), order, context.get()) == 1 &&
         BN_cmp(x.get(), pair.r.get()) == 0;
}

TEST(KeyForm, a_forged_generator_keeps_the_point_and_signs_with_another_key) {
  const PrivateKey key = key_of(KeyType::kP256);
  const auto forged = key.in_form(KeyForm::kForgedGenerator);
  ASSERT_TRUE(forged) << forged.error().message;
  const std::string point = hex(BytesView(key.spki()).last(65));
  const std::string spki = hex(forged->spki());
  EXPECT_TRUE(spki.ends_with(point));
  EXPECT_NE(spki.find("0441" + point), std::string::npos) << "the generator is the point";
  const auto signature = forged->sign(SignatureAlgorithm::kEcdsaWithSha256, kMessage);
  ASSERT_TRUE(signature);
  EXPECT_FALSE(PublicKey::from_spki(key.spki())
                   ->verify(SignatureAlgorithm::kEcdsaWithSha256, kMessage, *signature));
  EXPECT_TRUE(verifies_under_itself(BytesView(key.spki()).last(65), *signature));
}

}  // namespace
}  // namespace assay
