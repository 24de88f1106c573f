// The stacks that this build has, for tests that ask each of them.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "harness/base/build_tree.h"
#include "harness/target/module.h"

namespace assay {

// standard_targets() is every stack's usual way of being called, variants left out.
inline std::vector<TargetSpec> standard_targets() {
  std::vector<TargetSpec> standard;
  const auto specs = installed_targets(build_dir() + "/targets");
  EXPECT_TRUE(specs);
  for (const TargetSpec& spec : *specs) {
    if (spec.standard) standard.push_back(spec);
  }
  return standard;
}

}  // namespace assay
