// Modules: where a stack's adapter comes from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/target/target.h"

namespace assay {

// TargetSpec says how to start a target, without loading it.
struct TargetSpec {
  std::string id;        // "openssl", "openssl/strict"
  std::string module;    // path of the shared module
  std::string variant;   // "" is the default
  bool standard = true;  // part of a run when the user names no target
};

// installed_targets() reads modules.txt beside the modules, which CMake writes: a line
// "<id> <file> <variant or -> <standard|extra>" each. Sorted as written.
Result<std::vector<TargetSpec>> installed_targets(const std::string& directory);

// find_target() is the spec with `id`, or an Error with the nearest one.
Result<TargetSpec> find_target(const std::vector<TargetSpec>& specs, const std::string& id);

// Module owns a loaded module and its Target. The library stays loaded until the process ends:
// stacks keep thread-local destructors that must not be unmapped.
class Module {
 public:
  // load() opens the module with RTLD_NOW | RTLD_LOCAL, so that two stacks with equal symbols do
  // not see each other, and refuses one whose stack comes from another place than it was built
  // for (LD_LIBRARY_PATH and the like): an Error of kind kHarness.
  static Result<Module> load(const TargetSpec& spec);

  Target& target() { return *target_; }

 private:
  explicit Module(std::unique_ptr<Target> target) : target_(std::move(target)) {}

  std::unique_ptr<Target> target_;
};

}  // namespace assay
