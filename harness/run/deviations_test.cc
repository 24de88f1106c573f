#include "harness/run/deviations.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"

namespace assay {
namespace {

constexpr char kGood[] = R"(target: stack
deviations:
  - cases: [rfc5280/names/cn-*, "webpki::san::no-san"]
    releases: ["5.5.*"]
    decision: accept
    reason: none
    native: "ok*"
    wrong: stack
    clause: rfc9525-2
    why: Falls back to the common name.
    evidence: "src/internal.c:DoCertificate"
)";

TEST(Deviations, an_entry_is_read_with_its_place) {
  const auto entries = read_deviations(kGood, "deviations.yaml");
  ASSERT_TRUE(entries) << entries.error().message;
  ASSERT_EQ(entries->size(), 1U);
  const Deviation& entry = entries->front();
  EXPECT_EQ(entry.line, 3);
  EXPECT_TRUE(entry.selects("stack", "5.5.4", "rfc5280/names/cn-only", "verify"));
  EXPECT_TRUE(entry.selects("stack", "5.5.4", "webpki::san::no-san", "handshake"));
  EXPECT_FALSE(entry.selects("other", "5.5.4", "rfc5280/names/cn-only", "verify"));
  EXPECT_FALSE(entry.selects("stack", "5.6.0", "rfc5280/names/cn-only", "verify"));
  EXPECT_TRUE(entry.pins(accepted("ok (0)")));
  EXPECT_FALSE(entry.pins(accepted("fine")));
}

struct BadRow {
  const char* name;
  const char* entry;
  const char* says;
};
class BadDeviationTest : public testing::TestWithParam<BadRow> {};

TEST_P(BadDeviationTest, is_refused_with_its_place) {
  const std::string text =
      std::string("target: stack\ndeviations:\n  - {") + GetParam().entry + "}\n";
  const auto entries = read_deviations(text, "d.yaml");
  ASSERT_FALSE(entries);
  EXPECT_NE(entries.error().message.find(GetParam().says), std::string::npos)
      << entries.error().message;
  EXPECT_NE(entries.error().message.find("d.yaml:3:"), std::string::npos)
      << entries.error().message;
}

#define REST "releases: [a], decision: accept, wrong: stack, why: w, evidence: e"
INSTANTIATE_TEST_SUITE_P(
    Deviations, BadDeviationTest,
    testing::Values(BadRow{"glob_over_areas", "cases: ['rfc5280/*/x'], " REST, "spans areas"},
                    BadRow{"glob_over_everything", "cases: ['*'], " REST, "spans areas"},
                    BadRow{"no_cases", REST, "without 'cases'"},
                    BadRow{"no_evidence",
                           "cases: [a/b], releases: [a], decision: accept, wrong: stack, why: w",
                           "without 'evidence'"},
                    BadRow{"unknown_key", "cases: [a/b], becuse: x, " REST, "becuse"},
                    BadRow{"unknown_reason", "cases: [a/b], reason: expird, " REST, "expired"}),
    RowName());

}  // namespace
}  // namespace assay
