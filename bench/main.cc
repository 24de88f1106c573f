// assay_bench: what verdicts, certificates and handshakes cost, and what the harness adds to it.
//
// Exit 0 when every chosen benchmark answered right, 1 when one did not, 2 for a bad flag or a
// filter that chooses nothing, 3 when the harness itself failed.
#include <benchmark/benchmark.h>

#include <cstdio>

#include "bench/workbench.h"

namespace assay::bench {
namespace {

constexpr int kWrongAnswer = 1;
constexpr int kBadInput = 2;
constexpr int kHarnessFailed = 3;

int run(Workbench& workbench) {
  Failures failures;
  add_verify(workbench, failures);
  add_oracle(workbench, failures);
  add_build(workbench, failures);
  add_build_to_disk(workbench, failures);
  add_handshake(workbench, failures);
  add_overhead_verify(workbench, failures);
  add_overhead_handshake(workbench, failures);
  for (const Stack& stack : workbench.stacks()) {
    benchmark::AddCustomContext(stack.info.id,
                                stack.info.version + " (" + stack.info.library + ")");
  }
  const std::size_t chosen = benchmark::RunSpecifiedBenchmarks();
  benchmark::ClearRegisteredBenchmarks();
  if (chosen == 0) return kBadInput;
  if (failures.count == 0) return 0;
  std::fprintf(stderr, "%zu benchmarks gave a wrong answer\n", failures.count);
  return kWrongAnswer;
}

}  // namespace
}  // namespace assay::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return assay::bench::kBadInput;
  auto workbench = assay::bench::Workbench::open();
  if (workbench) return assay::bench::run(*workbench);
  std::fprintf(stderr, "assay_bench: %s\n", workbench.error().message.c_str());
  return assay::bench::kHarnessFailed;
}
