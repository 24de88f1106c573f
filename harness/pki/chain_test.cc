#include "harness/pki/chain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/base/row_name.h"
#include "harness/base/yaml.h"
#include "harness/crypto/digest.h"
#include "harness/crypto/public_key.h"
#include "harness/pki/profile_reader.h"
#include "harness/pki/test_certificate.h"

namespace assay {
namespace {

const std::string kVectors = source_dir() + "/vectors";

HierarchyProfile profile_of(const std::string& name, const std::string& edit = "") {
  const std::string path = std::string(kVectors) + "/profiles/" + name + ".yaml";
  Mistakes mistakes;
  const YamlReader reader(path, mistakes);
  const auto root = load_yaml(path);
  EXPECT_TRUE(root) << root.error().message;
  HierarchyProfile profile = ProfileReader(reader).read(*root);
  if (!edit.empty()) ProfileReader(reader).edit(*parse_yaml(edit, "edit"), profile);
  EXPECT_TRUE(mistakes.empty()) << mistakes.result().error().message;
  return profile;
}

// Workshop makes chains with the keys of the house.
struct Workshop {
  KeyPool pool = *KeyPool::open(std::string(kVectors) + "/keys");
  SignatureCache cache;

  Chain make(const HierarchyProfile& profile, const GenerateOptions& options = {}) {
    auto chain = make_chain(profile, options, pool, cache);
    EXPECT_TRUE(chain) << (chain ? "" : chain.error().message);
    return chain ? std::move(*chain) : Chain{};
  }
};

Question question_of(const HierarchyProfile& profile, const GenerateOptions& options = {}) {
  return Workshop().make(profile, options).question;
}

Bytes key_bits_digest(BytesView spki) {
  der::Reader outer(spki);
  der::Reader inner = *outer.sequence();
  (void)inner.sequence();
  return sha1(inner.bit_string()->octets);
}

std::string extension_names(const ReadCertificateFields& certificate) {
  std::string names;
  for (const ReadExtension& each : certificate.extensions) {
    names += each.name + (each.critical ? "! " : " ");
  }
  return names;
}

bool signed_by(const ReadCertificateFields& certificate, const ReadCertificateFields& issuer,
               SignatureAlgorithm algorithm) {
  const auto key = PublicKey::from_spki(issuer.spki);
  return key && key->verify(algorithm, certificate.tbs, certificate.signature);
}

class ChainOfKeysTest : public testing::TestWithParam<KeyType> {};

TEST_P(ChainOfKeysTest, IsSignedNamedAndIdentifiedFromTheRootDown) {
  GenerateOptions options;
  options.keys = GetParam();
  const Question question = question_of(profile_of("tls-server-4"), options);
  std::vector<Bytes> path = {question.leaf};
  path.insert(path.end(), question.pool.begin(), question.pool.end());
  path.push_back(question.anchors.front());
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto certificate = must_take_apart(path[i]);
    const auto issuer = must_take_apart(path[std::min(i + 1, path.size() - 1)]);
    EXPECT_EQ(certificate.version, 3);
    EXPECT_EQ(certificate.issuer, issuer.subject);
    EXPECT_EQ(certificate.algorithm, certificate.outer_algorithm);
    EXPECT_EQ(certificate.serial.size(), 16U);
    EXPECT_LT(certificate.serial.front(), 0x80);
    EXPECT_TRUE(signed_by(certificate, issuer, default_algorithm(GetParam())));
    // An octet string of twenty octets, and the same within an AuthorityKeyIdentifier.
    const Bytes own = key_bits_digest(certificate.spki);
    EXPECT_EQ(hex(certificate.find("subjectKeyIdentifier")->value), "0414" + hex(own));
    const bool is_root = i + 1 == path.size();
    ASSERT_EQ(certificate.find("authorityKeyIdentifier") == nullptr, is_root);
    if (is_root) continue;
    EXPECT_EQ(hex(certificate.find("authorityKeyIdentifier")->value),
              "30168014" + hex(key_bits_digest(issuer.spki)));
  }
}
INSTANTIATE_TEST_SUITE_P(Keys, ChainOfKeysTest,
                         testing::Values(KeyType::kRsa2048, KeyType::kRsa4096, KeyType::kP256,
                                         KeyType::kP384, KeyType::kP521, KeyType::kEd25519),
                         [](const auto& row) { return std::string(name_of(row.param)); });

TEST(Chain, OfOneSeedHasTheSameOctetsEachTime) {
  for (const KeyType keys : {KeyType::kRsa2048, KeyType::kP256, KeyType::kEd25519}) {
    GenerateOptions options;
    options.keys = keys;
    const Question one = question_of(profile_of("tls-server-3"), options);
    EXPECT_EQ(one, question_of(profile_of("tls-server-3"), options));
    options.seed = 2;
    EXPECT_NE(one.leaf, question_of(profile_of("tls-server-3"), options).leaf);
  }
}

TEST(Chain, CarriesTheKeyOfItsLeaf) {
  const Question question = question_of(profile_of("tls-server-3"));
  const auto key = PrivateKey::from_pkcs8(question.leaf_key);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->spki(), must_take_apart(question.leaf).spki);
}

TEST(Chain, SignsWhatItsQuestionUsesAndNothingElse) {
  Workshop workshop;
  workshop.make(profile_of("tls-server-3"));
  EXPECT_EQ(workshop.cache.made(), 3U);  // not the strangers of the profile
}

TEST(Chain, SignsEqualCertificatesOnce) {
  Workshop workshop;
  workshop.make(profile_of("tls-server-3"));
  workshop.make(profile_of("tls-server-3", "leaf: {not_after: 2026-05-01T00:00:00Z}"));
  EXPECT_EQ(workshop.cache.made(), 4U);
}

// Signatures come from a pool of nonces: two seeds that sign the same octets share none.
TEST(Chain, OfP256TakesItsNoncesFromTheSeed) {
  const PrivateKey key = *PrivateKey::derive(KeyType::kP256, as_bytes("key"));
  const SignatureScheme ecdsa{.algorithm = SignatureAlgorithm::kEcdsaWithSha256};
  const SignatureScheme rsa{.algorithm = SignatureAlgorithm::kSha256WithRsa};
  const Bytes tbs(100, 0x30);
  std::set<Bytes> signatures;
  for (const std::uint64_t seed : {1U, 2U, 1U}) {
    SignatureCache cache(seed);
    const auto signature = cache.sign(key, ecdsa, tbs, SignatureCache::Keep::kAlways, 0);
    ASSERT_TRUE(signature);
    EXPECT_TRUE(PublicKey::from_spki(key.spki())->verify(ecdsa.algorithm, tbs, *signature));
    signatures.insert(*signature);
  }
  EXPECT_EQ(signatures.size(), 2U);
  SignatureCache cache;
  EXPECT_FALSE(cache.sign(key, rsa, tbs, SignatureCache::Keep::kAlways, 0));
}

TEST(Chain, OfAnotherInstanceDiffersInTheLeafAlone) {
  for (const KeyType keys : {KeyType::kRsa2048, KeyType::kP256}) {
    GenerateOptions options;
    options.keys = keys;
    const Question first = question_of(profile_of("tls-server-3"), options);
    options.instance = 1;
    const Question second = question_of(profile_of("tls-server-3"), options);
    EXPECT_NE(first.leaf, second.leaf);
    EXPECT_EQ(first.pool, second.pool);
    EXPECT_EQ(first.anchors, second.anchors);
  }
}

TEST(Chain, TakesTheEditOfOneCertificateAndLeavesTheOthersAlone) {
  const Question good = question_of(profile_of("tls-server-3"));
  const Question bad =
      question_of(profile_of("tls-server-3", "intermediate: {basic_constraints: {ca: false}}"));
  EXPECT_EQ(good.leaf, bad.leaf);
  EXPECT_EQ(good.anchors, bad.anchors);
  EXPECT_EQ(hex(must_take_apart(good.pool[0]).find("basicConstraints")->value), "30030101ff");
  EXPECT_EQ(hex(must_take_apart(bad.pool[0]).find("basicConstraints")->value), "3000");
}

TEST(Chain, RefusesToLetTwoCertificatesShareAKey) {
  const std::string folder = testing::TempDir() + "assay_small_pool";
  ASSERT_TRUE(make_directories(folder));
  for (const char* name : {"rsa2048-00.pem", "rsa2048-01.pem"}) {
    const auto pem = read_file(std::string(kVectors) + "/keys/" + name);
    ASSERT_TRUE(pem);
    ASSERT_TRUE(write_file(folder + "/" + name, *pem, FileMode::kPrivate));
  }
  auto pool = KeyPool::open(folder);
  ASSERT_TRUE(pool);
  EXPECT_EQ(pool->size(KeyType::kRsa2048), 2U);
  SignatureCache cache;
  const auto chain = make_chain(profile_of("tls-server-3"), {}, *pool, cache);
  ASSERT_FALSE(chain);
  EXPECT_EQ(
      chain.error().message,
      "profile 'tls-server-3': 'leaf' and 'root' would share a key of type rsa2048: the folder "
      "of keys has only 2");
  EXPECT_TRUE(make_chain(profile_of("tls-server-2"), {}, *pool, cache));
  std::filesystem::remove_all(folder);
}

TEST(Chain, SharesAKeyWhereTheProfileSaysSo) {
  const Question question = question_of(profile_of(
      "tls-server-3", "{leaf: {key_of: intermediate}, question: {pool: [intermediate]}}"));
  EXPECT_EQ(must_take_apart(question.leaf).spki, must_take_apart(question.pool[0]).spki);
}

TEST(Chain, TellsItsKeyTypes) {
  Workshop workshop;
  const Chain chain = workshop.make(profile_of("tls-server-3", "leaf: {key: ed25519}"));
  EXPECT_EQ(chain.needs, std::set<Capability>{Capability::kEd25519});
}

TEST(Chain, RefusesAnAlgorithmThatDoesNotFitTheKey) {
  Workshop workshop;
  const auto chain =
      make_chain(profile_of("tls-server-3", "leaf: {signature_algorithm: ecdsa-with-SHA256}"), {},
                 workshop.pool, workshop.cache);
  EXPECT_FALSE(chain);
}

TEST(Certificate, OfTheQuickstartRootOf2024IsAsDocumented) {
  const auto root = must_take_apart(question_of(profile_of("aio-quickstart-rsa")).anchors[0]);
  EXPECT_EQ(extension_names(root), "keyUsage! basicConstraints! subjectKeyIdentifier ");
  EXPECT_EQ(hex(root.find("keyUsage")->value), "03020106");  // keyCertSign, cRLSign
  EXPECT_EQ(root.not_after - root.not_before, 365 * 86'400);
  EXPECT_EQ(root.issuer, root.subject);
}

TEST(Certificate, OfTheQuickstartRootOf2023IsAsDocumented) {
  GenerateOptions options;
  options.keys = KeyType::kRsa4096;  // its own key type holds against the caller's
  const auto root =
      must_take_apart(question_of(profile_of("aio-quickstart-ec"), options).anchors[0]);
  EXPECT_EQ(extension_names(root), "basicConstraints! keyUsage subjectKeyIdentifier ");
  EXPECT_EQ(hex(root.find("keyUsage")->value), "03020204");  // keyCertSign alone
  EXPECT_EQ(root.not_after - root.not_before, 30 * 86'400);
  EXPECT_EQ(root.spki.size(), 91U);  // P-256
}

TEST(Certificate, AssertsKeyEnciphermentForRsaOnly) {
  GenerateOptions options;
  const auto rsa = must_take_apart(question_of(profile_of("tls-server-2"), options).leaf);
  EXPECT_EQ(hex(rsa.find("keyUsage")->value), "030205a0");
  options.keys = KeyType::kP256;
  const auto ec = must_take_apart(question_of(profile_of("tls-server-2"), options).leaf);
  EXPECT_EQ(hex(ec.find("keyUsage")->value), "03020780");
}

TEST(Certificate, OfVersionOneHasNeitherVersionNorExtensions) {
  const Question question = question_of(profile_of("tls-server-3", "intermediate: {version: 1}"));
  const auto certificate = must_take_apart(question.pool[0]);
  EXPECT_EQ(certificate.version, 1);
  EXPECT_TRUE(certificate.extensions.empty());
}

TEST(Certificate, KeepsTheSerialNumberItIsGiven) {
  const auto leaf =
      must_take_apart(question_of(profile_of("tls-server-2", "leaf: {serial: 'ff7f'}")).leaf);
  EXPECT_EQ(hex(leaf.serial), "ff7f");
}

TEST(Certificate, LiesAboutItsAlgorithmWhereTheProfileSaysSo) {
  const auto leaf = must_take_apart(
      question_of(profile_of("tls-server-2", "leaf: {tbs_signature_algorithm: ecdsa-with-SHA384}"))
          .leaf);
  EXPECT_NE(leaf.algorithm, leaf.outer_algorithm);
}

struct SignatureRow {
  const char* name;
  const char* edit;
  bool verifies;  // with the issuer's key
};

class SignatureTest : public testing::TestWithParam<SignatureRow> {};

TEST_P(SignatureTest, CoversWhatItShould) {
  const Question question = question_of(profile_of("tls-server-3", GetParam().edit));
  const auto leaf = must_take_apart(question.leaf);
  const auto issuer = must_take_apart(question.pool[0]);
  EXPECT_EQ(signed_by(leaf, issuer, SignatureAlgorithm::kSha256WithRsa), GetParam().verifies);
}

constexpr SignatureRow kSignatures[] = {
    {"edits_inside_the_tbs", "leaf: {der: [{path: tbs/serialNumber, op: flip, bytes: '01'}]}",
     true},
    {"not_edits_after_signing",
     "leaf: {der: [{path: tbs/serialNumber, op: flip, bytes: '01', after_signature: true}]}",
     false},
    {"not_when_corrupt", "leaf: {corrupt_signature: true}", false},
    {"not_by_another_key", "leaf: {signed_by: namesake-intermediate}", false},
};
INSTANTIATE_TEST_SUITE_P(Leaf, SignatureTest, testing::ValuesIn(kSignatures),
                         [](const auto& row) { return row.param.name; });

TEST(Certificate, NamesTheNodeThatAnEditDoesNotFind) {
  Workshop workshop;
  const auto chain =
      make_chain(profile_of("tls-server-3", "leaf: {der: [{path: tbs/serial, op: remove}]}"), {},
                 workshop.pool, workshop.cache);
  ASSERT_FALSE(chain);
  EXPECT_NE(chain.error().message.find("certificate 'leaf'"), std::string::npos);
  EXPECT_NE(chain.error().message.find("serial"), std::string::npos);
}

TEST(Crl, ListsTheSerialNumbersOfWhatIsRevokedAndIsSignedByItsIssuer) {
  const Question question =
      question_of(profile_of("crl-server-2", "crls: {root-crl: {revoked: [leaf]}}"));
  const auto leaf = must_take_apart(question.leaf);
  const auto root = must_take_apart(question.anchors[0]);
  der::Reader outermost(question.crls.at(0));
  der::Reader crl = *outermost.sequence();
  const der::Element tbs_element = *crl.expect(der::tag::kSequence);
  ASSERT_TRUE(crl.sequence());
  const Bytes signature = to_bytes(crl.bit_string()->octets);
  const auto key = PublicKey::from_spki(root.spki);
  EXPECT_TRUE(key->verify(SignatureAlgorithm::kSha256WithRsa, tbs_element.encoding, signature));

  der::Reader tbs = *crl.into(tbs_element);
  EXPECT_EQ(*tbs.small_integer(), 1);  // version 2
  ASSERT_TRUE(tbs.sequence());
  EXPECT_EQ(to_bytes(tbs.expect(der::tag::kSequence)->encoding), root.subject);
  EXPECT_EQ(format_time(*tbs.time()), "2026-05-15T00:00:00Z");
  EXPECT_EQ(format_time(*tbs.time()), "2026-06-15T00:00:00Z");
  der::Reader revoked = *tbs.sequence();
  der::Reader entry = *revoked.sequence();
  EXPECT_EQ(to_bytes(entry.integer()->octets), leaf.serial);
  EXPECT_TRUE(revoked.at_end());
  der::Reader wrapper = *tbs.enter(der::Tag::context_constructed(0));
  const auto extensions = read_extension_list(*wrapper.sequence());
  ASSERT_TRUE(extensions);
  ASSERT_EQ(extensions->size(), 2U);
  EXPECT_EQ((*extensions)[0].name, "authorityKeyIdentifier");
  EXPECT_EQ((*extensions)[1].name, "cRLNumber");
}

TEST(KeyPool, NamesTheKeyThatIsMissing) {
  auto pool = KeyPool::open(testing::TempDir());
  ASSERT_TRUE(pool);
  const auto key = pool->key(KeyType::kRsa4096, 0, "x");
  ASSERT_FALSE(key);
  EXPECT_NE(key.error().message.find("rsa4096-00.pem"), std::string::npos);
}

TEST(KeyPool, DerivesKeysOfCurvesFromTheirLabels) {
  auto pool = KeyPool::open(testing::TempDir());
  ASSERT_TRUE(pool);
  const Bytes one = pool->key(KeyType::kP256, 0, "a")->key.spki();
  EXPECT_EQ(one, pool->key(KeyType::kP256, 7, "a")->key.spki());
  EXPECT_NE(one, pool->key(KeyType::kP256, 0, "b")->key.spki());
}

std::string subject_of(BytesView der) {
  const Bytes name = must_take_apart(der).subject;
  return std::string(name.begin(), name.end());
}

TEST(Row, each_member_issues_the_next_and_the_last_is_the_one_described) {
  const GenerateOptions curves{.seed = 1, .keys = KeyType::kP256, .instance = 0};
  const Question plain = question_of(profile_of("tls-server-3"), curves);
  const Question row = question_of(profile_of("tls-server-3", "intermediate: {row: 4}"), curves);
  ASSERT_EQ(row.pool.size(), 4U);
  EXPECT_EQ(row.leaf, plain.leaf);  // its issuer keeps its name and key
  std::vector<Bytes> path = row.pool;
  path.push_back(row.anchors[0]);
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const auto below = must_take_apart(path[i]);
    const auto above = must_take_apart(path[i + 1]);
    EXPECT_EQ(below.issuer, above.subject);
    const auto key = PublicKey::from_spki(above.spki);
    ASSERT_TRUE(key);
    EXPECT_TRUE(key->verify(SignatureAlgorithm::kEcdsaWithSha256, below.tbs, below.signature));
  }
}

struct CrowdRow {
  const char* name;
  const char* vary;
  bool subjects;
  bool keys;
};
class CrowdTest : public testing::TestWithParam<CrowdRow> {};
TEST_P(CrowdTest, differs_in_serial_numbers_and_in_what_it_is_told) {
  const CrowdRow& row = GetParam();
  const GenerateOptions curves{.seed = 1, .keys = KeyType::kP256, .instance = 0};
  const Question plain = question_of(profile_of("tls-server-3"), curves);
  const Question crowd = question_of(
      profile_of("tls-server-3",
                 std::string("intermediate: {copies: {count: 5, vary: ") + row.vary + "}}"),
      curves);
  ASSERT_EQ(crowd.pool.size(), 5U);
  EXPECT_EQ(crowd.pool.back(), plain.pool[0]);
  std::set<Bytes> serials;
  std::set<std::string> subjects;
  std::set<Bytes> keys;
  for (const Bytes& der : crowd.pool) {
    serials.insert(must_take_apart(der).serial);
    subjects.insert(subject_of(der));
    keys.insert(must_take_apart(der).spki);
  }
  EXPECT_EQ(serials.size(), 5U);
  EXPECT_EQ(subjects.size(), row.subjects ? 5U : 1U);
  EXPECT_EQ(keys.size(), row.keys ? 5U : 1U);
}
constexpr CrowdRow kCrowds[] = {{"serial", "serial", false, false},
                                {"key", "key", false, true},
                                {"subject", "subject", true, false},
                                {"both", "both", true, true}};
INSTANTIATE_TEST_SUITE_P(Chain, CrowdTest, testing::ValuesIn(kCrowds), RowName());

TEST(Row, refuses_to_share_the_few_keys_of_a_folder) {
  Workshop workshop;
  const auto made = make_chain(profile_of("tls-server-3", "intermediate: {row: 40}"), {},
                               workshop.pool, workshop.cache);
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("would share a key"), std::string::npos);
}

}  // namespace
}  // namespace assay
