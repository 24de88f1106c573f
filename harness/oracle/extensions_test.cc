// Extensions' values: which a verifier cannot read, which only their issuer should not have made.
#include "harness/oracle/extensions.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"
#include "harness/oracle/issuing_for_test.h"
#include "harness/oracle/validate.h"

namespace assay::oracle {
namespace {

enum class Marked { kNot, kCritical };
using enum Marked;

struct ValueRow {
  const char* name;
  const char* oid;
  const char* value;
  Marked marked;
  Reason reason;  // under the ruleset rfc5280
};

constexpr auto kNone = Reason::kNone;
constexpr auto kUnreadable = Reason::kMalformed;

constexpr ValueRow kValues[] = {
    {"basic_constraints_empty", "basicConstraints", "3000", kCritical, kNone},
    {"basic_constraints_false_written_out", "basicConstraints", "3003010100", kCritical, kNone},
    {"basic_constraints_true_as_01", "basicConstraints", "3003010101", kCritical, kUnreadable},
    {"path_length_of_no_ca", "basicConstraints", "3003020100", kCritical, kNone},
    {"path_length_negative", "basicConstraints", "30060101ff0201ff", kCritical, kUnreadable},
    {"path_length_of_65_bits", "basicConstraints", "300e0101ff0209010000000000000000", kCritical,
     kNone},
    {"basic_constraints_and_more", "basicConstraints", "30050101ff0500", kCritical, kUnreadable},
    {"key_usage_of_nothing", "keyUsage", "030100", kCritical, kNone},
    {"key_usage_with_padding", "keyUsage", "030207ff", kCritical, kUnreadable},
    {"purposes_empty", "extKeyUsage", "3000", kNot, kUnreadable},
    {"names_empty", "subjectAltName", "3000", kNot, kUnreadable},
    {"name_of_no_kind", "subjectAltName", "30028900", kNot, kUnreadable},
    {"name_of_five_octets_for_an_address", "subjectAltName", "300787050102030405", kNot,
     kUnreadable},
    {"constraints_empty", "nameConstraints", "3000", kCritical, kNone},
    {"constraints_permit_an_empty_list", "nameConstraints", "3002a000", kCritical, kUnreadable},
    {"constraints_exclude_an_empty_list", "nameConstraints", "3002a100", kCritical, kUnreadable},
    {"policies_empty", "certificatePolicies", "3000", kNot, kUnreadable},
    {"policy_qualifiers_empty", "certificatePolicies", "3008300606022a033000", kNot, kUnreadable},
    {"policy_qualifier_missing", "certificatePolicies", "300c300a06022a033004300206002a", kNot,
     kUnreadable},
    {"policy_qualifier_unknown", "certificatePolicies", "300e300c06022a033006300406022a040500",
     kNot, kUnreadable},
    {"policy_constraints_empty", "policyConstraints", "3000", kCritical, kNone},
    {"policy_constraints_negative", "policyConstraints", "30038001ff", kCritical, kUnreadable},
    {"inhibit_any_policy_negative", "inhibitAnyPolicy", "0201ff", kCritical, kUnreadable},
    {"key_identifier_of_another_type", "subjectKeyIdentifier", "0500", kNot, kNone},
    {"key_identifier_of_another_type_critical", "subjectKeyIdentifier", "0500", kCritical,
     kUnreadable},
    {"authority_by_half", "authorityKeyIdentifier", "3003820101", kNot, kNone},
    {"timestamps_critical", "signedCertificateTimestampList", "040100", kCritical,
     Reason::kCriticalExtension},
    {"tls_feature_critical", "tlsFeature", "3003020105", kCritical, Reason::kCriticalExtension},
};

class ValueTest : public testing::TestWithParam<ValueRow> {};

TEST_P(ValueTest, is_read_or_not) {
  const ValueRow& row = GetParam();
  const auto value = from_hex(row.value);
  ASSERT_TRUE(value);
  TestCertificate leaf{"leaf", "root"};
  leaf.extensions.push_back(extension(row.oid, der::raw(*value), row.marked == Marked::kCritical));
  const Question question =
      test_question(issue(leaf), {}, {issue(TestCertificate{"root", "root", {}, {}, true})});
  const OracleVerdict found = validate(question, {.ruleset = Ruleset::kRfc5280});
  EXPECT_EQ(found.verdict.reason, row.reason) << found.verdict.native << found.verdict.words;
}

INSTANTIATE_TEST_SUITE_P(Extensions, ValueTest, testing::ValuesIn(kValues), RowName());

}  // namespace
}  // namespace assay::oracle
