#include "harness/target/worker.h"

#include <memory>

#include "harness/cli/command.h"

namespace assay {

void add_worker(CLI::App& app, Outcome& outcome) {
  CLI::App* command = app.add_subcommand("worker", "(internal) hosts one target");
  command->group("");  // not shown in --help
  const auto spec = std::make_shared<TargetSpec>();
  command->add_option("--id", spec->id)->required();
  command->add_option("--module", spec->module)->required();
  command->add_option("--variant", spec->variant);
  command->callback([spec, &outcome] { outcome.status = run_worker(*spec); });
}

}  // namespace assay
