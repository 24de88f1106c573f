#include <fmt/format.h>

#include <memory>

#include "harness/base/file.h"
#include "harness/cli/command.h"
#include "harness/cli/say.h"
#include "harness/model/limbo.h"
#include "harness/report/folder.h"

namespace assay {
namespace {

struct Flags {
  std::vector<std::string> selectors;
  GenerateFlags generate;
  std::string out;
  std::string format = "limbo";
};

Result<void> write_folders(const std::vector<Case>& cases, const std::string& out,
                           FolderFormat format) {
  for (const Case& each : cases) ASSAY_CHECK_OK(write_case_folder(each, out, format));
  return {};
}

Result<int> generate(const Places& places, const Flags& flags) {
  ASSAY_TRY(catalogue, load_catalogue(places.vectors));
  ASSAY_TRY(cases, make_cases(catalogue, flags.selectors, flags.generate));
  if (flags.format == "limbo") {
    // The suite holds the leaves' private keys.
    ASSAY_TRY(suite, write_limbo(cases));
    ASSAY_CHECK_OK(write_file(flags.out, suite, FileMode::kPrivate));
  } else {
    const auto format = flags.format == "pem" ? FolderFormat::kPem : FolderFormat::kDer;
    ASSAY_CHECK_OK(write_folders(cases, flags.out, format));
  }
  say("{} cases written to {}\n", cases.size(), flags.out);
  return kExitAsExpected;
}

}  // namespace

void add_generate(CLI::App& app, const Places& places, Outcome& outcome) {
  CLI::App* command =
      app.add_subcommand("generate", "Write cases of the catalogue, twins included, as files");
  command->footer(
      "Examples:\n"
      "  assay generate --format pem --out suite/ --seed 7\n"
      "  assay generate 'rfc5280/names/*' --out names.json\n"
      "The keys are published test keys: they sign nothing outside a test.");
  const auto flags = std::make_shared<Flags>();
  command->add_option("select", flags->selectors, "ids, globs or tag:<tag> (default: all)");
  command->add_option("--out", flags->out, "file (limbo) or folder (pem, der)")->required();
  command->add_option("--format", flags->format, "limbo, pem or der")
      ->capture_default_str()
      ->check(CLI::IsMember({"limbo", "pem", "der"}));
  flags->generate.add_to(*command);
  command->callback([flags, &places, &outcome] { outcome.status = generate(places, *flags); });
}

}  // namespace assay
