#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <iostream>
#include <memory>

#include "harness/base/file.h"
#include "harness/cli/command.h"
#include "harness/crypto/digest.h"
#include "harness/model/limbo.h"
#include "harness/report/progress.h"

namespace assay {
namespace {

struct Flags {
  std::vector<std::string> what;  // selectors or files
  std::vector<std::string> targets;
  GenerateFlags generate;
  RunFlags run;
};

// A word that is a path, or looks like one, is a file; ids and globs of the catalogue never end in
// ".json" and never name something that is there.
bool is_file(const std::string& word) {
  struct stat info {};
  return word.ends_with(".json") || word.starts_with("/") || word.starts_with("./") ||
         word.starts_with("../") || ::stat(word.c_str(), &info) == 0;
}

struct Asked {
  std::vector<Case> cases;
  std::map<std::string, std::string> inputs;
};

Result<void> add_suite(const std::string& path, UnixTime now, Asked& asked) {
  ASSAY_TRY(text, read_file(path, kSuiteFileLimit));
  auto suite = read_limbo(text, now);
  if (!suite) return fail(std::move(suite).error().in(path));
  for (const std::string& warning : suite->warnings) {
    fmt::print(stderr, "assay: {}: {}\n", path, one_line(warning));
  }
  asked.inputs[path] = hex(sha256(as_bytes(text)));
  std::move(suite->cases.begin(), suite->cases.end(), std::back_inserter(asked.cases));
  return {};
}

Result<Asked> gather(const Catalogue& catalogue, const Flags& flags, UnixTime now) {
  Asked asked;
  std::vector<std::string> selectors;
  for (const std::string& word : flags.what) {
    if (is_file(word)) {
      ASSAY_CHECK_OK(add_suite(word, now, asked));
    } else {
      selectors.push_back(word);
    }
  }
  if (!selectors.empty() || flags.what.empty()) {
    ASSAY_TRY(cases, make_cases(catalogue, selectors, flags.generate));
    std::move(cases.begin(), cases.end(), std::back_inserter(asked.cases));
    asked.inputs["catalogue"] = catalogue.sha256;
    asked.inputs["options"] = "seed=" + std::to_string(flags.generate.seed) +
                              " keys=" + flags.generate.keys +
                              " count=" + std::to_string(flags.generate.count);
  }
  return asked;
}

Result<int> verify(const Places& places, const Flags& flags) {
  const UnixTime now = std::time(nullptr);
  ASSAY_TRY(targets, choose_targets(places, flags.targets));
  ASSAY_TRY(options, flags.run.options(places));
  ASSAY_TRY(catalogue, load_catalogue(places.vectors));
  ASSAY_TRY(law, load_law(places));
  ASSAY_TRY(asked, gather(catalogue, flags, now));
  ASSAY_TRY(canaries, make_canaries(catalogue));
  options.canaries = std::move(canaries);
  ASSAY_CHECK_OK(flags.run.check_outputs());
  return timed_run(flags.run, law, now, std::move(asked.inputs), std::move(options),
                   [&](const RunOptions& ready) {
                     return verify_cases(std::move(asked.cases), targets, ready);
                   });
}

}  // namespace

void add_verify(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command =
      app.add_subcommand("verify", "Ask every stack whether it would trust each chain");
  command->footer(
      "Examples:\n"
      "  assay verify --html report.html\n"
      "  assay verify 'rfc5280/names/*' --target openssl --target openssl/strict\n"
      "  assay verify limbo.json --limbo-results out/\n"
      "  assay verify --count 100 --keys p256 --jobs 2");
  const auto flags = std::make_shared<Flags>();
  command->add_option(
      "what", flags->what,
      "x509-limbo files, or ids, globs or tag:<tag> of the catalogue (default: all)");
  command->add_option("--target", flags->targets, "a target's id; repeat (default: every stack)");
  flags->generate.add_to(*command);
  flags->run.add_to(*command);
  command->add_option("--limbo-results", flags->run.limbo_results,
                      "folder for one x509-limbo results file a target");
  command->callback([flags, &places, &outcome] { outcome.status = verify(places, *flags); });
}

}  // namespace assay
