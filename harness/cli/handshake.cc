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

// Without a selection the grids stay out: every pair of stacks would shake hands over thousands of
// cases that differ little. Said, so that nobody takes them for shaken.
std::vector<std::string> default_selectors(const Catalogue& catalogue,
                                           const std::vector<std::string>& selectors) {
  const std::string grid = "tag:" + std::string(kGridTag);
  const auto cases = select(catalogue, std::vector<std::string>{grid});
  if (!selectors.empty() || !cases) return selectors;
  say("{} cases of grids are left out; 'assay handshake {}' shakes them\n", cases->size(), grid);
  return {"!" + grid};
}

}  // namespace

Result<int> handshake(const Places& places, const HandshakeFlags& flags) {
  const UnixTime now = std::time(nullptr);
  MatrixOptions matrix;
  ASSAY_TRY(versions, parse_versions(flags.versions));
  matrix.versions = std::move(versions);
  ASSAY_TRY(clients, choose_targets(places, flags.clients));
  matrix.clients = std::move(clients);
  ASSAY_TRY(servers, choose_targets(places, flags.servers));
  matrix.servers = std::move(servers);
  ASSAY_TRY(options, flags.run.options(places));
  ASSAY_CHECK_OK(flags.run.check_outputs());
  ASSAY_CHECK_OK(parse_name<KeyType>("key type", flags.generate.keys));
  ASSAY_TRY(catalogue, load_catalogue(places.vectors));
  ASSAY_TRY(law, load_law(places));
  const std::vector<std::string> selectors = default_selectors(catalogue, flags.selectors);
  ASSAY_TRY(cases, make_cases(catalogue, selectors, flags.generate));
  ASSAY_TRY(good, good_server(catalogue, flags.generate));
  matrix.good_server = std::move(good);
  ASSAY_TRY(canaries, make_canaries(catalogue));
  options.canaries = std::move(canaries);
  Results about;
  about.started = now;
  about.inputs["catalogue"] = catalogue.sha256;
  about.inputs["options"] =
      "seed=" + std::to_string(flags.generate.seed) + " keys=" + flags.generate.keys;
  about.unasked = unasked(catalogue, cases);
  return timed_run(flags.run, law, std::move(about), std::move(options),
                   [&](const RunOptions& ready) {
                     matrix.run = ready;
                     return shake_matrix(std::move(cases), matrix);
                   });
}

}  // namespace assay
