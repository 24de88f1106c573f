// Paths: building, backtracking, limits, and what a verdict tells.
#include "harness/oracle/validate.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include "harness/oracle/builder.h"
#include "harness/oracle/issuing_for_test.h"

namespace assay::oracle {
namespace {

Bytes ca(const std::string& subject, const std::string& issuer, const std::string& key = {},
         const std::string& issuer_key = {}) {
  return issue(TestCertificate{subject, issuer, key, issuer_key, true});
}

Bytes leaf(const std::string& issuer, const std::string& issuer_key = {}) {
  return issue(TestCertificate{"leaf", issuer, {}, issuer_key});
}

Bytes with(TestCertificate what, der::Node extension) {
  what.extensions.push_back(std::move(extension));
  return issue(what);
}

Reason reason_of(const Question& question, Ruleset rules = Ruleset::kRfc5280) {
  return validate(question, {.ruleset = rules}).verdict.reason;
}

TEST(PathTest, an_anchor_may_be_an_intermediate) {
  EXPECT_EQ(reason_of(test_question(leaf("ca"), {ca("root", "root")}, {ca("ca", "root")})),
            Reason::kNone);
}

TEST(PathTest, a_self_signed_leaf_needs_to_be_an_anchor) {
  const Bytes self = issue(TestCertificate{"leaf", "leaf"});
  EXPECT_EQ(reason_of(test_question(self, {}, {self})), Reason::kNone);
  EXPECT_EQ(reason_of(test_question(self, {self}, {ca("root", "root")})), Reason::kUnknownIssuer);
}

TEST(PathTest, a_cross_signed_ca_is_reached_by_the_way_that_is_trusted) {
  const auto with_anchor = [](const std::string& anchor) {
    return test_question(leaf("ca"), {ca("ca", "old"), ca("ca", "new")}, {ca(anchor, anchor)});
  };
  EXPECT_EQ(reason_of(with_anchor("old")), Reason::kNone);
  EXPECT_EQ(reason_of(with_anchor("new")), Reason::kNone);
  EXPECT_EQ(reason_of(with_anchor("third")), Reason::kUnknownIssuer);
}

TEST(PathTest, a_key_rollover_is_followed_both_ways) {
  const Bytes root = ca("root", "root");
  const Bytes old_with_new = ca("ca", "ca", "ca-old", "ca-new");
  const Bytes new_with_old = ca("ca", "ca", "ca-new", "ca-old");
  EXPECT_EQ(reason_of(test_question(leaf("ca", "ca-old"),
                                    {old_with_new, ca("ca", "root", "ca-new", "root")}, {root})),
            Reason::kNone);
  EXPECT_EQ(reason_of(test_question(leaf("ca", "ca-new"),
                                    {new_with_old, ca("ca", "root", "ca-old", "root")}, {root})),
            Reason::kNone);
}

TEST(PathTest, a_bad_certificate_is_gone_around) {
  const Bytes expired =
      issue(TestCertificate{"ca", "root", {}, {}, true, {}, 7, {5}, kTestNow - 1});
  Question question = test_question(leaf("ca"), {expired, ca("ca", "root")}, {ca("root", "root")});
  EXPECT_EQ(reason_of(question), Reason::kNone);
  question.pool = {expired};
  EXPECT_EQ(reason_of(question), Reason::kExpired);
}

TEST(PathTest, an_undecodable_certificate_in_the_pool_does_no_harm_unless_it_is_needed) {
  Bytes broken = ca("ca", "root");
  broken.push_back(0);
  Question question = test_question(leaf("ca"), {Bytes{}, Bytes{0x30}, broken, ca("ca", "root")},
                                    {Bytes{0x05, 0x00}, ca("root", "root")});
  EXPECT_EQ(reason_of(question), Reason::kNone);
  question.leaf.pop_back();
  EXPECT_EQ(reason_of(question), Reason::kMalformed);
}

TEST(PathTest, name_constraints_of_one_way_do_not_bind_another) {
  const der::Node only_other =
      extension("nameConstraints",
                der::sequence(der::context_constructed(
                    0, der::nodes(der::sequence(der::context_explicit(4, name_node("other")))))),
                true);
  const Bytes narrow = with({"ca", "root", {}, {}, true}, only_other);
  const Bytes root = ca("root", "root");
  EXPECT_EQ(reason_of(test_question(leaf("ca"), {narrow}, {root})), Reason::kNameConstraints);
  EXPECT_EQ(reason_of(test_question(leaf("ca"), {narrow, ca("ca", "root")}, {root})),
            Reason::kNone);
  // An anchor's count too.
  const Bytes narrow_root = with({"root", "root", {}, {}, true}, only_other);
  EXPECT_EQ(reason_of(test_question(leaf("root"), {}, {narrow_root})), Reason::kNameConstraints);
}

TEST(DepthTest, counts_intermediates_that_are_not_self_issued) {
  Question question =
      test_question(leaf("ca", "ca-new"),
                    {ca("ca", "ca", "ca-new", "ca-old"), ca("ca", "root", "ca-old", "root")},
                    {ca("root", "root")});
  const auto reason_at = [&](int depth) {
    question.max_depth = depth;
    return reason_of(question);
  };
  EXPECT_EQ(reason_at(0), Reason::kDepth);
  EXPECT_EQ(reason_at(1), Reason::kNone);
}

// Every CA issues every other: more paths than anybody can count, and none to the anchor's key.
TEST(BudgetTest, a_mesh_without_a_way_out_ends_within_the_budget) {
  Question question = test_question(leaf("ca-0"), {}, {ca("root", "root")});
  constexpr int kCas = 10;
  for (int i = 0; i < kCas; ++i) {
    for (int j = 0; j < kCas; ++j) {
      if (i == j) continue;
      question.pool.push_back(ca("ca-" + std::to_string(i), "ca-" + std::to_string(j)));
    }
  }
  // A certificate that names the anchor, whose signature is not the anchor's.
  question.pool.push_back(ca("ca-9", "root", {}, "stranger"));
  const OracleVerdict found = validate(question);
  EXPECT_EQ(found.verdict.decision, Decision::kReject);
  EXPECT_EQ(found.verdict.reason, Reason::kBudget);
  EXPECT_LE(found.trace.signature_checks, kSignatureBudget);
}

TEST(BudgetTest, a_mesh_that_names_no_anchor_is_not_walked) {
  Question question = test_question(leaf("ca-0"), {}, {ca("root", "root")});
  for (int i = 0; i < 8; ++i) {
    for (int j = 0; j < 8; ++j) {
      if (i != j) question.pool.push_back(ca("ca-" + std::to_string(i), "ca-" + std::to_string(j)));
    }
  }
  const OracleVerdict found = validate(question);
  EXPECT_EQ(found.verdict.reason, Reason::kUnknownIssuer);
  EXPECT_EQ(found.trace.signature_checks, 0U);
}

TEST(BudgetTest, namesakes_beyond_the_budget_end_it) {
  const auto question_with = [](std::uint32_t strangers) {
    Question question = test_question(leaf("ca"), {}, {ca("root", "root")});
    for (std::uint32_t i = 0; i < strangers; ++i) {
      question.pool.push_back(ca("ca", "root", "key-" + std::to_string(i), "root"));
    }
    question.pool.push_back(ca("ca", "root"));
    return question;
  };
  // Two signatures are the right path's.
  EXPECT_EQ(reason_of(question_with(kSignatureBudget - 2)), Reason::kNone);
  EXPECT_EQ(reason_of(question_with(kSignatureBudget)), Reason::kBudget);
}

TEST(BudgetTest, a_path_has_a_longest_length) {
  const auto question_with = [](std::size_t intermediates) {
    Question question = test_question({}, {}, {ca("ca-0", "ca-0")});
    std::string above = "ca-0";
    for (std::size_t i = 1; i <= intermediates; ++i) {
      const std::string below = "ca-" + std::to_string(i);
      question.pool.push_back(ca(below, above));
      above = below;
    }
    question.leaf = leaf(above);
    return question;
  };
  EXPECT_EQ(reason_of(question_with(kMaxPathCertificates - 2)), Reason::kNone);
  EXPECT_EQ(reason_of(question_with(kMaxPathCertificates)), Reason::kBudget);
}

TEST(TraceTest, an_accepted_path_lists_its_certificates_and_passed_checks_only) {
  const OracleVerdict found = validate(
      test_question(leaf("ca"), {ca("other", "root"), ca("ca", "root")}, {ca("root", "root")}));
  ASSERT_EQ(found.verdict.decision, Decision::kAccept);
  using Source = OraclePlace::Source;
  const std::vector<OraclePlace> path = {
      {Source::kLeaf, 0}, {Source::kPool, 1}, {Source::kAnchor, 0}};
  EXPECT_EQ(found.trace.path, path);
  EXPECT_EQ(found.trace.signature_checks, 2U);
  EXPECT_GT(found.trace.steps.size(), 15U);
  for (const OracleStep& step : found.trace.steps) EXPECT_TRUE(step.passed);
}

TEST(TraceTest, a_reject_ends_with_its_check_and_says_so) {
  const Bytes plain =
      with({"ca", "root"}, extension("subjectKeyIdentifier", der::octet_string(Bytes{1, 2})));
  const OracleVerdict found = validate(test_question(leaf("ca"), {plain}, {ca("root", "root")}));
  EXPECT_EQ(found.verdict.native, "rfc5280-6.1.4-k/ca");
  EXPECT_EQ(found.verdict.words, "intermediate 1 of the path is not a CA's");
  EXPECT_EQ(found.failed, OracleCheck::kCa);
  ASSERT_FALSE(found.trace.steps.empty());
  EXPECT_EQ(found.trace.steps.back(), (OracleStep{OracleCheck::kCa, 1, false}));
}

TEST(TraceTest, repeated_questions_get_equal_answers) {
  const Question question = test_question(leaf("ca"), {ca("ca", "root")}, {ca("root", "root")});
  const OracleVerdict first = validate(question);
  const OracleVerdict second = validate(question);
  EXPECT_EQ(first.trace.steps, second.trace.steps);
  EXPECT_EQ(first.verdict.native, second.verdict.native);
}

TEST(MemoryTest, repeated_questions_leave_nothing_allocated) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer has an allocator of its own";
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  GTEST_SKIP() << "the sanitizer has an allocator of its own";
#endif
#endif
  const Bytes root = issue(TestCertificate{"root", "root", {}, {}, true});
  const Question question =
      test_question(issue(TestCertificate{"leaf", "ca"}),
                    {issue(TestCertificate{"ca", "root", {}, {}, true})}, {root});
  const auto ask = [&question](int times) {
    for (int i = 0; i < times; ++i) static_cast<void>(validate(question));
    return mallinfo2().uordblks;
  };
  const std::size_t warm = ask(100);
  EXPECT_EQ(ask(1000), warm);
}

}  // namespace
}  // namespace assay::oracle
