// The progress line of long work: on a terminal only, redrawn at most ten times a second.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>

namespace assay {

// Progressed is how far the work has come.
struct Progressed {
  std::size_t done = 0;   // units
  std::size_t total = 0;  // units; 0 when nobody knows
  // Not as expected, known deviations not yet consulted; none where nothing is judged.
  std::optional<std::size_t> differing = std::nullopt;
  const char* unit = "answer";
};

// progress_text() is one line of at most `width` columns: "  312/1040 answers  30%  104/s  7 s left
// 2 differ". The rate and the time left are missing in the first tenth of a second.
std::string progress_text(const Progressed& progressed, std::chrono::steady_clock::duration elapsed,
                          std::size_t width);

enum class ProgressMode { kSilent, kLine };

// ProgressLine draws on `out`, which it does not own and which outlives it. Not thread-safe.
class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;

  ProgressLine(std::ostream& out, ProgressMode mode, std::size_t width,
               Clock::time_point start = Clock::now());
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  // update() redraws when a tenth of a second has passed since the last time.
  void update(const Progressed& progressed, Clock::time_point now = Clock::now());

  // clear() wipes the line, so that the summary starts on an empty one.
  void clear();

 private:
  std::ostream& out_;
  ProgressMode mode_;
  std::size_t width_;
  Clock::time_point start_;
  Clock::time_point drawn_at_;
  bool drawn_ = false;
};

// progress_mode() is kLine when `descriptor` is a terminal that can go back to the line's start.
ProgressMode progress_mode(int descriptor);

}  // namespace assay
