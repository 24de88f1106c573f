#include "harness/report/terminal.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "harness/base/text.h"
#include "harness/report/sample_results.h"
#include "harness/report/utf8.h"

namespace assay {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr char kGolden[] =
    R"(Assay VERSION  verify  6 cases, 2 columns, 3.2 s

Targets
  openssl  OpenSSL 3.0.22  /usr/lib/x86_64-linux-gnu/libssl.so.3
  wolfssl  wolfSSL 5.5.4   /usr/lib/x86_64-linux-gnu/libwolfssl.so.35

Crashes, false accepts by their effect, false rejects: behaviours (cases)
           crashes  auth-bypass  false rejects
  openssl        0            0              0
  wolfssl    1 (1)        1 (1)          1 (1)

Findings
           agree  agree-other-reason  vacuous  permitted  known    new  unsupported  broken
  openssl      4                   1        1          0      0      0            0       0
  wolfssl      1                   0        0          1      1      1            1       1
  1 reject untwinned (foreign, or the twin was not there): the decision alone counts

New and broken
  rfc5280/validity/expired: A leaf whose notAfter has passed is refused
    wolfssl  new  expected reject (expired), got accept; native ok
      next: assay explain rfc5280/validity/expired
  rfc5280/names/hostile: </script><script>alert(1)</script>
    wolfssl  broken  expected reject (name-mismatch), got crash
      says: signal 11 (SIGSEGV)
      next: assay explain rfc5280/names/hostile

Stale entries: nothing differed any more; correct or remove them
  targets/openssl/deviations.yaml:12  openssl  rfc5280/serial/*

exit 1: 1 new, 1 broken, 1 stale entry
)";

TEST(Terminal, a_run_reads_so) {
  std::string text = terminal_summary(sample_verify(), {.width = 100});
  const std::size_t at = text.find(' ') + 1;
  text.replace(at, text.find("  ", at) - at, "VERSION");
  EXPECT_EQ(text, kGolden);
}

class TerminalWidthTest : public testing::TestWithParam<int> {};
TEST_P(TerminalWidthTest, no_line_is_wider_than_the_terminal) {
  const auto width = static_cast<std::size_t>(GetParam());
  for (const Results& results : {sample_verify(), sample_handshake()}) {
    const std::string text = terminal_summary(results, {.width = width});
    for (const std::string_view line : split(text, '\n')) EXPECT_LE(code_points(line), width);
  }
}
INSTANTIATE_TEST_SUITE_P(Terminal, TerminalWidthTest, testing::Values(80, 100, 200),
                         testing::PrintToStringParamName());

TEST(Terminal, answers_that_say_the_same_are_one_line) {
  Results results = sample_handshake();
  for (Answer& answer : results.cases[1].answers) answer.finding = Finding::kNew;
  const std::string text = terminal_summary(results);
  EXPECT_TRUE(contains(text, "    openssl>openssl/1.2 and 6 more  new  expected reject"));
  EXPECT_TRUE(
      contains(text, "    wolfssl>wolfssl/1.3  new  expected reject (unknown-issuer), got accept"));
}

TEST(Terminal, a_command_to_run_next_is_never_cut) {
  const std::string text = terminal_summary(sample_verify(), {.width = 40});
  EXPECT_TRUE(contains(text, "next: assay explain rfc5280/names/hostile\n"));
}

TEST(Terminal, a_dispute_shows_both_sides_and_fails_the_run) {
  Results results = sample_verify();
  CaseResult& row = results.cases.front();
  row.disputed = true;
  row.oracle = OracleVerdict{rejected(Reason::kPathLength, "rfc5280-6.1.4-l/path-length", "why"),
                             OracleCheck::kPathLength,
                             {}};
  const std::string text = terminal_summary(results, {.width = 100});
  EXPECT_TRUE(
      contains(text, row.what.id + ": expected accept, the oracle says reject (path-length)"));
  EXPECT_TRUE(contains(text, "says: rfc5280-6.1.4-l/path-length why"));
  EXPECT_TRUE(contains(text, "1 dispute"));
}

TEST(Terminal, colours_only_when_asked_for) {
  EXPECT_FALSE(contains(terminal_summary(sample_verify()), "\x1b"));
  const std::string text = terminal_summary(sample_verify(), {.colour = Colour::kAnsi});
  EXPECT_TRUE(contains(text, "\x1b[1;31mnew\x1b[0m"));
}

TEST(Terminal, foreign_words_cannot_move_the_cursor) {
  Results results = sample_verify();
  results.cases[2].answers[0].finding = Finding::kNew;
  const std::string text = terminal_summary(results);
  EXPECT_TRUE(contains(text, "says: ]]>.[31m</script>\xef\xbf\xbd"));
  EXPECT_FALSE(contains(text, "\x1b"));
}

TEST(Terminal, what_is_not_listed_is_counted) {
  const std::string text = terminal_summary(sample_verify(), {.max_cases = 1});
  EXPECT_TRUE(contains(text, "rfc5280/validity/expired: "));
  EXPECT_FALSE(contains(text, "rfc5280/names/hostile: "));
  EXPECT_TRUE(contains(text, "and 1 case more; "));
}

TEST(Terminal, a_pipe_gets_no_colours) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  EXPECT_EQ(terminal_options(ends[1]).colour, Colour::kNever);
  EXPECT_EQ(terminal_options(ends[1]).width, kNoLimit);
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace assay
