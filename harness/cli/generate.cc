#include <iterator>

#include "harness/base/output_file.h"
#include "harness/base/zstd.h"
#include "harness/cli/command.h"
#include "harness/cli/export.h"
#include "harness/cli/making.h"
#include "harness/cli/manifest.h"
#include "harness/cli/outputs.h"
#include "harness/cli/say.h"
#include "harness/model/limbo.h"

namespace assay {
namespace {

// The progress of making, on a terminal.
class MakingLine {
 public:
  explicit MakingLine(std::size_t total) : line_(progress_line()), total_(total) {
    show_phase("making cases");
  }
  void update(std::size_t done) { line_.update({.done = done, .total = total_, .unit = "case"}); }

 private:
  ProgressLine line_;
  std::size_t total_;
};

Result<void> write_suite(const MakingPlan& plan, const Sink& sink) {
  MakingLine line(plan.size());
  LimboWriter writer(sink);
  ASSAY_CHECK_OK(make_chunks<std::string>(
      plan, [](const CasesMade& cases) { return limbo_testcases(cases); },
      [&](const std::string& text, std::size_t done) {
        line.update(done);
        return writer.add_text(text);
      }));
  return writer.finish();
}

// The suite holds the leaves' private keys.
Result<void> write_suite_file(const MakingPlan& plan, const std::string& path) {
  ASSAY_TRY(file, open_output(path, FileMode::kPrivate));
  const Sink sink = [&file](std::string_view octets) { return file.write(octets); };
  if (path.ends_with(".zst")) {
    ZstdWriter zstd(sink);
    ASSAY_CHECK_OK(
        write_suite(plan, [&zstd](std::string_view octets) { return zstd.write(octets); }));
    ASSAY_CHECK_OK(zstd.finish());
  } else {
    ASSAY_CHECK_OK(write_suite(plan, sink));
  }
  return file.commit();
}

// What a format cannot hold: a line a case.
using Skipped = std::vector<std::string>;

Result<Skipped> write_cases(const CasesMade& cases, const ExportFormat& format,
                            const std::string& out) {
  Skipped skipped;
  for (const Case& each : cases) {
    const auto written = format.write(each, out);
    if (written) continue;
    if (written.error().kind != ErrorKind::kInput) return fail(written.error());
    skipped.push_back(one_line(each.id) + ": " + one_line(written.error().message));
  }
  return skipped;
}

Result<Skipped> write_tree(const MakingPlan& plan, const ExportFormat& format,
                           const std::string& out) {
  ASSAY_CHECK_OK(make_directories(out));
  MakingLine line(plan.size());
  Skipped all;
  ASSAY_CHECK_OK(make_chunks<Skipped>(
      plan, [&](const CasesMade& cases) { return write_cases(cases, format, out); },
      [&](Skipped skipped, std::size_t done) -> Result<void> {
        line.update(done);
        std::move(skipped.begin(), skipped.end(), std::back_inserter(all));
        return {};
      }));
  return all;
}

const ExportFormat* find_format(std::string_view name) {
  for (const ExportFormat& each : export_formats()) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

}  // namespace

Result<int> generate(const Places& places, const WriteFlags& flags) {
  ASSAY_CHECK_OK(parse_name<KeyType>("key type", flags.generate.keys));
  show_phase("reading the catalogue");
  ASSAY_TRY(catalogue, load_catalogue(places.vectors));
  ASSAY_TRY(plan, plan_cases(catalogue, flags.selectors, flags.generate));
  if (flags.format == kSuiteFormat || flags.format == kManifestFormat) {
    ASSAY_CHECK_OK(flags.format == kSuiteFormat ? write_suite_file(plan, flags.out)
                                                : write_manifest(plan, catalogue, flags.out));
    say_text(Channel::kError, plan.left_out->text(flags.generate.keys));
    const bool piped = flags.out == kStandardOutput;
    say_text(piped ? Channel::kError : Channel::kOutput,
             fmt::format("{} cases written to {}\n", plan.size() - plan.left_out->size(),
                         piped ? "standard output" : flags.out));
    return kExitAsExpected;
  }
  const ExportFormat* const format = find_format(flags.format);
  if (flags.out == kStandardOutput) {
    return input_error("--format " + flags.format + " writes a folder; name one with --out");
  }
  if (format == nullptr) return input_error("unknown format '" + flags.format + "'");
  ASSAY_TRY(skipped, write_tree(plan, *format, flags.out));
  say_text(Channel::kError, plan.left_out->text(flags.generate.keys));
  for (const std::string& each : skipped) say("skipped {}\n", each);
  say("{} cases written to {}", plan.size() - plan.left_out->size() - skipped.size(), flags.out);
  say("{}\n", skipped.empty() ? "" : fmt::format(", {} skipped", skipped.size()));
  return kExitAsExpected;
}

}  // namespace assay
