#include "harness/report/sample_results.h"

#include <gtest/gtest.h>

#include "harness/report/summary.h"

namespace assay {
namespace {

constexpr char kRoot[] =
    "MIIBqjCCAVGgAwIBAgICEAEwCgYIKoZIzj0EAwIwNDEYMBYGA1UECgwPRXhhbXBsZSBEZXZpY2VzMRgwFgYDVQQD"
    "DA9FeGFtcGxlIFJvb3QgRzEwHhcNMjYxMTIxMDMyMzAxWhcNMzYxMTE4MDMyMzAxWjA0MRgwFgYDVQQKDA9FeGFt"
    "cGxlIERldmljZXMxGDAWBgNVBAMMD0V4YW1wbGUgUm9vdCBHMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABITM"
    "0YxTC0RtTbMQq2hBnCtKAP5gzHtoK3PW5UdbZTzaJtQz8lzrG0EMUCNIC/hxj0XPM6F2ESrvYm+DQoE6qcWjUzBR"
    "MB0GA1UdDgQWBBRw0y8N92daCHcXsXdnIdCF2sHRczAfBgNVHSMEGDAWgBRw0y8N92daCHcXsXdnIdCF2sHRczAP"
    "BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIH+Vk3biWo1O+LzI6+a9odszcZhBkNRnXk1q/zRDCDou"
    "AiAlXZAdSpta941SV0wT/wVqb5gb9GgymEPTB7ZlqQHKRQ==";
constexpr char kLeaf[] =
    "MIIB2DCCAX2gAwIBAgICKhcwCgYIKoZIzj0EAwIwNDEYMBYGA1UECgwPRXhhbXBsZSBEZXZpY2VzMRgwFgYDVQQD"
    "DA9FeGFtcGxlIFJvb3QgRzEwHhcNMjYxMTIxMDMyMzAxWhcNMjcxMTIxMDMyMzAxWjAdMRswGQYDVQQDDBJicm9r"
    "ZXIuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASS6vVvo+yw9K5L68EYyzNwWrOnS4wKeg5T"
    "F/LgdJcYzWg9ymoP8yFPqsW7U5c2oGsbsE4QF0NpmWWXNoXe212Po4GVMIGSMCMGA1UdEQQcMBqCEmJyb2tlci5l"
    "eGFtcGxlLmNvbYcEwAACBzATBgNVHSUEDDAKBggrBgEFBQcDATALBgNVHQ8EBAMCB4AwCQYDVR0TBAIwADAdBgNV"
    "HQ4EFgQU/FwB4gkpBiAJ8U5vxrkIUOjw5MQwHwYDVR0jBBgwFoAUcNMvDfdnWgh3F7F3ZyHQhdrB0XMwCgYIKoZI"
    "zj0EAwIDSQAwRgIhANqknz1BHUmospAR7/cw/cilSZtCu4eeSGzpiD4nlK7eAiEAwjrrTLver2q0GQCUdwXbBLDX"
    "VCT3w7OOSC4QLJXmheQ=";

Question sample_question() {
  Question question;
  question.leaf = from_base64(kLeaf).value();
  question.anchors = {from_base64(kRoot).value()};
  question.time = 1800000000;
  question.names = {{NameKind::kDns, "broker.example.com"}};
  question.leaf_key = {0xde, 0xad, 0xbe, 0xef};
  return question;
}

Case sample_case(const std::string& id, const std::string& title, Expectation expectation,
                 Reason reason = Reason::kNone) {
  Case made;
  made.id = id;
  made.title = title;
  made.expect = {{Ruleset::kRfc5280, expectation}};
  made.reason = reason;
  if (expectation == Expectation::kReject) made.twin = "rfc5280/validity/good";
  made.clauses = {"rfc5280-6.1.3-a-2"};
  made.question = sample_question();
  return made;
}

Answer answer(Verdict verdict, Finding finding, std::string note = {}) {
  verdict.micros = 812;
  return {std::move(verdict), finding, false, std::move(note), std::nullopt};
}

Verdict without_answer(Decision decision, std::string words) {
  return {decision, Reason::kNone, {}, std::move(words), 0};
}

TargetInfo target(const std::string& id, const std::string& name, const std::string& version,
                  const std::string& library) {
  return {
      id, name,    version, version,
      "", library, {},      {Capability::kServerAuth, Capability::kNameDns, Capability::kTls13}};
}

Results sample_run(const std::string& mode) {
  Results results;
  results.mode = mode;
  results.started = 1800000100;
  results.seconds = 3.25;
  results.inputs = {{"catalogue", std::string(64, 'a')}, {"options", std::string(64, 'b')}};
  results.targets = {
      target("openssl", "OpenSSL", "3.0.22", "/usr/lib/x86_64-linux-gnu/libssl.so.3"),
      target("wolfssl", "wolfSSL", "5.5.4", "/usr/lib/x86_64-linux-gnu/libwolfssl.so.35"),
  };
  return results;
}

void add(Results& results, Case what, std::vector<Answer> answers) {
  const Expectation expectation = what.expected(Ruleset::kRfc5280);
  results.cases.push_back({std::move(what), expectation, std::move(answers)});
}

constexpr AlertEvent kUnknownCaSent{AlertDirection::kSent, 2, 48};
constexpr AlertEvent kUnknownCaReceived{AlertDirection::kReceived, 2, 48};

Answer completed(const Column& column) {
  Answer made = answer(accepted(), Finding::kAgree);
  made.handshake = HandshakeOutcome{{column.client, accepted(), "TLSv" + column.version, {}},
                                    {column.server, accepted(), "TLSv" + column.version, {}},
                                    {}};
  return made;
}

Answer refused(const Column& column) {
  Answer made =
      answer(rejected(Reason::kUnknownIssuer, "20", "unable to get local issuer"), Finding::kAgree);
  const Verdict alerted = rejected(Reason::kOther, "1048", "tlsv1 alert unknown ca");
  made.handshake = HandshakeOutcome{{column.client, made.verdict, "", {kUnknownCaSent}},
                                    {column.server, alerted, "", {kUnknownCaReceived}},
                                    {kUnknownCaSent}};
  return made;
}

}  // namespace

Results sample_verify() {
  Results results = sample_run("verify");
  results.columns = {{"openssl", 0, "", "", ""}, {"wolfssl", 1, "", "", ""}};
  const Verdict expired = rejected(Reason::kExpired, "10", "certificate has expired");
  add(results, sample_case("rfc5280/validity/good", "A leaf in its validity", Expectation::kAccept),
      {answer(accepted(), Finding::kAgree), answer(accepted(), Finding::kAgree)});
  add(results,
      sample_case("rfc5280/validity/expired", "A leaf whose notAfter has passed is refused",
                  Expectation::kReject, Reason::kExpired),
      {answer(expired, Finding::kAgree), answer(accepted(), Finding::kNew)});
  add(results,
      sample_case("rfc5280/names/hostile", "</script><script>alert(1)</script>",
                  Expectation::kReject, Reason::kNameMismatch),
      {answer(rejected(Reason::kOther, "62", "]]>\x1b[31m</script>\xff & \"<!--'"),
              Finding::kAgreeOtherReason),
       answer(without_answer(Decision::kCrash, "signal 11 (SIGSEGV)"), Finding::kBroken)});
  add(results,
      sample_case("rfc5280/names/both-wrong", "Rejected, but so is the twin", Expectation::kReject,
                  Reason::kNameMismatch),
      {answer(rejected(Reason::kNameMismatch, "62"), Finding::kVacuous),
       answer(rejected(Reason::kNameMismatch, "-322"), Finding::kKnown, "wolfssl-names-1")});
  add(results,
      sample_case("rfc5280/crl/revoked", "A leaf that its issuer's CRL lists", Expectation::kReject,
                  Reason::kRevoked),
      {answer(rejected(Reason::kRevoked, "23"), Finding::kAgree),
       answer(without_answer(Decision::kUnsupported, ""), Finding::kUnsupported, "lacks crl")});
  Case foreign = sample_case("limbo::either", "A foreign case", Expectation::kReject);
  foreign.foreign = true;
  foreign.twin.clear();
  Answer untwinned = answer(expired, Finding::kAgree);
  untwinned.untwinned = true;
  add(results, std::move(foreign), {untwinned, answer(accepted(), Finding::kPermitted)});
  results.stale_means = StaleMeans::kFailure;
  results.stale = {{"openssl", "targets/openssl/deviations.yaml", 12, "rfc5280/serial/*"}};
  return results;
}

Results sample_handshake() {
  Results results = sample_run("handshake");
  for (const std::size_t client : {0U, 1U}) {
    for (const std::size_t server : {0U, 1U}) {
      for (const char* version : {"1.2", "1.3"}) {
        const std::string& c = results.targets[client].id;
        const std::string& s = results.targets[server].id;
        results.columns.push_back({c + ">" + s + "/" + version, client, c, s, version});
      }
    }
  }
  std::vector<Answer> good;
  std::vector<Answer> bad;
  for (const Column& column : results.columns) {
    good.push_back(completed(column));
    bad.push_back(refused(column));
  }
  bad.back().verdict = accepted();
  bad.back().finding = Finding::kNew;
  add(results, sample_case("handshake/good", "A good chain completes", Expectation::kAccept), good);
  add(results,
      sample_case("handshake/unknown-root", "A server under an unknown root is refused",
                  Expectation::kReject, Reason::kUnknownIssuer),
      bad);
  return results;
}

namespace {

TEST(Summary, each_column_is_counted_by_itself) {
  const std::vector<ColumnCounts> columns = count_columns(sample_verify());
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns[0].of(Finding::kAgree), 4U);
  EXPECT_EQ(columns[0].of(Finding::kNew), 0U);
  EXPECT_EQ(columns[0].untwinned, 1U);
  EXPECT_EQ(columns[1].of(Finding::kNew), 1U);
  EXPECT_EQ(columns[1].of(Finding::kBroken), 1U);
  EXPECT_EQ(columns[1].untwinned, 0U);
}

TEST(Summary, the_findings_of_reports_are_all_there_are) {
  EXPECT_EQ(kFindings.size(), std::size(EnumNames<Finding>::kNames));
}

TEST(Summary, exit_1_says_what_failed) {
  EXPECT_EQ(exit_meaning(sample_verify()), "exit 1: 1 new, 1 broken, 1 stale entry");
}

TEST(Summary, exit_0_needs_no_new_no_broken_and_no_stale) {
  Results results = sample_verify();
  results.cases.resize(1);
  EXPECT_EQ(exit_meaning(results), "exit 1: 1 stale entry");
  results.stale_means = StaleMeans::kWarning;
  EXPECT_EQ(exit_meaning(results),
            "exit 0: nothing new; a warning: 1 stale entry of known deviations");
  results.stale.clear();
  EXPECT_EQ(exit_meaning(results), "exit 0: nothing new");
}

}  // namespace
}  // namespace assay
