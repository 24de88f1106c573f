// Whether the scripted peer's verdict is that of a whole handshake, and whether its messages and
// the table of reasons are right.
#include <gtest/gtest.h>

#include <functional>

#include "targets/wolfssl/endpoint.h"
#include "targets/wolfssl/handles.h"
#include "targets/wolfssl/probe_identity.h"
#include "targets/wolfssl/reasons.h"
#include "targets/wolfssl/script.h"
#include "targets/wolfssl/verify.h"

namespace assay::wolfssl {
namespace {

template <typename Row>
std::string row_name(const testing::TestParamInfo<Row>& info) {
  return info.param.name;
}

struct ReasonRow {
  const char* name;
  int code;
  Reason reason;
  const char* native;
};

class ReasonTest : public testing::TestWithParam<ReasonRow> {};

TEST_P(ReasonTest, CodeHasAStableNameAndAReason) {
  EXPECT_EQ(reason_of(GetParam().code), GetParam().reason);
  EXPECT_EQ(native_of(GetParam().code), GetParam().native);
}

INSTANTIATE_TEST_SUITE_P(
    Codes, ReasonTest,
    testing::Values(
        ReasonRow{"expired", -151, Reason::kExpired, "ASN_AFTER_DATE_E (-151)"},
        ReasonRow{"not_yet_valid", -150, Reason::kNotYetValid, "ASN_BEFORE_DATE_E (-150)"},
        ReasonRow{"no_signer", -188, Reason::kUnknownIssuer, "ASN_NO_SIGNER_E (-188)"},
        ReasonRow{"bad_signature", -155, Reason::kBadSignature, "ASN_SIG_CONFIRM_E (-155)"},
        ReasonRow{"name", -322, Reason::kNameMismatch, "DOMAIN_NAME_MISMATCH (-322)"},
        ReasonRow{"address", -325, Reason::kNameMismatch, "IPADDR_MISMATCH (-325)"},
        ReasonRow{"extended_key_usage", -386, Reason::kExtendedKeyUsage, "EXTKEYUSE_AUTH_E (-386)"},
        ReasonRow{"key_usage", -383, Reason::kKeyUsage, "KEYUSE_SIGNATURE_E (-383)"},
        ReasonRow{"path_length", -238, Reason::kPathLength, "ASN_PATHLEN_INV_E (-238)"},
        ReasonRow{"revoked", -361, Reason::kRevoked, "CRL_CERT_REVOKED (-361)"},
        ReasonRow{"unknown_code", -9999, Reason::kOther, "(-9999)"}),
    row_name<ReasonRow>);

TEST(RejectionTest, TakesTheReasonOfTheFirstErrorAndNamesBoth) {
  const Verdict verdict = rejection(ASN_NO_SIGNER_E, ASN_AFTER_DATE_E);
  EXPECT_EQ(verdict.reason, Reason::kExpired);
  EXPECT_EQ(verdict.native, "ASN_NO_SIGNER_E (-188), first ASN_AFTER_DATE_E (-151)");
}

TEST(RejectionTest, NamesOneErrorOnce) {
  EXPECT_EQ(rejection(ASN_NO_SIGNER_E, ASN_NO_SIGNER_E).native, "ASN_NO_SIGNER_E (-188)");
}

TEST(ScriptTest, CertificateMessageIsCutIntoRecordsOfAtMost16KiB) {
  const std::vector<Bytes> pool(3, Bytes(10'000, 0x42));
  const Bytes sent = certificate_message(Bytes(100, 0x41), pool);
  Bytes message;
  std::size_t records = 0;
  for (std::size_t at = 0; at < sent.size(); ++records) {
    const std::size_t length = std::size_t{sent[at + 3]} << 8 | sent[at + 4];
    ASSERT_EQ(sent[at], 22);
    ASSERT_LE(length, 1U << 14);
    append(message, BytesView(sent).subspan(at + 5, length));
    at += 5 + length;
  }
  EXPECT_EQ(records, 2U);
  EXPECT_EQ(message.size(), 4 + 3 + (3 + 100) + 3 * (3 + 10'000U));
  EXPECT_EQ(message[0], 11);
}

TEST(ScriptTest, AClientWithoutAFittingSuiteIsAnError) {
  EXPECT_FALSE(server_hello(ClientOffer{{0xc02b}}, SignatureKey::kRsa).has_value());
  EXPECT_TRUE(server_hello(ClientOffer{{0xc02b}}, SignatureKey::kEcdsa).has_value());
}

TEST(ScriptTest, EveryTruncatedClientHelloIsAnError) {
  const Bytes hello = client_hello();
  ASSERT_TRUE(read_client_offer(hello).has_value());
  const std::size_t suites_end = 5 + 4 + 2 + 32 + 1 + 2 + 2 * 4;
  for (std::size_t length = 0; length < suites_end; ++length) {
    EXPECT_FALSE(read_client_offer(BytesView(hello).first(length)).has_value()) << length;
  }
}

Bytes probe_certificate() { return from_hex(kProbeCertificateHex).value(); }

// A question that every wolfSSL accepts: a self-signed certificate that is its own anchor.
Question trusted_question(Purpose purpose) {
  Question question;
  question.leaf = probe_certificate();
  question.anchors = {question.leaf};
  question.names = {{NameKind::kDns, "probe.example"}};
  question.purpose = purpose;
  return question;
}

struct QuestionRow {
  const char* name;
  std::function<void(Question&)> edit;
  Decision decision;
  Reason reason;
  bool presentable;  // a wolfSSL endpoint can send the chain
};

void PrintTo(const QuestionRow& row, std::ostream* out) { *out << row.name; }

class ProbeTest : public testing::TestWithParam<QuestionRow> {};

TEST_P(ProbeTest, JudgesAServersAndAClientsChainAlike) {
  for (const Purpose purpose : {Purpose::kServerAuth, Purpose::kClientAuth}) {
    Question question = trusted_question(purpose);
    GetParam().edit(question);
    const Verdict verdict = verify(question);
    EXPECT_EQ(verdict.decision, GetParam().decision) << verdict.native << verdict.words;
    EXPECT_EQ(verdict.reason, GetParam().reason) << verdict.native << verdict.words;
  }
}

// Both sides hold the probe's identity; the judging one has the question's trust.
Verdict whole_handshake(const Question& question, TlsVersion version) {
  const bool client_judges = question.purpose == Purpose::kServerAuth;
  const Bytes key = from_hex(kProbeKeyHex).value();
  Identity shown{{question.leaf}, key};
  shown.chain.insert(shown.chain.end(), question.pool.begin(), question.pool.end());
  Question other;
  other.anchors = {probe_certificate()};
  EndpointConfig client;
  EndpointConfig server;
  server.role = Role::kServer;
  client.version = server.version = version;
  client.trust = client_judges ? question : other;
  server.trust = question;
  server.verify_peer = !client_judges;
  server.identity = client_judges ? shown : Identity{{probe_certificate()}, key};
  if (!client_judges) client.identity = shown;
  const auto client_end = make_endpoint(client).value();
  const auto server_end = make_endpoint(server).value();
  Bytes to_server;
  Bytes to_client;
  do {
    to_server.clear();
    client_end->step(to_client, to_server);
    to_client.clear();
    server_end->step(to_server, to_client);
  } while (!to_client.empty());
  return (client_judges ? client_end : server_end)->verdict();
}

TEST_P(ProbeTest, SaysWhatAWholeHandshakeSays) {
  if (!GetParam().presentable) GTEST_SKIP() << "wolfSSL cannot present this chain";
  for (const Purpose purpose : {Purpose::kServerAuth, Purpose::kClientAuth}) {
    Question question = trusted_question(purpose);
    GetParam().edit(question);
    for (const TlsVersion version : {TlsVersion::kTls12, TlsVersion::kTls13}) {
      const Verdict whole = whole_handshake(question, version);
      EXPECT_EQ(whole.decision, GetParam().decision) << whole.native << whole.words;
      EXPECT_EQ(whole.reason, GetParam().reason) << whole.native << whole.words;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Questions, ProbeTest,
    testing::Values(
        QuestionRow{"trusted", [](Question&) {}, Decision::kAccept, Reason::kNone, true},
        QuestionRow{"without_anchors", [](Question& q) { q.anchors.clear(); }, Decision::kReject,
                    Reason::kUnknownIssuer, true},
        QuestionRow{"undecodable_anchor_is_passed_over",
                    [](Question& q) {
                      q.anchors.insert(q.anchors.begin(), Bytes{1, 2, 3});
                    },
                    Decision::kAccept, Reason::kNone, true},
        QuestionRow{"signature_changed", [](Question& q) { q.leaf.back() ^= 1; }, Decision::kReject,
                    Reason::kBadSignature, true},
        QuestionRow{"other_name", [](Question& q) { q.names[0].value = "other.example"; },
                    Decision::kReject, Reason::kNameMismatch, true},
        QuestionRow{"other_address",
                    [](Question& q) {
                      q.names = {{NameKind::kIp, "192.0.2.1"}};
                    },
                    Decision::kReject, Reason::kNameMismatch, true},
        QuestionRow{"any_one_name_matches",
                    [](Question& q) {
                      q.names = {{NameKind::kDns, "other.example"}, q.names[0]};
                    },
                    Decision::kAccept, Reason::kNone, false},
        QuestionRow{"undecodable_leaf",
                    [](Question& q) {
                      q.leaf = {1, 2, 3};
                    },
                    Decision::kReject, Reason::kMalformed, false},
        QuestionRow{"message_of_many_records",
                    [](Question& q) { q.pool.assign(300, probe_certificate()); }, Decision::kReject,
                    Reason::kBudget, false}),
    row_name<QuestionRow>);

// A context that lived on would trust the first question's anchor in the second.
TEST(ProbeStateTest, LeavesNoTrustBehind) {
  Question trusted = trusted_question(Purpose::kServerAuth);
  Question untrusted = trusted;
  untrusted.anchors.clear();
  EXPECT_EQ(verify(trusted).decision, Decision::kAccept);
  EXPECT_EQ(verify(untrusted).decision, Decision::kReject);
  EXPECT_EQ(verify(trusted).decision, Decision::kAccept);
}

}  // namespace
}  // namespace assay::wolfssl
