#include "harness/pki/signature_profile.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"
#include "harness/pki/key_needs.h"

namespace assay {
namespace {

struct Read {
  SignatureProfile profile;
  std::string mistakes;
};

Read read(std::string_view text) {
  const auto root = parse_yaml(text, "s.yaml");
  if (!root) return {{}, root.error().message};
  Mistakes mistakes;
  const YamlReader reader("s.yaml", mistakes);
  Read out;
  read_signature(reader, *root, out.profile);
  if (!mistakes.empty()) out.mistakes = mistakes.result().error().message;
  return out;
}

struct IdentifierRow {
  const char* name;
  SignatureAlgorithm algorithm;
  const char* text;
  const char* identifier;  // hexadecimal
};

constexpr auto kRsa = SignatureAlgorithm::kSha256WithRsa;
constexpr auto kEcdsa = SignatureAlgorithm::kEcdsaWithSha256;
constexpr IdentifierRow kIdentifiers[] = {
    {"rsa", kRsa, "{}", "300d06092a864886f70d01010b0500"},
    {"rsa_without_null", kRsa, "{parameters: absent}", "300b06092a864886f70d01010b"},
    {"rsa_with_a_sequence", kRsa, "{parameters: empty}", "300d06092a864886f70d01010b3000"},
    {"ecdsa", kEcdsa, "{}", "300a06082a8648ce3d040302"},
    {"ecdsa_with_null", kEcdsa, "{parameters: nothing}", "300c06082a8648ce3d0403020500"},
    {"another", kEcdsa, "{identifier: '30050603550403'}", "30050603550403"},
    {"pss_of_defaults", kRsa, "{pss: {digest: sha1, salt: 20}}", "300d06092a864886f70d01010a3000"},
    {"pss_of_sha256", kRsa, "{pss: {digest: sha256, salt: 32}}",
     "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
     "a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120"},
    {"pss_with_another_mask", kRsa, "{pss: {digest: sha256, mask_digest: sha1, salt: 20}}",
     "301e06092a864886f70d01010a3011a00f300d06096086480165030402010500"},
    {"pss_without_parameters", kRsa, "{pss: {digest: sha256, salt: 32}, parameters: absent}",
     "300b06092a864886f70d01010a"},
};

class IdentifierTest : public testing::TestWithParam<IdentifierRow> {};

TEST_P(IdentifierTest, IsWhatTheProfileSays) {
  const Read got = read(GetParam().text);
  ASSERT_EQ(got.mistakes, "");
  const SignatureScheme scheme{.algorithm = GetParam().algorithm, .pss = got.profile.pss};
  EXPECT_EQ(hex(signature_identifier(scheme, got.profile)), GetParam().identifier);
}

INSTANTIATE_TEST_SUITE_P(Signature, IdentifierTest, testing::ValuesIn(kIdentifiers), RowName());

TEST(ReadSignature, NamesTheNearestForm) {
  EXPECT_EQ(read("{form: high-s}").profile.form, SignatureForm::kHighS);
  EXPECT_NE(read("{form: hihg-s}").mistakes.find("'high-s'"), std::string::npos);
  EXPECT_NE(read("{pss: {digest: sha256}}").mistakes.find("salt"), std::string::npos);
  EXPECT_NE(read("{padding: none}").mistakes, "");
}

struct NeedRow {
  const char* name;
  KeyType type;
  std::set<Capability> needs;
  bool shakes;
};

const NeedRow kNeeds[] = {
    {"p256", KeyType::kP256, {}, true},
    {"p224", KeyType::kP224, {Capability::kP224}, true},
    {"secp256k1", KeyType::kSecp256k1, {Capability::kSecp256k1}, true},
    {"ed448", KeyType::kEd448, {Capability::kEd448}, true},
    {"x25519", KeyType::kX25519, {}, false},
    {"mldsa65", KeyType::kMlDsa65, {}, false},
};

class NeedTest : public testing::TestWithParam<NeedRow> {};

TEST_P(NeedTest, IsThatOfTheKey) {
  const auto key = PrivateKey::derive(GetParam().type, as_bytes("seed"));
  ASSERT_TRUE(key) << key.error().message;
  std::set<Capability> needs;
  add_needs(*key, needs);
  EXPECT_EQ(needs, GetParam().needs);
  EXPECT_EQ(can_shake_hands(*key), GetParam().shakes);
}

INSTANTIATE_TEST_SUITE_P(Keys, NeedTest, testing::ValuesIn(kNeeds), RowName());

TEST(CanShakeHands, NotWithAFormThatTlsDoesNotHave) {
  const auto key = PrivateKey::derive(KeyType::kP256, as_bytes("seed"));
  EXPECT_TRUE(can_shake_hands(*key->in_form(KeyForm::kCompressed)));
  EXPECT_FALSE(can_shake_hands(*key->in_form(KeyForm::kExplicit)));
  EXPECT_FALSE(can_shake_hands(*key->in_form(KeyForm::kEcDh)));
}

}  // namespace
}  // namespace assay
