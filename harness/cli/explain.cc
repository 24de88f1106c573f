// explain: one case, drawn and argued.
#include <unistd.h>

#include <algorithm>
#include <ctime>

#include "harness/cli/command.h"
#include "harness/cli/say.h"
#include "harness/cli/suites.h"
#include "harness/report/explanation.h"
#include "harness/run/opinion.h"

namespace assay {
namespace {

// The case that is asked for stands first; its twin, if any, behind it.
using Cases = std::vector<Case>;

// Of the catalogue no more is read than the case needs; a word that means none is looked for in the
// whole, so that the nearest one can be named.
Result<Cases> from_catalogue(const Places& places, const ExplainFlags& flags) {
  const std::vector<std::string> words{flags.what};
  ASSAY_TRY(part, load_part(places.vectors, words));
  const bool known = part.find(flags.what) != nullptr;
  ASSAY_TRY(catalogue, known ? std::move(part) : load_catalogue(places.vectors));
  ASSAY_TRY(cases, make_cases(catalogue, {flags.what}, flags.generate));
  const auto wanted = std::find_if(cases.begin(), cases.end(),
                                   [&](const Case& each) { return each.id == flags.what; });
  if (wanted == cases.end()) {
    return input_error(flags.what + " names more than one case; name one (see assay list)");
  }
  std::rotate(cases.begin(), wanted, wanted + 1);
  return cases;
}

Result<Cases> from_suite(const ExplainFlags& flags, UnixTime now) {
  ASSAY_TRY(loaded, load_suite(flags.what, now));
  Cases& cases = loaded.suite.cases;
  if (flags.id.empty() && cases.size() == 1) return std::move(cases);
  std::vector<std::string_view> ids;
  for (Case& each : cases) {
    if (each.id == flags.id) return Cases{std::move(each)};
    ids.push_back(each.id);
  }
  if (flags.id.empty()) {
    return input_error(flags.what + " holds " + std::to_string(ids.size()) +
                       " cases; name one: assay explain " + flags.what + " ID");
  }
  return unknown_word("case", flags.id, ids);
}

}  // namespace

Result<int> explain(const Places& places, const ExplainFlags& flags) {
  const UnixTime now = std::time(nullptr);
  ASSAY_TRY(targets, choose_targets(places, flags.targets));
  ASSAY_TRY(options, flags.run.options(places));
  ASSAY_CHECK_OK(parse_name<KeyType>("key type", flags.generate.keys));
  ASSAY_TRY(cases, is_file(flags.what) ? from_suite(flags, now) : from_catalogue(places, flags));
  ASSAY_TRY(law, load_law_about(places, cases.front().id));
  ASSAY_TRY(canaries, load_canaries_for(places, cases));
  options.canaries = std::move(canaries);
  ASSAY_TRY(results, verify_cases(std::move(cases), targets, options));
  consult_oracle(results, options.jobs);
  adjudicate(results, law);
  say("{}", explanation(results, 0, law.clauses, terminal_options(STDOUT_FILENO)));
  return kExitAsExpected;
}

}  // namespace assay
