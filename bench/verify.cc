// verify/<stack>/<key>/depth-<n>: one verdict in this process, parsing included; n certificates
// below the anchor. The floor is n signature checks.
#include <fmt/format.h>

#include <memory>

#include "bench/asking.h"
#include "bench/floor.h"
#include "bench/workbench.h"

namespace assay::bench {
namespace {

constexpr std::size_t kBatch = 32;
constexpr std::size_t kDepths[] = {1, 2, 3};
constexpr KeyType kKeys[] = {KeyType::kRsa2048, KeyType::kP256, KeyType::kEd25519};

Result<Subject> make(const Workbench& workbench, Stack& stack, KeyType keys, std::size_t depth) {
  ASSAY_TRY(questions, workbench.questions(fmt::format("tls-server-{}", depth + 1), keys));
  const auto asked = std::make_shared<const std::vector<Question>>(std::move(questions));
  ASSAY_TRY(pool, workbench.keys());
  ASSAY_TRY(raw, RawKey::make(pool, keys));
  Target& target = stack.module.target();
  const std::string& who = stack.info.id;
  Subject subject;
  subject.batch = kBatch;
  subject.check = [&target, &who, asked] {
    return check_answers([&target](const Question& each) { return ask(target, each); }, *asked,
                         who);
  };
  subject.work = [&target, &who, asked](std::size_t first) -> Result<void> {
    for (std::size_t i = first; i < first + kBatch; ++i) {
      ASSAY_CHECK_OK(want(Decision::kAccept, ask(target, (*asked)[i % kQuestions]), who));
    }
    return {};
  };
  subject.reference = [raw, depth](std::size_t) { return raw.verify(kBatch * depth); };
  return subject;
}

}  // namespace

void add_verify(Workbench& workbench, Failures& failures) {
  for (Stack& stack : workbench.stacks()) {
    for (const KeyType keys : kKeys) {
      if (keys == KeyType::kEd25519 && !stack.has(Capability::kEd25519)) continue;
      for (const std::size_t depth : kDepths) {
        add(fmt::format("verify/{}/{}/depth-{}", stack.info.id, name_of(keys), depth), failures,
            [&workbench, &stack, keys, depth] { return make(workbench, stack, keys, depth); });
      }
    }
  }
}

}  // namespace assay::bench
