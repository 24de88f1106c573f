// process: how the program begins and ends, whatever the command.
#pragma once

#include "harness/base/result.h"

namespace assay {

// prepare_process() has a file-size limit and a lack of memory end the program with an Error (exit
// 3), and keeps the numbers of the standard descriptors from other files.
void prepare_process();

// host_stack() gives a worker its lack of memory back: what a stack asks for in vain is its affair.
void host_stack();

// finish() says the Error, if any, and gives the exit status: 128 + signal after an interruption, 3
// when standard output could not be written, else what `outcome` says.
int finish(const Result<int>& outcome);

}  // namespace assay
