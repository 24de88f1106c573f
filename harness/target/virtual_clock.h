// The worker's clock is the case's clock.
//
// The executable defines time(), gettimeofday() and clock_gettime(), so that every C, C++ and Rust
// stack that is loaded as a module sees the case's time without a hook of its own (the stacks'
// hooks are process-global and would race). Other clocks than CLOCK_REALTIME are forwarded to
// libc. Only a worker sets the time; our own waiting uses steady_clock, because sem_timedwait and
// wait_until(system_clock) return at once in a virtual past.
#pragma once

#include "harness/base/time.h"

namespace assay {

// set_virtual_time() sets this thread's time; 0 means the real one again.
void set_virtual_time(UnixTime time);

// VirtualTime sets the time for its scope.
class VirtualTime {
 public:
  explicit VirtualTime(UnixTime time) { set_virtual_time(time); }
  ~VirtualTime() { set_virtual_time(0); }
  VirtualTime(const VirtualTime&) = delete;
  VirtualTime& operator=(const VirtualTime&) = delete;
};

}  // namespace assay
