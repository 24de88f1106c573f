// UnixTime: whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted, any sign. X.509
// times have no fractions (RFC 5280 section 4.1.2.5).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/base/result.h"

namespace assay {

using UnixTime = std::int64_t;

// CivilTime is a date and time of day in UTC; month and day count from 1.
struct CivilTime {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

UnixTime to_unix(const CivilTime& civil);
CivilTime to_civil(UnixTime time);

// parse_time() reads RFC 3339 ("2024-03-01T00:00:00Z", offsets and fractions allowed). A fraction
// is cut off: a time between two seconds has reached the first only.
Result<UnixTime> parse_time(std::string_view text);

// format_time() writes "2024-03-01T00:00:00Z".
std::string format_time(UnixTime time);

}  // namespace assay
