// Command: what the subcommands do, and what they share: run options, outputs, the exit status.
// The words of the command line are in arguments.cc.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/cli/outputs.h"
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
  bool fail_on_stale = false;
  // Of the whole work, as flags are made first.
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();

  [[nodiscard]] Result<RunOptions> options(const Places& places) const;
  // open_outputs() opens every report, so that one that cannot be written is refused before the
  // work and not after it.
  [[nodiscard]] Result<Outputs> open_outputs(const std::vector<TargetSpec>& targets) const;
};

// choose_targets() is the specs with these ids, or all standard ones when there are none.
Result<std::vector<TargetSpec>> choose_targets(const Places& places,
                                               const std::vector<std::string>& ids);

// Catalogued cases: made, with their twins, in the catalogue's order.
Result<std::vector<Case>> make_cases(const Catalogue& catalogue,
                                     const std::vector<std::string>& selectors,
                                     const GenerateFlags& flags);

// is_file() tells whether a word is a path, or looks like one: ids and globs of the catalogue never
// end in ".json" and never name something that is there.
bool is_file(const std::string& word);

// load_law() reads clauses and deviations.
Result<Law> load_law(const Places& places);

// load_law_about() leaves out deviations that do not speak about that case.
Result<Law> load_law_about(const Places& places, const std::string& case_id);

// unasked() are the ids of the catalogue that `cases` lack, canaries aside.
std::vector<std::string> unasked(const Catalogue& catalogue, const std::vector<Case>& cases);

// make_canaries() are the capability pairs of the catalogue.
Result<std::vector<Case>> make_canaries(const Catalogue& catalogue);

// load_canaries() makes them without the rest of the catalogue; load_canaries_for() those of the
// capabilities that these cases need, which are all that their answers turn on.
Result<std::vector<Case>> load_canaries(const Places& places);
Result<std::vector<Case>> load_canaries_for(const Places& places, const std::vector<Case>& cases);
// RunInputs is what a run was given, for its reports.
struct RunInputs {
  UnixTime started = 0;
  std::map<std::string, std::string> hashes;  // Results::inputs
  std::vector<std::string> unasked;           // Results::unasked
  std::string note;                           // lines in front of the summary
};

// timed_run() runs with a progress line, judges, writes every report that was asked for, prints the
// summary and gives the exit status. A run that a signal ends is judged and reported as far as it
// came.
using TimedRun = std::function<Result<Results>(const RunOptions&)>;
Result<int> timed_run(const RunFlags& flags, const Law& law, Outputs outputs, RunInputs about,
                      const RunOptions& options, const TimedRun& run);

// Each subcommand gives the exit status.
struct TargetsFlags {
  bool json = false;
};
Result<int> list_targets(const Places& places, const TargetsFlags& flags);

struct ListFlags {
  std::vector<std::string> selectors;
  bool json = false;
};
Result<int> list_cases(const Places& places, const ListFlags& flags);

struct WriteFlags {
  std::vector<std::string> selectors;
  GenerateFlags generate;
  std::string out;
  std::string format = "limbo";  // or "pem", "der"
};
Result<int> generate(const Places& places, const WriteFlags& flags);

struct VerifyFlags {
  std::vector<std::string> what;  // selectors or files
  std::vector<std::string> targets;
  bool self_check = false;
  GenerateFlags generate;
  RunFlags run;
};
Result<int> verify(const Places& places, const VerifyFlags& flags);

// check_cases() is `verify --self-check`: the cases against the oracle, then against every target,
// so that the behaviours that none of them enforces are listed.
Result<int> check_cases(const Places& places, const VerifyFlags& flags, const Catalogue& catalogue,
                        std::vector<Case> cases);

struct ExplainFlags {
  std::string what;  // an id of the catalogue, or a file
  std::string id;    // of a case in the file
  std::vector<std::string> targets;
  GenerateFlags generate;
  RunFlags run;
};
Result<int> explain(const Places& places, const ExplainFlags& flags);

struct HandshakeFlags {
  std::vector<std::string> selectors;
  std::vector<std::string> clients;
  std::vector<std::string> servers;
  std::string versions = "1.2,1.3";
  bool all = false;
  GenerateFlags generate;
  RunFlags run;
};
Result<int> handshake(const Places& places, const HandshakeFlags& flags);

}  // namespace assay
