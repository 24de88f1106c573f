#include "harness/report/junit.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "harness/report/summary.h"
#include "harness/report/utf8.h"
#include "harness/run/opinion.h"

namespace assay {
namespace {

// XML 1.0 section 2.2, production Char.
bool has_room(char32_t c) {
  return c == 0x9 || c == 0xa || c == 0xd || (c >= 0x20 && c <= 0xd7ff) ||
         (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

// Fits both texts and attributes; line ends would be normalised there and become references.
std::string escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    if (c == U'&' || c == U'<' || c == U'>' || c == U'"' || c == U'\'' || c == 0x9 || c == 0xa ||
        c == 0xd) {
      out += fmt::format("&#{};", static_cast<std::uint32_t>(c));
    } else {
      append_utf8(out, has_room(c) ? c : kReplacement);
    }
  }
  return out;
}

double seconds_of(const Answer& answer) { return static_cast<double>(answer.verdict.micros) / 1e6; }

// "rfc5280/names/wildcard" is the class "rfc5280.names" with the name "wildcard".
struct JunitName {
  std::string class_name;
  std::string name;
};

JunitName junit_name(const std::string& column, const std::string& id) {
  const std::size_t end = id.find_last_of("/:");
  if (end == std::string::npos) return {column, id};
  std::string area;
  for (const char c : id.substr(0, end)) {
    const bool joins = c == '/' || c == ':';
    if (!joins || (!area.empty() && area.back() != '.')) area += joins ? '.' : c;
  }
  while (!area.empty() && area.back() == '.') area.pop_back();
  return {column + "." + area, id.substr(end + 1)};
}

std::string details(const CaseResult& row, const Answer& answer) {
  std::string text =
      fmt::format("{}\ncase: {}\nclauses: {}\nnative: {}\nwords: {}", row.what.title, row.what.id,
                  fmt::join(row.what.clauses, ", "), answer.verdict.native, answer.verdict.words);
  if (!answer.grounds.empty()) text += "\nwhy: " + answer.grounds;
  if (!answer.note.empty()) text += "\nnote: " + answer.note;
  return text + "\nnext: " + next_step(row.what);
}

std::string property(std::string_view name, std::string_view value) {
  return fmt::format("<property name=\"{}\" value=\"{}\"/>", name, escaped(value));
}

// What a known or vacuous cell is, for tools that look at more than passed and failed.
std::string cell_properties(const Results& results, const CaseResult& row, const Answer& answer) {
  std::string xml = property("finding", name_of(answer.finding));
  xml += property("decision", decision_text(answer.verdict));
  switch (harm_of(results, row, answer)) {
    case Harm::kNone:
      break;
    case Harm::kCrash:
      xml += property("harm", "crash");
      break;
    case Harm::kFalseAccept:
      xml += property("harm", "false-accept") + property("effect", name_of(effect_of(row)));
      break;
    case Harm::kFalseReject:
      xml += property("harm", "false-reject");
      break;
  }
  if (answer.deviation) {
    const Deviation& entry = results.deviations[*answer.deviation];
    xml += property("wrong", name_of(entry.wrong)) + property("evidence", entry.evidence);
  }
  return "<properties>" + xml + "</properties>";
}

// Why a cell is no pass although it fails nothing: "known crash", "known false accept (form)".
std::string skip_text(const Results& results, const CaseResult& row, const Answer& answer) {
  std::string what(name_of(answer.finding));
  switch (harm_of(results, row, answer)) {
    case Harm::kNone:
      break;
    case Harm::kCrash:
      what = fmt::format("known crash ({})", answer.verdict.native);
      break;
    case Harm::kFalseAccept:
      what = fmt::format("known false accept ({})", name_of(effect_of(row)));
      break;
    case Harm::kFalseReject:
      what = "known false reject";
      break;
  }
  return what + ": " + answer.note;
}

// A pass is an answer that is right, or that the standard permits; neither a pass nor a failure is
// what is known to be wrong, what proves nothing, and what was not asked.
bool is_skipped(Finding finding) {
  return finding == Finding::kKnown || finding == Finding::kVacuous ||
         finding == Finding::kUnsupported;
}

std::uint64_t count_skipped(const ColumnCounts& counts) {
  std::uint64_t all = 0;
  for (const Finding finding : kFindings) all += is_skipped(finding) ? counts.of(finding) : 0;
  return all;
}

std::string cell(const Results& results, const Column& column, const CaseResult& row,
                 const Answer& answer) {
  const JunitName name = junit_name(column.id, row.what.id);
  std::string xml = fmt::format(R"(    <testcase classname="{}" name="{}" time="{:.6f}")",
                                escaped(name.class_name), escaped(name.name), seconds_of(answer));
  if (fails(answer.finding)) {
    const std::string message =
        fmt::format("expected {}, got {}", expectation_text(row), decision_text(answer.verdict));
    return xml + fmt::format("><failure type=\"{}\" message=\"{}\">{}</failure></testcase>\n",
                             name_of(answer.finding), escaped(message),
                             escaped(details(row, answer)));
  }
  if (answer.finding == Finding::kUnsupported) {
    return xml + fmt::format("><skipped message=\"{}\"/></testcase>\n", escaped(answer.note));
  }
  if (is_skipped(answer.finding)) {
    return xml + fmt::format(">{}<skipped message=\"{}\"/></testcase>\n",
                             cell_properties(results, row, answer),
                             escaped(skip_text(results, row, answer)));
  }
  return xml + "/>\n";
}

std::string properties(const Results& results, const Column& column, const ColumnHarm& harm) {
  const TargetInfo& target = results.targets[column.target];
  std::string xml = "    <properties>\n";
  const auto add = [&xml](std::string_view name, std::string_view value) {
    xml += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, escaped(value));
  };
  add("stack", target.name);
  add("version", target.version);
  add("revision", target.revision);
  add("library", target.library);
  add("library-sha256", target.library_sha256);
  const auto add_count = [&add](const std::string& name, const HarmCount& count) {
    add(name, fmt::format("{} behaviours, {} cases", count.behaviours, count.cases));
  };
  add_count("crashes", harm.crashes);
  for (const auto& [effect, count] : harm.false_accepts) {
    add_count("false-accepts." + std::string(name_of(effect)), count);
  }
  add_count("false-rejects", harm.false_rejects);
  return xml + "    </properties>\n";
}

std::string suite(const Results& results, std::size_t index, const ColumnCounts& counts,
                  const ColumnHarm& harm) {
  const Column& column = results.columns[index];
  double seconds = 0;
  for (const CaseResult& row : results.cases) seconds += seconds_of(row.answers[index]);
  std::string xml = fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" "
      "time=\"{:.6f}\" timestamp=\"{}\">\n",
      escaped(column.id), results.cases.size(),
      counts.of(Finding::kNew) + counts.of(Finding::kBroken), count_skipped(counts), seconds,
      format_time(results.started));
  xml += properties(results, column, harm);
  // Crashes first, those that are known among them.
  for (const bool crashes : {true, false}) {
    for (const CaseResult& row : results.cases) {
      const Answer& answer = row.answers[index];
      if ((harm_of(results, row, answer) == Harm::kCrash) != crashes) continue;
      xml += cell(results, column, row, answer);
    }
  }
  return xml + "  </testsuite>\n";
}

std::string stale_suite(const Results& results) {
  const std::vector<Stale>& stale = results.stale;
  if (stale.empty()) return "";
  const bool fails_run = results.stale_means == StaleMeans::kFailure;
  const char* const element = fails_run ? "failure type=\"stale\"" : "skipped";
  std::string xml = fmt::format(
      "  <testsuite name=\"stale deviations\" tests=\"{}\" failures=\"{}\" errors=\"0\" "
      "skipped=\"{}\">\n",
      stale.size(), fails_run ? stale.size() : 0, fails_run ? 0 : stale.size());
  for (const Stale& each : stale) {
    xml += fmt::format(
        "    <testcase classname=\"deviations.{}\" name=\"{}\"><{} "
        "message=\"{}:{}: nothing differed any more; correct or remove the entry\"/>"
        "</testcase>\n",
        escaped(each.target), escaped(each.selector), element, escaped(each.file), each.line);
  }
  return xml + "  </testsuite>\n";
}

std::string dispute_suite(const Results& results) {
  const std::uint64_t disputes = count_disputes(results);
  if (disputes == 0) return "";
  std::string xml = fmt::format(
      "  <testsuite name=\"disputed expectations\" tests=\"{0}\" failures=\"{0}\" errors=\"0\" "
      "skipped=\"0\">\n",
      disputes);
  for (const CaseResult& row : results.cases) {
    if (!row.disputed) continue;
    xml += fmt::format(
        "    <testcase classname=\"oracle\" name=\"{}\"><failure type=\"dispute\" "
        "message=\"expected {}, the oracle says {}\">{}: {}</failure></testcase>\n",
        escaped(row.what.id), expectation_text(row), decision_text(row.oracle->verdict),
        escaped(row.oracle->verdict.native), escaped(row.oracle->verdict.words));
  }
  return xml + "  </testsuite>\n";
}

std::string interrupted_suite(const Results& results) {
  if (results.interrupted.signal == 0) return "";
  return fmt::format(
      "  <testsuite name=\"interrupted\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n"
      "    <testcase classname=\"assay\" name=\"whole run\"><error type=\"interrupted\" "
      "message=\"{}\"/></testcase>\n  </testsuite>\n",
      escaped(exit_meaning(results)));
}

}  // namespace

std::string junit_report(const Results& results) {
  const std::vector<ColumnCounts> columns = count_columns(results);
  const std::uint64_t errors = results.interrupted.signal != 0 ? 1 : 0;
  const std::uint64_t beside = results.stale.size() + count_disputes(results);
  const bool stale_fails = results.stale_means == StaleMeans::kFailure;
  std::uint64_t failures = count_disputes(results) + (stale_fails ? results.stale.size() : 0);
  std::uint64_t skipped = stale_fails ? 0 : results.stale.size();
  for (const ColumnCounts& each : columns) {
    failures += each.of(Finding::kNew) + each.of(Finding::kBroken);
    skipped += count_skipped(each);
  }
  std::string xml = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"assay {}\" tests=\"{}\" "
      "failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\">\n",
      escaped(results.mode), results.cases.size() * columns.size() + beside + errors, failures,
      errors, skipped, results.seconds);
  const std::vector<ColumnHarm> harm = count_harm(results);
  for (std::size_t i = 0; i < columns.size(); ++i) xml += suite(results, i, columns[i], harm[i]);
  return xml + interrupted_suite(results) + dispute_suite(results) + stale_suite(results) +
         "</testsuites>\n";
}

}  // namespace assay
