// Workbench: what all benchmarks take their questions and stacks from.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "bench/runner.h"
#include "harness/cli/places.h"
#include "harness/pki/catalogue.h"
#include "harness/target/module.h"

namespace assay::bench {

// kQuestions is how many distinct instances of a question are asked in turn: no stack that keeps
// what it has seen gains from the repetition of one.
inline constexpr std::size_t kQuestions = 64;

// Stack is a target loaded into this process.
struct Stack {
  TargetSpec spec;
  Module module;
  TargetInfo info;

  [[nodiscard]] bool has(Capability capability) const;
};

class Workbench {
 public:
  // open() loads the catalogue and every standard target that lies beside the program.
  static Result<Workbench> open();

  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] const std::string& worker() const { return worker_; }  // program that hosts targets
  std::deque<Stack>& stacks() { return stacks_; }

  // questions() makes kQuestions instances of the accepting case of a profile.
  [[nodiscard]] Result<std::vector<Question>> questions(const std::string& profile,
                                                        KeyType keys) const;

  // keys() is a pool of its own over the catalogue's keys.
  [[nodiscard]] Result<KeyPool> keys() const { return KeyPool::open(catalogue_.keys_folder); }

 private:
  Workbench() = default;

  Catalogue catalogue_;
  std::string worker_;
  std::deque<Stack> stacks_;  // benchmarks hold references
};

// Each subject adds its benchmarks. Both arguments outlive them.
void add_verify(Workbench& workbench, Failures& failures);
void add_oracle(Workbench& workbench, Failures& failures);
void add_build(Workbench& workbench, Failures& failures);
void add_build_to_disk(Workbench& workbench, Failures& failures);
void add_handshake(Workbench& workbench, Failures& failures);
void add_overhead_verify(Workbench& workbench, Failures& failures);
void add_overhead_handshake(Workbench& workbench, Failures& failures);

}  // namespace assay::bench
