// asking: a target in this process, asked as a worker asks it.
#pragma once

#include <functional>
#include <string_view>

#include "harness/model/question.h"
#include "harness/target/target.h"

namespace assay::bench {

// ask() asks under the question's own time.
Verdict ask(Target& target, const Question& question);

// want() is an Error that says what was answered in place of `decision`.
Result<void> want(Decision decision, const Verdict& verdict, std::string_view who);

// check_answers() wants an accept of every question, and a reject of each whose leaf's signature
// was changed: a stack that takes everything measures nothing.
using Asked = std::function<Verdict(const Question&)>;
Result<void> check_answers(const Asked& asked, const std::vector<Question>& questions,
                           std::string_view who);

}  // namespace assay::bench
