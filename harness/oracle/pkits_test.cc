// The oracle over NIST's Public Key Interoperability Test Suite 1.0.1, whose certificates and CRLs
// Debian packages in python3-cryptography-vectors.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "harness/base/file.h"
#include "harness/oracle/validate.h"

namespace assay {
namespace {

constexpr char kSuite[] = "/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data";
constexpr UnixTime kSuiteTime = 1'302'825'600;  // 2011-04-15

constexpr char kOne[] = "2.16.840.1.101.3.2.1.48.1";
constexpr char kTwo[] = "2.16.840.1.101.3.2.1.48.2";
constexpr char kThree[] = "2.16.840.1.101.3.2.1.48.3";
constexpr char kSix[] = "2.16.840.1.101.3.2.1.48.6";

// Trial is one line of the suite's document: a test under inputs of its own.
struct Trial {
  std::string test;  // "AnyPolicyTest14"
  Expectation expect;
  PolicyInputs policy = {};
};

constexpr auto kAccept = Expectation::kAccept;
constexpr auto kReject = Expectation::kReject;
using Policies = std::vector<std::string>;

PolicyInputs demand(Policies policies = {}) {
  return {.initial_policy_set = std::move(policies), .explicit_policy = true};
}

PolicyInputs among(Policies policies) { return {.initial_policy_set = std::move(policies)}; }

// Sections 4.8, 4.10 and 4.12: those whose inputs are not the default ones, or whose names do not
// tell what is expected.
std::vector<Trial> policy_runs() {
  PolicyInputs no_mapping;
  no_mapping.policy_mapping_inhibit = true;
  PolicyInputs no_any;
  no_any.any_policy_inhibit = true;
  return {
      {"ValidCertificatePathTest1", kAccept, demand()},
      {"ValidCertificatePathTest1", kAccept, demand({kOne})},
      {"ValidCertificatePathTest1", kReject, demand({kTwo})},
      {"ValidCertificatePathTest1", kAccept, demand({kOne, kTwo})},
      {"AllCertificatesNoPoliciesTest2", kAccept},
      {"AllCertificatesNoPoliciesTest2", kReject, demand()},
      {"DifferentPoliciesTest3", kAccept},
      {"DifferentPoliciesTest3", kReject, demand()},
      {"DifferentPoliciesTest3", kReject, demand({kOne, kTwo})},
      {"DifferentPoliciesTest4", kReject},
      {"DifferentPoliciesTest5", kReject},
      {"OverlappingPoliciesTest6", kAccept},
      {"OverlappingPoliciesTest6", kAccept, among({kOne})},
      {"OverlappingPoliciesTest6", kReject, among({kTwo})},
      {"DifferentPoliciesTest7", kReject},
      {"DifferentPoliciesTest8", kReject},
      {"DifferentPoliciesTest9", kReject},
      {"AllCertificatesSamePoliciesTest10", kAccept},
      {"AllCertificatesSamePoliciesTest10", kAccept, among({kOne})},
      {"AllCertificatesSamePoliciesTest10", kAccept, among({kTwo})},
      {"AllCertificatesanyPolicyTest11", kAccept},
      {"AllCertificatesanyPolicyTest11", kAccept, among({kOne})},
      {"DifferentPoliciesTest12", kReject},
      {"AllCertificatesSamePoliciesTest13", kAccept, among({kOne})},
      {"AllCertificatesSamePoliciesTest13", kAccept, among({kTwo})},
      {"AllCertificatesSamePoliciesTest13", kAccept, among({kThree})},
      {"AnyPolicyTest14", kAccept, among({kOne})},
      {"AnyPolicyTest14", kReject, among({kTwo})},
      {"UserNoticeQualifierTest15", kAccept},
      {"UserNoticeQualifierTest16", kAccept},
      {"UserNoticeQualifierTest17", kAccept},
      {"UserNoticeQualifierTest18", kAccept, among({kOne})},
      {"UserNoticeQualifierTest18", kAccept, among({kTwo})},
      {"UserNoticeQualifierTest19", kAccept},
      {"CPSPointerQualifierTest20", kAccept},
      {"ValidPolicyMappingTest1", kAccept, among({kOne})},
      {"ValidPolicyMappingTest1", kReject, among({kTwo})},
      {"ValidPolicyMappingTest1", kReject, no_mapping},
      {"InvalidPolicyMappingTest2", kReject},
      {"InvalidPolicyMappingTest2", kReject, no_mapping},
      {"ValidPolicyMappingTest3", kReject, among({kOne})},
      {"ValidPolicyMappingTest3", kAccept, among({kTwo})},
      {"ValidPolicyMappingTest5", kAccept, among({kOne})},
      {"ValidPolicyMappingTest5", kReject, among({kSix})},
      {"ValidPolicyMappingTest6", kAccept, among({kOne})},
      {"ValidPolicyMappingTest6", kReject, among({kSix})},
      {"ValidPolicyMappingTest12", kAccept, among({kOne})},
      {"ValidPolicyMappingTest12", kAccept, among({kTwo})},
      {"ValidPolicyMappingTest13", kAccept},
      {"ValidPolicyMappingTest13", kAccept, among({kOne})},
      {"ValidPolicyMappingTest13", kReject, among({kTwo})},
      {"inhibitAnyPolicyTest3", kAccept},
      {"inhibitAnyPolicyTest3", kReject, no_any},
  };
}

Bytes read_der(const std::string& path) {
  const auto text = read_file(path);
  EXPECT_TRUE(text) << path;
  return text ? to_bytes(as_bytes(*text)) : Bytes();
}

class PkitsTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kSuite)) {
      GTEST_SKIP() << kSuite << " is not there: install python3-cryptography-vectors";
    }
    base_.anchors = {certificate("TrustAnchorRootCertificate")};
    base_.time = kSuiteTime;
    base_.revocation = RevocationMode::kRequireChain;
    for (const std::string& name : names("/certs")) {
      if (name.find("EE.crt") == std::string::npos) {
        base_.pool.push_back(read_der(kSuite + std::string("/certs/") + name));
      } else {
        tests_.push_back(name.substr(0, name.size() - 6));
      }
    }
    for (const std::string& name : names("/crls")) {
      base_.crls.push_back(read_der(kSuite + std::string("/crls/") + name));
    }
  }

  static std::vector<std::string> names(const std::string& folder) {
    const auto listed = list_directory(kSuite + folder);
    EXPECT_TRUE(listed);
    return listed ? *listed : std::vector<std::string>();
  }

  static Bytes certificate(const std::string& name) {
    return read_der(kSuite + ("/certs/" + name + ".crt"));
  }

  void expect(const Trial& run) {
    Question question = base_;
    question.leaf = certificate(run.test + "EE");
    question.policy = run.policy;
    const OracleVerdict found = validate(question);
    const bool accepts = found.verdict.decision == Decision::kAccept;
    EXPECT_EQ(accepts, run.expect == kAccept)
        << run.test << ": " << found.verdict.native << ": " << found.verdict.words;
  }

  Question base_;  // all certificates and all CRLs of the suite
  std::vector<std::string> tests_;
};

TEST_F(PkitsTest, a_test_that_is_named_valid_or_invalid_is_so_with_default_inputs) {
  const std::vector<Trial> others = policy_runs();
  std::size_t asked = 0;
  for (const std::string& test : tests_) {
    const auto of_others = [&](const Trial& run) { return run.test == test; };
    if (test != "ValidCertificatePathTest1" && std::ranges::any_of(others, of_others)) continue;
    ASSERT_TRUE(test.starts_with("Valid") || test.starts_with("Invalid")) << test;
    expect({test, test.starts_with("Valid") ? kAccept : kReject});
    ++asked;
  }
  EXPECT_EQ(asked, 196U);
}

TEST_F(PkitsTest, a_test_with_policy_inputs_is_decided_as_its_document_says) {
  const std::vector<Trial> runs = policy_runs();
  for (const Trial& run : runs) expect(run);
  EXPECT_EQ(runs.size(), 53U);  // 249 with those of default inputs
}

}  // namespace
}  // namespace assay
