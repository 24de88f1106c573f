// Interruption: a signal that asks this process to end (Ctrl-C, SIGTERM, SIGHUP), seen by work that
// looks for it, so that what has been done so far is kept.
#pragma once

#include <string>

namespace assay {

// catch_interruptions() has the first of SIGINT, SIGTERM and SIGHUP noted; the next one ends the
// process at once. A signal that is ignored when it is called (nohup) stays ignored.
void catch_interruptions();

// interruption() is the signal that was noted, 0 as long as there is none.
int interruption();

// signal_name() is "SIGINT", or "signal 99" where there is no name.
std::string signal_name(int signal);

}  // namespace assay
