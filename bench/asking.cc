#include "bench/asking.h"

#include <fmt/format.h>

#include "harness/base/text.h"
#include "harness/target/virtual_clock.h"

namespace assay::bench {

Verdict ask(Target& target, const Question& question) {
  const VirtualTime clock(question.time);
  return target.verify(question);
}

Result<void> want(Decision decision, const Verdict& verdict, std::string_view who) {
  if (verdict.decision == decision) return {};
  return harness_error(fmt::format("{} answers {} where {} is right: {} {}", who,
                                   name_of(verdict.decision), name_of(decision), verdict.native,
                                   one_line(verdict.words, 80)));
}

Result<void> check_answers(const Asked& asked, const std::vector<Question>& questions,
                           std::string_view who) {
  for (const Question& question : questions) {
    ASSAY_CHECK_OK(want(Decision::kAccept, asked(question), who));
    Question forged = question;
    forged.leaf.back() ^= 1;
    ASSAY_CHECK_OK(want(Decision::kReject, asked(forged), who));
  }
  return {};
}

}  // namespace assay::bench
