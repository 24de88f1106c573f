// assay: puts TLS stacks to the test. The words of its command line; the only file that knows
// CLI11, whose header takes longer to compile than all of this folder.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <memory>

#include "harness/base/interruption.h"
#include "harness/cli/command.h"
#include "harness/cli/process.h"
#include "harness/cli/say.h"
#include "harness/report/tool.h"
#include "harness/target/worker.h"

namespace assay {
namespace {

constexpr char kFooter[] =
    "Examples:\n"
    "  assay verify                                 # the catalogue over every stack: a minute\n"
    "  assay verify limbo.json --limbo-results out/ # a foreign suite\n"
    "  assay handshake --tls 1.2,1.3                # every client against every server: minutes\n"
    "  assay explain rfc5280/validity/time-expired-leaf  # why one case is judged so\n"
    "  assay generate --format pem --out suite/     # the catalogue as files: a minute\n"
    "  assay help verify                            # a command's options and examples\n"
    "Exit status: 0 as expected, 1 findings, 2 bad usage or input, or nothing was asked, 3 the\n"
    "harness itself failed, 128 + n ended by signal n (130: Ctrl-C); a run that is interrupted\n"
    "writes its reports as far as it came, marked so, and a second signal ends it at once.";

// What `assay` alone says.
constexpr char kNextSteps[] =
    "assay: no command; a start:\n"
    "  assay targets             which TLS stacks are here, and what they can do\n"
    "  assay verify tag:first    ask each of them one case of each behaviour (seconds)\n"
    "  assay verify --html report.html    the whole catalogue (a minute), as a page\n"
    "  assay help                every command; assay help verify: one of them\n";

struct Outcome {
  Result<int> status = kExitAsExpected;
};

// CLI11 would take -1 for the largest number there is, and one that is larger for that too.
const CLI::Validator kWholeNumber(
    [](std::string& text) {
      std::uint64_t number = 0;
      const char* const end = text.data() + text.size();
      const auto [rest, failure] = std::from_chars(text.data(), end, number);
      const bool whole = failure == std::errc{} && rest == end;
      return whole ? std::string() : "'" + text + "' is no whole number of at most 64 bits";
    },
    "WHOLE");

// One target each time: what follows it is the selection.
void add_ids(CLI::App& command, const char* name, std::vector<std::string>& ids) {
  command.add_option(name, ids, "a target's id; repeat (default: every stack)")
      ->allow_extra_args(false);
}

void add_flags(CLI::App& command, GenerateFlags& flags) {
  command.add_option("--seed", flags.seed, "same seed, same bytes, signatures included")
      ->capture_default_str()
      ->check(kWholeNumber);
  command.add_option("--keys", flags.keys, "key type of certificates that name none")
      ->capture_default_str();
  command.add_option("--count", flags.count, "instances of each case")
      ->capture_default_str()
      ->check(CLI::Range(1U, 10'000'000U));
}

void add_flags(CLI::App& command, RunFlags& flags) {
  command.add_option("--ruleset", flags.ruleset,
                     "judge every case under this one instead of its own");
  command.add_option("--jobs", flags.jobs, "workers busy at once (default: one a processor)")
      ->check(CLI::Range(1U, 4096U));
  command.add_option("--timeout-ms", flags.timeout_ms, "for one answer")
      ->capture_default_str()
      ->check(CLI::Range(1U, 3'600'000U));
  command.add_option("--memory-mib", flags.memory_mib, "resident memory of one worker")
      ->capture_default_str()
      ->check(CLI::Range(1U, 1U << 20));
  command.add_option("--json", flags.json, "write the results as JSON (-: standard output)");
  command.add_option("--junit", flags.junit, "write the results as JUnit XML (-: standard output)");
  command.add_option("--html", flags.html,
                     "write the results as one HTML page (-: standard output)");
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
      "  assay generate --format pem --out suite/ --seed 7      # a minute, 400,000 files\n"
      "  assay generate 'rfc9525/names/*' --out names.json\n"
      "  assay generate 'rfc9525/names/*' --out - | gzip > names.json.gz\n"
      "  assay generate --count 1000 --keys p256 --out all.json.zst   # hours: 23 million cases\n"
      "  assay generate tag:mtls --format k8s --out objects/\n"
      "Formats, a file or folder a case below --out but for limbo and manifest:\n"
      "  limbo   one x509-limbo suite; zstd when the name ends in .zst\n"
      "  pem der a folder: leaf, pool, anchors, CRLs, OCSP responses, key, question, openssl.sh\n"
      "  k8s     .yaml: a kubernetes.io/tls Secret (leaf, pool, key), a ConfigMap (ca.crt)\n"
      "  pkcs7   .p7b: leaf, pool and CRLs, signed by nobody\n"
      "  pkcs12  .p12: the leaf's key, leaf and pool; the password is 'assay'\n"
      "  pkcs10  .csr: a request for the leaf, signed by its key\n"
      "  manifest  one file, a SHA-256 a behaviour (vectors/manifest.sha256 is one)\n"
      "A case that a format cannot hold is skipped, with a line that says why; one that the\n"
      "key type of --keys cannot make is left out, and said.\n"
      "The keys are published test keys: they sign nothing outside a test.");
  const auto flags = std::make_shared<WriteFlags>();
  command->add_option("select", flags->selectors,
                      "ids, globs or tag:<tag>, ! in front takes away (default: all)");
  command
      ->add_option("--out", flags->out,
                   "file (limbo, manifest; -: standard output) or folder (the others)")
      ->required();
  command
      ->add_option("--format", flags->format,
                   "limbo, pem, der, k8s, pkcs7, pkcs12, pkcs10 or manifest")
      ->capture_default_str()
      ->check(
          CLI::IsMember({"limbo", "pem", "der", "k8s", "pkcs7", "pkcs12", "pkcs10", "manifest"}));
  add_flags(*command, flags->generate);
  command->callback([flags, &places, &outcome] {
    catch_interruptions();
    outcome.status = generate(places, *flags);
  });
}

void add_verify(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command =
      app.add_subcommand("verify", "Ask every stack whether it would trust each chain");
  command->footer(
      "Examples:\n"
      "  assay verify --html report.html          # a minute\n"
      "  assay verify --target openssl --target openssl/strict 'rfc9525/names/*'\n"
      "  assay verify limbo.json --limbo-results out/\n"
      "  assay verify --self-check limbo.json\n"
      "  assay verify bettertls.json chains/\n"
      "  assay verify 'rfc5280/validity/*' --count 100 --keys p256 --jobs 2   # a minute\n"
      "  assay verify tag:first --json - --junit junit.xml\n"
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
  add_ids(*command, "--target", flags->targets);
  add_flags(*command, flags->generate);
  add_flags(*command, flags->run);
  command->add_flag("--self-check", flags->self_check,
                    "hold the cases themselves against the oracle, and list what no stack refuses");
  command->add_flag("--fail-on-stale", flags->run.fail_on_stale,
                    "exit 1 when a known deviation is known no more (else a warning)");
  command->add_option("--limbo-results", flags->run.limbo_results,
                      "folder for one x509-limbo results file a target");
  command->callback([flags, &places, &outcome] {
    catch_interruptions();
    outcome.status = verify(places, *flags);
  });
}

void add_explain(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command = app.add_subcommand(
      "explain",
      "One case: its chain drawn, the oracle's path clause by clause, every stack's words");
  command->footer(
      "Examples:\n"
      "  assay explain rfc5280/basic-constraints/bc-pathlen-0-violated\n"
      "  assay explain limbo.json 'webpki::san::no-san' --target openssl --target gnutls\n"
      "  assay explain rfc5280/validity/time-expired-leaf --ruleset strict");
  const auto flags = std::make_shared<ExplainFlags>();
  command->add_option("what", flags->what, "an id of the catalogue, or a file or folder")
      ->required();
  command->add_option("id", flags->id, "the case of the file, where it holds several");
  add_ids(*command, "--target", flags->targets);
  command->add_option("--ruleset", flags->run.ruleset, "judge under this one");
  command->add_option("--seed", flags->generate.seed)->capture_default_str()->check(kWholeNumber);
  command->add_option("--keys", flags->generate.keys)->capture_default_str();
  command->callback([flags, &places, &outcome] {
    catch_interruptions();
    outcome.status = explain(places, *flags);
  });
}

void add_handshake(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command =
      app.add_subcommand("handshake", "Shake hands, every client against every server, in memory");
  command->footer(
      "Examples:\n"
      "  assay handshake                          # one case of each behaviour: minutes\n"
      "  assay handshake --all --tls 1.3          # the catalogue but its grids: ten minutes\n"
      "  assay handshake 'rfc5280/validity/*' --client openssl --tls 1.2,1.3\n"
      "  assay handshake tag:mtls --client gnutls --server openssl --html handshakes.html\n"
      "The client judges the server's chain, or the server the client's (cases of client-auth);\n"
      "the other side presents the chain whatever its own stack thinks of it.");
  const auto flags = std::make_shared<HandshakeFlags>();
  command->add_option("select", flags->selectors,
                      "ids, globs or tag:<tag>, ! in front takes away (default: tag:first)");
  command->add_flag("--all", flags->all, "every case but those of grids (tag:grid)");
  add_ids(*command, "--client", flags->clients);
  add_ids(*command, "--server", flags->servers);
  command->add_option("--tls", flags->versions, "versions, each tried alone")
      ->capture_default_str();
  add_flags(*command, flags->generate);
  add_flags(*command, flags->run);
  command->callback([flags, &places, &outcome] {
    catch_interruptions();
    outcome.status = handshake(places, *flags);
  });
}

void add_worker(CLI::App& app, Outcome& outcome) {
  CLI::App* command = app.add_subcommand("worker", "(internal) hosts one target");
  command->group("");  // not shown in --help
  const auto spec = std::make_shared<TargetSpec>();
  command->add_option("--id", spec->id)->required();
  command->add_option("--module", spec->module)->required();
  command->add_option("--variant", spec->variant);
  command->callback([spec, &outcome] {
    host_stack();
    outcome.status = run_worker(*spec);
  });
}

// CLI11 says only that a subcommand is required.
Result<void> check_command(const CLI::App& app, const std::string& word) {
  if (word.starts_with('-')) return {};
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == word) return {};
    names.push_back(command->get_name());
  }
  const std::vector<std::string_view> words(names.begin(), names.end());
  auto unknown = unknown_word("command", word, words);
  unknown.value().message += "; 'assay help' lists them";
  return unknown;
}

// `assay help verify` is `assay verify --help`.
std::vector<std::string> words_of(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words.front() == "help") {
    words.erase(words.begin());
    words.insert(words.size() > 1 ? words.begin() + 1 : words.end(), "--help");
  }
  return words;
}

int run(int argc, char** argv) {
  prepare_process();
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
  std::vector<std::string> words = words_of(argc, argv);
  if (words.empty()) {
    say_text(Channel::kError, kNextSteps);
    return kExitBadInput;
  }
  if (auto known = check_command(app, words.front()); !known) return finish(fail(known.error()));
  try {
    std::reverse(words.begin(), words.end());  // as CLI11 wants them
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    outcome.status = app.exit(error) == 0 ? kExitAsExpected : kExitBadInput;
  }
  return finish(outcome.status);
}

}  // namespace
}  // namespace assay

int main(int argc, char** argv) { return assay::run(argc, argv); }
