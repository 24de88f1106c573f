// Signatures in paths: RSASSA-PSS, Ed448, DSA and the parameters that DSA keys inherit.
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/base/row_name.h"
#include "harness/crypto/signer_for_test.h"
#include "harness/der/pem.h"
#include "harness/oracle/builder.h"
#include "harness/oracle/issuing_for_test.h"
#include "harness/oracle/validate.h"

namespace assay::oracle {
namespace {

using der::Node;
using der::Oid;
using der::sequence;

// KeyPair is what a certificate says of its key, and the key's signatures.
struct KeyPair {
  Node spki;
  Node algorithm;
  std::function<Bytes(BytesView)> sign;
};

Bytes issue_by(const std::string& subject, const KeyPair& key, const std::string& issuer,
               const KeyPair& by, bool ca = true) {
  std::vector<Node> members = der::nodes(
      der::context_explicit(0, der::integer(2)), der::integer(7), by.algorithm, name_node(issuer),
      sequence(der::time(kTestNow - kTestDay), der::time(kTestNow + kTestDay)), name_node(subject),
      key.spki);
  if (ca) {
    const Node basic = extension("basicConstraints", sequence(der::boolean(true)), true);
    members.push_back(der::context_explicit(3, sequence(basic)));
  }
  const Node tbs = sequence(std::move(members));
  return der::encode(sequence(tbs, by.algorithm, der::bit_string(by.sign(der::encode(tbs)))));
}

KeyPair p256(const std::string& owner) {
  return {der::raw(key_of(owner).spki()), raw_algorithm(), [owner](BytesView message) {
            return *key_of(owner).sign(SignatureAlgorithm::kEcdsaWithSha256, message);
          }};
}

Reason reason_of(const Question& question) { return validate(question).verdict.reason; }

// --- DSA.

enum class Dss { kWritten, kOmitted, kNull };

// A DSA key of `owner`; under another generator where `numbers` has one.
KeyPair dsa(const std::string& owner, Dss parameters, Rfc6979Dsa numbers = {}) {
  const auto signer =
      std::make_shared<TestSigner>(TestSigner::dsa(numbers, sha256(as_bytes(owner))));
  std::vector<Node> id = der::nodes(der::oid(Oid::kDsa));
  if (parameters == Dss::kNull) id.push_back(der::null());
  if (parameters == Dss::kWritten) {
    id.push_back(sequence(der::unsigned_integer(numbers.p), der::unsigned_integer(numbers.q),
                          der::unsigned_integer(numbers.g)));
  }
  constexpr auto kAlgorithm = SignatureAlgorithm::kDsaWithSha256;
  return {sequence(sequence(std::move(id)), der::bit_string_of(der::unsigned_integer(numbers.y))),
          der::raw(to_bytes(algorithm_identifier(kAlgorithm))),
          [signer](BytesView message) { return signer->sign(kAlgorithm, message); }};
}

struct HeirRow {
  const char* name;
  std::vector<KeyPair> keys;  // of the anchor and the CAs below it
  Reason reason;
};

std::vector<HeirRow> heirs() {
  const KeyPair root = dsa("root", Dss::kWritten);
  const KeyPair heir = dsa("ca", Dss::kOmitted);
  const auto no = Reason::kBadSignature;
  return {
      {"each_has_its_own", {root, dsa("ca", Dss::kWritten)}, Reason::kNone},
      {"from_the_anchor", {root, heir}, Reason::kNone},
      {"null_is_omitted", {root, dsa("ca", Dss::kNull)}, Reason::kNone},
      {"through_an_heir", {root, dsa("middle", Dss::kOmitted), heir}, Reason::kNone},
      {"from_an_intermediate", {p256("root"), dsa("middle", Dss::kWritten), heir}, Reason::kNone},
      {"not_from_another_algorithm", {p256("root"), heir}, no},
      {"not_past_another_algorithm", {root, p256("middle"), heir}, no},
      {"not_by_an_anchor", {dsa("root", Dss::kOmitted)}, no},
      {"not_from_an_anchor_without", {dsa("root", Dss::kOmitted), heir}, no},
  };
}

class HeirTest : public testing::TestWithParam<HeirRow> {};

TEST_P(HeirTest, takes_the_parameters_of_the_dsa_key_above_it) {
  const std::vector<KeyPair>& keys = GetParam().keys;
  Question question = test_question({}, {}, {issue_by("0", keys[0], "0", keys[0])});
  for (std::size_t i = 1; i < keys.size(); ++i) {
    question.pool.push_back(
        issue_by(std::to_string(i), keys[i], std::to_string(i - 1), keys[i - 1]));
  }
  const std::string last = std::to_string(keys.size() - 1);
  question.leaf = issue_by("leaf", p256("leaf"), last, keys.back(), false);
  const OracleVerdict found = validate(question);
  EXPECT_EQ(found.verdict.reason, GetParam().reason) << found.verdict.words;
  if (GetParam().reason == Reason::kNone) {
    EXPECT_EQ(found.trace.signature_checks, keys.size());
  }
  // A signature of a stranger's key, made under the same parameters.
  const KeyPair stranger = dsa("stranger", Dss::kOmitted);
  question.leaf = issue_by("leaf", p256("leaf"), last, stranger, false);
  EXPECT_EQ(reason_of(question), Reason::kBadSignature);
}

INSTANTIATE_TEST_SUITE_P(Dsa, HeirTest, testing::ValuesIn(heirs()), RowName());

// The square of a generator is one too.
Rfc6979Dsa with_another_generator() {
  Rfc6979Dsa numbers;
  TestSigner::dsa(numbers, Bytes{2});
  numbers.g = numbers.y;
  return numbers;
}

TEST(HeirPathTest, each_way_up_gives_its_own_parameters) {
  const KeyPair heir = dsa("ca", Dss::kOmitted);
  const KeyPair one = dsa("one", Dss::kWritten);
  const KeyPair other = dsa("other", Dss::kWritten, with_another_generator());
  const Bytes right = issue_by("ca", heir, "one", one);
  const Bytes wrong = issue_by("ca", heir, "other", other);
  const std::vector<Bytes> anchors = {issue_by("one", one, "one", one),
                                      issue_by("other", other, "other", other)};
  const Bytes leaf = issue_by("leaf", p256("leaf"), "ca", heir, false);
  EXPECT_EQ(reason_of(test_question(leaf, {right, wrong}, anchors)), Reason::kNone);
  EXPECT_EQ(reason_of(test_question(leaf, {wrong, right}, anchors)), Reason::kNone);
  EXPECT_EQ(reason_of(test_question(leaf, {wrong}, anchors)), Reason::kBadSignature);
}

Bytes less(Bytes from, BytesView what) {
  int borrow = 0;
  for (std::size_t i = from.size(); i-- > 0;) {
    const int digit = int{from[i]} - what[i] - borrow;
    borrow = digit < 0 ? 1 : 0;
    from[i] = static_cast<std::uint8_t>(digit & 0xff);
  }
  return from;
}

// Under the generator -g, every second signature verifies that does under g.
KeyPair signing_under_both(const KeyPair& key, const PublicKey& negative, bool both) {
  const auto sign = [key, negative, both](BytesView message) {
    for (;;) {
      const Bytes signature = key.sign(message);
      if (negative.verify(SignatureAlgorithm::kDsaWithSha256, message, signature) == both) {
        return signature;
      }
    }
  };
  return {key.spki, key.algorithm, sign};
}

TEST(HeirPathTest, what_is_remembered_of_one_way_up_is_not_taken_for_another) {
  Rfc6979Dsa root_numbers;
  Rfc6979Dsa heir_numbers;
  TestSigner::dsa(root_numbers, sha256(as_bytes("root")));
  TestSigner::dsa(heir_numbers, sha256(as_bytes("ca")));
  for (Rfc6979Dsa* numbers : {&root_numbers, &heir_numbers}) {
    numbers->g = less(numbers->p, numbers->g);
  }
  const KeyPair root = dsa("root", Dss::kWritten);
  const KeyPair heir = dsa("ca", Dss::kOmitted);
  const auto negative = [](const Rfc6979Dsa& numbers) {
    return *PublicKey::dsa(numbers.parameters(), numbers.y);
  };
  const Node parameters =
      sequence(der::unsigned_integer(root_numbers.p), der::unsigned_integer(root_numbers.q),
               der::unsigned_integer(root_numbers.g));
  const KeyPair twin{sequence(sequence(der::oid(Oid::kDsa), parameters),
                              der::bit_string_of(der::unsigned_integer(root_numbers.y))),
                     root.algorithm, root.sign};
  const Bytes right = issue_by("root", root, "root", root);
  const Bytes wrong = issue_by("root", twin, "root", root);
  const Bytes ca =
      issue_by("ca", heir, "root", signing_under_both(root, negative(root_numbers), true));
  const Bytes leaf = issue_by("leaf", p256("leaf"), "ca",
                              signing_under_both(heir, negative(heir_numbers), false), false);
  EXPECT_EQ(reason_of(test_question(leaf, {ca}, {wrong})), Reason::kBadSignature);
  EXPECT_EQ(reason_of(test_question(leaf, {ca}, {right, wrong})), Reason::kNone);
  EXPECT_EQ(reason_of(test_question(leaf, {ca}, {wrong, right})), Reason::kNone);
}

TEST(HeirPathTest, a_bad_signature_is_told_of_the_certificate_that_has_it) {
  const KeyPair root = dsa("root", Dss::kWritten);
  const KeyPair upper = dsa("upper", Dss::kOmitted);
  const KeyPair lower = dsa("lower", Dss::kOmitted);
  const KeyPair stranger = dsa("stranger", Dss::kOmitted);
  const OracleVerdict found = validate(test_question(
      issue_by("leaf", p256("leaf"), "lower", lower, false),
      {issue_by("lower", lower, "upper", stranger), issue_by("upper", upper, "root", root)},
      {issue_by("root", root, "root", root)}));
  EXPECT_EQ(found.verdict.reason, Reason::kBadSignature);
  ASSERT_EQ(found.trace.path.size(), 2U);
  EXPECT_EQ(found.trace.path[1], (OraclePlace{OraclePlace::Source::kPool, 0}));
}

TEST(HeirPathTest, what_is_settled_at_the_end_counts_in_the_budget) {
  const KeyPair root = dsa("root", Dss::kWritten);
  const auto question_with = [&](std::uint32_t strangers) {
    const KeyPair heir = dsa("ca", Dss::kOmitted);
    Question question = test_question(issue_by("leaf", p256("leaf"), "ca", heir, false), {},
                                      {issue_by("root", root, "root", root)});
    for (std::uint32_t i = 0; i < strangers; ++i) {
      question.pool.push_back(
          issue_by("ca", dsa("stranger " + std::to_string(i), Dss::kOmitted), "root", root));
    }
    question.pool.push_back(issue_by("ca", heir, "root", root));
    return question;
  };
  // A stranger costs two: the root's signature of it, and the leaf's under its key.
  EXPECT_EQ(reason_of(question_with(kSignatureBudget / 2 - 1)), Reason::kNone);
  const OracleVerdict found = validate(question_with(kSignatureBudget / 2));
  EXPECT_EQ(found.verdict.reason, Reason::kBudget);
  EXPECT_EQ(found.trace.signature_checks, kSignatureBudget);
}

// --- RSASSA-PSS.

Node digest_node(DigestAlgorithm digest) {
  return sequence(der::oid(*der::named(name_of(digest))), der::null());
}

Node pss_node(const PssParameters& how) {
  const Node mask = sequence(der::oid(Oid::kMgf1), digest_node(how.mask_digest));
  return sequence(
      der::oid(Oid::kRsaPss),
      sequence(der::context_explicit(0, digest_node(how.digest)), der::context_explicit(1, mask),
               der::context_explicit(2, der::integer(how.salt_size))));
}

enum class RsaUse { kAny, kPssOnly, kPssWithLimits };
enum class Padding { kPkcs1, kPss };

constexpr PssParameters kUsual{DigestAlgorithm::kSha256, DigestAlgorithm::kSha256, 32};

KeyPair rsa(RsaUse use, Padding padding, const PssParameters& how) {
  const auto signer = std::make_shared<TestSigner>(
      TestSigner::rsa(*read_file(source_dir() + "/vectors/keys/rsa2048-00.pem")));
  const Node plain = sequence(der::oid(Oid::kRsaEncryption), der::null());
  const Node id = use == RsaUse::kAny       ? plain
                  : use == RsaUse::kPssOnly ? sequence(der::oid(Oid::kRsaPss))
                                            : pss_node(kUsual);
  const Node numbers = sequence(der::unsigned_integer(signer->number(OSSL_PKEY_PARAM_RSA_N)),
                                der::unsigned_integer(signer->number(OSSL_PKEY_PARAM_RSA_E)));
  const Node spki = sequence(id, der::bit_string_of(numbers));
  if (padding == Padding::kPss) {
    return {spki, pss_node(how),
            [signer, how](BytesView message) { return signer->sign_pss(how, message); }};
  }
  constexpr auto kAlgorithm = SignatureAlgorithm::kSha256WithRsa;
  return {spki, der::raw(to_bytes(algorithm_identifier(kAlgorithm))),
          [signer](BytesView message) { return signer->sign(kAlgorithm, message); }};
}

struct RsaRow {
  const char* name;
  RsaUse use;
  Padding padding;
  PssParameters how;
  bool good;
};

constexpr auto kSha512 = DigestAlgorithm::kSha512;

constexpr RsaRow kRsa[] = {
    {"pkcs1_under_any", RsaUse::kAny, Padding::kPkcs1, kUsual, true},
    {"pss_under_any", RsaUse::kAny, Padding::kPss, kUsual, true},
    {"pss_of_another_digest_under_any", RsaUse::kAny, Padding::kPss, {kSha512, kSha512, 64}, true},
    {"pkcs1_under_pss", RsaUse::kPssOnly, Padding::kPkcs1, kUsual, false},
    {"pss_under_pss", RsaUse::kPssOnly, Padding::kPss, kUsual, true},
    {"pkcs1_under_limits", RsaUse::kPssWithLimits, Padding::kPkcs1, kUsual, false},
    {"pss_within_limits", RsaUse::kPssWithLimits, Padding::kPss, kUsual, true},
    {"pss_of_another_digest_under_limits",
     RsaUse::kPssWithLimits,
     Padding::kPss,
     {kSha512, kSha512, 64},
     false},
    {"pss_of_less_salt_under_limits",
     RsaUse::kPssWithLimits,
     Padding::kPss,
     {DigestAlgorithm::kSha256, DigestAlgorithm::kSha256, 31},
     false},
};

class RsaPathTest : public testing::TestWithParam<RsaRow> {};

TEST_P(RsaPathTest, a_key_verifies_what_its_identifier_allows) {
  const RsaRow& row = GetParam();
  const KeyPair root = rsa(row.use, row.padding, row.how);
  const Question question = test_question(issue_by("leaf", p256("leaf"), "root", root, false), {},
                                          {issue_by("root", root, "root", root)});
  EXPECT_EQ(reason_of(question), row.good ? Reason::kNone : Reason::kBadSignature);
}

INSTANTIATE_TEST_SUITE_P(Oracle, RsaPathTest, testing::ValuesIn(kRsa), RowName());

// --- The caller's list.

TEST(AllowedAlgorithms, know_pss_and_dsa_by_their_words) {
  const KeyPair pss = rsa(RsaUse::kAny, Padding::kPss, kUsual);
  const KeyPair dss = dsa("root", Dss::kWritten);
  const auto reason = [](const KeyPair& root, const std::string& word) {
    Question question = test_question(issue_by("leaf", p256("leaf"), "root", root, false), {},
                                      {issue_by("root", root, "root", root)});
    question.signature_algorithms = {word};
    return reason_of(question);
  };
  EXPECT_EQ(reason(pss, "RSASSA_PSS"), Reason::kNone);
  EXPECT_NE(reason(pss, "RSA_WITH_SHA256"), Reason::kNone);
  EXPECT_EQ(reason(dss, "DSA_WITH_SHA256"), Reason::kNone);
  EXPECT_NE(reason(dss, "DSA_WITH_SHA1"), Reason::kNone);
  EXPECT_NE(reason(dss, ""), Reason::kNone);
}

// --- Certificates that others made: self-signed, asked as a leaf under itself.

struct VectorRow {
  const char* name;
  const char* file;
  UnixTime time;
  Reason reason;
};

constexpr VectorRow kVectors[] = {
    {"ed448", "ed448/root-ed448.pem", kTestNow, Reason::kNone},
    {"ed25519", "ed25519/root-ed25519.pem", kTestNow, Reason::kNone},
    {"pss", "custom/rsa_pss_cert.pem", kTestNow, Reason::kNone},
    // Its key asks for SHA-256, its signature is of SHA-1.
    {"pss_beyond_the_key_s_limits", "custom/rsa_pss.pem", kTestNow, Reason::kBadSignature},
    // With SHA-1: a good signature, of a kind that had been given up.
    {"dsa", "custom/dsa_selfsigned_ca.pem", 1'418'385'600, Reason::kWeakAlgorithm},
    {"ec_explicit_curve", "custom/ec_no_named_curve.pem", 1'418'385'600, Reason::kBadSignature},
};

class VectorTest : public testing::TestWithParam<VectorRow> {};

TEST_P(VectorTest, is_decided_by_its_signature) {
  const std::string path =
      std::string("/usr/lib/python3/dist-packages/cryptography_vectors/x509/") + GetParam().file;
  if (!std::filesystem::exists(path)) {
    GTEST_SKIP() << path << " is not there: install python3-cryptography-vectors";
  }
  const auto blocks = der::read_pem(*read_file(path));
  ASSERT_TRUE(blocks);
  ASSERT_FALSE(blocks->empty());
  Question question = test_question(blocks->front().der, {}, {blocks->front().der});
  question.time = GetParam().time;
  const OracleVerdict found = validate(question);
  EXPECT_EQ(found.verdict.reason, GetParam().reason) << found.verdict.words;
}

INSTANTIATE_TEST_SUITE_P(Oracle, VectorTest, testing::ValuesIn(kVectors), RowName());

}  // namespace
}  // namespace assay::oracle
