#include "harness/base/time.h"

#include <fmt/format.h>

#include <optional>

#include "harness/base/text.h"

namespace assay {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

// Days of the proleptic Gregorian calendar since 1970-01-01, counted in 400-year eras from March.
std::int64_t days_from_civil(int year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

// Reader takes fixed-width digits and separators off the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (text_.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (text_[i] < '0' || text_[i] > '9') return std::nullopt;
      value = value * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(count);
    return value;
  }

  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool at_end() const { return text_.empty(); }

 private:
  std::string_view text_;
};

std::optional<CivilTime> read_civil(Reader& reader) {
  CivilTime c;
  const auto field = [&](int& to, std::size_t width) {
    const auto value = reader.digits(width);
    if (value) to = *value;
    return value.has_value();
  };
  const bool shaped =
      field(c.year, 4) && reader.take('-') && field(c.month, 2) && reader.take('-') &&
      field(c.day, 2) && (reader.take('T') || reader.take(' ')) && field(c.hour, 2) &&
      reader.take(':') && field(c.minute, 2) && reader.take(':') && field(c.second, 2);
  if (!shaped || c.hour > 23 || c.minute > 59 || c.second > 59) return std::nullopt;
  // A date that does not survive the round trip (30 February) does not exist.
  const CivilTime back = to_civil(to_unix(c));
  if (back.month != c.month || back.day != c.day) return std::nullopt;
  return c;
}

// Seconds east of Greenwich.
std::optional<int> read_offset(Reader& reader) {
  if (reader.take('Z') || reader.take('z')) return 0;
  const bool west = reader.take('-');
  if (!west && !reader.take('+')) return std::nullopt;
  const auto hours = reader.digits(2);
  if (!hours || !reader.take(':')) return std::nullopt;
  const auto minutes = reader.digits(2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return (west ? -60 : 60) * (*hours * 60 + *minutes);
}

}  // namespace

UnixTime to_unix(const CivilTime& c) {
  return days_from_civil(c.year, c.month, c.day) * kSecondsPerDay + c.hour * 3600 + c.minute * 60 +
         c.second;
}

CivilTime to_civil(UnixTime time) {
  std::int64_t days = time / kSecondsPerDay;
  std::int64_t rest = time % kSecondsPerDay;
  if (rest < 0) {
    rest += kSecondsPerDay;
    --days;
  }
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return CivilTime{
      .year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
      .month = month,
      .day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1),
      .hour = static_cast<int>(rest / 3600),
      .minute = static_cast<int>(rest / 60 % 60),
      .second = static_cast<int>(rest % 60),
  };
}

Result<UnixTime> parse_time(std::string_view text) {
  Reader reader(text);
  const auto civil = read_civil(reader);
  if (civil && reader.take('.')) {
    if (!reader.digits(1)) return input_error("not a time: '" + one_line(text, 40) + "'");
    while (reader.digits(1)) {
    }
  }
  const auto offset = civil ? read_offset(reader) : std::nullopt;
  if (!offset || !reader.at_end()) {
    return input_error("not an RFC 3339 time: '" + one_line(text, 40) +
                       "' (want 2026-01-31T00:00:00Z)");
  }
  return to_unix(*civil) - *offset;
}

std::string format_time(UnixTime time) {
  const CivilTime c = to_civil(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", c.year, c.month, c.day, c.hour,
                     c.minute, c.second);
}

}  // namespace assay
