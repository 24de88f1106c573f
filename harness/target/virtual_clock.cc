#include "harness/target/virtual_clock.h"

#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

namespace {

thread_local std::int64_t t_virtual_time = 0;

using ClockGettime = int (*)(clockid_t, timespec*);

// libc's own, by RTLD_NEXT: a raw system call would bypass the vDSO (176 ns instead of 27).
int real_clock_gettime(clockid_t clock, timespec* out) {
  static const auto real = reinterpret_cast<ClockGettime>(dlsym(RTLD_NEXT, "clock_gettime"));
  return real(clock, out);
}

timespec realtime() {
  timespec now{};
  if (t_virtual_time != 0) {
    now.tv_sec = t_virtual_time;
  } else {
    real_clock_gettime(CLOCK_REALTIME, &now);
  }
  return now;
}

}  // namespace

namespace assay {
void set_virtual_time(UnixTime time) { t_virtual_time = time; }
}  // namespace assay

// The three functions that the executable exports beside main.
#define ASSAY_CLOCK_EXPORT extern "C" __attribute__((visibility("default"), used))

ASSAY_CLOCK_EXPORT int clock_gettime(clockid_t clock, timespec* out) noexcept {
  const bool wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
  if (!wall || t_virtual_time == 0) return real_clock_gettime(clock, out);
  *out = realtime();
  return 0;
}

ASSAY_CLOCK_EXPORT time_t time(time_t* out) noexcept {
  const time_t now = realtime().tv_sec;
  if (out != nullptr) *out = now;
  return now;
}

ASSAY_CLOCK_EXPORT int gettimeofday(timeval* __restrict out, void* __restrict) noexcept {
  const timespec now = realtime();
  out->tv_sec = now.tv_sec;
  out->tv_usec = now.tv_nsec / 1000;
  return 0;
}
