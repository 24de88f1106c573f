// Certificates from templates, signed with nonces that were used before, are ordinary to every
// stack.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "harness/base/build_tree.h"
#include "harness/cli/stacks_for_test.h"
#include "harness/pki/template.h"
#include "harness/run/runner.h"

namespace assay {
namespace {

constexpr UnixTime kNow = 1'780'272'000;  // 2026-06-01
constexpr UnixTime kDay = 86'400;
constexpr std::string_view kHost = "dev-000000.assay.test";

CertificateProfile root_profile() {
  CertificateProfile root;
  root.name = "root";
  root.subject = {{{"CN", "Assay root of used nonces"}}};
  root.not_before = kNow - 365 * kDay;
  root.not_after = kNow + 365 * kDay;
  root.basic_constraints = BasicConstraints{.ca = true, .path_length = {}};
  root.key_usage = KeyUsage{.bits = {KeyUsageBit::kKeyCertSign}, .rsa_bits = {}};
  root.authority_key_id.present = false;
  return root;
}

CertificateProfile leaf_profile() {
  CertificateProfile leaf;
  leaf.name = "leaf";
  leaf.issuer = "root";
  leaf.subject = {{{"CN", std::string(kHost)}}};
  leaf.not_before = kNow - 10 * kDay;
  leaf.not_after = kNow + 10 * kDay;
  leaf.basic_constraints = BasicConstraints{};
  leaf.key_usage = KeyUsage{.bits = {KeyUsageBit::kDigitalSignature}, .rsa_bits = {}};
  leaf.extended_key_usage = ExtendedKeyUsage{.purposes = {"serverAuth"}};
  leaf.subject_alternative_name = AlternativeName{};
  leaf.subject_alternative_name->names.dns = {std::string(kHost)};
  return leaf;
}

// Issuer stamps leaves of one template below one root; its pool is so small that nonces come again
// and again.
class Issuer {
 public:
  Issuer() {
    leaf_template_ = std::make_unique<CertificateTemplate>(
        *CertificateTemplate::make(leaf_profile(), parts(leaf_profile(), leaf_key_), words_));
    const auto root = CertificateTemplate::make(root_profile(), parts(root_profile(), root_key_));
    root_ = write(*root, {});
  }

  Question question(int number) {
    const std::string host = "dev-" + std::to_string(100'000 + number) + ".assay.test";
    const std::string_view views[] = {host};
    Bytes serial(16, 0x42);
    serial.back() = static_cast<std::uint8_t>(number);
    Question made;
    made.leaf = write(*leaf_template_, {.serial = serial,
                                        .not_before = kNow - number * kDay - 1,
                                        .not_after = kNow + number * kDay + 1,
                                        .words = views});
    made.anchors = {root_};
    made.time = kNow;
    made.purpose = Purpose::kServerAuth;
    made.names = {{NameKind::kDns, host}};
    return made;
  }

 private:
  CertificateParts parts(const CertificateProfile& profile, const PrivateKey& subject) const {
    CertificateParts made;
    made.issuer_name = root_profile().subject;
    made.subject = profile.subject;
    made.serial.assign(16, 0x41);
    made.spki = subject.spki();
    made.family = KeyFamily::kEc;
    made.issuer_spki = root_key_.spki();
    made.algorithm = SignatureAlgorithm::kEcdsaWithSha256;
    return made;
  }

  Bytes write(const CertificateTemplate& from, const CertificateStamp& stamp) {
    Bytes out(from.max_size(*signer_));
    const auto size = from.write(stamp, *signer_, out);
    EXPECT_TRUE(size) << (size ? "" : size.error().message);
    out.resize(size.value_or(0));
    return out;
  }

  std::vector<std::string> words_{std::string(kHost)};
  PrivateKey root_key_ = *PrivateKey::derive(KeyType::kP256, as_bytes("used nonces, root"));
  PrivateKey leaf_key_ = *PrivateKey::derive(KeyType::kP256, as_bytes("used nonces, leaf"));
  std::unique_ptr<Signer> signer_ =
      *make_pooled_signer(root_key_, SignatureAlgorithm::kEcdsaWithSha256,
                          NoncePool::derive(as_bytes("used nonces"), 4));
  std::unique_ptr<CertificateTemplate> leaf_template_;
  Bytes root_;
};

Case case_of(const std::string& id, Question question, Expectation expectation) {
  Case made;
  made.id = id;
  made.expect = {{Ruleset::kRfc5280, expectation}};
  made.question = std::move(question);
  return made;
}

TEST(UsedNonces, AreAcceptedByEveryStackAndTamperedOnesByNone) {
  Issuer issuer;
  std::vector<Case> cases;
  for (int i = 1; i <= 12; ++i) {
    const Question good = issuer.question(i);
    cases.push_back(case_of(std::to_string(i), good, Expectation::kAccept));
    // The last octet of s, one of r, one of what is signed: the serial number.
    for (const std::size_t at : {good.leaf.size() - 1, good.leaf.size() - 50, std::size_t{20}}) {
      Question tampered = good;
      tampered.leaf[at] ^= 1;
      cases.push_back(case_of(std::to_string(i) + "/" + std::to_string(at), std::move(tampered),
                              Expectation::kReject));
    }
  }
  RunOptions options;
  options.executable = build_dir() + "/assay";
  options.limits.answer = std::chrono::seconds(60);
  const auto stacks = standard_targets();
  ASSERT_FALSE(stacks.empty());
  const auto results = verify_cases(cases, stacks, options);
  ASSERT_TRUE(results) << results.error().message;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const bool accepts = cases[i].expected(Ruleset::kRfc5280) == Expectation::kAccept;
    for (std::size_t column = 0; column < stacks.size(); ++column) {
      const Verdict& verdict = results->cases[i].answers[column].verdict;
      EXPECT_EQ(verdict.decision, accepts ? Decision::kAccept : Decision::kReject)
          << cases[i].id << " " << stacks[column].id << " " << verdict.words;
    }
  }
}

}  // namespace
}  // namespace assay
