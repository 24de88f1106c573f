// Revocation by CRLs, as a table of descriptions.
#include "harness/oracle/revocation.h"

#include <gtest/gtest.h>

#include <functional>

#include "harness/base/row_name.h"
#include "harness/oracle/issuing_for_test.h"
#include "harness/oracle/validate.h"

namespace assay::oracle {
namespace {

using der::Tag;

der::Node uri(const std::string& text) { return der::primitive(0x86, to_bytes(as_bytes(text))); }
der::Node directory(const std::string& name) { return der::context_explicit(4, name_node(name)); }
der::Node full_name(der::Node general_name) {
  return der::context_constructed(
      0, der::nodes(der::context_constructed(0, der::nodes(std::move(general_name)))));
}
der::Node attribute(const std::string& common_name) {
  return der::sequence(oid_node("CN"), der::string(der::StringType::kUtf8, common_name));
}
der::Node name_of(const std::vector<std::string>& common_names) {
  std::vector<der::Node> sets;
  for (const std::string& each : common_names) {
    sets.push_back(der::set(der::nodes(attribute(each))));
  }
  return der::sequence(std::move(sets));
}
der::Node relative_name(const std::string& common_name) {
  return der::context_constructed(
      0, der::nodes(der::context_constructed(1, der::nodes(attribute(common_name)))));
}
der::Node flag(unsigned number) { return der::context_primitive(number, {0xff}); }
der::Node reasons(unsigned number, std::vector<unsigned> bits) {
  return der::implicit(number, der::named_bits(bits));
}

der::Node scope(std::vector<der::Node> members) {
  return extension("issuingDistributionPoint", der::sequence(std::move(members)), true);
}
der::Node point(std::vector<der::Node> members) {
  return extension("cRLDistributionPoints", der::sequence(der::sequence(std::move(members))));
}
der::Node number(std::int64_t value) { return extension("cRLNumber", der::integer(value)); }
der::Node delta(std::int64_t base) {
  return extension("deltaCRLIndicator", der::integer(base), true);
}
TestEntry entry_with(const std::string& oid, der::Node value, bool critical = false) {
  return {7, der::nodes(extension(oid, std::move(value), critical))};
}
TestEntry reason(std::int64_t code) { return entry_with("reasonCode", der::enumerated(code)); }
der::Node unknown(bool critical) { return extension("1.3.6.1.4.1.32473.9", der::null(), critical); }

// One leaf "leaf" with serial number 7 under "ca" under the anchor "root".
struct Scene {
  std::vector<der::Node> leaf = {};
  std::vector<TestCrl> crls = {};
  std::vector<TestCertificate> others = {};
  std::vector<unsigned> ca_usage = {5, 6};
  int leaf_version = 3;
};

Question question_of(Scene scene) {
  TestCertificate leaf{"leaf", "ca", {}, {}, false, std::move(scene.leaf)};
  leaf.version = scene.leaf_version;
  Question question = test_question(
      issue(leaf), {issue(TestCertificate{"ca", "root", {}, {}, true, {}, 3, scene.ca_usage})},
      {issue(TestCertificate{"root", "root", {}, {}, true})});
  for (const TestCertificate& each : scene.others) question.pool.push_back(issue(each));
  for (const TestCrl& each : scene.crls) question.crls.push_back(issue(each));
  question.revocation = RevocationMode::kRequireLeaf;
  return question;
}

enum Found { kGood, kListed, kUndetermined };

struct CrlRow {
  const char* name;
  Found found;
  std::function<Scene()> scene;
};

const TestEntry kLeafEntry{7, {}};
const TestEntry kOtherEntry{8, {}};

const CrlRow kCrlRows[] = {
    {"no_crl", kUndetermined, [] { return Scene{}; }},
    {"empty_crl", kGood,
     [] {
       return Scene{{}, {{"ca"}}};
     }},
    {"listed", kListed,
     [] {
       return Scene{{}, {{"ca", {}, {kOtherEntry, kLeafEntry}}}};
     }},
    {"another_serial_listed", kGood,
     [] {
       return Scene{{}, {{"ca", {}, {kOtherEntry}}}};
     }},
    {"of_another_issuer", kUndetermined,
     [] {
       return Scene{{}, {{"root", {}, {kLeafEntry}}}};
     }},
    {"signed_by_another_key", kUndetermined,
     [] {
       return Scene{{}, {{"ca", "root"}}};
     }},
    {"not_yet_valid", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {}, kTestNow + 1}}};
     }},
    {"valid_from_this_second", kGood,
     [] {
       return Scene{{}, {{"ca", {}, {}, {}, kTestNow}}};
     }},
    {"out_of_date", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {kLeafEntry}, {}, kTestNow - 5, kTestNow - 1}}};
     }},
    {"up_to_date_to_this_second", kGood,
     [] {
       return Scene{{}, {{"ca", {}, {}, {}, kTestNow - 5, kTestNow}}};
     }},
    {"unknown_critical_extension", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {unknown(true)}}}};
     }},
    {"unknown_extension", kGood,
     [] {
       return Scene{{}, {{"ca", {}, {}, {unknown(false)}}}};
     }},
    {"unknown_critical_extension_of_an_entry", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {{8, {unknown(true)}}}}}};
     }},
    {"unknown_extension_of_an_entry", kListed,
     [] {
       return Scene{{}, {{"ca", {}, {{7, {unknown(false)}}}}}};
     }},
    {"issuer_may_not_sign_crls", kUndetermined,
     [] {
       return Scene{{}, {{"ca"}}, {}, {5}};
     }},
    {"on_hold", kListed,
     [] {
       return Scene{{}, {{"ca", {}, {reason(6)}}}};
     }},
    {"removed_from_crl", kGood,
     [] {
       return Scene{{}, {{"ca", {}, {reason(8)}}}};
     }},
    {"only_users", kGood,
     [] {
       return Scene{{}, {{"ca", {}, {}, {scope({flag(1)})}}}};
     }},
    {"of_version_1_and_a_crl_of_all", kGood,
     [] {
       return Scene{{}, {{"ca"}}, {}, {5, 6}, 1};
     }},
    {"of_version_1_and_only_users", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {scope({flag(1)})}}}, {}, {5, 6}, 1};
     }},
    {"only_cas", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {scope({flag(2)})}}}};
     }},
    {"only_attributes", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {scope({flag(5)})}}}};
     }},
    {"only_users_and_only_cas", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {scope({flag(1), flag(2)})}}}};
     }},
    {"empty_scope", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {scope({})}}}};
     }},
    {"point_and_scope_share_a_name", kGood,
     [] {
       return Scene{{point({full_name(uri("http://a/"))})},
                    {{"ca", {}, {}, {scope({full_name(uri("http://a/"))})}}}};
     }},
    {"point_and_scope_share_no_name", kUndetermined,
     [] {
       return Scene{{point({full_name(uri("http://a/"))})},
                    {{"ca", {}, {}, {scope({full_name(uri("http://b/"))})}}}};
     }},
    {"scope_with_a_name_and_no_point", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {scope({full_name(uri("http://b/"))})}}}};
     }},
    {"point_and_no_scope", kGood,
     [] {
       return Scene{{point({full_name(uri("http://a/"))})}, {{"ca"}}};
     }},
    {"long_relative_name_of_the_scope_and_full_name_of_the_point", kGood,
     [] {
       const std::string common_name(200, 'x');
       return Scene{{point({full_name(der::context_explicit(4, name_of({"ca", common_name})))})},
                    {{"ca", {}, {}, {scope({relative_name(common_name)})}}}};
     }},
    {"another_relative_name", kUndetermined,
     [] {
       return Scene{{point({full_name(der::context_explicit(4, name_of({"ca", "x"})))})},
                    {{"ca", {}, {}, {scope({relative_name("y")})}}}};
     }},
    {"extension_twice", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {unknown(false), unknown(false)}}}};
     }},
    {"extension_of_an_entry_twice", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {{8, {unknown(false), unknown(false)}}}}}};
     }},
    {"some_reasons_only", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {scope({reasons(3, {1, 2})})}}}};
     }},
    {"some_reasons_and_the_others", kGood,
     [] {
       return Scene{{},
                    {{"ca", {}, {}, {scope({reasons(3, {1, 2})})}},
                     {"ca", {}, {}, {scope({reasons(3, {3, 4, 5, 6, 7, 8})})}}}};
     }},
    {"listed_among_the_others", kListed,
     [] {
       return Scene{{},
                    {{"ca", {}, {}, {scope({reasons(3, {1, 2})})}},
                     {"ca", {}, {kLeafEntry}, {scope({reasons(3, {3, 4, 5, 6, 7, 8})})}}}};
     }},
    {"indirect_without_a_crl_issuer", kUndetermined,
     [] {
       return Scene{{}, {{"other", {}, {}, {scope({flag(4)})}}}, {{"other", "root", {}, {}, true}}};
     }},
    {"indirect", kGood,
     [] {
       return Scene{{point({der::context_constructed(2, {directory("other")})})},
                    {{"other", {}, {kLeafEntry}, {scope({flag(4)})}}},
                    {{"other", "root", {}, {}, true}}};
     }},
    {"named_by_the_point_as_its_crl_issuer_and_not_indirect", kUndetermined,
     [] {
       return Scene{{point({full_name(uri("http://a/")),
                            der::context_constructed(2, der::nodes(directory("ca")))})},
                    {{"ca", {}, {}, {scope({full_name(uri("http://a/"))})}}}};
     }},
    {"indirect_listed", kListed,
     [] {
       return Scene{{point({der::context_constructed(2, {directory("other")})})},
                    {{"other",
                      {},
                      {entry_with("certificateIssuer", der::sequence(directory("ca")), true)},
                      {scope({flag(4)})}}},
                    {{"other", "root", {}, {}, true}}};
     }},
    {"indirect_listed_after_one_of_the_same_issuer", kListed,
     [] {
       TestEntry first = entry_with("certificateIssuer", der::sequence(directory("ca")), true);
       first.serial = 8;
       return Scene{{point({der::context_constructed(2, {directory("other")})})},
                    {{"other", {}, {first, kLeafEntry}, {scope({flag(4)})}}},
                    {{"other", "root", {}, {}, true}}};
     }},
    {"indirect_that_does_not_say_so", kUndetermined,
     [] {
       return Scene{{point({der::context_constructed(2, {directory("other")})})},
                    {{"other"}},
                    {{"other", "root", {}, {}, true}}};
     }},
    {"indirect_issuer_without_a_path", kUndetermined,
     [] {
       return Scene{{point({der::context_constructed(2, {directory("other")})})},
                    {{"other", {}, {}, {scope({flag(4)})}}},
                    {{"other", "stranger", {}, {}, true}}};
     }},
    {"other_key_of_the_same_ca", kGood,
     [] {
       return Scene{{}, {{"ca", "crl-key"}}, {{"ca", "root", "crl-key", {}, true}}};
     }},
    {"other_key_of_the_same_ca_expired", kUndetermined,
     [] {
       return Scene{{},
                    {{"ca", "crl-key"}},
                    {{"ca", "root", "crl-key", {}, true, {}, 9, {6}, kTestNow - 1}}};
     }},
    {"delta_without_a_complete_one", kUndetermined,
     [] {
       return Scene{{}, {{"ca", {}, {}, {number(5), delta(3)}}}};
     }},
    {"delta_lists", kListed,
     [] {
       return Scene{{},
                    {{"ca", {}, {}, {number(4)}}, {"ca", {}, {kLeafEntry}, {number(5), delta(3)}}}};
     }},
    {"delta_removes", kGood,
     [] {
       return Scene{
           {},
           {{"ca", {}, {reason(6)}, {number(4)}}, {"ca", {}, {reason(8)}, {number(5), delta(3)}}}};
     }},
    {"delta_on_a_later_base", kGood,
     [] {
       return Scene{{},
                    {{"ca", {}, {}, {number(2)}}, {"ca", {}, {kLeafEntry}, {number(5), delta(3)}}}};
     }},
    {"delta_older_than_the_complete_one", kGood,
     [] {
       return Scene{{},
                    {{"ca", {}, {}, {number(9)}}, {"ca", {}, {kLeafEntry}, {number(5), delta(3)}}}};
     }},
    {"delta_of_another_scope", kGood,
     [] {
       return Scene{{},
                    {{"ca", {}, {}, {number(4)}},
                     {"ca", {}, {kLeafEntry}, {number(5), delta(3), scope({flag(1)})}}}};
     }},
};

class CrlTest : public testing::TestWithParam<CrlRow> {};

TEST_P(CrlTest, gives_the_status_that_the_standard_says) {
  const OracleVerdict found = validate(question_of(GetParam().scene()));
  constexpr Reason kReasons[] = {Reason::kNone, Reason::kRevoked, Reason::kRevocationUnknown};
  EXPECT_EQ(found.verdict.reason, kReasons[GetParam().found]) << found.verdict.native;
}

INSTANTIATE_TEST_SUITE_P(Crls, CrlTest, testing::ValuesIn(kCrlRows), RowName());

TEST(RevocationModeTest, decides_what_a_missing_status_means) {
  Question question = question_of({{}, {{"ca"}}});
  const auto reason_in = [&](RevocationMode mode) {
    question.revocation = mode;
    return validate(question).verdict.reason;
  };
  EXPECT_EQ(reason_in(RevocationMode::kRequireLeaf), Reason::kNone);
  EXPECT_EQ(reason_in(RevocationMode::kRequireChain), Reason::kRevocationUnknown);
  question.crls.push_back(issue(TestCrl{"root"}));
  EXPECT_EQ(reason_in(RevocationMode::kRequireChain), Reason::kNone);
  question.crls = {issue(TestCrl{"root", {}, {{3, {}}}})};
  EXPECT_EQ(reason_in(RevocationMode::kIfPresent), Reason::kRevoked);
  EXPECT_EQ(reason_in(RevocationMode::kOff), Reason::kNone);
  question.crls.clear();
  EXPECT_EQ(reason_in(RevocationMode::kIfPresent), Reason::kNone);
}

TEST(RevocationBudgetTest, crls_of_many_strangers_end_within_it) {
  Question question = question_of({});
  const Bytes stranger = issue(TestCrl{"ca", "stranger"});
  question.crls.assign(kRevocationBudget, stranger);
  question.crls.push_back(issue(TestCrl{"ca"}));
  EXPECT_EQ(validate(question).verdict.reason, Reason::kRevocationUnknown);
  question.crls.erase(question.crls.begin());
  EXPECT_EQ(validate(question).verdict.reason, Reason::kNone);
}

}  // namespace
}  // namespace assay::oracle
