#include "harness/report/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "harness/report/summary.h"
#include "harness/report/utf8.h"

namespace assay {
namespace {

constexpr std::chrono::milliseconds kInterval{100};

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

std::string progress_text(const Progressed& at, std::chrono::steady_clock::duration elapsed,
                          std::size_t width) {
  std::string text = at.total > 0 ? fmt::format("  {}/{} {}s  {}%", at.done, at.total, at.unit,
                                                at.done * 100 / at.total)
                                  : fmt::format("  {}", plural(at.done, at.unit));
  if (elapsed >= kInterval && at.done > 0) {
    const double seconds = std::chrono::duration<double>(elapsed).count();
    const double rate = static_cast<double>(at.done) / seconds;
    text += fmt::format("  {:.{}f}/s", rate, rate < 10 ? 1 : 0);
    if (at.total > at.done) {
      text += "  " + duration_text(static_cast<double>(at.total - at.done) / rate) + " left";
    }
  }
  if (at.differing) {
    text += "  " + (*at.differing == 0 ? std::string("none differs")
                                       : fmt::format("{} {}", *at.differing,
                                                     *at.differing == 1 ? "differs" : "differ"));
  }
  return printable(text, width);
}

ProgressLine::ProgressLine(std::ostream& out, ProgressMode mode, std::size_t width,
                           Clock::time_point start)
    : out_(out), mode_(mode), width_(width), start_(start), drawn_at_(start) {}

void ProgressLine::update(const Progressed& progressed, Clock::time_point now) {
  if (mode_ == ProgressMode::kSilent || now - drawn_at_ < kInterval) return;
  // One column stays free: a full line would make some terminals wrap.
  out_ << "\r\x1b[K" << progress_text(progressed, now - start_, width_ > 0 ? width_ - 1 : 0)
       << std::flush;
  drawn_at_ = now;
  drawn_ = true;
}

void ProgressLine::clear() {
  if (!drawn_) return;
  out_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

ProgressMode progress_mode(int descriptor) {
  const char* const term = std::getenv("TERM");
  const bool able =
      ::isatty(descriptor) == 1 && term != nullptr && std::string_view(term) != "dumb";
  return able ? ProgressMode::kLine : ProgressMode::kSilent;
}

}  // namespace assay
