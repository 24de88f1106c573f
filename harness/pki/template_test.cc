#include "harness/pki/template.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/base/row_name.h"
#include "harness/base/sanitized.h"
#include "harness/crypto/public_key.h"
#include "harness/pki/key_pool.h"
#include "harness/pki/test_certificate.h"

namespace {

std::atomic<std::size_t> allocations{0};

[[maybe_unused]] void* allocate(std::size_t size) {
  ++allocations;
  void* made = std::malloc(size == 0 ? 1 : size);
  if (made == nullptr) std::abort();
  return made;
}

}  // namespace

// Of the whole test program, so that allocations can be counted; a sanitizer has its own.
#if !ASSAY_SANITIZED
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* gone) noexcept { std::free(gone); }
void operator delete[](void* gone) noexcept { std::free(gone); }
void operator delete(void* gone, std::size_t) noexcept { std::free(gone); }
void operator delete[](void* gone, std::size_t) noexcept { std::free(gone); }
#endif

namespace assay {
namespace {

const std::string kKeys = source_dir() + "/vectors/keys";
constexpr UnixTime kDay = 86'400;
constexpr UnixTime kStart = 1'700'000'000;

CertificateProfile leaf_profile(const std::string& device) {
  CertificateProfile leaf;
  leaf.name = "leaf";
  leaf.issuer = "issuer";
  leaf.subject = {{{"O", "Assay"}}, {{"CN", device + ".assay.test"}}};
  leaf.not_before = kStart;
  leaf.not_after = kStart + 90 * kDay;
  leaf.basic_constraints = BasicConstraints{};
  leaf.key_usage = KeyUsage{.bits = {KeyUsageBit::kDigitalSignature}, .rsa_bits = {}};
  leaf.extended_key_usage = ExtendedKeyUsage{.purposes = {"serverAuth", "clientAuth"}};
  leaf.subject_alternative_name = AlternativeName{};
  leaf.subject_alternative_name->names.dns = {device + ".assay.test", "all.assay.test"};
  leaf.subject_alternative_name->names.uri = {"urn:" + device + ":" + device};
  return leaf;
}

CertificateProfile authority_profile(const std::string& number) {
  CertificateProfile authority;
  authority.name = "authority";
  authority.subject = {{{"CN", "Assay authority " + number}}};
  authority.not_before = kStart;
  authority.not_after = kStart + 20 * 365 * kDay;
  authority.basic_constraints = BasicConstraints{.ca = true, .path_length = 1};
  authority.key_usage = KeyUsage{.bits = {KeyUsageBit::kKeyCertSign}, .rsa_bits = {}};
  return authority;
}

// Bench has the keys of a type and their signers.
struct Bench {
  explicit Bench(KeyType type) : keys(*KeyPool::open(kKeys)), pool(NoncePool::derive({})) {
    for (std::size_t i = 0; i < 4; ++i) {
      const PrivateKey key = keys.key(type, i, "template/" + std::to_string(i))->key;
      private_keys.push_back(key);
      ready.push_back(*TemplateKey::of(key.spki()));
      const SignatureAlgorithm algorithm = default_algorithm(type);
      signers.push_back(type == KeyType::kP256 ? *make_pooled_signer(key, algorithm, pool)
                                               : *make_signer(key, algorithm));
    }
  }

  CertificateParts parts(const CertificateProfile& profile, std::size_t subject,
                         std::size_t issuer) const {
    CertificateParts made;
    made.subject = profile.subject;
    made.issuer_name = authority_profile("00").subject;
    made.serial.assign(16, 0x41);
    made.spki = private_keys[subject].spki();
    made.family = family_of(private_keys[subject].type());
    made.issuer_spki = private_keys[issuer].spki();
    made.algorithm = signers[issuer]->algorithm();
    return made;
  }

  Bytes sign(std::size_t issuer, BytesView tbs) {
    Bytes signature(signers[issuer]->max_size());
    signature.resize(*signers[issuer]->sign(tbs, signature));
    return signature;
  }

  // By the one writer.
  Bytes written(const CertificateProfile& profile, const CertificateParts& made,
                std::size_t issuer) {
    auto certificate = build_certificate(profile, made);
    EXPECT_TRUE(certificate) << certificate.error().message;
    Bytes signature = sign(issuer, certificate->tbs);
    return *finish_certificate(profile, *std::move(certificate), std::move(signature));
  }

  Bytes stamped(const CertificateTemplate& from, const CertificateStamp& stamp,
                std::size_t issuer) {
    Bytes out(from.max_size(*signers[issuer]));
    const auto size = from.write(stamp, *signers[issuer], out);
    EXPECT_TRUE(size) << (size ? "" : size.error().message);
    out.resize(size.value_or(0));
    return out;
  }

  KeyPool keys;
  std::shared_ptr<const NoncePool> pool;
  std::vector<PrivateKey> private_keys;
  std::vector<TemplateKey> ready;
  std::vector<std::unique_ptr<Signer>> signers;
};

std::string device(std::size_t number) {
  const std::string digits = std::to_string(number * 7919);
  return "dev-" + std::string(8 - digits.size(), '0') + digits;
}

Bytes serial(std::size_t number) {
  Bytes made = sha256(as_bytes(std::to_string(number)));
  made.resize(16);
  made[0] = static_cast<std::uint8_t>(0x40 | (made[0] & 0x3f));
  return made;
}

class TemplateOfKey : public testing::TestWithParam<KeyType> {};

TEST_P(TemplateOfKey, LeafIsTheWritersOctetForOctet) {
  Bench bench(GetParam());
  const std::vector<std::string> words = {device(0)};
  const auto made = CertificateTemplate::make(leaf_profile(device(0)),
                                              bench.parts(leaf_profile(device(0)), 0, 1), words);
  ASSERT_TRUE(made) << made.error().message;
  for (std::size_t i = 0; i < 200; ++i) {
    const std::size_t subject = i % 4;
    const std::size_t issuer = i / 4 % 4;
    CertificateProfile profile = leaf_profile(device(i));
    CertificateParts parts = bench.parts(profile, subject, issuer);
    parts.serial = serial(i);
    profile.not_before += static_cast<UnixTime>(i) * 17 * kDay + static_cast<UnixTime>(i);
    profile.not_after += static_cast<UnixTime>(i) * 31 * kDay - static_cast<UnixTime>(i);
    const std::string name = device(i);
    const std::string_view views[] = {name};
    const CertificateStamp stamp{.serial = parts.serial,
                                 .not_before = profile.not_before,
                                 .not_after = profile.not_after,
                                 .words = views,
                                 .subject_key = &bench.ready[subject],
                                 .issuer_key = &bench.ready[issuer]};
    EXPECT_EQ(hex(bench.stamped(*made, stamp, issuer)), hex(bench.written(profile, parts, issuer)))
        << i;
  }
}

TEST_P(TemplateOfKey, ChainWithNamesOfItsOwnVerifiesFromTheRootDown) {
  Bench bench(GetParam());
  const std::vector<std::string> words = {"authority 00"};
  const auto made = CertificateTemplate::make(authority_profile("00"),
                                              bench.parts(authority_profile("00"), 0, 0), words);
  ASSERT_TRUE(made) << made.error().message;
  for (std::size_t i = 0; i < 20; ++i) {
    const std::string number = std::to_string(10 + i);
    const std::string word = "authority " + number;
    const std::string_view views[] = {word};
    const std::size_t key = i % 4;
    const CertificateStamp stamp{
        .words = views, .subject_key = &bench.ready[key], .issuer_key = &bench.ready[key]};
    const Bytes root = bench.stamped(*made, stamp, key);
    CertificateParts parts = bench.parts(authority_profile(number), key, key);
    parts.issuer_name = authority_profile(number).subject;
    EXPECT_EQ(hex(root), hex(bench.written(authority_profile(number), parts, key)));
    const auto read = must_take_apart(root);
    const auto public_key = PublicKey::from_spki(read.spki);
    ASSERT_TRUE(public_key);
    EXPECT_TRUE(public_key->verify(parts.algorithm, read.tbs, read.signature));
    Bytes tampered = read.tbs;
    tampered[40] ^= 1;
    EXPECT_FALSE(public_key->verify(parts.algorithm, tampered, read.signature));
  }
}
INSTANTIATE_TEST_SUITE_P(Keys, TemplateOfKey,
                         testing::Values(KeyType::kRsa2048, KeyType::kP256, KeyType::kP384,
                                         KeyType::kEd25519),
                         [](const auto& row) { return std::string(name_of(row.param)); });

// Headers of one, two and three octets of length around the certificate.
TEST(Template, OfAnySizeIsTheWritersOctetForOctet) {
  for (const KeyType type : {KeyType::kEd25519, KeyType::kP256}) {
    Bench bench(type);
    for (std::size_t length = 0; length < 600; length += 7) {
      CertificateProfile profile;
      profile.name = "any";
      profile.version = 1;
      profile.subject = {{{"CN", std::string(length, 'x')}}};
      CertificateParts parts = bench.parts(profile, 0, 0);
      parts.issuer_name = {};
      parts.serial = {0x01};
      const auto made = CertificateTemplate::make(profile, parts);
      ASSERT_TRUE(made);
      EXPECT_EQ(hex(bench.stamped(*made, {}, 0)), hex(bench.written(profile, parts, 0))) << length;
    }
  }
}

TEST(Template, WritesGeneralizedTimeWhereTheProfileHasIt) {
  Bench bench(KeyType::kP256);
  CertificateProfile profile = authority_profile("00");
  profile.not_after = 253'402'300'799;  // 9999-12-31T23:59:59Z, RFC 5280 section 4.1.2.5
  const auto made = CertificateTemplate::make(profile, bench.parts(profile, 0, 0));
  ASSERT_TRUE(made);
  profile.not_after = 2'524'608'000;  // 2050-01-01T00:00:00Z
  EXPECT_EQ(hex(bench.stamped(*made, {.not_after = profile.not_after}, 0)),
            hex(bench.written(profile, bench.parts(profile, 0, 0), 0)));
}

TEST(Template, AllocatesNothingForAPooledCertificate) {
  if (kSanitized) GTEST_SKIP() << "a sanitizer has an allocator of its own";
  Bench bench(KeyType::kP256);
  const std::vector<std::string> words = {device(0)};
  const auto made = CertificateTemplate::make(leaf_profile(device(0)),
                                              bench.parts(leaf_profile(device(0)), 0, 1), words);
  ASSERT_TRUE(made);
  Bytes out(made->max_size(*bench.signers[1]));
  Bytes number = serial(1);
  const std::string name = device(1);
  const std::string_view views[] = {name};
  const std::size_t before = allocations;
  std::size_t octets = 0;
  for (std::size_t i = 0; i < 1'000; ++i) {
    number[15] = static_cast<std::uint8_t>(i);
    const CertificateStamp stamp{.serial = number,
                                 .not_before = kStart + static_cast<UnixTime>(i),
                                 .not_after = kStart + 2 * kDay,
                                 .words = views,
                                 .subject_key = &bench.ready[i % 4],
                                 .issuer_key = &bench.ready[1]};
    octets += made->write(stamp, *bench.signers[1], out).value_or(0);
  }
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_GT(octets, 400'000U);
}

struct Refusal {
  const char* name;
  CertificateStamp stamp;
  const char* message;
};

constexpr std::uint8_t kShortSerial[] = {0x41};
constexpr std::string_view kShortWord[] = {"dev"};
constexpr std::string_view kTwoWords[] = {"dev-00000000", "dev-00000000"};

const Refusal kRefusals[] = {
    {"serial_of_another_size", {.serial = kShortSerial}, "a serial number of 1 octets"},
    {"word_of_another_size", {.words = kShortWord}, "'dev' is not 12 octets long"},
    {"more_words", {.words = kTwoWords}, "2 words for a template with 1"},
    {"time_of_the_other_form", {.not_after = 2'524'608'000}, "not written as UTCTime"},
    {"time_of_no_form", {.not_before = -70'000'000'000}, "not written as UTCTime"},
};

class StampTest : public testing::TestWithParam<Refusal> {};

TEST_P(StampTest, IsRefused) {
  Bench bench(KeyType::kP256);
  const std::vector<std::string> words = {device(0)};
  const auto made = CertificateTemplate::make(leaf_profile(device(0)),
                                              bench.parts(leaf_profile(device(0)), 0, 1), words);
  Bytes out(made->max_size(*bench.signers[1]));
  const auto refused = made->write(GetParam().stamp, *bench.signers[1], out);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find(GetParam().message), std::string::npos)
      << refused.error().message;
}
INSTANTIATE_TEST_SUITE_P(Template, StampTest, testing::ValuesIn(kRefusals), RowName());

TEST(Template, RefusesKeysAndSignersOfOtherTypes) {
  Bench bench(KeyType::kP256);
  Bench other(KeyType::kEd25519);
  const auto made = CertificateTemplate::make(leaf_profile(device(0)),
                                              bench.parts(leaf_profile(device(0)), 0, 1));
  Bytes out(made->max_size(*bench.signers[1]));
  EXPECT_FALSE(made->write({.subject_key = &other.ready[0]}, *bench.signers[1], out));
  EXPECT_FALSE(made->write({}, *other.signers[1], out));
}

TEST(Template, RefusesWhatItCannotPatch) {
  Bench bench(KeyType::kP256);
  const std::vector<std::string> absent = {"nowhere"};
  EXPECT_FALSE(
      CertificateTemplate::make(leaf_profile("d"), bench.parts(leaf_profile("d"), 0, 1), absent));
  CertificateProfile edited = leaf_profile("d");
  edited.der.push_back({{"tbs/serialNumber", der::EditOp::kContent, {0}}, false});
  CertificateProfile corrupt = leaf_profile("d");
  corrupt.corrupt_signature = true;
  CertificateProfile trailed = leaf_profile("d");
  trailed.trailing = {0};
  for (const CertificateProfile& each : {edited, corrupt, trailed}) {
    const auto refused = CertificateTemplate::make(each, bench.parts(each, 0, 1));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("no template"), std::string::npos);
  }
}

}  // namespace
}  // namespace assay
