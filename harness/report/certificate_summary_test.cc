#include "harness/report/certificate_summary.h"

#include <gtest/gtest.h>

#include "harness/der/oid.h"
#include "harness/report/chain_drawing.h"
#include "harness/report/extension_summary.h"
#include "harness/report/sample_results.h"

namespace assay {
namespace {

Question sample() { return sample_verify().cases[0].what.question; }

TEST(CertificateSummary, says_what_a_leaf_says) {
  const Bytes leaf = sample().leaf;
  const CertificateSummary summary = summarize_certificate(leaf);
  EXPECT_EQ(summary.fault, "");
  EXPECT_EQ(summary.subject, "CN=broker.example.com");
  EXPECT_EQ(summary.issuer, "O=Example Devices, CN=Example Root G1");
  EXPECT_EQ(summary.serial, "2a17");
  EXPECT_EQ(summary.signature, "ecdsa-with-SHA256");
  EXPECT_EQ(summary.key, "EC P-256");
  EXPECT_EQ(format_time(summary.not_before.value()), "2026-11-21T03:23:01Z");
  EXPECT_EQ(format_time(summary.not_after.value()), "2027-11-21T03:23:01Z");
  const std::vector<ExtensionSummary> expected = {
      {"subjectAltName", false, "DNS:broker.example.com, IP:192.0.2.7"},
      {"extKeyUsage", false, "serverAuth"},
      {"keyUsage", false, "digitalSignature"},
      {"basicConstraints", false, "not a CA"},
      {"subjectKeyIdentifier", false, ""},
      {"authorityKeyIdentifier", false, ""},
  };
  EXPECT_EQ(summary.extensions, expected);
}

TEST(CertificateSummary, says_what_a_root_says) {
  const Bytes root = sample().anchors[0];
  const CertificateSummary summary = summarize_certificate(root);
  EXPECT_EQ(summary.subject, summary.issuer);
  EXPECT_EQ(summary.extensions.back(), (ExtensionSummary{"basicConstraints", true, "CA"}));
}

struct NamesRow {
  const char* name;
  const char* value;  // of a subjectAltName
  const char* text;
};
class NamesTest : public testing::TestWithParam<NamesRow> {};
TEST_P(NamesTest, are_written_by_kind) {
  const auto value = from_hex(GetParam().value);
  ASSERT_TRUE(value);
  EXPECT_EQ(extension_text(der::octets(der::Oid::kSubjectAltName), *value), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(
    Extension, NamesTest,
    testing::Values(NamesRow{"dns", "30058203612e62", "DNS:a.b"},
                    NamesRow{"directory", "3010a40e300c310a300806035504030c0161", "directory:CN=a"},
                    NamesRow{"directory_of_no_name", "3004a4020500", "directory:undecodable"},
                    NamesRow{"address", "30068704c0000201", "IP:192.0.2.1"}),
    [](const auto& row) { return row.param.name; });

TEST(CertificateSummary, every_cut_and_every_flipped_octet_ends_in_words_not_in_a_crash) {
  const Bytes leaf = sample().leaf;
  for (std::size_t size = 0; size < leaf.size(); ++size) {
    EXPECT_NE(summarize_certificate(BytesView(leaf).first(size)).fault, "") << size;
  }
  for (std::size_t i = 0; i < leaf.size(); ++i) {
    Bytes bad = leaf;
    bad[i] ^= 0xff;
    static_cast<void>(summarize_certificate(bad));
  }
}

TEST(CertificateSummary, what_stands_ahead_of_a_fault_is_kept) {
  Bytes leaf = sample().leaf;
  const std::string_view text = as_text(leaf);
  leaf[text.find("261121")] = 'x';  // notBefore
  const CertificateSummary summary = summarize_certificate(leaf);
  EXPECT_EQ(summary.issuer, "O=Example Devices, CN=Example Root G1");
  EXPECT_FALSE(summary.not_before.has_value());
  EXPECT_NE(summary.fault.find("offset"), std::string::npos);
}

TEST(ChainDrawing, goes_from_the_leaf_to_the_anchor_that_has_its_issuers_name) {
  const Question question = sample();
  const std::vector<DrawnCertificate> expected = {{LinkRole::kLeaf, &question.leaf},
                                                  {LinkRole::kAnchor, &question.anchors[0]}};
  EXPECT_EQ(draw_chain(question), expected);
}

TEST(ChainDrawing, goes_through_the_pool_and_ends_where_names_end) {
  Question question = sample();
  question.pool = {{1, 2, 3}, question.anchors[0]};
  question.anchors = {{4}};
  const std::vector<DrawnCertificate> expected = {{LinkRole::kLeaf, &question.leaf},
                                                  {LinkRole::kIntermediate, &question.pool[1]},
                                                  {LinkRole::kUnused, &question.pool[0]},
                                                  {LinkRole::kUnusedAnchor, &question.anchors[0]}};
  EXPECT_EQ(draw_chain(question), expected);
}

TEST(ChainDrawing, many_copies_of_a_self_issued_certificate_end) {
  Question question = sample();
  question.pool.assign(300, question.anchors[0]);
  question.anchors.clear();
  EXPECT_EQ(draw_chain(question).size(), 301U);
}

}  // namespace
}  // namespace assay
