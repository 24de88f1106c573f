// Certificate policies along paths, as tables of descriptions.
#include "harness/oracle/policy.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"
#include "harness/oracle/issuing_for_test.h"
#include "harness/oracle/validate.h"

namespace assay::oracle {
namespace {

// A certificate: "1 2" are policies, "any" is anyPolicy, "1>2" maps, "explicit:0", "nomap:0" and
// "noany:0" limit, "self" is a self-issued one.
std::string dotted(std::string_view word) {
  return word == "any" ? "anyPolicy" : "1.3.6.1.4.1.32473.5." + std::string(word);
}

struct Parts {
  std::vector<der::Node> policies;
  std::vector<der::Node> mappings;
  std::vector<der::Node> limits;
  std::vector<der::Node> extensions;
  bool self_issued = false;
};

void take_word(std::string_view word, Parts& parts) {
  const auto number = [&](std::string_view key) -> std::optional<std::int64_t> {
    if (!word.starts_with(key)) return std::nullopt;
    return word[key.size()] - '0';
  };
  const auto arrow = word.find('>');
  if (word == "self") {
    parts.self_issued = true;
  } else if (const auto skip = number("explicit:")) {
    parts.limits.insert(parts.limits.begin(), der::implicit(0, der::integer(*skip)));
  } else if (const auto inhibit = number("nomap:")) {
    parts.limits.push_back(der::implicit(1, der::integer(*inhibit)));
  } else if (const auto any = number("noany:")) {
    parts.extensions.push_back(extension("inhibitAnyPolicy", der::integer(*any), true));
  } else if (arrow != std::string_view::npos) {
    parts.mappings.push_back(der::sequence(oid_node(dotted(word.substr(0, arrow))),
                                           oid_node(dotted(word.substr(arrow + 1)))));
  } else {
    parts.policies.push_back(der::sequence(oid_node(dotted(word))));
  }
}

Parts parts_of(std::string_view text) {
  Parts parts;
  for (const std::string_view word : split(text, ' ')) take_word(word, parts);
  const auto put = [&](const char* oid, std::vector<der::Node>& nodes, bool critical) {
    if (nodes.empty()) return;
    parts.extensions.push_back(extension(oid, der::sequence(std::move(nodes)), critical));
  };
  put("certificatePolicies", parts.policies, false);
  put("policyMappings", parts.mappings, true);
  put("policyConstraints", parts.limits, true);
  return parts;
}

// The path: certificates from the anchor down, the leaf last.
Question question_of(const std::vector<std::string_view>& path) {
  Question question = test_question({}, {}, {issue(TestCertificate{"root", "root", {}, {}, true})});
  std::string issuer = "root";
  std::string issuer_key = "root";
  for (std::size_t i = 0; i < path.size(); ++i) {
    Parts parts = parts_of(path[i]);
    const bool last = i + 1 == path.size();
    const std::string key = "key-" + std::to_string(i);
    const std::string subject = parts.self_issued ? issuer : "subject-" + std::to_string(i);
    Bytes made = issue(
        TestCertificate{subject, issuer, key, issuer_key, !last, std::move(parts.extensions)});
    (last ? question.leaf : question.pool.emplace_back()) = std::move(made);
    issuer = subject;
    issuer_key = key;
  }
  return question;
}

enum Explicit { kFree, kExplicit };

struct PolicyRow {
  const char* name;
  std::vector<std::string_view> path;
  const char* accepted;  // the caller's policies
  Explicit demand;
  bool valid;
};

const PolicyRow kRows[] = {
    {"no_policies_and_no_demand", {"", ""}, "", kFree, true},
    {"no_policies_under_a_demand", {"", ""}, "", kExplicit, false},
    {"same_policy_throughout", {"1", "1"}, "", kExplicit, true},
    {"same_policy_that_the_caller_wants", {"1", "1"}, "1", kExplicit, true},
    {"same_policy_that_the_caller_does_not_want", {"1", "1"}, "2", kExplicit, false},
    {"unwanted_policy_without_a_demand", {"1", "1"}, "2", kFree, true},
    {"policy_missing_in_the_leaf", {"1", ""}, "", kExplicit, false},
    {"policy_missing_in_the_middle", {"1", "", "1"}, "", kExplicit, false},
    {"different_policies", {"1", "2"}, "", kExplicit, false},
    {"intersection_of_lists", {"1 2", "2 3", "3 2"}, "2", kExplicit, true},
    {"intersection_that_is_empty", {"1 2", "2 3", "1"}, "", kExplicit, false},
    {"any_in_the_ca", {"any", "1"}, "1", kExplicit, true},
    {"any_in_the_ca_unwanted", {"any", "1"}, "2", kExplicit, false},
    {"any_in_the_leaf", {"1", "any"}, "1", kExplicit, true},
    {"any_in_the_leaf_unwanted", {"1", "any"}, "2", kExplicit, false},
    {"any_throughout", {"any", "any"}, "1", kExplicit, true},
    {"any_among_others", {"1 2", "any"}, "2", kExplicit, true},
    {"demand_by_a_ca_at_once", {"explicit:0", ""}, "", kFree, false},
    {"demand_by_a_ca_satisfied", {"1 explicit:0", "1"}, "", kFree, true},
    {"demand_by_a_ca_after_three", {"explicit:3", "", ""}, "", kFree, true},
    {"demand_by_a_ca_after_two_ends_at_the_third", {"explicit:2", "", "", ""}, "", kFree, false},
    {"demand_by_a_ca_not_yet_due", {"explicit:4", "", "", ""}, "", kFree, true},
    {"demand_is_the_smaller_of_two", {"explicit:5", "explicit:1", ""}, "", kFree, false},
    {"demand_is_not_raised_below", {"explicit:1", "explicit:5", ""}, "", kFree, false},
    {"demand_skips_self_issued", {"explicit:1", "self", ""}, "", kFree, false},
    {"demand_in_the_leaf_of_zero", {"", "explicit:0"}, "", kFree, false},
    {"demand_in_the_leaf_of_one", {"", "explicit:1"}, "", kFree, true},
    {"mapping_followed", {"1 1>2", "2"}, "1", kExplicit, true},
    {"mapping_names_the_issuers_domain", {"1 1>2", "2"}, "2", kExplicit, false},
    {"mapping_replaces_the_policy", {"1 1>2", "1"}, "1", kExplicit, false},
    {"mapping_of_one_to_two", {"1 1>2 1>3", "3"}, "1", kExplicit, true},
    {"mapping_of_two_to_one", {"1 2 1>3 2>3", "3"}, "2", kExplicit, true},
    {"mapping_chain", {"1 1>2", "2 2>3", "3"}, "1", kExplicit, true},
    {"mapping_of_what_is_not_listed", {"1 2>3", "3"}, "", kExplicit, false},
    {"mapping_under_any", {"any 1>2", "2"}, "1", kExplicit, true},
    {"mapping_from_any", {"any any>2", "2"}, "", kFree, false},
    {"mapping_to_any", {"1 1>any", "1"}, "", kFree, false},
    {"mapping_inhibited_at_once", {"1 nomap:0", "1 1>2", "2"}, "", kExplicit, false},
    {"mapping_inhibited_leaves_others", {"1 2 nomap:0", "1 2 1>3", "2"}, "2", kExplicit, true},
    {"mapping_inhibited_after_one", {"1 nomap:1", "1 1>2", "2"}, "1", kExplicit, true},
    {"mapping_inhibited_after_one_at_the_second",
     {"1 nomap:1", "1 1>2", "2 2>3", "3"},
     "",
     kExplicit,
     false},
    {"mapping_limit_skips_self_issued",
     {"1 nomap:1", "self 1", "1 1>2", "2"},
     "1",
     kExplicit,
     true},
    {"any_inhibited_at_once", {"1 noany:0", "any"}, "", kExplicit, false},
    {"any_inhibited_after_one", {"any noany:1", "any", "1"}, "1", kExplicit, true},
    {"any_inhibited_after_one_at_the_second", {"any noany:1", "any", "any"}, "", kExplicit, false},
    {"any_inhibited_spares_self_issued", {"1 noany:0", "self any", "1"}, "1", kExplicit, true},
    {"any_inhibited_of_a_self_issued_leaf", {"1 noany:0", "self any"}, "", kExplicit, false},
};

class PolicyTest : public testing::TestWithParam<PolicyRow> {};

TEST_P(PolicyTest, is_decided_as_the_standard_says) {
  const PolicyRow& row = GetParam();
  Question question = question_of(row.path);
  for (const std::string_view word : split(row.accepted, ' ')) {
    question.policy.initial_policy_set.push_back(dotted(word));
  }
  question.policy.explicit_policy = row.demand == kExplicit;
  const OracleVerdict found = validate(question);
  EXPECT_EQ(found.verdict.decision, row.valid ? Decision::kAccept : Decision::kReject)
      << found.verdict.native;
  EXPECT_EQ(found.verdict.reason, row.valid ? Reason::kNone : Reason::kPolicy)
      << found.verdict.native;
}

INSTANTIATE_TEST_SUITE_P(Policies, PolicyTest, testing::ValuesIn(kRows), RowName());

TEST(PolicyInputTest, inhibits_of_the_caller_count_from_the_first_certificate) {
  Question question = question_of({"any", "1"});
  question.policy.explicit_policy = true;
  EXPECT_EQ(validate(question).verdict.decision, Decision::kAccept);
  question.policy.any_policy_inhibit = true;
  EXPECT_EQ(validate(question).verdict.reason, Reason::kPolicy);
  question = question_of({"1 1>2", "2"});
  question.policy.explicit_policy = true;
  EXPECT_EQ(validate(question).verdict.decision, Decision::kAccept);
  question.policy.policy_mapping_inhibit = true;
  EXPECT_EQ(validate(question).verdict.reason, Reason::kPolicy);
}

// RFC 9618 section 1: a tree would have 10^12 leaves.
TEST(PolicyBlowupTest, mappings_of_all_to_all_cost_no_more_than_their_size) {
  std::string words;
  for (const char* from : {"1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
    words += std::string(words.empty() ? "" : " ") + from;
    for (const char* to : {"1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
      words += std::string(" ") + from + ">" + to;
    }
  }
  std::vector<std::string_view> path(12, words);
  path.emplace_back("5");
  Question question = question_of(path);
  question.policy.explicit_policy = true;
  question.policy.initial_policy_set = {dotted("1")};
  EXPECT_EQ(validate(question).verdict.decision, Decision::kAccept);
}

}  // namespace
}  // namespace assay::oracle
