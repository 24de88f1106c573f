#include "harness/pki/bundle.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/base/build_tree.h"
#include "harness/der/reader.h"
#include "harness/pki/catalogue.h"

namespace assay {
namespace {

// A question of the catalogue, made with small keys.
Question question(std::string_view id) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  const CatalogueEntry* const entry = catalogue->find(id);
  EXPECT_NE(entry, nullptr);
  return make_case(*catalogue, *entry, {.seed = 1, .keys = KeyType::kP256, .instance = 0})
      ->question;
}

bool holds(const Bytes& whole, const Bytes& part) {
  return std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

using Bundle = Result<Bytes> (*)(const Question&);
struct BundleRow {
  const char* name;
  Bundle make;
  bool needs_key;
  bool needs_der;  // of the leaf
};
constexpr BundleRow kBundles[] = {
    {"pkcs7", pkcs7_bundle, false, true},
    {"pkcs12", pkcs12_bundle, true, false},
    {"pkcs10", certification_request, true, true},
};

class BundleTest : public testing::TestWithParam<BundleRow> {};

TEST_P(BundleTest, equal_questions_give_equal_octets_and_others_do_not) {
  Question asked = question("profile/tls-server-3");
  const Bytes first = GetParam().make(asked).value();
  EXPECT_EQ(GetParam().make(asked).value(), first);
  const Question other = question("profile/mtls-client-3");
  EXPECT_NE(GetParam().make(other).value(), first);
}

TEST_P(BundleTest, is_one_der_element) {
  const Bytes bundle = GetParam().make(question("profile/crl-server-2")).value();
  der::Reader reader(bundle);
  EXPECT_TRUE(reader.sequence());
  EXPECT_TRUE(reader.finish());
}

TEST_P(BundleTest, says_what_it_cannot_hold) {
  Question asked = question("profile/tls-server-3");
  asked.leaf = {0x30, 0x80};
  const auto indefinite = GetParam().make(asked);
  EXPECT_EQ(indefinite.has_value(), !GetParam().needs_der);
  if (!indefinite) {
    EXPECT_NE(indefinite.error().message.find("offset"), std::string::npos);
    EXPECT_EQ(indefinite.error().kind, ErrorKind::kInput);
  }
  asked.leaf.clear();
  EXPECT_FALSE(GetParam().make(asked));
}

TEST_P(BundleTest, wants_the_key_where_it_uses_it) {
  Question asked = question("profile/tls-server-3");
  asked.leaf_key.clear();
  EXPECT_EQ(GetParam().make(asked).has_value(), !GetParam().needs_key);
}

INSTANTIATE_TEST_SUITE_P(Forms, BundleTest, testing::ValuesIn(kBundles),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Pkcs7, holds_leaf_pool_and_crls_as_they_are) {
  const Question asked = question("profile/crl-server-2");
  const Bytes bundle = pkcs7_bundle(asked).value();
  EXPECT_TRUE(holds(bundle, asked.leaf));
  ASSERT_FALSE(asked.crls.empty());
  for (const Bytes& each : asked.pool) EXPECT_TRUE(holds(bundle, each));
  for (const Bytes& each : asked.crls) EXPECT_TRUE(holds(bundle, each));
}

TEST(Pkcs7, refuses_octets_after_a_certificate_of_the_pool_by_its_number) {
  Question asked = question("profile/tls-server-3");
  asked.pool.front().push_back(0);
  const auto bundle = pkcs7_bundle(asked);
  ASSERT_FALSE(bundle);
  EXPECT_EQ(bundle.error().message.substr(0, 14), "certificate 0:");
}

TEST(Pkcs12, shows_neither_key_nor_certificates) {
  const Question asked = question("profile/tls-server-3");
  const Bytes bundle = pkcs12_bundle(asked).value();
  EXPECT_FALSE(holds(bundle, asked.leaf_key));
  EXPECT_FALSE(holds(bundle, asked.leaf));
}

TEST(Pkcs10, leaves_out_what_only_an_issuer_knows) {
  const Bytes request = certification_request(question("profile/tls-server-3")).value();
  const auto has = [&](der::Oid id) { return holds(request, to_bytes(der::octets(id))); };
  EXPECT_TRUE(has(der::Oid::kSubjectAltName));
  EXPECT_TRUE(has(der::Oid::kExtKeyUsage));
  EXPECT_FALSE(has(der::Oid::kAuthorityKeyIdentifier));
}

}  // namespace
}  // namespace assay
