// Algorithm identifiers and public keys, as tables: which of them a signature is checked with.
#include "harness/oracle/algorithm.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"
#include "harness/crypto/signer_for_test.h"
#include "harness/der/writer.h"
#include "harness/oracle/issuing_for_test.h"
#include "harness/oracle/pss.h"

namespace assay::oracle {
namespace {

using der::Node;
using der::Oid;
using der::sequence;

// AlgorithmId borrows: `encoding` outlives it.
AlgorithmId id_of(const Bytes& encoding) {
  der::Reader reader(encoding);
  const auto id = read_algorithm(reader);
  EXPECT_TRUE(id);
  return id ? *id : AlgorithmId{};
}

Node id_node(Oid id) { return sequence(der::oid(id)); }
Node id_node(Oid id, Node parameters) { return sequence(der::oid(id), std::move(parameters)); }

// --- Signature algorithms.

struct AlgorithmRow {
  const char* name;
  Node id;
  std::optional<SignatureAlgorithm> algorithm;
  DigestUse digest = DigestUse::kStrong;
};

Node pss_node(DigestAlgorithm message, DigestAlgorithm mask) {
  const auto digest = [](DigestAlgorithm algorithm) {
    return id_node(algorithm == DigestAlgorithm::kSha1 ? Oid::kSha1 : Oid::kSha256, der::null());
  };
  return id_node(Oid::kRsaPss,
                 sequence(der::context_explicit(0, digest(message)),
                          der::context_explicit(1, id_node(Oid::kMgf1, digest(mask)))));
}

std::vector<AlgorithmRow> algorithms() {
  using enum SignatureAlgorithm;
  constexpr auto kDigest1 = DigestAlgorithm::kSha1;
  constexpr auto kDigest256 = DigestAlgorithm::kSha256;
  return {
      {"rsa", id_node(Oid::kSha256WithRsa, der::null()), kSha256WithRsa},
      {"rsa_without_null", id_node(Oid::kSha256WithRsa), kSha256WithRsa},
      {"rsa_with_other_parameters", id_node(Oid::kSha256WithRsa, sequence()), std::nullopt},
      {"rsa_sha1", id_node(Oid::kSha1WithRsa, der::null()), kSha1WithRsa, DigestUse::kSha1},
      {"rsa_md5", id_node(Oid::kMd5WithRsa, der::null()), kMd5WithRsa, DigestUse::kBroken},
      {"rsa_md2", id_node(Oid::kMd2WithRsa, der::null()), std::nullopt, DigestUse::kBroken},
      {"ecdsa", id_node(Oid::kEcdsaWithSha384), kEcdsaWithSha384},
      {"ecdsa_with_null", id_node(Oid::kEcdsaWithSha384, der::null()), kEcdsaWithSha384},
      {"ecdsa_with_other_parameters", id_node(Oid::kEcdsaWithSha384, sequence()), std::nullopt},
      {"ecdsa_sha3", id_node(Oid::kEcdsaWithSha3256), kEcdsaWithSha3256},
      {"rsa_sha3", id_node(Oid::kRsaWithSha3512, der::null()), kRsaWithSha3512},
      {"rsa_md4", id_node(Oid::kMd4WithRsa, der::null()), std::nullopt, DigestUse::kBroken},
      {"ecdsa_sha1", id_node(Oid::kEcdsaWithSha1), kEcdsaWithSha1, DigestUse::kSha1},
      {"ed25519", id_node(Oid::kEd25519), kEd25519},
      {"ed25519_with_null", id_node(Oid::kEd25519, der::null()), std::nullopt},
      {"ed448", id_node(Oid::kEd448), kEd448},
      {"ed448_with_null", id_node(Oid::kEd448, der::null()), std::nullopt},
      {"dsa_sha1", id_node(Oid::kDsaWithSha1), kDsaWithSha1, DigestUse::kSha1},
      {"dsa_sha224", id_node(Oid::kDsaWithSha224), kDsaWithSha224},
      {"dsa_sha256", id_node(Oid::kDsaWithSha256), kDsaWithSha256},
      {"dsa_with_null", id_node(Oid::kDsaWithSha256, der::null()), std::nullopt},
      {"pss_sha256", pss_node(kDigest256, kDigest256), std::nullopt},
      {"pss_sha1", pss_node(kDigest1, kDigest1), std::nullopt, DigestUse::kSha1},
      {"pss_defaults", id_node(Oid::kRsaPss, sequence()), std::nullopt, DigestUse::kSha1},
      {"pss_sha1_under_a_strong_mask", pss_node(kDigest1, kDigest256), std::nullopt,
       DigestUse::kSha1},
      {"pss_mask_of_sha1", pss_node(kDigest256, kDigest1), std::nullopt},
      {"a_key_is_no_signature", id_node(Oid::kRsaEncryption, der::null()), std::nullopt},
      {"unknown", sequence(oid_node("1.2.3.4")), std::nullopt},
  };
}

class AlgorithmTest : public testing::TestWithParam<AlgorithmRow> {};

TEST_P(AlgorithmTest, is_known_by_its_identifier_and_parameters) {
  const Bytes encoding = der::encode(GetParam().id);
  EXPECT_EQ(signature_algorithm(id_of(encoding)), GetParam().algorithm);
  EXPECT_EQ(digest_use(id_of(encoding)), GetParam().digest);
}

INSTANTIATE_TEST_SUITE_P(Oracle, AlgorithmTest, testing::ValuesIn(algorithms()), RowName());

// --- RSASSA-PSS-params.

struct PssRow {
  const char* name;
  std::vector<Node> fields;
  std::optional<PssParameters> read;
};

Node hash_field(Node id) { return der::context_explicit(0, std::move(id)); }
Node mask_field(Node id) { return der::context_explicit(1, std::move(id)); }
Node salt_field(std::int64_t size) { return der::context_explicit(2, der::integer(size)); }
Node trailer_field(std::int64_t value) { return der::context_explicit(3, der::integer(value)); }
Node mgf1(Oid digest) { return id_node(Oid::kMgf1, id_node(digest, der::null())); }

std::vector<PssRow> pss_rows() {
  const PssParameters defaults;
  using enum DigestAlgorithm;
  const Node sha1 = id_node(Oid::kSha1, der::null());
  const Node two = der::integer(2);
  return {
      {"defaults", {}, defaults},
      {"sha1_encoded", {hash_field(sha1)}, defaults},
      {"sha1_encoded_without_null", {hash_field(id_node(Oid::kSha1))}, defaults},
      {"mgf1_sha1_encoded", {mask_field(mgf1(Oid::kSha1))}, defaults},
      {"trailer_encoded", {trailer_field(1)}, defaults},
      {"trailer_2", {trailer_field(2)}, std::nullopt},
      {"salt_encoded", {salt_field(20)}, PssParameters{kSha1, kSha1, 20}},
      {"salt_0", {salt_field(0)}, PssParameters{kSha1, kSha1, 0}},
      {"salt_32", {salt_field(32)}, PssParameters{kSha1, kSha1, 32}},
      {"salt_negative", {salt_field(-1)}, std::nullopt},
      {"salt_beyond_all_moduli", {salt_field(1'000'000)}, std::nullopt},
      {"salt_beyond_64_bits",
       {der::context_explicit(2, der::unsigned_integer(Bytes(9, 0x7f)))},
       std::nullopt},
      {"all_of_sha256",
       {hash_field(id_node(Oid::kSha256, der::null())), mask_field(mgf1(Oid::kSha256)),
        salt_field(32)},
       PssParameters{kSha256, kSha256, 32}},
      {"sha384_with_a_mask_of_sha512",
       {hash_field(id_node(Oid::kSha384)), mask_field(mgf1(Oid::kSha512))},
       PssParameters{kSha384, kSha512, 20}},
      {"sha224", {hash_field(id_node(Oid::kSha224))}, PssParameters{kSha224, kSha1, 20}},
      {"md5", {hash_field(id_node(Oid::kMd5, der::null()))}, std::nullopt},
      {"hash_with_parameters", {hash_field(id_node(Oid::kSha256, sequence()))}, std::nullopt},
      {"hash_of_a_signature", {hash_field(id_node(Oid::kSha256WithRsa))}, std::nullopt},
      {"another_mask_function", {mask_field(id_node(Oid::kSha256, sha1))}, std::nullopt},
      {"mgf1_without_hash", {mask_field(id_node(Oid::kMgf1))}, std::nullopt},
      {"mgf1_of_null", {mask_field(id_node(Oid::kMgf1, der::null()))}, std::nullopt},
      {"out_of_order", {salt_field(32), hash_field(sha1)}, std::nullopt},
      {"twice", {salt_field(32), salt_field(32)}, std::nullopt},
      {"a_fifth", {der::context_explicit(4, two)}, std::nullopt},
      {"two_in_one", {der::context_constructed(2, der::nodes(two, two))}, std::nullopt},
      {"none_in_one", {der::context_constructed(2, {})}, std::nullopt},
      {"implicit", {der::context_primitive(2, Bytes{32})}, std::nullopt},
  };
}

class PssParametersTest : public testing::TestWithParam<PssRow> {};

TEST_P(PssParametersTest, are_read_as_strictly_as_rfc4055_allows) {
  std::vector<Node> fields = GetParam().fields;
  const Bytes encoding = der::encode(id_node(Oid::kRsaPss, sequence(std::move(fields))));
  EXPECT_EQ(pss_parameters(id_of(encoding)), GetParam().read);
}

INSTANTIATE_TEST_SUITE_P(Oracle, PssParametersTest, testing::ValuesIn(pss_rows()), RowName());

TEST(PssParameters, are_those_of_pss_only_and_never_missing) {
  EXPECT_FALSE(pss_parameters(id_of(der::encode(id_node(Oid::kRsaPss)))));
  EXPECT_FALSE(pss_parameters(id_of(der::encode(id_node(Oid::kRsaPss, der::null())))));
  EXPECT_FALSE(pss_parameters(id_of(der::encode(id_node(Oid::kSha256WithRsa, sequence())))));
}

// --- Keys.

Node spki(Node algorithm, BytesView key, std::uint8_t unused_bits = 0) {
  return sequence(std::move(algorithm), der::bit_string(key, unused_bits));
}

struct KeyRow {
  const char* name;
  Node spki;
  KeyKind kind;
  bool usable;
};

Bytes rsa_numbers() {
  return der::encode(sequence(der::unsigned_integer(Bytes(128, 0xff)), der::integer(65537)));
}

std::vector<KeyRow> rsa_rows() {
  const Bytes numbers = rsa_numbers();
  Bytes odd_bits = numbers;
  odd_bits.back() = 0;
  const Node limits = sequence(salt_field(32));
  return {
      {"rsa", spki(id_node(Oid::kRsaEncryption, der::null()), numbers), KeyKind::kRsa, true},
      // RFC 3279 section 2.3.1: the parameters MUST be NULL.
      {"rsa_without_null", spki(id_node(Oid::kRsaEncryption), numbers), KeyKind::kOther, false},
      {"rsa_with_pss_parameters", spki(id_node(Oid::kRsaEncryption, limits), numbers),
       KeyKind::kOther, false},
      {"rsa_with_unused_bits", spki(id_node(Oid::kRsaEncryption, der::null()), odd_bits, 1),
       KeyKind::kOther, false},
      {"pss", spki(id_node(Oid::kRsaPss), numbers), KeyKind::kRsaPss, true},
      {"pss_with_limits", spki(id_node(Oid::kRsaPss, limits), numbers), KeyKind::kRsaPss, true},
      {"pss_with_null", spki(id_node(Oid::kRsaPss, der::null()), numbers), KeyKind::kRsaPss, false},
      {"pss_with_limits_unknown", spki(id_node(Oid::kRsaPss, sequence(trailer_field(2))), numbers),
       KeyKind::kRsaPss, false},
  };
}

// The forms of the point of a P-256 key.
Bytes point_as(std::uint8_t form) {
  Bytes point = key_bits("point");
  const auto odd = static_cast<std::uint8_t>(point.back() & 1);
  point.front() = form == 4 ? form : static_cast<std::uint8_t>(form + odd);
  if (form == 2) point.resize(33);
  return point;
}

std::vector<KeyRow> ec_rows() {
  const Node p256 = id_node(Oid::kEcPublicKey, der::oid(Oid::kP256));
  const Bytes point = point_as(4);
  Bytes off_curve = point;
  off_curve.back() ^= 1;
  Bytes odd_bits = point;
  odd_bits.back() = 0;
  const auto row = [](const char* name, Node node, bool usable) {
    return KeyRow{name, std::move(node), KeyKind::kEc, usable};
  };
  return {
      row("ec_uncompressed", spki(p256, point), true),
      row("ec_compressed", spki(p256, point_as(2)), true),
      row("ec_hybrid", spki(p256, point_as(6)), false),
      row("ec_not_on_the_curve", spki(p256, off_curve), false),
      row("ec_on_another_curve", spki(id_node(Oid::kEcPublicKey, der::oid(Oid::kP384)), point),
          false),
      row("ec_infinity", spki(p256, Bytes{0}), false),
      row("ec_empty", spki(p256, {}), false),
      // RFC 5480 section 2.1.1: implicitCurve and specifiedCurve MUST NOT be used.
      row("ec_without_curve", spki(id_node(Oid::kEcPublicKey), point), false),
      row("ec_implicit_curve", spki(id_node(Oid::kEcPublicKey, der::null()), point), false),
      row("ec_explicit_curve", spki(id_node(Oid::kEcPublicKey, sequence(der::integer(1))), point),
          false),
      row("ec_unknown_curve", spki(id_node(Oid::kEcPublicKey, oid_node("1.2.3")), point), false),
      {"ec_unused_bits", spki(p256, odd_bits, 1), KeyKind::kOther, false},
  };
}

std::vector<KeyRow> edwards_rows() {
  const Bytes ed25519 =
      *from_hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
  const Bytes ed448 = TestSigner::ed448(Bytes(57, 1)).octets();
  return {
      {"ed25519", spki(id_node(Oid::kEd25519), ed25519), KeyKind::kEd25519, true},
      {"ed25519_with_null", spki(id_node(Oid::kEd25519, der::null()), ed25519), KeyKind::kOther,
       false},
      {"ed25519_too_long", spki(id_node(Oid::kEd25519), ed448), KeyKind::kEd25519, false},
      {"ed448", spki(id_node(Oid::kEd448), ed448), KeyKind::kEd448, true},
      {"ed448_with_null", spki(id_node(Oid::kEd448, der::null()), ed448), KeyKind::kOther, false},
      {"ed448_too_short", spki(id_node(Oid::kEd448), ed25519), KeyKind::kEd448, false},
      {"x25519_signs_nothing", spki(id_node(Oid::kX25519), ed25519), KeyKind::kOther, false},
  };
}

std::vector<KeyRow> dsa_rows() {
  const Rfc6979Dsa dsa;
  const auto numbers = [&] {
    return der::nodes(der::unsigned_integer(dsa.p), der::unsigned_integer(dsa.q),
                      der::unsigned_integer(dsa.g));
  };
  std::vector<Node> four = numbers();
  four.push_back(der::integer(1));
  const Node with = id_node(Oid::kDsa, sequence(numbers()));
  const Bytes y = der::encode(der::unsigned_integer(dsa.y));
  Bytes longer = y;
  longer.push_back(0);
  const auto row = [](const char* name, Node node, bool usable) {
    return KeyRow{name, std::move(node), KeyKind::kDsa, usable};
  };
  return {
      row("dsa", spki(with, y), true),
      row("dsa_that_inherits", spki(id_node(Oid::kDsa), y), false),
      row("dsa_with_null", spki(id_node(Oid::kDsa, der::null()), y), false),
      row("dsa_with_four_parameters", spki(id_node(Oid::kDsa, sequence(std::move(four))), y),
          false),
      row("dsa_with_octets_after_y", spki(with, longer), false),
      row("dsa_with_a_negative_y", spki(with, der::encode(der::integer(-5))), false),
      row("dsa_without_y", spki(with, {}), false),
  };
}

class KeyTest : public testing::TestWithParam<KeyRow> {};

TEST_P(KeyTest, is_usable_in_the_forms_that_its_standard_has) {
  const Bytes encoding = der::encode(GetParam().spki);
  der::Reader reader(encoding);
  const auto key = read_key(reader);
  ASSERT_TRUE(key) << to_text(key.error());
  EXPECT_EQ(key->kind, GetParam().kind);
  EXPECT_EQ(import_key(*key).has_value(), GetParam().usable);
}

KeyInfo info_of(const Bytes& encoding) {
  der::Reader reader(encoding);
  const auto key = read_key(reader);
  EXPECT_TRUE(key);
  return key ? *key : KeyInfo{};
}

TEST(Heir, takes_the_parameters_of_dsa_keys_only) {
  const Rfc6979Dsa dsa;
  const Node parameters = sequence(der::unsigned_integer(dsa.p), der::unsigned_integer(dsa.q),
                                   der::unsigned_integer(dsa.g));
  const Bytes y = der::encode(der::unsigned_integer(dsa.y));
  const Bytes heir = der::encode(spki(id_node(Oid::kDsa), y));
  const Bytes above = der::encode(spki(id_node(Oid::kDsa, parameters), y));
  const Bytes stranger = der::encode(spki(sequence(oid_node("1.2.840.10046.2.1"), parameters), y));
  EXPECT_TRUE(inherits_parameters(info_of(heir)));
  EXPECT_FALSE(inherits_parameters(info_of(above)));
  EXPECT_TRUE(import_heir(info_of(heir), info_of(above)));
  EXPECT_FALSE(import_heir(info_of(heir), info_of(heir)));
  EXPECT_FALSE(import_heir(info_of(heir), info_of(stranger)));
}

INSTANTIATE_TEST_SUITE_P(Rsa, KeyTest, testing::ValuesIn(rsa_rows()), RowName());
INSTANTIATE_TEST_SUITE_P(Ec, KeyTest, testing::ValuesIn(ec_rows()), RowName());
INSTANTIATE_TEST_SUITE_P(Edwards, KeyTest, testing::ValuesIn(edwards_rows()), RowName());
INSTANTIATE_TEST_SUITE_P(Dsa, KeyTest, testing::ValuesIn(dsa_rows()), RowName());

}  // namespace
}  // namespace assay::oracle
