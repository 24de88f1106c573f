// Deviations: where a stack is known to differ, pinned to decision, reason, native code and
// release, with evidence that a reader can check.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/base/text.h"
#include "harness/model/verdict.h"

namespace assay {

// Fault: who is wrong where a stack and an expectation differ.
enum class Fault { kStack, kSuite, kNobody };

template <>
struct EnumNames<Fault> {
  static constexpr std::pair<Fault, std::string_view> kNames[] = {
      {Fault::kStack, "stack"},
      {Fault::kSuite, "suite"},
      {Fault::kNobody, "nobody"},
  };
};

// Deviation is one entry of a target's deviations.yaml.
struct Deviation {
  std::string target;                 // "openssl" and its variants, or "openssl/strict" alone
  std::vector<std::string> cases;     // ids, or globs that stay within one area
  std::vector<std::string> releases;  // globs over TargetInfo::release()
  std::string mode;                   // "verify", "handshake" or "" for both
  Decision decision = Decision::kAccept;
  std::optional<Reason> reason;       // none: any
  std::optional<std::string> native;  // glob; none: any
  Fault wrong = Fault::kStack;
  std::string clause;    // id, or "" where no clause speaks
  std::string why;       // one sentence
  std::string evidence;  // a source line, the vendor's document, a public thread
  std::string file;
  int line = 0;

  // selects() tells whether the entry speaks about this case on this release of this target.
  [[nodiscard]] bool selects(const std::string& target_id, const std::string& release,
                             const std::string& case_id, const std::string& run_mode) const;
  // pins() tells whether it foresees this verdict.
  [[nodiscard]] bool pins(const Verdict& verdict) const;
};

// read_deviations() reads one file strictly; `file` is shown in mistakes.
Result<std::vector<Deviation>> read_deviations(std::string_view text, const std::string& file);

// load_deviations() reads DIR/<stack>/deviations.yaml and DIR/<stack>/deviations/*.yaml of every
// stack that has them.
Result<std::vector<Deviation>> load_deviations(const std::string& targets_directory);

// load_deviations_about() passes over the files that do not name the first part of the id at all:
// no glob stands for that.
Result<std::vector<Deviation>> load_deviations_about(const std::string& targets_directory,
                                                     std::string_view case_id);

}  // namespace assay
