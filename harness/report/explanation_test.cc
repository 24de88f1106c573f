#include "harness/report/explanation.h"

#include <gtest/gtest.h>

#include "harness/report/sample_results.h"
#include "harness/run/opinion.h"

namespace assay {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The sample's first case under another time or name.
struct FactRow {
  const char* name;
  void (*change)(Question& question);
  std::vector<std::string> parts;
};

class FactTest : public testing::TestWithParam<FactRow> {};
TEST_P(FactTest, the_failing_certificate_says_what_made_it_fail) {
  Results results = sample_verify();
  results.cases.resize(1);
  GetParam().change(results.cases[0].what.question);
  consult_oracle(results, 1);
  const std::string text = explanation(results, 0, {}, {});
  for (const std::string& part : GetParam().parts) EXPECT_TRUE(contains(text, part)) << text;
}
INSTANTIATE_TEST_SUITE_P(
    Explanation, FactTest,
    testing::Values(
        FactRow{"expired",
                [](Question& q) { q.time = 1'900'000'000; },
                {"The oracle: reject (expired)", "FAIL", "before the time of the question."}},
        FactRow{"not_yet_valid",
                [](Question& q) { q.time = 1'700'000'000; },
                {"reject (not-yet-valid)", "after the time of the question."}},
        FactRow{"other_name",
                [](Question& q) { q.names[0].value = "other.example.com"; },
                {"reject (name-mismatch)", "It names DNS:broker.example.com"}},
        FactRow{"no_issuer",
                [](Question& q) { q.anchors.clear(); },
                {"reject (unknown-issuer)", "It was issued by O=Example Devices", "[leaf]"}},
        FactRow{"two_faults",
                [](Question& q) {
                  q.time = 1'900'000'000;
                  q.names[0].value = "other.example.com";
                },
                {"Without that, it would still be refused", "name-mismatch"}},
        FactRow{"accepted",
                [](Question&) {},
                {"The oracle: accept", "[trust anchor 1]", "ok", "What the stacks say"}}),
    [](const auto& row) { return row.param.name; });

TEST(Explanation, text_of_others_cannot_disturb_the_terminal) {
  Results results = sample_verify();
  for (CaseResult& row : results.cases) {
    row.what.title = "\x1b[2Jcleared";
    for (Answer& answer : row.answers) answer.verdict.words = "line\nbreak\x07";
  }
  consult_oracle(results, 1);
  for (std::size_t i = 0; i < results.cases.size(); ++i) {
    const std::string text = explanation(results, i, {}, {});
    EXPECT_EQ(text.find_first_of("\x1b\x07"), std::string::npos);
    EXPECT_FALSE(contains(text, "line\nbreak"));
  }
}

}  // namespace
}  // namespace assay
