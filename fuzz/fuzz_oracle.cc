// The oracle over any question that the worker protocol can carry: hostile leaves, pools, anchors,
// CRLs, OCSP responses and policy inputs together.
//
// Laws: an answer is the same twice; an accept has a path from the leaf to an anchor, all of whose
// checks hold; a reject names the check that failed, and it is the last of its path; the budget of
// signature checks holds; waiving what failed ends, whatever the question.
#include "fuzz/fuzz.h"
#include "harness/oracle/builder.h"
#include "harness/oracle/validate.h"
#include "harness/target/protocol.h"

namespace assay {
namespace {

void check_trace(const OracleVerdict& found) {
  const OracleTrace& trace = found.trace;
  ASSAY_CHECK(trace.signature_checks <= oracle::kSignatureBudget);
  for (const OracleStep& step : trace.steps) ASSAY_CHECK(step.position < trace.path.size());
  if (found.verdict.decision == Decision::kAccept) {
    ASSAY_CHECK(!found.failed && found.verdict.reason == Reason::kNone);
    for (const OracleStep& step : trace.steps) ASSAY_CHECK(step.passed);
    return;
  }
  ASSAY_CHECK(found.verdict.decision == Decision::kReject && found.failed.has_value());
  ASSAY_CHECK(found.verdict.reason == entry(*found.failed).reason);
  ASSAY_CHECK(!trace.steps.empty() && trace.steps.back().check == *found.failed);
  ASSAY_CHECK(!trace.steps.back().passed && is_clean(found.verdict.words));
}

void check_path(const OracleVerdict& found) {
  if (found.verdict.decision != Decision::kAccept) return;
  const auto& path = found.trace.path;
  ASSAY_CHECK(path.size() >= 2 && path.front().source == OraclePlace::Source::kLeaf);
  ASSAY_CHECK(path.back().source == OraclePlace::Source::kAnchor);
}

void check(const Question& question, const OracleOptions& options) {
  const OracleVerdict found = validate(question, options);
  check_trace(found);
  if (options.waived.none()) check_path(found);
  const OracleVerdict again = validate(question, options);
  ASSAY_CHECK(again.verdict.native == found.verdict.native && again.trace.path == found.trace.path);
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;  // NOLINT(google-build-using-namespace): libFuzzer's function is outside
  const auto question = decode_question({data, size});
  if (!question) return 0;
  for (const auto& [ruleset, name] : EnumNames<Ruleset>::kNames) {
    OracleOptions options;
    options.ruleset = ruleset;
    check(*question, options);
    // Octets that a fuzzer changed are signed by nobody; what comes after is reached so.
    options.waived.set(static_cast<std::size_t>(OracleCheck::kSignature));
    check(*question, options);
  }
  static_cast<void>(find_faults(*question));
  return 0;
}
