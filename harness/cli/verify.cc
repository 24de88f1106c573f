#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "harness/cli/command.h"
#include "harness/cli/say.h"
#include "harness/cli/suites.h"

namespace assay {
namespace {

struct Asked {
  std::vector<Case> cases;
  std::map<std::string, std::string> inputs;
};

Result<void> add_suite(const std::string& path, UnixTime now, Asked& asked) {
  ASSAY_TRY(loaded, load_suite(path, now));
  asked.inputs[path] = loaded.sha256;
  std::vector<Case>& cases = loaded.suite.cases;
  std::move(cases.begin(), cases.end(), std::back_inserter(asked.cases));
  return {};
}

// Files need nothing of the catalogue.
bool only_files(const std::vector<std::string>& what) {
  return !what.empty() && std::all_of(what.begin(), what.end(), is_file);
}

Result<Asked> gather(const Catalogue& catalogue, const VerifyFlags& flags, UnixTime now) {
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

// `assay list` counts them too.
std::string canaries_left_out(const Catalogue& catalogue, std::size_t canaries) {
  return fmt::format(
      "{} of the catalogue's {} cases are canaries, asked at the start of every run\n", canaries,
      count(catalogue).cases);
}

}  // namespace

Result<int> verify(const Places& places, const VerifyFlags& flags) {
  const UnixTime now = std::time(nullptr);
  if (flags.self_check) {
    ASSAY_TRY(catalogue, load_catalogue(places.vectors));
    ASSAY_TRY(asked, gather(catalogue, flags, now));
    return check_cases(places, flags, catalogue, std::move(asked.cases));
  }
  ASSAY_TRY(targets, choose_targets(places, flags.targets));
  ASSAY_TRY(options, flags.run.options(places));
  ASSAY_CHECK_OK(parse_name<KeyType>("key type", flags.generate.keys));
  ASSAY_TRY(outputs, flags.run.open_outputs(targets));
  const bool files = only_files(flags.what);
  show_phase("reading the catalogue");
  ASSAY_TRY(catalogue, files ? Catalogue{} : load_catalogue(places.vectors));
  ASSAY_TRY(law, load_law(places));
  ASSAY_TRY(asked, gather(catalogue, flags, now));
  ASSAY_TRY(canaries, files ? load_canaries(places) : make_canaries(catalogue));
  options.canaries = std::move(canaries);
  RunInputs about;
  about.started = now;
  about.hashes = std::move(asked.inputs);
  about.unasked = unasked(catalogue, asked.cases);
  if (flags.what.empty()) about.note = canaries_left_out(catalogue, options.canaries.size());
  return timed_run(flags.run, law, std::move(outputs), std::move(about), options,
                   [&](const RunOptions& ready) {
                     return verify_cases(std::move(asked.cases), targets, ready);
                   });
}

}  // namespace assay
