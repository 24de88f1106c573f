// Name constraints over whole paths: which kinds of names they bind, and what they may cost.
#include "harness/oracle/constraints.h"

#include <gtest/gtest.h>

#include <functional>

#include "harness/base/row_name.h"
#include "harness/oracle/issuing_for_test.h"
#include "harness/oracle/validate.h"

namespace assay::oracle {
namespace {

using Nodes = std::vector<der::Node>;

der::Node text_name(GeneralNameKind kind, const std::string& text) {
  return der::context_primitive(static_cast<unsigned>(kind), to_bytes(as_bytes(text)));
}
der::Node dns(const std::string& text) { return text_name(GeneralNameKind::kDns, text); }
der::Node email(const std::string& text) { return text_name(GeneralNameKind::kEmail, text); }
der::Node uri(const std::string& text) { return text_name(GeneralNameKind::kUri, text); }
der::Node other(const std::string& type, der::Node value) {
  return der::context_constructed(
      0, der::nodes(oid_node(type), der::context_explicit(0, std::move(value))));
}
der::Node utf8_email(const std::string& text) {
  return other("1.3.6.1.5.5.7.8.9", der::string(der::StringType::kUtf8, text));
}
der::Node private_name() { return other("1.3.6.1.4.1.32473.7", der::null()); }

enum class Marked { kCritical, kNot };

// The leaf's names, and those under which its CA may not or may only issue.
struct Scene {
  Nodes names = {};  // none: no extension
  Nodes permitted = {};
  Nodes excluded = {};
  Marked marked = Marked::kCritical;
  std::string subject_email = {};
};

der::Node subtrees(unsigned number, Nodes bases) {
  Nodes list;
  for (der::Node& each : bases) list.push_back(der::sequence(der::nodes(std::move(each))));
  return der::context_constructed(number, std::move(list));
}

Question question_of(Scene scene) {
  TestCertificate leaf{"leaf", "ca"};
  leaf.subject_email = scene.subject_email;
  if (!scene.names.empty()) {
    leaf.extensions.push_back(extension("subjectAltName", der::sequence(std::move(scene.names))));
  }
  Nodes members;
  if (!scene.permitted.empty()) members.push_back(subtrees(0, std::move(scene.permitted)));
  if (!scene.excluded.empty()) members.push_back(subtrees(1, std::move(scene.excluded)));
  TestCertificate ca{"ca", "root", {}, {}, true};
  ca.extensions.push_back(extension("nameConstraints", der::sequence(std::move(members)),
                                    scene.marked == Marked::kCritical));
  return test_question(issue(leaf), {issue(ca)},
                       {issue(TestCertificate{"root", "root", {}, {}, true})});
}

Reason reason_of(Scene scene) { return validate(question_of(std::move(scene))).verdict.reason; }

struct KindRow {
  const char* name;
  Reason reason;
  std::function<Scene()> scene;
};

constexpr auto kNone = Reason::kNone;
constexpr auto kOutside = Reason::kNameConstraints;

const KindRow kKindRows[] = {
    {"another_kind", kNone,
     [] {
       return Scene{{dns("a.test")}, {email("b.test")}};
     }},
    {"other_name_constrained", kOutside,
     [] {
       return Scene{{private_name()}, {}, {private_name()}};
     }},
    {"other_name_constrained_not_critically", kNone,
     [] {
       return Scene{{private_name()}, {}, {private_name()}, Marked::kNot};
     }},
    {"other_name_constrained_and_not_there", kNone,
     [] {
       return Scene{{dns("a.test")}, {}, {private_name()}};
     }},
    {"dns_constrained_not_critically", kOutside,
     [] {
       return Scene{{dns("a.test")}, {dns("b.test")}, {}, Marked::kNot};
     }},
    {"utf8_mailbox_inside", kNone,
     [] {
       return Scene{{utf8_email("\xc3\xa4@a.test")}, {email("a.test")}};
     }},
    {"utf8_mailbox_outside", kOutside,
     [] {
       return Scene{{utf8_email("\xc3\xa4@b.test")}, {email("a.test")}};
     }},
    {"utf8_mailbox_excluded", kOutside,
     [] {
       return Scene{{utf8_email("\xc3\xa4@a.test")}, {}, {email("a.test")}};
     }},
    {"excluded_by_a_wildcard", kOutside,
     [] {
       return Scene{{dns("a.test")}, {}, {dns("*.b.test")}};
     }},
    {"excluded_by_an_absolute_name", kOutside,
     [] {
       return Scene{{dns("a.test")}, {}, {dns("a.test.")}};
     }},
    {"excluded_by_no_mailbox", kOutside,
     [] {
       return Scene{{email("a@a.test")}, {}, {email("a@b@a.test")}};
     }},
    {"excluded_by_a_tail", kOutside,
     [] {
       return Scene{{dns("a.b.test")}, {}, {dns(".b.test")}};
     }},
    {"wildcard_below_a_tail", kNone,
     [] {
       return Scene{{dns("*.b.test")}, {dns(".b.test")}};
     }},
    {"wildcard_below_a_longer_tail", kOutside,
     [] {
       return Scene{{dns("*.b.test")}, {dns(".a.b.test")}};
     }},
    {"wildcard_below_a_tail_that_is_excluded", kOutside,
     [] {
       return Scene{{dns("*.b.test")}, {}, {dns(".b.test")}};
     }},
    {"outside_a_tail_that_is_excluded", kNone,
     [] {
       return Scene{{dns("b.test")}, {}, {dns(".b.test")}};
     }},
    {"permitted_by_a_wildcard_and_a_name", kNone,
     [] {
       return Scene{{dns("a.test")}, {dns("*.a.test"), dns("a.test")}};
     }},
    {"mailbox_in_quotes_is_another", kOutside,
     [] {
       return Scene{{email("\"foo\"@a.test")}, {email("foo@a.test")}};
     }},
    {"mailbox_without_quotes_is_another", kOutside,
     [] {
       return Scene{{email("foo@a.test")}, {email("\"foo\"@a.test")}};
     }},
    {"mailbox_excluded_in_quotes_too", kOutside,
     [] {
       return Scene{{email("\"foo\"@a.test")}, {}, {email("foo@a.test")}};
     }},
    {"mailbox_within_no_host", kOutside,
     [] {
       return Scene{{email("foo@a.test")}, {email("")}};
     }},
    {"mailbox_and_no_host_excluded", kOutside,
     [] {
       return Scene{{email("foo@a.test")}, {}, {email("")}};
     }},
    {"uri_within_no_host", kOutside,
     [] {
       return Scene{{uri("https://a.test/")}, {uri("")}};
     }},
    {"uri_and_no_host_excluded", kOutside,
     [] {
       return Scene{{uri("https://a.test/")}, {}, {uri("")}};
     }},
    {"uri_with_no_port", kOutside,
     [] {
       return Scene{{uri("foo://a.test:a443/")}, {uri("a.test")}};
     }},
    {"mailbox_at_an_address", kOutside,
     [] {
       return Scene{{email("a@[192.0.2.1]")}, {}, {email("b.test")}};
     }},
    {"mailbox_excluded_in_another_case", kNone,
     [] {
       return Scene{{email("A@a.test")}, {}, {email("a@a.test")}};
     }},
    {"attribute_excluded_in_another_case", kOutside,
     [] {
       return Scene{{}, {}, {email("a@a.test")}, Marked::kCritical, "A@a.test"};
     }},
    {"attribute_permitted_in_another_case", kOutside,
     [] {
       return Scene{{}, {email("a@a.test")}, {}, Marked::kCritical, "A@a.test"};
     }},
    {"attribute_permitted", kNone,
     [] {
       return Scene{{}, {email("a@a.test")}, {}, Marked::kCritical, "a@a.test"};
     }},
    {"attribute_beside_alternative_names", kNone,
     [] {
       return Scene{{dns("a.test")}, {email("b.test")}, {}, Marked::kCritical, "a@a.test"};
     }},
    {"mailbox_excluded_behind_quotes", kOutside,
     [] {
       return Scene{{email("\"a\"@a.test")}, {}, {email("a@a.test")}};
     }},
};

class KindTest : public testing::TestWithParam<KindRow> {};

TEST_P(KindTest, is_bound_as_the_standard_says) {
  EXPECT_EQ(reason_of(GetParam().scene()), GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(Constraints, KindTest, testing::ValuesIn(kKindRows), RowName());

Nodes many(std::size_t count, der::Node (*make)(const std::string&), const std::string& tail) {
  Nodes nodes;
  for (std::size_t i = 0; i < count; ++i) nodes.push_back(make("x" + std::to_string(i) + tail));
  return nodes;
}

TEST(ConstraintBudgetTest, is_spent_by_names_and_subtrees_of_one_kind_only) {
  EXPECT_EQ(reason_of({many(2000, dns, ".a.test"), {}, many(2000, email, ".b.test")}), kNone);
}

TEST(ConstraintBudgetTest, holds_up_to_its_limit) {
  constexpr std::size_t kSide = 1024;
  static_assert(kSide * kSide == kConstraintBudget);
  const auto reason_with = [](std::size_t names, std::size_t bases) {
    return reason_of({many(names, dns, ".a.test"), {}, many(bases, dns, ".b.test")});
  };
  EXPECT_EQ(reason_with(kSide, kSide), kNone);
  EXPECT_EQ(reason_with(kSide + 1, kSide), Reason::kBudget);
}

// Many paths, each within the limit of one certificate.
TEST(ConstraintBudgetTest, of_a_question_ends_what_no_single_certificate_exceeds) {
  constexpr std::size_t kSide = 1024;
  Question question = question_of({many(kSide, dns, ".a.test"), {}, many(kSide, dns, ".b.test")});
  question.names = {{NameKind::kDns, "nobody.test"}};  // no path is good enough
  const Bytes ca = question.pool[0];
  Certificate read;
  ASSERT_TRUE(read_certificate(ca, read));
  std::size_t left = kConstraintBudgetOfQuestion;
  const auto leaf = read_certificate(question.leaf);
  ASSERT_TRUE(leaf);
  const NameConstraints& names = *read.extensions.name_constraints;
  for (std::size_t i = 0; i < kConstraintBudgetOfQuestion / kConstraintBudget; ++i) {
    EXPECT_EQ(check_constraints(*leaf, names, left), ConstraintResult::kAllowed);
  }
  EXPECT_EQ(left, 0U);
  EXPECT_EQ(check_constraints(*leaf, names, left), ConstraintResult::kBudget);
}

}  // namespace
}  // namespace assay::oracle
