// Worker: the child process that hosts one module and answers the supervisor's frames.
#pragma once

#include "harness/target/module.h"

namespace assay {

// run_worker() speaks the protocol on standard input and output until the supervisor closes it,
// and returns the exit status. What the stack prints goes to standard error; the protocol's own
// descriptors are moved out of its reach. Dies with its parent.
int run_worker(const TargetSpec& spec);

}  // namespace assay
