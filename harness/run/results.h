// Results of a run: every Verdict with what it means beside the expectation.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/text.h"
#include "harness/base/time.h"
#include "harness/handshake/outcome.h"
#include "harness/model/case.h"
#include "harness/model/clause.h"
#include "harness/model/verdict.h"
#include "harness/oracle/validate.h"
#include "harness/run/deviations.h"
#include "harness/run/lanes.h"
#include "harness/target/target.h"

namespace assay {

// Finding: what a Verdict means beside the expectation (DESIGN section 5).
enum class Finding {
  kAgree,             // as expected, for the stated reason, the twin accepted by the same target
  kAgreeOtherReason,  // rejected as expected, twin accepted, another reason
  kVacuous,           // rejected as expected, but the twin is rejected too: proves nothing
  kPermitted,         // differs where the standard leaves the choice
  kKnown,             // differs as an entry of deviations.yaml pins it
  kNew,               // differs otherwise; fails the run
  kUnsupported,       // a declared lack of capability
  kBroken,            // crash, timeout, protocol fault; fails the run unless pinned
};

template <>
struct EnumNames<Finding> {
  static constexpr std::pair<Finding, std::string_view> kNames[] = {
      {Finding::kAgree, "agree"},
      {Finding::kAgreeOtherReason, "agree-other-reason"},
      {Finding::kVacuous, "vacuous"},
      {Finding::kPermitted, "permitted"},
      {Finding::kKnown, "known"},
      {Finding::kNew, "new"},
      {Finding::kUnsupported, "unsupported"},
      {Finding::kBroken, "broken"},
  };
};

// fails() tells whether a finding alone makes the run exit with 1.
constexpr bool fails(Finding finding) {
  return finding == Finding::kNew || finding == Finding::kBroken;
}

// Answer is one cell of the matrix.
struct Answer {
  Verdict verdict;  // of the judging side
  Finding finding = Finding::kNew;
  bool untwinned = false;  // a foreign reject: its decision alone counts
  std::string note;        // why: the deviation's id, the clause, the capability that is missing
  std::optional<HandshakeOutcome> handshake;
  std::string grounds = {};  // of one that differs: the oracle's side and the clause (opinion.h)
  std::optional<std::size_t> deviation = {};  // of one that is known: into Results::deviations
};

// Column is one thing that was asked: a target, or a client and a server at one TLS version.
struct Column {
  std::string id;       // "wolfssl", "wolfssl>openssl/1.3" (client>server/version)
  std::size_t target;   // index into Results::targets of the judging stack of server-auth cases
  std::string client;   // handshakes only
  std::string server;   // handshakes only
  std::string version;  // handshakes only: "1.2", "1.3"
};

struct CaseResult {
  Case what;  // its Question included: reports show the chain
  Expectation expectation = Expectation::kEither;
  std::vector<Answer> answers;  // one a column
  std::optional<OracleVerdict> oracle = {};
  bool disputed = false;  // the oracle contradicts the case: our own bug. Fails the run
};

// Stale is an entry of a deviations file whose selector ran on a release it names and where
// nothing differed: a warning, or a failure where StaleMeans says so.
struct Stale {
  std::string target;
  std::string file;
  int line = 0;
  std::string selector;
};

// StaleMeans: for a user a stale entry is news about his stack; the project's own runs must mend
// it.
enum class StaleMeans { kWarning, kFailure };

// Interrupted is a run that a signal ended before all cases were answered.
struct Interrupted {
  int signal = 0;           // 0: the run went to its end
  std::size_t planned = 0;  // cases
};

struct Results {
  std::string mode;  // "verify" or "handshake"
  UnixTime started = 0;
  double seconds = 0;                         // wall time
  std::map<std::string, std::string> inputs;  // name -> SHA-256 of the catalogue, files, options
  std::vector<TargetInfo> targets;
  std::vector<Column> columns;
  std::vector<CaseResult> cases;
  std::vector<std::string> unasked;  // ids of the catalogue's cases that this run left out
  std::vector<Stale> stale;
  StaleMeans stale_means = StaleMeans::kWarning;
  std::vector<Deviation> deviations;  // those that an answer is known by, in the law's order
  Clauses clauses;                    // those that a case or such a deviation cites
  Interrupted interrupted = {};
};

// Counts of findings over all cells.
using FindingCounts = std::map<Finding, std::uint64_t>;
FindingCounts count_findings(const Results& results);

// Harm: what a user of the target asks first.
enum class Harm { kNone, kCrash, kFalseAccept, kFalseReject };

// harm_of() says which an answer is: a crash or a timeout, pinned or not; an accept of what must be
// refused or a reject of what must be accepted, unless the standard leaves the choice or the entry
// that knows the difference says that the suite, or nobody, is wrong.
Harm harm_of(const Results& results, const CaseResult& result, const Answer& answer);

// effect_of() is what an accept of the case would mean; of a foreign case it follows from its
// Reason, or else from the oracle's.
Effect effect_of(const CaseResult& result);

// count_disputes() counts the cases that the oracle contradicts.
std::uint64_t count_disputes(const Results& results);

// tally() counts the answers of one column to the cases begin..end-1 and those that are not as
// expected.
RunTally tally(const Results& results, std::size_t column, std::size_t begin, std::size_t end);

// failed() tells whether the run does not exit with 0: a failing finding, a dispute, a stale entry
// where it means failure, or an interruption.
bool failed(const Results& results);

// exit_status() is 0, 1 for a run that failed, and 128 + signal for one that was interrupted.
int exit_status(const Results& results);

}  // namespace assay
