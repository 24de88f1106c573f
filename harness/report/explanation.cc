#include "harness/report/explanation.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/certificate_summary.h"
#include "harness/report/summary.h"
#include "harness/report/twin_difference.h"
#include "harness/report/utf8.h"
#include "harness/run/opinion.h"

namespace assay {
namespace {

constexpr std::size_t kForeignWidth = 160;  // code points of text that is not ours, on one line

std::string foreign(std::string_view text) { return printable(text, kForeignWidth); }

class Explanation {
 public:
  Explanation(const Results& results, std::size_t index,
              const std::map<std::string, Clause>& clauses, const TerminalOptions& options)
      : results_(results),
        row_(results.cases[index]),
        clauses_(clauses),
        colours_(options.colour == Colour::kAnsi) {}

  std::string take() {
    print_question();
    if (row_.oracle) {
      print_verdict();
      print_path();
      print_rest();
      print_other_faults();
    } else {
      line("The oracle was not asked: " + foreign(row_.what.unsupported));
    }
    print_answers();
    return std::move(text_);
  }

 private:
  void line(std::string_view text = {}) { text_ += std::string(text) + "\n"; }
  std::string paint(std::string_view code, std::string_view text) const {
    return colours_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  const Question& question() const { return row_.what.question; }
  const OracleTrace& trace() const { return row_.oracle->trace; }

  std::string clause_text(const std::string& id) const {
    const auto it = clauses_.find(id);
    return it == clauses_.end() ? id : assay::clause_text(it->second);
  }

  void print_question();
  void print_edit();
  void print_verdict();
  const Bytes& der_at(std::size_t position) const;
  std::string place_text(std::size_t position) const;
  void print_certificate(const CertificateSummary& summary);
  void print_checks(std::size_t position);
  void print_path();
  void print_rest();
  void print_other_faults();
  void print_answers();

  const Results& results_;
  const CaseResult& row_;
  const std::map<std::string, Clause>& clauses_;
  bool colours_;
  std::string text_;
};

std::string asked_for(const Question& question) {
  std::string text = question.purpose == Purpose::kServerAuth ? "a server" : "a client";
  for (std::size_t i = 0; i < question.names.size(); ++i) {
    text += fmt::format("{} {} ({})", i == 0 ? " named" : " or", foreign(question.names[i].value),
                        name_of(question.names[i].kind));
  }
  if (question.names.empty()) text += " of any name";
  return text;
}

void Explanation::print_question() {
  const Case& what = row_.what;
  line(paint("1", foreign(what.id)));
  if (!what.title.empty()) line("  " + foreign(what.title));
  line(fmt::format("  Asked for {}, at {}, under {}; {} sent, {}.", asked_for(question()),
                   format_time(question().time), name_of(question().ruleset),
                   plural(question().pool.size() + 1, "certificate"),
                   plural(question().anchors.size(), "trust anchor")));
  if (question().revocation != RevocationMode::kOff) {
    line(fmt::format("  Revocation {}, with {} and {}.", name_of(question().revocation),
                     plural(question().crls.size(), "CRL"),
                     plural(question().ocsp.size(), "OCSP response")));
  }
  line("  Expected: " + expectation_text(row_));
  for (const std::string& id : what.clauses) line("    " + clause_text(id));
  print_edit();
  line();
}

// How the case differs from its twin, where the twin was asked too.
void Explanation::print_edit() {
  for (const CaseResult& each : results_.cases) {
    if (row_.what.twin.empty() || each.what.id != row_.what.twin) continue;
    line("  Differs from its twin " + foreign(each.what.id) + " in:");
    for (const std::string& place : twin_differences(question(), each.what.question)) {
      line("    " + place);
    }
    return;
  }
}

std::string span_text(UnixTime seconds) {
  constexpr UnixTime kDay = 86'400;
  return seconds < kDay ? plural(static_cast<std::uint64_t>(seconds), "second")
                        : plural(static_cast<std::uint64_t>(seconds / kDay), "day");
}

std::string alternative_names(const CertificateSummary& summary) {
  for (const ExtensionSummary& each : summary.extensions) {
    if (each.name == "subjectAltName") return foreign(each.value);
  }
  return "no alternative name";
}

// What the certificate says that made it fail, where one line can tell; empty otherwise.
std::string fact_of(OracleCheck check, const CertificateSummary& summary, UnixTime time) {
  switch (check) {
    case OracleCheck::kNotAfter:
      if (!summary.not_after) return {};
      return fmt::format("It ended at {}, {} before the time of the question.",
                         format_time(*summary.not_after), span_text(time - *summary.not_after));
    case OracleCheck::kNotBefore:
      if (!summary.not_before) return {};
      return fmt::format("It begins at {}, {} after the time of the question.",
                         format_time(*summary.not_before), span_text(*summary.not_before - time));
    case OracleCheck::kName:
      return fmt::format("It names {}.", alternative_names(summary));
    case OracleCheck::kIssuerKnown:
      return fmt::format("It was issued by {}.", foreign(summary.issuer));
    default:
      return {};
  }
}

void Explanation::print_verdict() {
  const Verdict& verdict = row_.oracle->verdict;
  line(paint("1", "The oracle: " + decision_text(verdict)) +
       (row_.disputed ? paint("1;31", "  in dispute with the expectation") : ""));
  if (row_.oracle->failed) {
    line("  Because " + foreign(verdict.words) + ".");
    const OracleStep& step = trace().steps.back();
    const std::string fact =
        fact_of(step.check, summarize_certificate(der_at(step.position)), question().time);
    if (!fact.empty()) line("  " + fact);
    line("  " + clause_text(std::string(entry(*row_.oracle->failed).clause)));
  }
  line(fmt::format("  {} to a trust anchor tried, {} checked on the way.",
                   plural(trace().paths, "path"), plural(trace().signature_checks, "signature")));
  line();
}

const Bytes& Explanation::der_at(std::size_t position) const {
  const OraclePlace& place = trace().path[position];
  switch (place.source) {
    case OraclePlace::Source::kLeaf:
      return question().leaf;
    case OraclePlace::Source::kPool:
      return question().pool[place.index];
    case OraclePlace::Source::kAnchor:
      return question().anchors[place.index];
  }
  check_failed("a certificate of no place", __FILE__, __LINE__);
}

std::string Explanation::place_text(std::size_t position) const {
  const OraclePlace& place = trace().path[position];
  switch (place.source) {
    case OraclePlace::Source::kLeaf:
      return "leaf";
    case OraclePlace::Source::kPool:
      return fmt::format("intermediate {}, the {}. of those sent", position, place.index + 2);
    case OraclePlace::Source::kAnchor:
      return fmt::format("trust anchor {}", place.index + 1);
  }
  check_failed("a certificate of no place", __FILE__, __LINE__);
}

void Explanation::print_certificate(const CertificateSummary& summary) {
  if (summary.not_before && summary.not_after) {
    line(fmt::format("  |  {}, valid {} to {}, signed with {}", summary.key,
                     format_time(*summary.not_before), format_time(*summary.not_after),
                     summary.signature));
  }
  for (const ExtensionSummary& each : summary.extensions) {
    if (each.value.empty() && !each.critical) continue;
    line(fmt::format("  |  {}{}{}{}", foreign(each.name), each.critical ? " (critical)" : "",
                     each.value.empty() ? "" : ": ", foreign(each.value)));
  }
  if (!summary.fault.empty()) line("  |  cannot be read further: " + foreign(summary.fault));
}

void Explanation::print_checks(std::size_t position) {
  std::vector<OracleCheck> shown;
  for (const OracleStep& step : trace().steps) {
    if (step.position != position) continue;
    // A check that holds may be asked twice, of two extensions for one.
    if (step.passed && std::ranges::find(shown, step.check) != shown.end()) continue;
    shown.push_back(step.check);
    const OracleCheckEntry& what = entry(step.check);
    const std::string clause(what.clause);
    const auto known = clauses_.find(clause);
    line(fmt::format("  |    {}  {:<22} {:<26} {}",
                     step.passed ? paint("32", "ok  ") : paint("1;31", "FAIL"), what.name, clause,
                     known == clauses_.end() ? "" : known->second.title));
  }
}

void Explanation::print_path() {
  line(paint("1", "The path, as it was checked"));
  for (std::size_t position = trace().path.size(); position-- > 0;) {
    const CertificateSummary summary = summarize_certificate(der_at(position));
    line(fmt::format("  +- {}  [{}]",
                     summary.subject.empty() ? "(no subject)" : foreign(summary.subject),
                     place_text(position)));
    print_certificate(summary);
    print_checks(position);
    line(position == 0 ? "" : "  v");
  }
}

// What was sent or trusted and is not on the path.
void Explanation::print_rest() {
  constexpr std::size_t kMost = 8;
  std::size_t listed = 0;
  const auto on_path = [this](OraclePlace::Source source, std::size_t index) {
    const OraclePlace wanted{source, static_cast<std::uint32_t>(index)};
    return std::ranges::find(trace().path, wanted) != trace().path.end();
  };
  const auto list = [&](const std::vector<Bytes>& all, OraclePlace::Source source,
                        std::string_view what) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (on_path(source, i)) continue;
      if (listed++ == 0) line(paint("1", "Not on this path"));
      if (listed > kMost) continue;
      const CertificateSummary summary = summarize_certificate(all[i]);
      line(fmt::format("  {}: {}, issued by {}", what, foreign(summary.subject),
                       foreign(summary.issuer)));
    }
  };
  list(question().pool, OraclePlace::Source::kPool, "sent");
  list(question().anchors, OraclePlace::Source::kAnchor, "trusted");
  if (listed > kMost) line(fmt::format("  and {} more", listed - kMost));
  if (listed > 0) line();
}

void Explanation::print_other_faults() {
  const std::vector<OracleVerdict> faults = find_faults(question());
  if (faults.size() < 2) return;
  line(paint("1", "Without that, it would still be refused"));
  for (std::size_t i = 1; i < faults.size(); ++i) {
    line(fmt::format("  {}: {} [{}]", decision_text(faults[i].verdict),
                     foreign(faults[i].verdict.words), faults[i].verdict.native));
  }
  line();
}

void Explanation::print_answers() {
  if (results_.columns.empty()) return;
  line(paint("1", "What the stacks say"));
  std::size_t width = 0;
  for (const Column& column : results_.columns) width = std::max(width, column.id.size());
  for (std::size_t i = 0; i < results_.columns.size(); ++i) {
    const Answer& answer = row_.answers[i];
    std::string text = fmt::format("  {:<{}}  {}  ({})", results_.columns[i].id, width,
                                   decision_text(answer.verdict), name_of(answer.finding));
    if (!answer.verdict.native.empty()) text += "  " + foreign(answer.verdict.native);
    line(text);
    const std::string margin(width + 4, ' ');
    if (!answer.verdict.words.empty()) line(margin + "says: " + foreign(answer.verdict.words));
    if (!answer.grounds.empty()) line(margin + "why:  " + foreign(answer.grounds));
    if (!answer.note.empty()) line(margin + "note: " + foreign(answer.note));
  }
}

}  // namespace

std::string explanation(const Results& results, std::size_t index,
                        const std::map<std::string, Clause>& clauses,
                        const TerminalOptions& options) {
  return Explanation(results, index, clauses, options).take();
}

}  // namespace assay
