#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "harness/cli/command.h"
#include "harness/cli/say.h"
#include "harness/run/matrix.h"

namespace assay {
namespace {

// The chain that the server shows while the client's is in question.
constexpr char kGoodServer[] = "profile/tls-server-3";

Result<std::vector<TlsVersion>> parse_versions(const std::string& text) {
  std::vector<TlsVersion> versions;
  for (const std::string_view word : split(text, ',')) {
    ASSAY_TRY(version, parse_name<TlsVersion>("TLS version", word));
    if (std::find(versions.begin(), versions.end(), version) == versions.end()) {
      versions.push_back(version);
    }
  }
  if (versions.empty()) return input_error("--tls names no version (want 1.2, 1.3 or 1.2,1.3)");
  return versions;
}

Result<Case> good_server(const Catalogue& catalogue, const GenerateFlags& flags) {
  GenerateFlags once = flags;
  once.count = 1;
  ASSAY_TRY(cases, make_cases(catalogue, {kGoodServer}, once));
  return std::move(cases.front());
}

// Every pair of stacks shakes hands over each case. Without a selection that is one case of each
// behaviour; the grids, thousands of cases that differ little, only when named.
std::vector<std::string> selectors_of(const HandshakeFlags& flags) {
  if (!flags.selectors.empty()) return flags.selectors;
  if (flags.all) return {"!tag:" + std::string(kGridTag)};
  return {"tag:" + std::string(kFirstTag)};
}

// Said, so that nobody takes a case for shaken that was not.
std::string left_out(const Catalogue& catalogue, const HandshakeFlags& flags, std::size_t asked) {
  if (!flags.selectors.empty()) return "";
  const std::size_t all = count(catalogue).cases;
  return fmt::format("{} of the catalogue's {} cases, {}\n", asked, all,
                     flags.all ? "its grids left out: 'assay handshake tag:grid' shakes them"
                               : "one of each behaviour and the twins: --all shakes the others");
}

}  // namespace

Result<int> handshake(const Places& places, const HandshakeFlags& flags) {
  const UnixTime now = std::time(nullptr);
  RunInputs about;
  MatrixOptions matrix;
  ASSAY_TRY(versions, parse_versions(flags.versions));
  matrix.versions = std::move(versions);
  ASSAY_TRY(clients, choose_targets(places, flags.clients));
  matrix.clients = std::move(clients);
  ASSAY_TRY(servers, choose_targets(places, flags.servers));
  matrix.servers = std::move(servers);
  ASSAY_TRY(options, flags.run.options(places));
  ASSAY_CHECK_OK(parse_name<KeyType>("key type", flags.generate.keys));
  ASSAY_TRY(outputs, flags.run.open_outputs({}));
  show_phase("reading the catalogue");
  ASSAY_TRY(catalogue, load_catalogue(places.vectors));
  ASSAY_TRY(law, load_law(places));
  if (flags.all && !flags.selectors.empty()) {
    return input_error("--all takes no selection; leave one of the two out");
  }
  ASSAY_TRY(cases, make_cases(catalogue, selectors_of(flags), flags.generate));
  about.note = left_out(catalogue, flags, cases.size());
  ASSAY_TRY(good, good_server(catalogue, flags.generate));
  matrix.good_server = std::move(good);
  ASSAY_TRY(canaries, make_canaries(catalogue));
  options.canaries = std::move(canaries);
  about.started = now;
  about.hashes["catalogue"] = catalogue.sha256;
  about.hashes["options"] =
      "seed=" + std::to_string(flags.generate.seed) + " keys=" + flags.generate.keys;
  about.unasked = unasked(catalogue, cases);
  return timed_run(flags.run, law, std::move(outputs), std::move(about), options,
                   [&](const RunOptions& ready) {
                     matrix.run = ready;
                     return shake_matrix(std::move(cases), matrix);
                   });
}

}  // namespace assay
