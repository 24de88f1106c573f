#include "harness/cli/command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <thread>

#include "harness/base/file.h"
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
namespace fs = std::filesystem;

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

Result<void> RunFlags::check_outputs() const {
  for (const std::string& path : {json, junit, html}) {
    if (path.empty()) continue;
    const fs::path folder = fs::path(path).parent_path();
    std::error_code failure;
    if (!folder.empty() && !fs::is_directory(folder, failure)) {
      return input_error(path + ": the folder " + folder.string() + " is not there; make it first");
    }
    if (fs::is_directory(path, failure)) {
      return input_error(path + ": is a folder; name a file in it");
    }
  }
  return {};
}

namespace {

// One file a column: "out/openssl.json", "out/openssl-strict.json".
Result<void> write_limbo_results(const Results& results, const std::string& folder) {
  ASSAY_CHECK_OK(make_directories(folder));
  for (std::size_t column = 0; column < results.columns.size(); ++column) {
    std::string name = results.columns[column].id;
    std::replace(name.begin(), name.end(), '/', '-');
    ASSAY_CHECK_OK(write_file(folder + "/" + name + ".json", limbo_results(results, column)));
  }
  return {};
}

Result<void> write_reports(const Results& results, const RunFlags& flags) {
  if (!flags.json.empty()) ASSAY_CHECK_OK(write_file(flags.json, json_report(results)));
  if (!flags.junit.empty()) ASSAY_CHECK_OK(write_file(flags.junit, junit_report(results)));
  if (!flags.html.empty()) ASSAY_CHECK_OK(write_file(flags.html, html_report(results)));
  if (!flags.limbo_results.empty()) {
    ASSAY_CHECK_OK(write_limbo_results(results, flags.limbo_results));
  }
  return {};
}

// A run that asked nothing proves nothing, however clean its report looks.
Result<void> check_asked(const Results& results) {
  const CaseResult* unasked = nullptr;
  for (const CaseResult& row : results.cases) {
    for (const Answer& answer : row.answers) {
      if (answer.verdict.decision != Decision::kUnsupported) return {};
      unasked = &row;
    }
  }
  if (unasked == nullptr) return input_error("nothing was asked: there is no case to ask");
  return input_error(
      fmt::format("nothing was asked: no target can be asked any of these {}; {}: {}",
                  plural(results.cases.size(), "case"), one_line(unasked->what.id),
                  one_line(unasked->answers.front().note)));
}

}  // namespace

Result<int> timed_run(const RunFlags& flags, const Law& law, Results about, RunOptions options,
                      const std::function<Result<Results>(const RunOptions&)>& run) {
  ProgressLine line(std::cerr, progress_mode(STDERR_FILENO), terminal_options(STDERR_FILENO).width);
  options.progress = [&line](const RunProgress& progress) {
    line.update({.done = progress.done.answers,
                 .total = progress.total,
                 .differing = progress.done.differing});
  };
  const auto begin = std::chrono::steady_clock::now();
  ASSAY_TRY(results, run(options));
  results.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  line.clear();
  results.started = about.started;
  results.inputs = std::move(about.inputs);
  results.unasked = std::move(about.unasked);
  if (flags.fail_on_stale) results.stale_means = StaleMeans::kFailure;
  consult_oracle(results, options.jobs);
  adjudicate(results, law);
  ASSAY_CHECK_OK(write_reports(results, flags));
  ASSAY_CHECK_OK(check_asked(results));
  say("{}", terminal_summary(results, terminal_options(STDOUT_FILENO)));
  return failed(results) ? kExitFindings : kExitAsExpected;
}

}  // namespace assay
