// Command: what the subcommands share: places, run options, outputs and the exit status.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/cli/places.h"
#include "harness/model/case.h"
#include "harness/pki/catalogue.h"
#include "harness/run/adjudicate.h"
#include "harness/run/results.h"
#include "harness/run/runner.h"
#include "harness/target/module.h"

namespace assay {

// Exit statuses (DESIGN section 7).
inline constexpr int kExitAsExpected = 0;
inline constexpr int kExitFindings = 1;
inline constexpr int kExitBadInput = 2;
inline constexpr int kExitHarnessFailed = 3;

// GenerateFlags are --seed, --keys and --count.
struct GenerateFlags {
  std::uint64_t seed = 1;
  std::string keys = "rsa2048";
  std::uint32_t count = 1;

  void add_to(CLI::App& command);
};

// RunFlags are what `verify` and `handshake` have in common.
struct RunFlags {
  unsigned jobs = 0;  // 0: one a processor
  std::string ruleset;
  unsigned timeout_ms = 10'000;
  unsigned memory_mib = 1024;
  std::string json;
  std::string junit;
  std::string html;
  std::string limbo_results;

  void add_to(CLI::App& command);
  [[nodiscard]] Result<RunOptions> options(const Places& places) const;
  // check_outputs() refuses a report whose folder is not there before the work, not after it.
  [[nodiscard]] Result<void> check_outputs() const;
};

// choose_targets() is the specs with these ids, or all standard ones when there are none.
Result<std::vector<TargetSpec>> choose_targets(const Places& places,
                                               const std::vector<std::string>& ids);

// Catalogued cases: made, with their twins, in the catalogue's order.
Result<std::vector<Case>> make_cases(const Catalogue& catalogue,
                                     const std::vector<std::string>& selectors,
                                     const GenerateFlags& flags);

// load_law() reads clauses and deviations.
Result<Law> load_law(const Places& places);

// make_canaries() are the capability pairs of the catalogue.
Result<std::vector<Case>> make_canaries(const Catalogue& catalogue);

// timed_run() runs with a progress line, judges, writes every report that was asked for, prints the
// summary and gives the exit status.
Result<int> timed_run(const RunFlags& flags, const Law& law, UnixTime started,
                      std::map<std::string, std::string> inputs, RunOptions options,
                      const std::function<Result<Results>(const RunOptions&)>& run);

// Each subcommand adds itself; `status` is set by the one that runs.
struct Outcome {
  Result<int> status = kExitAsExpected;
};
void add_targets(CLI::App& app, const Places& places, Outcome& outcome);
void add_list(CLI::App& app, const Places& places, Outcome& outcome);
void add_generate(CLI::App& app, const Places& places, Outcome& outcome);
void add_verify(CLI::App& app, const Places& places, Outcome& outcome);
void add_handshake(CLI::App& app, const Places& places, Outcome& outcome);
void add_worker(CLI::App& app, Outcome& outcome);

}  // namespace assay
