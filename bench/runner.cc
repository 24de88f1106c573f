#include "bench/runner.h"

#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace assay::bench {
namespace {

double seconds_now(Clock clock) {
  timespec now{};
  ::clock_gettime(clock == Clock::kCpuTime ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Google Benchmark calls a benchmark several times to find the number of iterations; the questions
// are made, and their answers checked, the first time only.
class Runner {
 public:
  Runner(Failures& failures, std::function<Result<Subject>()> make)
      : failures_(failures), make_(std::move(make)) {}

  void run(benchmark::State& state) {
    if (auto ready = prepare(); !ready) return refuse(state, ready.error());
    std::vector<double> ratios;
    std::vector<double> references;
    const std::uint64_t octets = subject_->octets ? *subject_->octets : 0;
    double worked = 0;
    while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(subject_->batch))) {
      if (auto done = pass(state, ratios, references); !done) return refuse(state, done.error());
      worked += ratios.back() * references.back();
    }
    state.counters[subject_->counter] = median(ratios);
    state.counters[subject_->reference_name] =
        median(references) / static_cast<double>(subject_->batch) * 1e6;
    if (subject_->octets == nullptr) return;
    const auto operations = static_cast<double>(ratios.size() * subject_->batch);
    state.counters["per_s"] = operations / worked;
    state.counters["MB_per_s"] = static_cast<double>(*subject_->octets - octets) / worked / 1e6;
  }

 private:
  Result<void> prepare() {
    if (subject_) return {};
    ASSAY_TRY(made, make_());
    ASSAY_CHECK_OK(made.check());
    subject_ = std::move(made);
    return {};
  }

  // Google Benchmark's own clocks see the work only.
  Result<void> pass(benchmark::State& state, std::vector<double>& ratios,
                    std::vector<double>& references) {
    const std::size_t first = next_;
    next_ += subject_->batch;
    const double start = seconds_now(subject_->clock);
    ASSAY_CHECK_OK(subject_->work(first));
    const double worked = seconds_now(subject_->clock);
    state.PauseTiming();
    ASSAY_CHECK_OK(subject_->reference(first));
    const double referred = seconds_now(subject_->clock);
    state.ResumeTiming();
    ratios.push_back((worked - start) / (referred - worked));
    references.push_back(referred - worked);
    return {};
  }

  void refuse(benchmark::State& state, const Error& error) {
    ++failures_.count;
    state.SkipWithError(error.message.c_str());
  }

  Failures& failures_;
  std::function<Result<Subject>()> make_;
  std::optional<Subject> subject_;
  std::size_t next_ = 0;
};

}  // namespace

void add(const std::string& name, Failures& failures, std::function<Result<Subject>()> make) {
  const auto runner = std::make_shared<Runner>(failures, std::move(make));
  benchmark::RegisterBenchmark(name.c_str(),
                               [runner](benchmark::State& state) { runner->run(state); })

      ->Unit(benchmark::kMicrosecond);
}

}  // namespace assay::bench
