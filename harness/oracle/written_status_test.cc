// CRLs and OCSP responses that a profile can say, written by harness/pki and read by the oracle.
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/base/build_tree.h"
#include "harness/base/yaml.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/crl.h"
#include "harness/oracle/ocsp.h"
#include "harness/pki/catalogue.h"
#include "harness/pki/profile_reader.h"

namespace assay::oracle {
namespace {

// Makes the question of a profile with `edit` over it.
Question question_of(const std::string& profile, const std::string& edit) {
  static const auto catalogue = load_catalogue(source_dir() + "/vectors");
  EXPECT_TRUE(catalogue) << (catalogue ? "" : catalogue.error().message);
  CatalogueEntry entry = *catalogue->find("profile/" + profile);
  Mistakes mistakes;
  const auto fields = parse_yaml(edit, "e.yaml");
  EXPECT_TRUE(fields) << (fields ? "" : fields.error().message);
  ProfileReader(YamlReader("e.yaml", mistakes)).edit(*fields, entry.hierarchy);
  EXPECT_TRUE(mistakes.empty()) << mistakes.result().error().message;
  const auto made = make_case(*catalogue, entry, {});
  EXPECT_TRUE(made) << (made ? "" : made.error().message);
  return made ? made->question : Question{};
}

Bytes crl_with(const std::string& fields) {
  const Question question = question_of("crl-server-3", "crls: {intermediate-crl: " + fields + "}");
  return question.crls.empty() ? Bytes{} : question.crls.front();
}

Bytes ocsp_with(const std::string& fields) {
  const Question question = question_of("ocsp-server-3", "ocsp: {leaf-ocsp: " + fields + "}");
  return question.ocsp.empty() ? Bytes{} : question.ocsp.front();
}

struct CrlRow {
  const char* name;
  const char* fields;
  bool (*holds)(const Crl&);
};

class WrittenCrlTest : public testing::TestWithParam<CrlRow> {};

TEST_P(WrittenCrlTest, IsReadAsWritten) {
  const Bytes der = crl_with(GetParam().fields);
  const auto crl = read_crl(der);
  ASSERT_TRUE(crl);
  EXPECT_TRUE(GetParam().holds(*crl));
}

std::optional<std::int64_t> first_reason(const Crl& crl) {
  der::Reader list(crl.revoked);
  auto first = list.sequence();
  if (!first) return std::nullopt;
  const auto serial = first->integer();
  if (!serial) return std::nullopt;
  const auto entry = find_entry(crl, crl.issuer, serial->octets);
  return entry ? entry->reason : std::nullopt;
}

constexpr CrlRow kCrls[] = {
    {"number_and_authority", "{number: 300}",
     [](const Crl& crl) {
       return crl.authority_key_id && hex(*crl.number) == "012c" && !crl.has_critical_number;
     }},
    {"critical_number", "{number: {critical: true}}",
     [](const Crl& crl) { return crl.has_critical_number; }},
    {"no_authority", "{authority_key_id: absent}",
     [](const Crl& crl) { return !crl.authority_key_id; }},
    {"no_next_update", "{next_update: absent}", [](const Crl& crl) { return !crl.next_update; }},
    {"version_1_has_no_extensions", "{version: 1}",
     [](const Crl& crl) { return !crl.number && !crl.authority_key_id; }},
    {"delta", "{delta_base: 4}", [](const Crl& crl) { return hex(crl.base.value()) == "04"; }},
    {"scope_of_users", "{issuing_distribution_point: {only_users: true}}",
     [](const Crl& crl) { return crl.scope && crl.scope->only_users && !crl.scope->only_cas; }},
    {"scope_of_reasons",
     "{issuing_distribution_point: {only_some_reasons: [keyCompromise, aACompromise]}}",
     [](const Crl& crl) { return crl.scope && crl.scope->reasons == 0x102; }},
    {"scope_by_relative_name", "{issuing_distribution_point: {relative_name: {CN: a}}}",
     [](const Crl& crl) { return crl.scope && crl.scope->name && crl.scope->name->relative; }},
    {"reason_of_an_entry", "{revoked: [{certificate: leaf, reason: aACompromise}]}",
     [](const Crl& crl) { return first_reason(crl) == 10; }},
    {"unknown_critical_extension",
     "{extensions: [{oid: 1.3.6.1.4.1.32473.1, critical: true, value: '0500'}]}",
     [](const Crl& crl) { return crl.has_unknown_critical; }},
    {"unknown_critical_extension_of_an_entry",
     "{revoked: [{serial: '05', extensions: [{oid: 1.3.6.1.4.1.32473.1, critical: true, value: "
     "'0500'}]}]}",
     [](const Crl& crl) { return crl.has_unknown_critical; }},
    {"filler_is_in_front", "{filler: 1000}",
     [](const Crl& crl) { return crl.revoked.size() > 27'000 && crl.revoked[4] == 0x2a; }},
};
INSTANTIATE_TEST_SUITE_P(Crls, WrittenCrlTest, testing::ValuesIn(kCrls),
                         [](const auto& row) { return row.param.name; });

TEST(WrittenCrls, AnEntryOfAnIndirectCrlHasItsIssuer) {
  const Question question = question_of("crl-server-3", "question: {crls: [indirect-crl]}");
  const auto crl = read_crl(question.crls.at(0));
  const Question other =
      question_of("crl-server-3", "question: {leaf: other-leaf, names: [{dns: other.assay.test}]}");
  const auto listed = read_certificate(other.leaf);
  ASSERT_TRUE(crl && listed);
  EXPECT_TRUE(crl->scope && crl->scope->indirect);
  EXPECT_TRUE(find_entry(*crl, listed->issuer, listed->serial.octets));
  EXPECT_FALSE(find_entry(*crl, crl->issuer, listed->serial.octets));
}

TEST(WrittenCrls, EditsOfTheTreeAreSignedAndTrailingOctetsAreNot) {
  const Bytes der =
      crl_with("{der: [{path: tbs/version, op: remove}, {path: '', op: append, bytes: '0500'}]}");
  const auto read = read_crl(der);
  ASSERT_FALSE(read);
  const Bytes trailing = crl_with("{trailing: '00'}");
  EXPECT_EQ(trailing.back(), 0);
  EXPECT_TRUE(read_crl(BytesView(trailing).first(trailing.size() - 1)));
}

struct OcspRow {
  const char* name;
  const char* fields;
  bool (*holds)(const OcspResponse&);
};

class WrittenOcspTest : public testing::TestWithParam<OcspRow> {};

TEST_P(WrittenOcspTest, IsReadAsWritten) {
  const Bytes der = ocsp_with(GetParam().fields);
  const auto response = read_ocsp(der);
  ASSERT_TRUE(response);
  EXPECT_TRUE(GetParam().holds(*response));
}

constexpr OcspRow kResponses[] = {
    {"good_by_key", "{responder_id: key}",
     [](const OcspResponse& response) {
       return response.responder_key && response.entries.at(0).status == OcspStatus::kGood &&
              response.certificates.empty();
     }},
    {"by_name", "{responder_id: name}",
     [](const OcspResponse& response) {
       return response.responder_name && !response.responder_key;
     }},
    {"revoked_with_a_reason", "{status: revoked, reason: keyCompromise}",
     [](const OcspResponse& response) {
       return response.entries.at(0).status == OcspStatus::kRevoked;
     }},
    {"unknown", "{status: unknown}",
     [](const OcspResponse& response) {
       return response.entries.at(0).status == OcspStatus::kUnknown;
     }},
    {"no_next_update", "{next_update: absent}",
     [](const OcspResponse& response) { return !response.entries.at(0).next_update; }},
    {"sha256", "{hash: sha256}",
     [](const OcspResponse& response) {
       return response.entries.at(0).issuer_key_hash.size() == 32;
     }},
    {"two_answers", "{more: [{status: revoked}]}",
     [](const OcspResponse& response) {
       return response.entries.size() == 2 &&
              response.entries.at(1).status == OcspStatus::kRevoked &&
              std::ranges::equal(response.entries[0].serial, response.entries[1].serial);
     }},
    {"certificates", "{certificates: [delegate, intermediate]}",
     [](const OcspResponse& response) {
       return response.certificates.size() == 2 && read_certificate(response.certificates[0]);
     }},
    {"nonce_is_known", "{nonce: '0102'}",
     [](const OcspResponse& response) { return !response.has_unknown_critical; }},
    {"unknown_critical_extension",
     "{extensions: [{oid: 1.3.6.1.4.1.32473.1, critical: true, value: '0500'}]}",
     [](const OcspResponse& response) { return response.has_unknown_critical; }},
    {"unknown_critical_extension_of_an_answer",
     "{single_extensions: [{oid: 1.3.6.1.4.1.32473.1, critical: true, value: '0500'}]}",
     [](const OcspResponse& response) { return response.entries.at(0).has_unknown_critical; }},
};
INSTANTIATE_TEST_SUITE_P(Responses, WrittenOcspTest, testing::ValuesIn(kResponses),
                         [](const auto& row) { return row.param.name; });

TEST(WrittenResponses, AnErrorHasNoBytes) {
  EXPECT_EQ(hex(ocsp_with("{response_status: tryLater}")), "30030a0103");
}

TEST(WrittenResponses, AnAnswerIsAboutItsCertificateAndIssuer) {
  for (const char* fields : {"{hash: sha1}", "{hash: sha256}", "{hash: sha512}"}) {
    const Question question =
        question_of("ocsp-server-3", std::string("ocsp: {leaf-ocsp: ") + fields + "}");
    const auto response = read_ocsp(question.ocsp.at(0));
    const auto leaf = read_certificate(question.leaf);
    const auto issuer = read_certificate(question.pool.at(0));
    ASSERT_TRUE(response && leaf && issuer);
    EXPECT_TRUE(is_about(response->entries.at(0), *leaf, issuer->key)) << fields;
    EXPECT_FALSE(is_about(response->entries.at(0), *issuer, issuer->key)) << fields;
  }
}

}  // namespace
}  // namespace assay::oracle
