#include "harness/pki/profile_reader.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

constexpr std::string_view kProfile = R"(profile: p
title: A root and a leaf
question:
  time: 2026-06-01T00:00:00Z
  purpose: server-auth
  names: [{ dns: a.test }]
  leaf: leaf
  anchors: [root]
certificates:
  root:
    subject: [{ O: Assay }, { CN: { printable: root } }]
    not_before: 2024-01-01T00:00:00Z
    not_after: 2044-01-01T00:00:00Z
    basic_constraints: { ca: true, path_length: 1 }
    authority_key_id: absent
  leaf:
    issuer: root
    subject: [{ CN: a.test }]
    not_before: 2026-01-01T00:00:00Z
    not_after: 2027-01-01T00:00:00Z
    key_usage: { bits: [digitalSignature] }
    subject_alternative_name: { dns: [a.test], ip: [192.0.2.1] }
)";

struct Read {
  HierarchyProfile profile;
  std::string mistakes;
};

Read read(std::string_view text) {
  const auto root = parse_yaml(text, "p.yaml");
  if (!root) return {{}, root.error().message};
  Mistakes mistakes;
  const YamlReader reader("p.yaml", mistakes);
  Read out{ProfileReader(reader).read(*root), ""};
  if (!mistakes.empty()) out.mistakes = mistakes.result().error().message;
  return out;
}

// Reads an edit over kProfile.
Read edit(std::string_view text) {
  Read out = read(kProfile);
  const auto root = parse_yaml(text, "e.yaml");
  if (!root) return {{}, root.error().message};
  Mistakes mistakes;
  const YamlReader reader("e.yaml", mistakes);
  ProfileReader(reader).edit(*root, out.profile);
  if (!mistakes.empty()) out.mistakes = mistakes.result().error().message;
  return out;
}

TEST(ReadProfile, TakesCertificatesInOrderAndTheQuestion) {
  const Read got = read(kProfile);
  ASSERT_EQ(got.mistakes, "");
  ASSERT_EQ(got.profile.certificates.size(), 2U);
  const CertificateProfile& root = got.profile.certificates[0];
  EXPECT_EQ(root.name, "root");
  EXPECT_TRUE(root.issues);
  EXPECT_EQ(root.subject[1][0].string, der::StringType::kPrintable);
  EXPECT_EQ(root.basic_constraints->path_length, 1);
  EXPECT_FALSE(root.authority_key_id.present);
  const CertificateProfile& leaf = got.profile.certificates[1];
  EXPECT_EQ(leaf.issuer, "root");
  EXPECT_FALSE(leaf.issues);
  EXPECT_FALSE(leaf.basic_constraints);
  EXPECT_EQ(got.profile.question.anchors, std::vector<std::string>{"root"});
  EXPECT_EQ(got.profile.question.names, (std::vector<PeerName>{{NameKind::kDns, "a.test"}}));
}

TEST(EditProfile, ChangesOnlyTheFieldsItNames) {
  const Read before = read(kProfile);
  const Read after = edit("root: {basic_constraints: {ca: false}}");
  ASSERT_EQ(after.mistakes, "");
  const CertificateProfile& root = after.profile.certificates[0];
  EXPECT_FALSE(root.basic_constraints->ca);
  EXPECT_EQ(root.basic_constraints->path_length, 1);
  EXPECT_EQ(after.profile.certificates[1], before.profile.certificates[1]);
  EXPECT_EQ(after.profile.question, before.profile.question);
}

TEST(EditProfile, TakesAFieldAway) {
  const Read after = edit("leaf: {key_usage: absent, subject_key_id: absent}");
  ASSERT_EQ(after.mistakes, "");
  EXPECT_FALSE(after.profile.certificates[1].key_usage);
  EXPECT_FALSE(after.profile.certificates[1].subject_key_id.present);
}

TEST(EditProfile, ReplacesOneKindOfNameAndKeepsTheOthers) {
  const Read after = edit("leaf: {subject_alternative_name: {dns: []}}");
  ASSERT_EQ(after.mistakes, "");
  const GeneralNames& names = after.profile.certificates[1].subject_alternative_name->names;
  EXPECT_TRUE(names.dns.empty());
  EXPECT_EQ(names.ip, std::vector<std::string>{"192.0.2.1"});
}

TEST(EditProfile, ReadsEditsOfTheTree) {
  const Read after =
      edit("leaf: {der: [{path: tbs/serialNumber, op: flip, bytes: '01', after_signature: true}]}");
  ASSERT_EQ(after.mistakes, "");
  const TreeEdit wanted{{"tbs/serialNumber", der::EditOp::kFlip, {0x01}}, true};
  EXPECT_EQ(after.profile.certificates[1].der, std::vector<TreeEdit>{wanted});
}

TEST(EditProfile, ReadsTheTextOfANode) {
  const Read after =
      edit("leaf: {der: [{path: tbs/validity/notAfter, op: content, tag: '18', text: 2026Z}]}");
  ASSERT_EQ(after.mistakes, "");
  const TreeEdit wanted{
      {"tbs/validity/notAfter", der::EditOp::kContent, {0x32, 0x30, 0x32, 0x36, 0x5a}, {0x18}}};
  EXPECT_EQ(after.profile.certificates[1].der, std::vector<TreeEdit>{wanted});
}

struct MistakeRow {
  const char* name;
  const char* edit;
  const char* message;
};

class EditMistakeTest : public testing::TestWithParam<MistakeRow> {};

TEST_P(EditMistakeTest, HasItsPlaceAndTheNearestWord) {
  EXPECT_EQ(edit(GetParam().edit).mistakes, GetParam().message);
}

constexpr MistakeRow kMistakes[] = {
    {"unknown_certificate", "leef: {version: 1}",
     "e.yaml:1:1: unknown key 'leef'; did you mean 'leaf'?"},
    {"unknown_field", "leaf: {key_usge: absent}",
     "e.yaml:1:8: unknown key 'key_usge'; did you mean 'key_usage'?"},
    {"unknown_bit", "leaf: {key_usage: {bits: [keyCertSing]}}",
     "e.yaml:1:27: unknown key usage 'keyCertSing'; did you mean 'keyCertSign'?"},
    {"issuer_that_comes_later", "root: {issuer: leaf}",
     "e.yaml:1:16: unknown issuer (those before it count) 'leaf'; did you mean 'self'?"},
    {"unknown_anchor", "question: {anchors: [roots]}",
     "e.yaml:1:22: unknown name 'roots'; did you mean 'root'?"},
    {"bad_time", "leaf: {not_after: tomorrow}",
     "e.yaml:1:19: not an RFC 3339 time: 'tomorrow' (want 2026-01-31T00:00:00Z)"},
    {"bad_address", "leaf: {subject_alternative_name: {ip: [1.2.3]}}",
     "e.yaml:1:40: not an IP address: '1.2.3'"},
    {"bad_attribute", "leaf: {subject: [{XX: a}]}", "e.yaml:1:19: unknown attribute type 'XX'"},
    {"bad_op", "leaf: {der: [{path: tbs, op: remov}]}",
     "e.yaml:1:30: unknown op 'remov'; did you mean 'remove'?"},
    {"bytes_and_text", "leaf: {der: [{path: tbs, op: content, bytes: '00', text: a}]}",
     "e.yaml:1:58: either bytes or text, not both"},
};
INSTANTIATE_TEST_SUITE_P(Edits, EditMistakeTest, testing::ValuesIn(kMistakes),
                         [](const auto& row) { return row.param.name; });

TEST(ReadProfile, ListsEveryMistakeOfTheFile) {
  const Read got = read(
      "profile: p\n"
      "title: t\n"
      "question: {time: 2026-06-01T00:00:00Z, purpose: server, leaf: leaf, anchors: []}\n"
      "certificates:\n"
      "  leaf: {subject: [], not_before: 2026-01-01T00:00:00Z}\n"
      "  crls: {subject: [], not_before: 2026-01-01T00:00:00Z, not_after: 2026-01-01T00:00:00Z}\n");
  EXPECT_EQ(got.mistakes,
            "p.yaml:6:3: 'crls' cannot name a certificate\n"
            "p.yaml:5:3: a certificate needs the key 'not_after'\n"
            "p.yaml:3:49: unknown purpose 'server'; one of: server-auth client-auth");
}

}  // namespace
}  // namespace assay
