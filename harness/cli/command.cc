#include "harness/cli/command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "harness/base/file.h"
#include "harness/base/interruption.h"
#include "harness/cli/outputs.h"
#include "harness/cli/say.h"
#include "harness/report/html.h"
#include "harness/report/json.h"
#include "harness/report/junit.h"
#include "harness/report/limbo_results.h"
#include "harness/report/progress.h"
#include "harness/report/summary.h"
#include "harness/report/terminal.h"
#include "harness/run/opinion.h"

namespace assay {

Result<RunOptions> RunFlags::options(const Places& places) const {
  RunOptions options;
  options.executable = places.executable;
  options.jobs = jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency());
  options.limits.answer = std::chrono::milliseconds(timeout_ms);
  options.limits.resident_bytes = static_cast<std::uint64_t>(memory_mib) << 20;
  if (!ruleset.empty()) {
    ASSAY_TRY(parsed, parse_name<Ruleset>("ruleset", ruleset));
    options.ruleset = parsed;
  }
  return options;
}

Result<std::vector<TargetSpec>> choose_targets(const Places& places,
                                               const std::vector<std::string>& ids) {
  ASSAY_TRY(specs, installed_targets(places.modules));
  std::vector<TargetSpec> chosen;
  for (const std::string& id : ids) {
    ASSAY_TRY(spec, find_target(specs, id));
    chosen.push_back(std::move(spec));
  }
  if (ids.empty()) {
    for (TargetSpec& spec : specs) {
      if (spec.standard) chosen.push_back(std::move(spec));
    }
  }
  if (chosen.empty()) return harness_error("no TLS stack was found when assay was built");
  return chosen;
}

Result<Law> load_law(const Places& places) {
  Law law;
  ASSAY_TRY(clauses, load_clauses(places.vectors + "/clauses"));
  law.clauses = std::move(clauses);
  ASSAY_TRY(deviations, load_deviations(places.deviations));
  law.deviations = std::move(deviations);
  return law;
}

Result<Law> load_law_about(const Places& places, const std::string& case_id) {
  Law law;
  ASSAY_TRY(clauses, load_clauses(places.vectors + "/clauses"));
  law.clauses = std::move(clauses);
  ASSAY_TRY(deviations, load_deviations_about(places.deviations, case_id));
  law.deviations = std::move(deviations);
  return law;
}

Result<Outputs> RunFlags::open_outputs(const std::vector<TargetSpec>& targets) const {
  Outputs outputs;
  if (!json.empty()) ASSAY_CHECK_OK(outputs.add("--json", json, json_report));
  if (!junit.empty()) ASSAY_CHECK_OK(outputs.add("--junit", junit, junit_report));
  if (!html.empty()) ASSAY_CHECK_OK(outputs.add("--html", html, html_report));
  if (limbo_results.empty()) return outputs;
  ASSAY_CHECK_OK(make_directories(limbo_results));
  // One file a column: "out/openssl.json", "out/openssl-strict.json".
  for (std::size_t column = 0; column < targets.size(); ++column) {
    std::string name = targets[column].id;
    std::replace(name.begin(), name.end(), '/', '-');
    ASSAY_CHECK_OK(outputs.add(
        "--limbo-results", limbo_results + "/" + name + ".json",
        [column](const Results& results) { return assay::limbo_results(results, column); }));
  }
  return outputs;
}

namespace {

// A run that asked nothing proves nothing, however clean its report looks.
Result<void> check_asked(const Results& results) {
  const CaseResult* unasked = nullptr;
  for (const CaseResult& row : results.cases) {
    for (const Answer& answer : row.answers) {
      if (answer.verdict.decision != Decision::kUnsupported) return {};
      unasked = &row;
    }
  }
  if (unasked == nullptr && results.interrupted.signal != 0) {
    return input_error(fmt::format("interrupted by {} before any of the {} was answered",
                                   signal_name(results.interrupted.signal),
                                   plural(results.interrupted.planned, "case")));
  }
  if (unasked == nullptr) return input_error("nothing was asked: there is no case to ask");
  return input_error(
      fmt::format("nothing was asked: no target can be asked any of these {}; {}: {}",
                  plural(results.cases.size(), "case"), one_line(unasked->what.id),
                  one_line(unasked->answers.front().note)));
}

ProgressCallback draw_on(ProgressLine& line, const char* unit) {
  return [&line, unit](const RunProgress& progress) {
    line.update({.done = progress.done.answers,
                 .total = progress.total,
                 .differing = progress.done.differing,
                 .unit = unit});
  };
}

Result<Results> ask(RunOptions options, const TimedRun& run) {
  show_phase("starting the targets and proving their capabilities");
  ProgressLine line = progress_line();
  options.progress = draw_on(line, "answer");
  return run(options);
}

void hear_oracle(Results& results, unsigned jobs) {
  show_phase("asking the oracle");
  ProgressLine line = progress_line();
  consult_oracle(results, jobs, draw_on(line, "case"));
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Result<int> timed_run(const RunFlags& flags, const Law& law, Outputs outputs, RunInputs about,
                      const RunOptions& options, const TimedRun& run) {
  ASSAY_TRY(results, ask(options, run));
  results.started = about.started;
  results.inputs = std::move(about.hashes);
  results.unasked.insert(results.unasked.end(), about.unasked.begin(), about.unasked.end());
  if (flags.fail_on_stale) results.stale_means = StaleMeans::kFailure;
  hear_oracle(results, options.jobs);
  show_phase("judging");
  adjudicate(results, law);
  results.seconds = seconds_since(flags.begin);
  const auto written = outputs.write(results);
  results.seconds = seconds_since(flags.begin);
  if (const auto asked = check_asked(results); !asked)
    return fail(written ? asked.error() : written.error());
  const bool taken = outputs.on_standard_output();
  const TerminalOptions terminal = terminal_options(taken ? STDERR_FILENO : STDOUT_FILENO);
  say_text(taken ? Channel::kError : Channel::kOutput,
           about.note + terminal_summary(results, terminal));
  if (!written) return fail(written.error());
  return exit_status(results);
}

}  // namespace assay
