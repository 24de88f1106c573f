// x509-limbo suites (schema version 1): reading those of others and ours, writing ours.
//
// What limbo cannot say rides in an optional object `assay` of a test case, which other readers
// ignore: expect, reason, clauses, twin, ruleset, tags, needs, revocation, policy, ocsp, and the
// parts of a question that the schema's enums have no word for.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/output_file.h"
#include "harness/base/result.h"
#include "harness/base/time.h"
#include "harness/model/case.h"
#include "harness/model/suite.h"

namespace assay {

// read_limbo() takes a whole suite.
//
// A case without `assay`, or whose `assay` states neither expect, reason nor twin (it may say more
// about the question: ruleset, revocation, policy, ocsp), is foreign: judged under the ruleset of
// its id ("webpki::" webpki, "rfc5280::" strict, the rest rfc5280), its expectation standing for
// that ruleset and rfc5280; with CRLs its leaf must have a status (require-leaf); without a time it
// is asked at `default_time` and tagged kRunStartTag. Its features and importance become tags
// ("feature:has-crl").
//
// A case that cannot be asked (an unknown enum value or `assay` key, a PEM text that cannot be
// decoded) is kept with Case::unsupported and a warning: the others do not suffer for it. A private
// key that cannot be decoded is left out, with a warning. An Error, with its place, for text that
// is no JSON, members of a wrong type or missing, another version, and an id that occurs twice.
Result<Suite> read_limbo(std::string_view text, UnixTime default_time);

// limbo_testcases() is the text of cases as they stand in a suite, comma between them: what
// LimboWriter::add_text() takes, so that several threads may prepare it. An `either` becomes what
// the stricter rulesets say, with the feature "pedantic-rfc5280". An Error for a case that is
// `unsupported` and for text that is no UTF-8.
Result<std::string> limbo_testcases(std::span<const Case> cases);

// LimboWriter writes a suite case by case; what it holds does not grow with their number.
class LimboWriter {
 public:
  explicit LimboWriter(Sink sink) : sink_(std::move(sink)) {}

  Result<void> add(std::span<const Case> cases);
  // add_text() takes what limbo_testcases() gave; an empty text adds nothing.
  Result<void> add_text(std::string_view testcases);
  // finish() closes the suite; nothing may follow.
  Result<void> finish();

 private:
  Sink sink_;
  bool is_first_ = true;
};

// write_limbo() is a whole suite as a text, so that read_limbo() gives the cases back, equal.
Result<std::string> write_limbo(const std::vector<Case>& cases);

// limbo_id() is the id that a case has in suites and result files: a foreign one's own; ours with
// "::" for "/", where a part that limbo's pattern does not take is written "x." and its octets, all
// but letters, digits and "-" as "." and two hexadecimal digits.
std::string limbo_id(const Case& what);
std::string limbo_id(std::string_view case_id);  // of one of ours

// case_id() is the reverse for ours.
std::string case_id(std::string_view limbo_id);

}  // namespace assay
