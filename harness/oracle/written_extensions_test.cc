// Each extension that a profile can say, written by harness/pki and read by the oracle.
#include <gtest/gtest.h>

#include "harness/base/build_tree.h"
#include "harness/base/yaml.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/general_name.h"
#include "harness/pki/catalogue.h"
#include "harness/pki/profile_reader.h"

namespace assay::oracle {
namespace {

// Makes the leaf of tls-server-2 with `fields` over it.
Bytes leaf_with(const std::string& fields) {
  static const auto catalogue = load_catalogue(source_dir() + "/vectors");
  EXPECT_TRUE(catalogue) << (catalogue ? "" : catalogue.error().message);
  CatalogueEntry entry = *catalogue->find("profile/tls-server-2");
  Mistakes mistakes;
  const auto edit = parse_yaml("leaf: " + fields, "e.yaml");
  EXPECT_TRUE(edit) << (edit ? "" : edit.error().message);
  ProfileReader(YamlReader("e.yaml", mistakes)).edit(*edit, entry.hierarchy);
  EXPECT_TRUE(mistakes.empty()) << mistakes.result().error().message;
  const auto made = make_case(*catalogue, entry, {});
  EXPECT_TRUE(made) << (made ? "" : made.error().message);
  return made ? made->question.leaf : Bytes{};
}

struct ExtensionRow {
  const char* name;
  const char* fields;
  const char* oid;
  bool critical;
  const char* value;  // of extnValue
};

class WrittenExtensionTest : public testing::TestWithParam<ExtensionRow> {};

TEST_P(WrittenExtensionTest, IsReadAsWritten) {
  const ExtensionRow& row = GetParam();
  const Bytes der = leaf_with(row.fields);
  const auto read = read_certificate(der);
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->extensions.fault() || read->extensions.idle_fault());
  const Extension& extension = read->extensions.get(*der::named(row.oid));
  ASSERT_TRUE(extension.present);
  EXPECT_EQ(extension.critical, row.critical);
  EXPECT_EQ(hex(extension.value), row.value);
}

constexpr ExtensionRow kExtensions[] = {
    {"alt_names_in_the_order_given",
     "{subject_alternative_name: {dns: [], list: [{ip: 192.0.2.1}, {dns: a}], critical: true}}",
     "subjectAltName", true, "30098704c0000201820161"},
    {"other_name_and_registered_id",
     "{subject_alternative_name: {dns: [], registered_id: [1.2.3], other: [{oid: 1.2.3, utf8: "
     "a}]}}",
     "subjectAltName", false, "300fa00906022a03a0030c016188022a03"},
    {"x400_and_edi_party",
     "{subject_alternative_name: {dns: [], x400: ['3000'], edi_party: ['a1030c0161']}}",
     "subjectAltName", false, "300ba3023000a505a1030c0161"},
    {"directory_name_with_a_range", "{issuer_alternative_name: {directory: [[{CN: 'c{1..2}'}]]}}",
     "issuerAltName", false, "301ea41c301a310b300906035504030c026331310b300906035504030c026332"},
    {"policies_with_qualifiers",
     "{certificate_policies: {policies: [{oid: 1.2.3, qualifiers: [{cps: 'u:a'}, {notice: {text: "
     "{visible: a}}}]}]}}",
     "certificatePolicies", false,
     "302a302806022a033022300f06082b06010505070201"
     "1603753a61300f06082b060105050702023003"
     "1a0161"},
    {"policy_mappings_of_every_pair",
     "{policy_mappings: {mappings: [{issuer: '1.2.{3..4}', subject: 1.2.5}]}}", "policyMappings",
     true, "3014300806022a0306022a05300806022a0406022a05"},
    {"policy_constraints", "{policy_constraints: {require_explicit_policy: 0}}",
     "policyConstraints", true, "3003800100"},
    {"inhibit_any_policy", "{inhibit_any_policy: 3}", "inhibitAnyPolicy", true, "020103"},
    {"information_access",
     "{authority_information_access: {descriptions: [{method: ocsp, uri: 'u:a'}]}}",
     "authorityInfoAccess", false, "3011300f06082b060105050730018603753a61"},
    {"distribution_point_with_all_its_parts",
     "{crl_distribution_points: {points: [{full_name: {uri: ['u:a']}, reasons: [keyCompromise], "
     "crl_issuer: {directory: [[]]}}]}}",
     "cRLDistributionPoints", false,
     "30153013a007a0058603753a618102064"
     "0a204a4023000"},
    {"distribution_point_by_a_relative_name",
     "{freshest_crl: {points: [{relative_name: {CN: a}}]}}", "freshestCRL", false,
     "30103"
     "00ea00ca10a300806035504030c0161"},
    {"tls_feature", "{tls_feature: {features: [5, 17], critical: true}}", "tlsFeature", true,
     "3006020105020111"},
    {"directory_attributes",
     "{subject_directory_attributes: {attributes: [{1.2.3: {printable: US}}]}}",
     "subjectDirectoryAttributes", false, "300c300a06022a03310413025553"},
    {"ocsp_nocheck", "{ocsp_nocheck: present}", "ocspNoCheck", false, "0500"},
    {"subject_key_id_may_be_critical", "{subject_key_id: {id: '0102', critical: true}}",
     "subjectKeyIdentifier", true, "04020102"},
    {"authority_by_issuer_and_serial",
     "{authority_key_id: {key_id: absent, issuer: {directory: [[]]}, serial: '05', critical: "
     "true}}",
     "authorityKeyIdentifier", true, "3009a104a4023000820105"},
    {"subtree_with_bounds",
     "{name_constraints: {permitted: {list: [{dns: a, minimum: 0, maximum: 2}]}}}",
     "nameConstraints", true, "300da00b3009820161800100810102"},
};
INSTANTIATE_TEST_SUITE_P(Extensions, WrittenExtensionTest, testing::ValuesIn(kExtensions),
                         [](const auto& row) { return row.param.name; });

TEST(WrittenExtensions, ARangeOfNamesIsWrittenOut) {
  const Bytes der = leaf_with("{subject_alternative_name: {dns: ['h{1..1000}.assay.test']}}");
  const auto read = read_certificate(der);
  ASSERT_TRUE(read && read->extensions.alt_names);
  GeneralNameCursor names(*read->extensions.alt_names);
  std::size_t count = 0;
  std::string last;
  while (const auto name = names.next()) {
    ++count;
    last = as_text(name->value);
  }
  EXPECT_EQ(count, 1000U);
  EXPECT_EQ(last, "h1000.assay.test");
}

TEST(WrittenExtensions, TheAuthorityKeyIdTakesIssuerAndSerialFromTheIssuer) {
  const Bytes der = leaf_with("{authority_key_id: {issuer: present, serial: present}}");
  const auto read = read_certificate(der);
  ASSERT_TRUE(read && read->extensions.authority_key_id);
  const AuthorityKeyId& authority = *read->extensions.authority_key_id;
  EXPECT_TRUE(authority.key_id);
  ASSERT_TRUE(authority.issuer && authority.serial);
  GeneralNameCursor names(*authority.issuer);
  const auto name = names.next();
  ASSERT_TRUE(name);
  EXPECT_TRUE(same_name(name->directory, read->issuer));  // the root issued itself
  EXPECT_EQ(authority.serial->size(), 16U);
}

}  // namespace
}  // namespace assay::oracle
