// assay: puts TLS stacks to the test. The words of its command line; the only file that knows
// CLI11, whose header takes longer to compile than all of this folder.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <memory>

#include "harness/cli/command.h"
#include "harness/report/tool.h"
#include "harness/target/worker.h"

namespace assay {
namespace {

constexpr char kFooter[] =
    "Examples:\n"
    "  assay verify                                   the catalogue over every stack found\n"
    "  assay verify limbo.json --limbo-results out/   a foreign suite\n"
    "  assay handshake --tls 1.2,1.3                  every client against every server\n"
    "  assay explain ID                               why one case is judged so\n"
    "  assay generate --format pem --out suite/       the catalogue as files\n"
    "Exit status: 0 as expected, 1 findings, 2 bad usage or input, 3 the harness itself failed.";

struct Outcome {
  Result<int> status = kExitAsExpected;
};

void add_flags(CLI::App& command, GenerateFlags& flags) {
  command.add_option("--seed", flags.seed, "same seed, same bytes, signatures included")
      ->capture_default_str();
  command.add_option("--keys", flags.keys, "key type of certificates that name none")
      ->capture_default_str();
  command.add_option("--count", flags.count, "instances of each case")
      ->capture_default_str()
      ->check(CLI::Range(1U, 10'000'000U));
}

void add_flags(CLI::App& command, RunFlags& flags) {
  command.add_option("--ruleset", flags.ruleset,
                     "judge every case under this one instead of its own");
  command.add_option("--jobs", flags.jobs, "workers busy at once (default: one a processor)");
  command.add_option("--timeout-ms", flags.timeout_ms, "for one answer")
      ->capture_default_str()
      ->check(CLI::Range(1U, 3'600'000U));
  command.add_option("--memory-mib", flags.memory_mib, "resident memory of one worker")
      ->capture_default_str()
      ->check(CLI::Range(1U, 1U << 20));
  command.add_option("--json", flags.json, "write the results as JSON");
  command.add_option("--junit", flags.junit, "write the results as JUnit XML");
  command.add_option("--html", flags.html, "write the results as one HTML page");
}

void add_targets(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command = app.add_subcommand(
      "targets", "The stacks that are there, their libraries and their proved capabilities");
  command->footer("Example: assay targets --json");
  const auto flags = std::make_shared<TargetsFlags>();
  command->add_flag("--json", flags->json, "print JSON");
  command->callback([flags, &places, &outcome] { outcome.status = list_targets(places, *flags); });
}

void add_list(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command = app.add_subcommand("list", "The cases of the catalogue");
  command->footer("Examples:\n  assay list 'rfc5280/validity/*'\n  assay list tag:mtls --json");
  const auto flags = std::make_shared<ListFlags>();
  command->add_option("select", flags->selectors,
                      "ids, globs or tag:<tag>, ! in front takes away (default: all)");
  command->add_flag("--json", flags->json, "print JSON");
  command->callback([flags, &places, &outcome] { outcome.status = list_cases(places, *flags); });
}

void add_generate(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command =
      app.add_subcommand("generate", "Write cases of the catalogue, twins included, as files");
  command->footer(
      "Examples:\n"
      "  assay generate --format pem --out suite/ --seed 7\n"
      "  assay generate 'rfc9525/names/*' --out names.json\n"
      "  assay generate --count 1000 --keys p256 --out all.json.zst\n"
      "  assay generate tag:mtls --format k8s --out objects/\n"
      "Formats, a file or folder a case below --out but for limbo and manifest:\n"
      "  limbo   one x509-limbo suite; zstd when the name ends in .zst\n"
      "  pem der a folder: leaf, pool, anchors, CRLs, OCSP responses, key, question, openssl.sh\n"
      "  k8s     .yaml: a kubernetes.io/tls Secret (leaf, pool, key), a ConfigMap (ca.crt)\n"
      "  pkcs7   .p7b: leaf, pool and CRLs, signed by nobody\n"
      "  pkcs12  .p12: the leaf's key, leaf and pool; the password is 'assay'\n"
      "  pkcs10  .csr: a request for the leaf, signed by its key\n"
      "  manifest  one file, a SHA-256 a behaviour (vectors/manifest.sha256 is one)\n"
      "A case that a format cannot hold is skipped, with a line that says why.\n"
      "The keys are published test keys: they sign nothing outside a test.");
  const auto flags = std::make_shared<WriteFlags>();
  command->add_option("select", flags->selectors,
                      "ids, globs or tag:<tag>, ! in front takes away (default: all)");
  command->add_option("--out", flags->out, "file (limbo, manifest) or folder (the others)")
      ->required();
  command
      ->add_option("--format", flags->format,
                   "limbo, pem, der, k8s, pkcs7, pkcs12, pkcs10 or manifest")
      ->capture_default_str()
      ->check(
          CLI::IsMember({"limbo", "pem", "der", "k8s", "pkcs7", "pkcs12", "pkcs10", "manifest"}));
  add_flags(*command, flags->generate);
  command->callback([flags, &places, &outcome] { outcome.status = generate(places, *flags); });
}

void add_verify(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command =
      app.add_subcommand("verify", "Ask every stack whether it would trust each chain");
  command->footer(
      "Examples:\n"
      "  assay verify --html report.html\n"
      "  assay verify 'rfc9525/names/*' --target openssl --target openssl/strict\n"
      "  assay verify limbo.json --limbo-results out/\n"
      "  assay verify --self-check limbo.json\n"
      "  assay verify bettertls.json chains/\n"
      "  assay verify --count 100 --keys p256 --jobs 2\n"
      "Files are x509-limbo suites or BetterTLS exports, .json or .json.zst. A folder is one\n"
      "that 'assay generate --format pem' (or der) wrote, or holds chains: each .pem, .der,\n"
      ".crt or .cer file is a chain, leaf first, asked for now and under no name, its outcome\n"
      "open. Files named ca, root or anchors (ca.pem, root-2.pem) are trusted; files named\n"
      "chain, pool or intermediates are sent along with each chain of their folder.");
  const auto flags = std::make_shared<VerifyFlags>();
  command->add_option(
      "what", flags->what,
      "files or folders, or ids, globs or tag:<tag> of the catalogue, ! in front takes "
      "away (default: all)");
  command->add_option("--target", flags->targets, "a target's id; repeat (default: every stack)");
  add_flags(*command, flags->generate);
  add_flags(*command, flags->run);
  command->add_flag("--self-check", flags->self_check,
                    "hold the cases themselves against the oracle, and list what no stack refuses");
  command->add_flag("--fail-on-stale", flags->run.fail_on_stale,
                    "exit 1 when a known deviation is known no more (else a warning)");
  command->add_option("--limbo-results", flags->run.limbo_results,
                      "folder for one x509-limbo results file a target");
  command->callback([flags, &places, &outcome] { outcome.status = verify(places, *flags); });
}

void add_explain(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command = app.add_subcommand(
      "explain",
      "One case: its chain drawn, the oracle's path clause by clause, every stack's words");
  command->footer(
      "Examples:\n"
      "  assay explain rfc5280/path-length/pathlen-0-intermediate\n"
      "  assay explain limbo.json 'webpki::san::no-san' --target openssl --target gnutls\n"
      "  assay explain rfc5280/validity/leaf-expired --ruleset strict");
  const auto flags = std::make_shared<ExplainFlags>();
  command->add_option("what", flags->what, "an id of the catalogue, or a file or folder")
      ->required();
  command->add_option("id", flags->id, "the case of the file, where it holds several");
  command->add_option("--target", flags->targets, "a target's id; repeat (default: every stack)");
  command->add_option("--ruleset", flags->run.ruleset, "judge under this one");
  command->add_option("--seed", flags->generate.seed)->capture_default_str();
  command->add_option("--keys", flags->generate.keys)->capture_default_str();
  command->callback([flags, &places, &outcome] { outcome.status = explain(places, *flags); });
}

void add_handshake(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command =
      app.add_subcommand("handshake", "Shake hands, every client against every server, in memory");
  command->footer(
      "Examples:\n"
      "  assay handshake --tls 1.2,1.3\n"
      "  assay handshake tag:first        # one case of each behaviour\n"
      "  assay handshake tag:mtls --client gnutls --server openssl --html handshakes.html\n"
      "The client judges the server's chain, or the server the client's (cases of client-auth);\n"
      "the other side presents the chain whatever its own stack thinks of it.");
  const auto flags = std::make_shared<HandshakeFlags>();
  command->add_option("select", flags->selectors,
                      "ids, globs or tag:<tag>, ! in front takes away (default: all but tag:grid)");
  command->add_option("--client", flags->clients, "a target's id; repeat (default: every stack)");
  command->add_option("--server", flags->servers, "a target's id; repeat (default: every stack)");
  command->add_option("--tls", flags->versions, "versions, each tried alone")
      ->capture_default_str();
  add_flags(*command, flags->generate);
  add_flags(*command, flags->run);
  command->callback([flags, &places, &outcome] { outcome.status = handshake(places, *flags); });
}

void add_worker(CLI::App& app, Outcome& outcome) {
  CLI::App* command = app.add_subcommand("worker", "(internal) hosts one target");
  command->group("");  // not shown in --help
  const auto spec = std::make_shared<TargetSpec>();
  command->add_option("--id", spec->id)->required();
  command->add_option("--module", spec->module)->required();
  command->add_option("--variant", spec->variant);
  command->callback([spec, &outcome] { outcome.status = run_worker(*spec); });
}

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
  app.set_version_flag("--version", tool_name());
  app.require_subcommand(1);
  app.footer(kFooter);
  const Places places = find_places();
  Outcome outcome;
  add_targets(app, places, outcome);
  add_list(app, places, outcome);
  add_generate(app, places, outcome);
  add_verify(app, places, outcome);
  add_handshake(app, places, outcome);
  add_explain(app, places, outcome);
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
