// Revocation by OCSP responses, as a table of descriptions.
#include "harness/oracle/ocsp.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"
#include "harness/oracle/issuing_for_test.h"
#include "harness/oracle/validate.h"

namespace assay::oracle {
namespace {

der::Node unknown(bool critical) { return extension("1.3.6.1.4.1.32473.9", der::null(), critical); }

// One leaf "leaf" with serial number 7 under "ca" under the anchor "root".
Question question_of() {
  Question question = test_question(issue(TestCertificate{"leaf", "ca"}),
                                    {issue(TestCertificate{"ca", "root", {}, {}, true, {}, 3})},
                                    {issue(TestCertificate{"root", "root", {}, {}, true})});
  question.revocation = RevocationMode::kRequireLeaf;
  return question;
}

enum Found { kGood, kListed, kUndetermined };

// An OCSP response about "leaf" by "ca" unless the fields say otherwise.
struct TestOcsp {
  std::string signer = "ca";
  std::string responder = "ca";
  int status = 0;  // the tag: good, revoked, unknown
  std::int64_t serial = 7;
  std::string issuer_key = "ca";
  UnixTime this_update = kTestNow - 5;
  UnixTime next_update = kTestNow + 5;
  bool sha256 = false;
  bool unknown_critical = false;
  std::vector<TestCertificate> certificates = {};
  std::int64_t response_status = 0;
  UnixTime produced_at = kTestNow - 5;
  std::optional<int> second = {};  // the status of another answer about the same certificate
  bool second_critical = false;    // with an extension that is critical and unknown
  std::optional<std::int64_t> version = {};  // written out
  std::optional<std::int64_t> reason = {};
  std::vector<der::Node> extensions = {};
  bool empty_extensions = false;
};

der::Node status_node(int status, const std::optional<std::int64_t>& reason) {
  if (status != 1) return der::context_primitive(static_cast<unsigned>(status), {});
  std::vector<der::Node> revoked = der::nodes(der::generalized_time(kTestNow - 9));
  if (reason) revoked.push_back(der::context_explicit(0, der::enumerated(*reason)));
  return der::context_constructed(1, std::move(revoked));
}

// The ResponseData.
der::Node data_of(const TestOcsp& what) {
  const auto hash = [&](BytesView octets) {
    return der::octet_string(what.sha256 ? sha256(octets) : sha1(octets));
  };
  const auto answer = [&](int status, bool critical) {
    std::vector<der::Node> members = der::nodes(
        der::sequence(
            der::sequence(der::oid(what.sha256 ? der::Oid::kSha256 : der::Oid::kSha1), der::null()),
            hash(der::encode(name_node("ca"))), hash(key_bits(what.issuer_key)),
            der::integer(what.serial)),
        status_node(status, what.reason), der::generalized_time(what.this_update),
        der::context_explicit(0, der::generalized_time(what.next_update)));
    if (critical) members.push_back(der::context_explicit(1, der::sequence(unknown(true))));
    return der::sequence(std::move(members));
  };
  std::vector<der::Node> answers = der::nodes(answer(what.status, false));
  if (what.second) answers.push_back(answer(*what.second, what.second_critical));
  std::vector<der::Node> data =
      der::nodes(der::context_explicit(1, name_node(what.responder)),
                 der::generalized_time(what.produced_at), der::sequence(std::move(answers)));
  if (what.version) {
    data.insert(data.begin(), der::context_explicit(0, der::integer(*what.version)));
  }
  std::vector<der::Node> extensions = what.extensions;
  if (what.unknown_critical) extensions.push_back(unknown(true));
  if (!extensions.empty() || what.empty_extensions) {
    data.push_back(der::context_explicit(1, der::sequence(std::move(extensions))));
  }
  return der::sequence(std::move(data));
}

Bytes issue(const TestOcsp& what) {
  std::vector<der::Node> basic = signed_nodes(data_of(what), what.signer);
  std::vector<der::Node> certificates;
  for (const TestCertificate& each : what.certificates) {
    certificates.push_back(der::raw(issue(each)));
  }
  if (!certificates.empty()) {
    basic.push_back(der::context_explicit(0, der::sequence(std::move(certificates))));
  }
  return der::encode(
      der::sequence(der::enumerated(what.response_status),
                    der::context_explicit(
                        0, der::sequence(der::oid(der::Oid::kOcspBasic),
                                         der::octet_string_of(der::sequence(std::move(basic)))))));
}

TestCertificate delegate(const char* purpose, const char* issuer = "ca",
                         UnixTime not_after = kTestNow + kTestDay) {
  return {
      "responder", issuer, {},
      {},          false,  der::nodes(extension("extKeyUsage", der::sequence(oid_node(purpose)))),
      21,          {0},    not_after};
}

struct OcspRow {
  const char* name;
  Found found;
  TestOcsp response;
};

// One whose key usage has nothing but the bit `usage`.
TestCertificate delegate_for(unsigned usage) {
  TestCertificate made = delegate("OCSPSigning");
  made.extensions.push_back(extension("keyUsage", der::named_bits(std::vector{usage}), true));
  return made;
}

const OcspRow kOcspRows[] = {
    {"good", kGood, {}},
    {"revoked", kListed, {.status = 1}},
    {"unknown", kUndetermined, {.status = 2}},
    {"of_another_serial", kUndetermined, {.serial = 8}},
    {"of_another_issuers_key", kUndetermined, {.issuer_key = "root"}},
    {"with_sha256_names", kGood, {.sha256 = true}},
    {"signed_by_another", kUndetermined, {.signer = "stranger"}},
    {"out_of_date", kUndetermined, {.next_update = kTestNow - 1}},
    {"from_the_future", kUndetermined, {.this_update = kTestNow + 1}},
    {"unknown_critical_extension", kUndetermined, {.unknown_critical = true}},
    {"produced_now", kGood, {.produced_at = kTestNow}},
    {"produced_in_the_future", kUndetermined, {.produced_at = kTestNow + 1}},
    {"produced_at_the_leafs_beginning", kGood, {.produced_at = kTestNow - 1000 * kTestDay}},
    {"produced_before_the_leaf", kUndetermined, {.produced_at = kTestNow - 1000 * kTestDay - 1}},
    {"good_and_revoked", kListed, {.second = 1}},
    {"good_and_unknown", kUndetermined, {.second = 2}},
    {"unknown_and_good", kUndetermined, {.status = 2, .second = 0}},
    {"good_twice", kGood, {.second = 0}},
    {"good_and_one_with_an_unknown_critical_extension",
     kUndetermined,
     {.second = 0, .second_critical = true}},
    {"version_1_written_out", kGood, {.version = 0}},
    {"version_2", kUndetermined, {.version = 1}},
    {"revoked_for_a_reason", kListed, {.status = 1, .reason = 1}},
    {"revoked_for_no_reason_that_exists", kUndetermined, {.status = 1, .reason = 7}},
    {"unknown_extension", kGood, {.extensions = der::nodes(unknown(false))}},
    {"extension_twice", kUndetermined, {.extensions = der::nodes(unknown(false), unknown(false))}},
    {"extensions_empty", kUndetermined, {.empty_extensions = true}},
    {"error_try_later", kUndetermined, {.response_status = 3}},
    {"by_a_delegate",
     kGood,
     {.signer = "responder", .responder = "responder", .certificates = {delegate("OCSPSigning")}}},
    {"by_a_delegate_that_commits_to_content",
     kGood,
     {.signer = "responder", .responder = "responder", .certificates = {delegate_for(1)}}},
    {"by_a_delegate_that_only_enciphers",
     kUndetermined,
     {.signer = "responder", .responder = "responder", .certificates = {delegate_for(2)}}},
    {"revoked_by_a_delegate",
     kListed,
     {.signer = "responder",
      .responder = "responder",
      .status = 1,
      .certificates = {delegate("OCSPSigning")}}},
    {"by_a_delegate_without_the_purpose",
     kUndetermined,
     {.signer = "responder", .responder = "responder", .certificates = {delegate("serverAuth")}}},
    {"by_a_delegate_of_another_ca",
     kUndetermined,
     {.signer = "responder",
      .responder = "responder",
      .certificates = {delegate("OCSPSigning", "root")}}},
    {"by_an_expired_delegate",
     kUndetermined,
     {.signer = "responder",
      .responder = "responder",
      .certificates = {delegate("OCSPSigning", "ca", kTestNow - 1)}}},
    {"by_a_delegate_that_is_missing",
     kUndetermined,
     {.signer = "responder", .responder = "responder"}},
};

class OcspTest : public testing::TestWithParam<OcspRow> {};

TEST_P(OcspTest, gives_the_status_that_the_standard_says) {
  Question question = question_of();
  question.ocsp = {issue(GetParam().response)};
  const OracleVerdict found = validate(question);
  constexpr Reason kReasons[] = {Reason::kNone, Reason::kRevoked, Reason::kRevocationUnknown};
  EXPECT_EQ(found.verdict.reason, kReasons[GetParam().found]) << found.verdict.native;
}

INSTANTIATE_TEST_SUITE_P(Responses, OcspTest, testing::ValuesIn(kOcspRows), RowName());

}  // namespace
}  // namespace assay::oracle
