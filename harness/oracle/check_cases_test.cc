// Each check is noticed: a question fails it and none before it, and gets another answer without
// it.
#include <gtest/gtest.h>

#include <set>

#include "harness/base/build_tree.h"
#include "harness/oracle/check_cases_for_test.h"
#include "harness/oracle/issuing_for_test.h"
#include "harness/oracle/validate.h"

namespace assay {

using C = OracleCheck;
using enum Ruleset;
using H = Hierarchy;

namespace {

Bytes octets(const char* digits) { return *from_hex(digits); }

RawExtension raw(const char* oid, const char* value, bool critical = false) {
  return {oid, critical, octets(value)};
}

DistinguishedName common_name(const char* text, der::StringType type = der::StringType::kUtf8) {
  return {{{"CN", text, type}}};
}

void edit_der(CertificateProfile& one, const char* path, der::EditOp op, const char* bytes = "") {
  one.der.push_back({{path, op, octets(bytes)}, false});
}

void constrain(CertificateProfile& one, std::vector<std::string> permitted,
               std::vector<std::string> excluded = {}) {
  one.name_constraints = NameConstraints{};
  one.name_constraints->permitted.dns = std::move(permitted);
  one.name_constraints->excluded.dns = std::move(excluded);
}

void put_policies(CertificateProfile& one, const std::vector<std::string>& policies) {
  one.certificate_policies.emplace();
  for (const std::string& policy : policies) {
    one.certificate_policies->policies.push_back({policy, {}});
  }
}

constexpr char kPolicyOne[] = "1.3.6.1.4.1.32473.1.1";
constexpr char kPolicyTwo[] = "1.3.6.1.4.1.32473.1.2";
// SubjectPublicKeyInfo of an RSA key with a modulus of 2049 bits.
std::string odd_rsa_key() {
  std::string modulus = "01" + std::string(510, 'f') + "ff";
  return "30820120300d06092a864886f70d0101010500"
         "0382010d00"
         "30820108"
         "02820101" +
         modulus +
         "0201"
         "03";
}

// SubjectPublicKeyInfo of an RSA key of 512 bits.
std::string short_rsa_key() {
  return "305c300d06092a864886f70d0101010500034b003048024100" + std::string(128, 'f') +
         "0203010001";
}

std::vector<CheckCase> reading_cases() {
  return {
      {"trailing", C::kEncoding, kRfc5280, [](H& h) { h.leaf().trailing = octets("0500"); }},
      {"version_4", C::kVersion, kRfc5280,
       [](H& h) { edit_der(h.leaf(), "tbs/version/0", der::EditOp::kContent, "03"); }},
      {"key_usage_twice", C::kExtensionOnce, kRfc5280,
       [](H& h) { edit_der(h.leaf(), "tbs/extensions/keyUsage", der::EditOp::kDuplicate); }},
      {"no_subtrees", C::kExtensionValue, kRfc5280,
       [](H& h) { h.ca().extensions.push_back(raw("nameConstraints", "3002a000", true)); }},
      {"names_and_more", C::kProcessedValue, kRfc5280,
       [](H& h) {
         edit_der(h.leaf(), "tbs/extensions/subjectAltName/value", der::EditOp::kAppend, "0500");
       }},
      {"algorithms_differ", C::kAlgorithmsAgree, kRfc5280,
       [](H& h) { h.leaf().tbs_signature_algorithm = SignatureAlgorithm::kEcdsaWithSha512; }},
  };
}

std::vector<CheckCase> path_cases() {
  return {
      {"no_issuer", C::kIssuerKnown, kRfc5280, [](H& h) { h.question().pool.clear(); }},
      {"bad_signature", C::kSignature, kRfc5280, [](H& h) { h.leaf().corrupt_signature = true; }},
      {"algorithm_unknown", C::kAlgorithmKnown, kRfc5280,
       [](H& h) { h.leaf().signature.identifier = octets("300a06082a85030701010302"); }},
      {"algorithm_with_parameters", C::kAlgorithmParameters, kRfc5280,
       [](H& h) { h.leaf().signature.identifier = octets("300c06082a8648ce3d0403023000"); }},
      {"issuer_on_no_curve", C::kIssuerKey, kRfc5280,
       [](H& h) {
         edit_der(h.ca(), "tbs/subjectPublicKeyInfo/algorithm/1", der::EditOp::kReplace, "3000");
       }},
      {"algorithm_of_another_key", C::kAlgorithmOfKey, kRfc5280,
       [](H& h) { h.leaf().signature.identifier = octets("300506032b6570"); }},
      {"ecdsa_with_null", C::kEcdsaParameters, kStrict,
       [](H& h) { h.leaf().signature.identifier = octets("300c06082a8648ce3d0403020500"); }},
      {"pss_default_written", C::kSignatureDefaults, kStrict,
       [](H& h) {
         h.root().signature.identifier = octets("301206092a864886f70d01010a3005a203020114");
       }},
      {"too_deep", C::kDepth, kRfc5280, [](H& h) { h.question().max_depth = 0; }},
      {"before", C::kNotBefore, kRfc5280,
       [](H& h) { h.leaf().not_before = h.question().time + 1; }},
      {"after", C::kNotAfter, kRfc5280, [](H& h) { h.leaf().not_after = h.question().time - 1; }},
      {"root_after", C::kNotAfter, kStrict,
       [](H& h) { h.root().not_after = h.question().time - 1; }},
      {"not_permitted", C::kPermittedSubtrees, kRfc5280,
       [](H& h) { constrain(h.ca(), {"other.test"}); }},
      {"excluded", C::kExcludedSubtrees, kRfc5280,
       [](H& h) { constrain(h.ca(), {}, {"assay.test"}); }},
      {"minimum_of_one", C::kSubtreeBounds, kRfc5280,
       [](H& h) {
         h.ca().extensions.push_back(
             raw("nameConstraints", "3013a011300f820a61737361792e74657374800101", true));
       }},
      {"no_host_among_names", C::kSubtreeForm, kRfc5280,
       [](H& h) {
         constrain(h.ca(), {"assay.test"});
         h.leaf().subject_alternative_name->names.dns.emplace_back(".assay.test");
       }},
      {"no_policies", C::kPolicyGraph, kRfc5280,
       [](H& h) { h.question().policy.explicit_policy = true; }},
      {"maps_any", C::kPolicyMapping, kRfc5280,
       [](H& h) {
         h.ca().extensions.push_back(raw("policyMappings",
                                         "300e300c0604551d20000604"
                                         "551d2000",
                                         true));
       }},
      {"other_policy", C::kExplicitPolicy, kRfc5280,
       [](H& h) {
         put_policies(h.ca(), {kPolicyOne});
         put_policies(h.leaf(), {kPolicyOne});
         h.question().policy.initial_policy_set = {kPolicyTwo};
         h.question().policy.explicit_policy = true;
       }},
      {"no_ca", C::kCa, kRfc5280, [](H& h) { h.ca().basic_constraints->ca = false; }},
      {"version_1_ca", C::kVersionOfCa, kRfc5280, [](H& h) { h.ca().version = 1; }},
      {"path_length", C::kPathLength, kRfc5280,
       [](H& h) { h.at("upper").basic_constraints->path_length = 0; }, "profile/tls-server-4"},
      {"signs_lists_only", C::kKeyCertSign, kRfc5280,
       [](H& h) { h.ca().key_usage->bits = {KeyUsageBit::kCrlSign}; }},
      {"critical_in_ca", C::kCriticalOfCa, kRfc5280,
       [](H& h) { h.ca().extensions.push_back(raw("1.3.6.1.4.1.32473.1", "0500", true)); }},
      {"critical_in_leaf", C::kCriticalOfLeaf, kRfc5280,
       [](H& h) { h.leaf().extensions.push_back(raw("1.3.6.1.4.1.32473.1", "0500", true)); }},
      {"revoked", C::kNotRevoked, kRfc5280,
       [](H& h) { h.profile.crls.edit(0).revoked.at(0).certificate = "leaf"; },
       "profile/crl-server-2"},
      {"no_status", C::kStatusKnown, kRfc5280, [](H& h) { h.question().crls.clear(); },
       "profile/crl-server-2"},
  };
}

std::vector<CheckCase> purpose_cases() {
  return {
      {"other_purpose", C::kPurpose, kRfc5280,
       [](H& h) { h.leaf().extended_key_usage->purposes = {"clientAuth"}; }},
      {"other_purpose_of_ca", C::kPurposeOfCa, kRfc5280,
       [](H& h) {
         h.ca().extended_key_usage = ExtendedKeyUsage{{"clientAuth"}, false};
       }},
      {"usage_of_no_server", C::kUsageOfPurpose, kRfc5280,
       [](H& h) { h.leaf().key_usage->bits = {KeyUsageBit::kDataEncipherment}; }},
      {"caller_usage", C::kCallerUsage, kRfc5280,
       [](H& h) { h.question().key_usages = {"keyAgreement"}; }},
      {"caller_purpose", C::kCallerPurpose, kRfc5280,
       [](H& h) { h.question().extended_key_usages = {"timeStamping"}; }},
      {"caller_algorithms", C::kSignatureAlgorithm, kRfc5280,
       [](H& h) { h.question().signature_algorithms = {"ED25519"}; }},
      {"other_name", C::kName, kRfc5280,
       [](H& h) {
         h.question().names = {{NameKind::kDns, "other.assay.test"}};
       }},
      {"md5", C::kDigestBroken, kRfc5280,
       [](H& h) {
         h.ca().key = KeyType::kRsa2048;
         h.leaf().signature_algorithm = SignatureAlgorithm::kMd5WithRsa;
       }},
      {"sha1", C::kSha1Sunset, kRfc5280,
       [](H& h) { h.leaf().signature_algorithm = SignatureAlgorithm::kEcdsaWithSha1; }},
      {"rsa_512", C::kKeyBroken, kRfc5280,
       [](H& h) {
         edit_der(h.leaf(), "tbs/subjectPublicKeyInfo", der::EditOp::kReplace,
                  short_rsa_key().c_str());
       }},
  };
}

std::vector<CheckCase> field_cases() {
  return {
      {"serial_zero", C::kSerialPositive, kStrict, [](H& h) { h.leaf().serial = octets("00"); }},
      {"serial_21", C::kSerialLength, kStrict,
       [](H& h) { h.leaf().serial = octets("7f0102030405060708090a0b0c0d0e0f1011121314"); }},
      {"no_issuer_name", C::kIssuerName, kStrict, [](H& h) { h.root().subject.clear(); }},
      {"no_printable", C::kNameCharacters, kStrict,
       [](H& h) { h.leaf().subject = common_name("a@b", der::StringType::kPrintable); }},
      {"name_of_octets", C::kNameCharacters, kStrict,
       [](H& h) { edit_der(h.leaf(), "tbs/subject/0/0/1", der::EditOp::kTag, "04"); }},
      {"common_name_in_ascii", C::kNameTypes, kStrict,
       [](H& h) { h.leaf().subject = common_name("a", der::StringType::kIa5); }},
      {"country_in_utf8", C::kNameTypes, kStrict,
       [](H& h) {
         h.leaf().subject = {{{"C", "DE", der::StringType::kUtf8}}};
       }},
      {"common_name_of_65", C::kNameBounds, kStrict,
       [](H& h) { h.leaf().subject = common_name(std::string(65, 'a').c_str()); }},
      {"country_of_three", C::kNameBounds, kStrict,
       [](H& h) {
         h.leaf().subject = {{{"C", "DEU", der::StringType::kPrintable}}};
       }},
      {"set_out_of_order", C::kSetOrder, kStrict,
       [](H& h) {
         h.leaf().subject.front().push_back({"C", "XX", der::StringType::kPrintable});
         edit_der(h.leaf(), "tbs/subject/0/0", der::EditOp::kSwapNext);
       }},
      {"usage_with_trailing_zeros", C::kIdleExtensionValue, kStrict,
       [](H& h) {
         edit_der(h.leaf(), "tbs/extensions/keyUsage/value/0", der::EditOp::kContent, "0080");
       }},
      {"long_form_of_2026", C::kTimeForm, kStrict,
       [](H& h) {
         edit_der(h.leaf(), "tbs/validity/notBefore", der::EditOp::kReplace,
                  "180f32303236303330313030303030305a");
       }},
      {"no_ca_name", C::kCaSubject, kStrict, [](H& h) { h.ca().subject.clear(); }},
      {"rsa_signature_without_null", C::kSignatureParameters, kStrict,
       [](H& h) {
         h.ca().key = KeyType::kRsa2048;
         h.leaf().signature.parameters = IdentifierParameters::kAbsent;
       }},
      {"explicit_curve", C::kKeyParameters, kStrict,
       [](H& h) { h.leaf().key_form = KeyForm::kExplicit; }},
      {"unique_id", C::kUniqueIds, kStrict,
       [](H& h) {
         edit_der(h.leaf(), "tbs", der::EditOp::kAppend, "81020001");
         edit_der(h.leaf(), "tbs/extensions", der::EditOp::kSwapNext);
       }},
      {"written_false", C::kIdleExtensionValue, kStrict,
       [](H& h) {
         h.leaf().basic_constraints.reset();
         h.leaf().extensions.push_back(raw("basicConstraints", "3003010100", true));
       }},
      {"empty_access", C::kIdleExtensionValue, kStrict,
       [](H& h) { h.leaf().extensions.push_back(raw("authorityInfoAccess", "3000")); }},
      {"no_authority", C::kAkiPresent, kStrict,
       [](H& h) { h.leaf().authority_key_id.present = false; }},
      {"critical_authority", C::kAkiNotCritical, kStrict,
       [](H& h) {
         h.leaf().authority_key_id.present = false;
         h.leaf().extensions.push_back(raw("authorityKeyIdentifier", "3003800101", true));
       }},
      {"half_authority", C::kAkiPair, kStrict,
       [](H& h) {
         h.leaf().authority_key_id.present = false;
         h.leaf().extensions.push_back(raw("authorityKeyIdentifier", "3006800101820101"));
       }},
      {"other_authority", C::kAkiMatches, kStrict,
       [](H& h) { h.leaf().authority_key_id.key_id.given = octets("0102"); }},
      {"no_subject_id", C::kSkiPresent, kStrict,
       [](H& h) { h.ca().subject_key_id.present = false; }},
      {"critical_subject_id", C::kSkiNotCritical, kStrict,
       [](H& h) {
         h.leaf().subject_key_id.present = false;
         h.leaf().extensions.push_back(raw("subjectKeyIdentifier", "040101", true));
       }},
      {"no_ca_usage", C::kCaUsage, kStrict, [](H& h) { h.ca().key_usage.reset(); }},
      {"leaf_signs", C::kSignNeedsCa, kStrict,
       [](H& h) { h.leaf().key_usage->bits.push_back(KeyUsageBit::kKeyCertSign); }},
      {"no_usage", C::kUsageBits, kStrict,
       [](H& h) {
         h.leaf().extended_key_usage.reset();
         h.leaf().key_usage->bits.clear();
       }},
      {"curve_enciphers", C::kUsageOfCurveKey, kStrict,
       [](H& h) { h.leaf().key_usage->bits.push_back(KeyUsageBit::kKeyEncipherment); }},
      {"ml_dsa_agrees", C::kUsageOfMlDsaKey, kStrict,
       [](H& h) {
         h.leaf().key = KeyType::kMlDsa44;
         h.leaf().key_usage->bits = {KeyUsageBit::kKeyAgreement};
       }},
      {"edwards_agrees", C::kUsageOfEdwardsKey, kStrict,
       [](H& h) {
         h.leaf().key = KeyType::kEd25519;
         h.leaf().key_usage->bits = {KeyUsageBit::kKeyAgreement};
       }},
      {"policy_twice", C::kPolicyOnce, kRfc5280,
       [](H& h) {
         put_policies(h.leaf(), {kPolicyOne, kPolicyOne});
       }},
      {"nobody", C::kAltNameOfNobody, kStrict, [](H& h) { h.leaf().subject.clear(); }},
      {"underscore", C::kAltNameSyntax, kStrict,
       [](H& h) { h.leaf().subject_alternative_name->names.dns.emplace_back("a_b.test"); }},
      {"blank_issuer_name", C::kIssuerNameSyntax, kStrict,
       [](H& h) { h.leaf().extensions.push_back(raw("issuerAltName", "3003820120")); }},
      {"critical_attributes", C::kDirectoryAttributes, kStrict,
       [](H& h) {
         h.leaf().extensions.push_back(
             raw("subjectDirectoryAttributes", "300b3009060355040331020500", true));
       }},
  };
}

std::vector<CheckCase> constraint_cases() {
  return {
      {"basic_not_critical", C::kBasicConstraintsCritical, kStrict,
       [](H& h) { h.ca().basic_constraints->critical = false; }},
      {"path_length_of_leaf", C::kPathLengthOfCa, kStrict,
       [](H& h) { h.leaf().basic_constraints->path_length = 0; }},
      {"constraints_not_critical", C::kConstraintsCritical, kStrict,
       [](H& h) {
         constrain(h.ca(), {"assay.test"});
         h.ca().name_constraints->critical = false;
       }},
      {"constraints_in_leaf", C::kConstraintsOfCa, kStrict,
       [](H& h) { constrain(h.leaf(), {"assay.test"}); }},
      {"constraints_empty", C::kConstraintsEmpty, kStrict,
       [](H& h) { h.ca().extensions.push_back(raw("nameConstraints", "3000", true)); }},
      {"constraint_of_no_host", C::kConstraintsSyntax, kStrict,
       [](H& h) {
         constrain(h.ca(), {"assay.test", ".assay.test"});
       }},
      {"limits_not_critical", C::kPolicyConstraintsCritical, kStrict,
       [](H& h) { h.ca().extensions.push_back(raw("policyConstraints", "3003810105")); }},
      {"any_policy_qualified", C::kAnyQualifier, kStrict,
       [](H& h) {
         h.ca().extensions.push_back(
             raw("certificatePolicies", "301430120604551d2000300a300806038837320c0161"));
       }},
      {"notice_in_ia5", C::kNoticeText, kStrict,
       [](H& h) {
         h.ca().extensions.push_back(raw(
             "certificatePolicies", "301a301806038837013011300f06082b060105050702023003160161"));
       }},
      {"limits_empty", C::kPolicyConstraintsEmpty, kStrict,
       [](H& h) { h.ca().extensions.push_back(raw("policyConstraints", "3000", true)); }},
      {"inhibit_not_critical", C::kInhibitAnyCritical, kStrict,
       [](H& h) { h.ca().extensions.push_back(raw("inhibitAnyPolicy", "020105")); }},
      {"freshest_critical", C::kFreshestNotCritical, kStrict,
       [](H& h) {
         h.leaf().extensions.push_back(raw("freshestCRL", "300b3009a007a0058603613a62", true));
       }},
      {"point_of_reasons", C::kPointReasons, kStrict,
       [](H& h) {
         h.leaf().extensions.push_back(raw("cRLDistributionPoints", "3006300481020640"));
       }},
      {"no_status_of_a_ca", C::kNoRevAvailAlone, kRfc5280,
       [](H& h) { h.ca().extensions.push_back(raw("noRevAvail", "0500")); }},
      {"no_status_and_who_tells_it", C::kNoRevAvailAlone, kRfc5280,
       [](H& h) {
         h.leaf().extensions.push_back(raw("noRevAvail", "0500"));
         h.leaf().extensions.push_back(
             raw("authorityInfoAccess", "3011300f06082b060105050730018603613a62"));
       }},
      {"no_status_critical", C::kNoRevAvailNotCritical, kStrict,
       [](H& h) { h.leaf().extensions.push_back(raw("noRevAvail", "0500", true)); }},
      {"access_critical", C::kAccessNotCritical, kStrict,
       [](H& h) {
         h.leaf().extensions.push_back(raw("authorityInfoAccess",
                                           "3011300f06082b0601050507300186"
                                           "03613a62",
                                           true));
       }},
  };
}

std::vector<CheckCase> baseline_cases() {
  return {
      {"lifetime_of_201_days", C::kLifetime, kWebpki,
       [](H& h) {
         constexpr UnixTime kDay = 86'400;
         h.leaf().not_before = h.question().time - kDay;
         h.leaf().not_after = h.leaf().not_before + 200 * kDay;
       }},
      {"version_1_leaf", C::kVersion3, kWebpki,
       [](H& h) {
         h.leaf().version = 1;
         h.question().names.clear();
       }},
      {"sha1_of_any_age", C::kSha1, kWebpki,
       [](H& h) { h.leaf().signature_algorithm = SignatureAlgorithm::kEcdsaWithSha1; }},
      {"rsa_1024", C::kRsaSize, kWebpki, [](H& h) { h.leaf().key = KeyType::kRsa1024; }},
      {"rsa_2049", C::kRsaOctets, kWebpki,
       [](H& h) {
         edit_der(h.leaf(), "tbs/subjectPublicKeyInfo", der::EditOp::kReplace,
                  odd_rsa_key().c_str());
       }},
      {"rsa_exponent_1", C::kRsaExponent, kWebpki,
       [](H& h) { h.leaf().key = KeyType::kRsa2048E1; }},
      {"secp256k1", C::kKeyType, kWebpki, [](H& h) { h.leaf().key = KeyType::kSecp256k1; }},
      {"ed25519", C::kKeyType, kWebpki, [](H& h) { h.leaf().key = KeyType::kEd25519; }},
      {"no_purpose", C::kServerPurpose, kWebpki, [](H& h) { h.leaf().extended_key_usage.reset(); }},
      {"critical_purpose", C::kServerPurposeCritical, kWebpki,
       [](H& h) { h.leaf().extended_key_usage->critical = true; }},
      {"issuer_for_code", C::kIssuerPurpose, kWebpki,
       [](H& h) {
         h.ca().extended_key_usage = ExtendedKeyUsage{{"serverAuth", "codeSigning"}, false};
       }},
      {"server_and_code", C::kServerPurpose, kWebpki,
       [](H& h) {
         h.leaf().extended_key_usage->purposes = {"serverAuth", "codeSigning"};
       }},
      {"server_and_precertificates", C::kServerPurpose, kWebpki,
       [](H& h) {
         h.leaf().extended_key_usage->purposes = {"serverAuth", "1.3.6.1.4.1.11129.2.4.4"};
       }},
      {"root_purpose", C::kRootPurpose, kWebpki,
       [](H& h) {
         h.root().extended_key_usage = ExtendedKeyUsage{{"serverAuth"}, false};
       }},
      {"root_authority", C::kRootKeyId, kWebpki,
       [](H& h) {
         h.root().authority_key_id.present = true;
         h.root().authority_key_id.key_id.given = octets("0102");
       }},
      {"authority_with_serial", C::kAuthorityKeyIdOnly, kWebpki,
       [](H& h) {
         h.root().subject_key_id.octets = octets("01");
         h.ca().authority_key_id.present = false;
         h.ca().extensions.push_back(
             raw("authorityKeyIdentifier", "300d800101a1058203612e62820101"));
       }},
      {"usage_of_no_subscriber", C::kSubscriberUsage, kWebpki,
       [](H& h) { h.leaf().key_usage->bits.push_back(KeyUsageBit::kContentCommitment); }},
      {"ca_as_leaf", C::kLeafNotCa, kWebpki, [](H& h) { h.leaf().basic_constraints->ca = true; }},
      {"claimed_access", C::kClaimedAccess, kWebpki,
       [](H& h) { h.leaf().authority_information_access.reset(); }, "profile/webpki-server-3"},
      {"claimed_subject", C::kClaimedSubject, kWebpki,
       [](H& h) {
         h.leaf().subject.insert(h.leaf().subject.begin(),
                                 RelativeName{NameAttribute{"OU", "Research"}});
       },
       "profile/webpki-server-3"},
      {"claimed_points", C::kClaimedPoints, kWebpki,
       [](H& h) { h.ca().crl_distribution_points.reset(); }, "profile/webpki-server-3"},
      {"claimed_purpose", C::kClaimedPurpose, kWebpki,
       [](H& h) { h.ca().extended_key_usage.reset(); }, "profile/webpki-server-3"},
      {"no_names", C::kAltNamePresent, kWebpki,
       [](H& h) {
         h.leaf().subject_alternative_name.reset();
         h.question().names.clear();
       }},
      {"critical_names", C::kAltNameNotCritical, kWebpki,
       [](H& h) { h.leaf().subject_alternative_name->critical = true; }},
      {"other_common_name", C::kCommonName, kWebpki,
       [](H& h) { h.leaf().subject = common_name("other.example"); }},
      {"point_with_a_dns_name", C::kPointNames, kWebpki,
       [](H& h) {
         h.leaf().extensions.push_back(
             raw("cRLDistributionPoints", "300e300ca00aa0088603613a62820161"));
       }},
      {"wildcard_of_a_registry", C::kWildcard, kWebpki,
       [](H& h) { h.leaf().subject_alternative_name->names.dns.emplace_back("*.test"); }},
  };
}

}  // namespace

const std::vector<CheckCase>& check_cases() {
  static const std::vector<CheckCase> all = [] {
    std::vector<CheckCase> list;
    for (auto part : {reading_cases(), path_cases(), purpose_cases(), field_cases(),
                      constraint_cases(), baseline_cases()}) {
      list.insert(list.end(), part.begin(), part.end());
    }
    return list;
  }();
  return all;
}

namespace {

// A question without a table's line: its certificates are many, or its fault is in a CRL.
struct FreeCase {
  C check;
  Ruleset ruleset;
  Question question;
};

std::vector<FreeCase> free_cases() {
  using namespace oracle;
  const Bytes root = issue(TestCertificate{"root", "root", {}, {}, true});
  Question budget = test_question(issue(TestCertificate{"leaf", "ca"}), {}, {root});
  for (int i = 0; i < 200; ++i) {
    budget.pool.push_back(
        issue(TestCertificate{"ca", "root", "key-" + std::to_string(i), "root", true}));
  }
  Question list = test_question(issue(TestCertificate{"leaf", "root"}), {}, {root});
  list.revocation = RevocationMode::kRequireLeaf;
  const der::Node authority =
      extension("authorityKeyIdentifier", der::sequence(der::context_primitive(0, {1})));
  Question unnumbered = list;
  unnumbered.crls = {issue(TestCrl{"root", {}, {}, {authority}})};
  Question unowned = list;
  unowned.crls = {issue(TestCrl{"root", {}, {}, {extension("cRLNumber", der::integer(1))}})};
  Question indirect = list;
  indirect.crls = {issue(
      TestCrl{"root",
              {},
              {},
              {authority, extension("cRLNumber", der::integer(1)),
               extension("issuingDistributionPoint",
                         der::sequence(der::nodes(der::context_primitive(4, {0xff}))), true)}})};
  return {{C::kBudget, kRfc5280, budget},
          {C::kScopeNames, kWebpki, indirect},
          {C::kCrlNumber, kStrict, unnumbered},
          {C::kCrlAuthority, kStrict, unowned}};
}

class MadeCases {
 public:
  static Result<MadeCases> make() {
    MadeCases made;
    ASSAY_TRY(catalogue, load_catalogue(source_dir() + "/vectors"));
    ASSAY_TRY(pool, KeyPool::open(catalogue.keys_folder));
    SignatureCache cache;
    for (const CheckCase& each : check_cases()) {
      auto question = make_question(catalogue, each, pool, cache);
      if (!question) return fail(std::move(question).error().in(each.name));
      made.all.push_back({each.check, each.ruleset, *std::move(question)});
    }
    made.lines = made.all.size();
    for (FreeCase& each : free_cases()) made.all.push_back(std::move(each));
    return made;
  }

  std::vector<FreeCase> all;
  std::size_t lines = 0;  // of the tables; the others follow
};

TEST(CheckCaseTest, fails_its_check_and_none_before_it) {
  const auto made = MadeCases::make();
  ASSERT_TRUE(made) << made.error().message;
  for (std::size_t i = 0; i < made->lines; ++i) {
    const FreeCase& each = made->all[i];
    const OracleVerdict found = validate(each.question, {.ruleset = each.ruleset});
    EXPECT_EQ(found.failed, each.check)
        << check_cases()[i].name << ": " << found.verdict.native << " " << found.verdict.words;
  }
}

TEST(CheckCaseTest, there_is_one_for_each_check) {
  std::set<C> covered;
  for (const CheckCase& each : check_cases()) covered.insert(each.check);
  for (const FreeCase& each : free_cases()) covered.insert(each.check);
  for (const OracleCheckEntry& each : oracle_checks()) {
    EXPECT_TRUE(covered.contains(each.id)) << each.name;
  }
}

TEST(MutationTest, each_check_that_is_left_out_changes_a_verdict) {
  const auto made = MadeCases::make();
  ASSERT_TRUE(made) << made.error().message;
  std::set<C> noticed;
  for (const FreeCase& each : made->all) {
    OracleOptions options{.ruleset = each.ruleset};
    const OracleVerdict whole = validate(each.question, options);
    options.waived.set(static_cast<std::size_t>(each.check));
    const OracleVerdict mutant = validate(each.question, options);
    if (mutant.verdict.native != whole.verdict.native) noticed.insert(each.check);
  }
  for (const OracleCheckEntry& each : oracle_checks()) {
    EXPECT_TRUE(noticed.contains(each.id)) << each.name;
  }
}

}  // namespace
}  // namespace assay
