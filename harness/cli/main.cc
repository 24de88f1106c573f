// assay: puts TLS stacks to the test.
#include <fmt/format.h>

#include <csignal>

#include "harness/cli/command.h"
#include "harness/report/tool.h"

namespace assay {
namespace {

constexpr char kFooter[] =
    "Examples:\n"
    "  assay verify                                   the catalogue over every stack found\n"
    "  assay verify limbo.json --limbo-results out/   a foreign suite\n"
    "  assay handshake --tls 1.2,1.3                  every client against every server\n"
    "  assay generate --format pem --out suite/       the catalogue as files\n"
    "Exit status: 0 as expected, 1 findings, 2 bad usage or input, 3 the harness itself failed.";

// CLI11 says only that a subcommand is required.
Result<void> check_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return {};
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == argv[1]) return {};
    names.push_back(command->get_name());
  }
  const std::vector<std::string_view> words(names.begin(), names.end());
  return unknown_word("command", argv[1], words);
}

int run(int argc, char** argv) {
  // A report that hits a file-size limit must end as an Error, with nothing half-written left.
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App app("Assay puts TLS stacks to the test.", "assay");
  app.set_version_flag("--version", tool_version());
  app.require_subcommand(1);
  app.footer(kFooter);
  const Places places = find_places();
  Outcome outcome;
  add_targets(app, places, outcome);
  add_list(app, places, outcome);
  add_generate(app, places, outcome);
  add_verify(app, places, outcome);
  add_handshake(app, places, outcome);
  add_worker(app, outcome);
  if (auto known = check_command(app, argc, argv); !known) {
    fmt::print(stderr, "assay: {}\n", known.error().message);
    return kExitBadInput;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitAsExpected : kExitBadInput;
  }
  if (outcome.status) return *outcome.status;
  const Error& error = outcome.status.error();
  fmt::print(stderr, "assay: {}\n", error.message);
  return error.kind == ErrorKind::kInput ? kExitBadInput : kExitHarnessFailed;
}

}  // namespace
}  // namespace assay

int main(int argc, char** argv) { return assay::run(argc, argv); }
