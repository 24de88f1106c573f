#include "harness/report/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "harness/report/summary.h"
#include "harness/report/tool.h"
#include "harness/report/utf8.h"
#include "harness/run/opinion.h"

namespace assay {
namespace {

constexpr std::size_t kMinWidth = 40;

std::string_view colour_of(Finding finding) {
  switch (finding) {
    case Finding::kAgree:
      return "32";
    case Finding::kAgreeOtherReason:
    case Finding::kVacuous:
      return "33";
    case Finding::kNew:
      return "1;31";
    case Finding::kBroken:
      return "1;35";
    case Finding::kPermitted:
    case Finding::kKnown:
    case Finding::kUnsupported:
      return "36";
  }
  check_failed("a finding without a colour", __FILE__, __LINE__);
}

std::string_view short_name(Finding finding) {
  switch (finding) {
    case Finding::kAgreeOtherReason:
      return "other";
    case Finding::kPermitted:
      return "permit";
    case Finding::kUnsupported:
      return "unsupp";
    default:
      return name_of(finding);
  }
}

// Page collects lines of at most the terminal's width.
class Page {
 public:
  explicit Page(const TerminalOptions& options)
      : width_(std::max(options.width, kMinWidth)), ansi_(options.colour == Colour::kAnsi) {}

  void line(std::string_view text = {}) { text_ += printable(text, width_) + "\n"; }
  void bold(std::string_view text) { text_ += paint("1", printable(text, width_)) + "\n"; }
  // painted() takes a line that is narrow enough and may hold colours.
  void painted(std::string_view text) { text_ += std::string(text) + "\n"; }

  [[nodiscard]] std::string paint(std::string_view code, std::string_view text) const {
    return ansi_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  [[nodiscard]] std::size_t width() const { return width_; }
  std::string take() { return std::move(text_); }

 private:
  std::size_t width_;
  bool ansi_;
  std::string text_;
};

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t used = code_points(text);
  return std::string(text) + std::string(width > used ? width - used : 0, ' ');
}

template <typename Items, typename Text>
std::size_t widest(const Items& items, std::size_t most, const Text& text) {
  std::size_t width = 0;
  for (const auto& item : items) width = std::max(width, code_points(text(item)));
  return std::min(width, most);
}

void print_targets(const Results& results, Page& page) {
  const std::size_t third = page.width() / 3;
  const auto id = [](const TargetInfo& each) { return each.id; };
  const auto release = [](const TargetInfo& each) { return each.name + " " + each.release(); };
  const std::size_t ids = widest(results.targets, third, id);
  const std::size_t releases = widest(results.targets, third, release);
  page.bold("Targets");
  for (const TargetInfo& target : results.targets) {
    page.line("  " + padded(printable(target.id, ids), ids) + "  " +
              padded(printable(release(target), releases), releases) + "  " + target.library);
    if (!target.compiled.empty() && target.compiled != target.version) {
      page.line("  " + std::string(ids + 2, ' ') + "module compiled against " + target.compiled);
    }
  }
  page.line();
}

// A finding that never occurred takes no room, but for those that a reader looks for.
std::vector<Finding> shown_findings(const std::vector<ColumnCounts>& columns) {
  std::vector<Finding> shown;
  for (const Finding finding : kFindings) {
    const bool occurs = std::any_of(columns.begin(), columns.end(),
                                    [&](const ColumnCounts& each) { return each.of(finding) > 0; });
    if (occurs || finding == Finding::kAgree || fails(finding)) shown.push_back(finding);
  }
  return shown;
}

std::size_t table_width(const std::vector<Finding>& shown, std::string_view (*label)(Finding)) {
  std::size_t width = 0;
  for (const Finding finding : shown) width += 2 + std::max<std::size_t>(label(finding).size(), 5);
  return width;
}

std::string_view full_name(Finding finding) { return name_of(finding); }

void print_counts(const Results& results, Page& page) {
  constexpr std::size_t kMinId = 12;
  const std::vector<ColumnCounts> columns = count_columns(results);
  const std::vector<Finding> shown = shown_findings(columns);
  std::size_t ids = widest(results.columns, 40, [](const Column& each) { return each.id; });
  auto* label = &full_name;
  if (2 + ids + table_width(shown, label) > page.width()) label = &short_name;
  const std::size_t table = 2 + table_width(shown, label);
  ids = std::min(ids, page.width() > table + kMinId ? page.width() - table : kMinId);
  std::string head = "  " + std::string(ids, ' ');
  for (const Finding finding : shown) head += fmt::format("  {:>5}", label(finding));
  page.bold("Findings");
  page.line(head);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string row = "  " + padded(printable(results.columns[i].id, ids), ids);
    for (const Finding finding : shown) {
      const std::size_t width = std::max<std::size_t>(label(finding).size(), 5);
      const std::string cell = fmt::format("  {:>{}}", columns[i].of(finding), width);
      row += columns[i].of(finding) > 0 ? page.paint(colour_of(finding), cell) : cell;
    }
    page.painted(row);
  }
  std::uint64_t untwinned = 0;
  for (const ColumnCounts& each : columns) untwinned += each.untwinned;
  if (untwinned > 0) {
    page.line(fmt::format(
        "  {} untwinned (foreign, or the twin was not there): the decision alone counts",
        plural(untwinned, "reject")));
  }
  page.line();
}

// The description of a foreign case may go on for a page.
std::string_view first_line(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
  return text.substr(0, text.find('\n'));
}

bool has_failure(const CaseResult& row) {
  return std::any_of(row.answers.begin(), row.answers.end(),
                     [](const Answer& each) { return fails(each.finding); });
}

void print_answer(const CaseResult& row, const std::string& column, const Answer& answer,
                  Page& page) {
  const std::string finding(name_of(answer.finding));
  const std::string lead = fmt::format("    {}  ", column);
  std::string rest =
      fmt::format("  expected {}, got {}", expectation_text(row), decision_text(answer.verdict));
  if (!answer.verdict.native.empty()) rest += "; native " + answer.verdict.native;
  const std::size_t used = std::min(page.width(), code_points(lead) + finding.size());
  page.painted(printable(lead, page.width()) + page.paint(colour_of(answer.finding), finding) +
               printable(rest, page.width() - used));
  if (!answer.verdict.words.empty()) page.line("      says: " + answer.verdict.words);
  if (!answer.grounds.empty()) page.line("      why:  " + answer.grounds);
  if (!answer.note.empty()) page.line("      note: " + answer.note);
}

// Alike are failing answers of one case that say the same: a client against each server.
struct Alike {
  std::size_t first;  // column
  std::size_t count;
};

bool says_the_same(const Answer& a, const Answer& b) {
  const auto key = [](const Answer& each) {
    const Verdict& verdict = each.verdict;
    return std::tie(each.finding, verdict.decision, verdict.reason, verdict.native, verdict.words,
                    each.note);
  };
  return key(a) == key(b);
}

std::vector<Alike> alike_failures(const CaseResult& row) {
  std::vector<Alike> groups;
  for (std::size_t i = 0; i < row.answers.size(); ++i) {
    if (!fails(row.answers[i].finding)) continue;
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const Alike& each) {
      return says_the_same(row.answers[each.first], row.answers[i]);
    });
    if (group == groups.end()) {
      groups.push_back({i, 1});
    } else {
      ++group->count;
    }
  }
  return groups;
}

std::string extent(const HarmCount& count) {
  return count.cases == 0 ? "0" : fmt::format("{} ({})", count.behaviours, count.cases);
}

// What a reader asks first: how bad is it? Effects in which nobody errs take no room.
void print_harm(const Results& results, Page& page) {
  const std::vector<ColumnHarm> columns = count_harm(results);
  std::vector<std::string> head{"crashes"};
  std::vector<std::vector<std::string>> rows(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) rows[i].push_back(extent(columns[i].crashes));
  for (const auto& [effect, name] : EnumNames<Effect>::kNames) {
    const auto count = [effect = effect](const ColumnHarm& each) {
      const auto it = each.false_accepts.find(effect);
      return it == each.false_accepts.end() ? HarmCount{} : it->second;
    };
    if (std::none_of(columns.begin(), columns.end(),
                     [&](const ColumnHarm& each) { return count(each).cases > 0; })) {
      continue;
    }
    head.emplace_back(name);
    for (std::size_t i = 0; i < columns.size(); ++i) rows[i].push_back(extent(count(columns[i])));
  }
  head.emplace_back("false rejects");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    rows[i].push_back(extent(columns[i].false_rejects));
  }
  const std::size_t ids = widest(results.columns, 40, [](const Column& each) { return each.id; });
  const auto line = [&](std::string_view id, const std::vector<std::string>& cells) {
    std::string text = "  " + padded(printable(id, ids), ids);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      std::size_t width = head[i].size();
      for (const auto& row : rows) width = std::max(width, row[i].size());
      text += fmt::format("  {:>{}}", cells[i], width);
    }
    page.line(text);
  };
  page.bold("Crashes, false accepts by their effect, false rejects: behaviours (cases)");
  line("", head);
  for (std::size_t i = 0; i < rows.size(); ++i) line(results.columns[i].id, rows[i]);
  page.line();
}

// Crashes are named even where an entry pins them.
void print_known_crashes(const Results& results, Page& page) {
  bool any = false;
  for (const CaseResult& row : results.cases) {
    for (std::size_t i = 0; i < row.answers.size(); ++i) {
      const Answer& answer = row.answers[i];
      if (harm_of(results, row, answer) != Harm::kCrash || answer.finding != Finding::kKnown) {
        continue;
      }
      if (!std::exchange(any, true)) page.bold("Known crashes");
      page.line(fmt::format("  {}  {}  {} {}", row.what.id, results.columns[i].id,
                            name_of(answer.verdict.decision), answer.verdict.native));
    }
  }
  if (any) page.line();
}

void print_failures(const Results& results, const TerminalOptions& options, Page& page) {
  std::size_t listed = 0;
  std::size_t failing = 0;
  for (const CaseResult& row : results.cases) {
    if (!has_failure(row)) continue;
    if (failing++ == 0) page.bold("New and broken");
    if (listed == options.max_cases) continue;
    ++listed;
    const std::string_view title = first_line(row.what.title);
    page.line("  " + row.what.id + (title.empty() ? "" : ": " + std::string(title)));
    for (const Alike& each : alike_failures(row)) {
      std::string who = results.columns[each.first].id;
      if (each.count > 1) who += fmt::format(" and {} more", each.count - 1);
      print_answer(row, who, row.answers[each.first], page);
    }
    // A command that was cut could not be copied.
    const std::string next = next_step(row.what);
    page.painted("      next: " + printable(next, next.size()));
  }
  if (failing > listed) {
    page.line(fmt::format("  and {} more; --json, --junit and --html list them all",
                          plural(failing - listed, "case")));
  }
  if (failing > 0) page.line();
}

// The oracle's whole answer, as the case is ours to correct.
void print_disputes(const Results& results, Page& page) {
  if (count_disputes(results) == 0) return;
  page.bold("Disputes: the oracle contradicts the expectation; one of them is wrong");
  for (const CaseResult& row : results.cases) {
    if (!row.disputed) continue;
    const Verdict& oracle = row.oracle->verdict;
    page.line(fmt::format("  {}: expected {}, the oracle says {}", row.what.id,
                          expectation_text(row), decision_text(oracle)));
    page.line(fmt::format("      says: {} {}", oracle.native, oracle.words));
    page.painted("      next: assay explain " + printable(row.what.id, row.what.id.size()));
  }
  page.line();
}

void print_stale(const Results& results, Page& page) {
  if (results.stale.empty()) return;
  page.bold(results.stale_means == StaleMeans::kFailure
                ? "Stale entries: nothing differed any more; correct or remove them"
                : "Warning: known deviations that this release no longer shows");
  for (const Stale& each : results.stale) {
    page.line(fmt::format("  {}:{}  {}  {}", each.file, each.line, each.target, each.selector));
  }
  page.line();
}

}  // namespace

TerminalOptions terminal_options(int descriptor) {
  TerminalOptions options;
  if (::isatty(descriptor) != 1) {
    options.width = kNoLimit;
    return options;
  }
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) options.width = size.ws_col;
  const char* const term = std::getenv("TERM");
  const bool plain =
      std::getenv("NO_COLOR") != nullptr || term == nullptr || std::string_view(term) == "dumb";
  options.colour = plain ? Colour::kNever : Colour::kAnsi;
  return options;
}

std::string terminal_summary(const Results& results, const TerminalOptions& options) {
  Page page(options);
  page.bold(fmt::format("Assay {}  {}  {}, {}, {:.1f} s", tool_name(), results.mode,
                        plural(results.cases.size(), "case"),
                        plural(results.columns.size(), "column"), results.seconds));
  page.line();
  print_targets(results, page);
  print_harm(results, page);
  print_known_crashes(results, page);
  print_counts(results, page);
  print_failures(results, options, page);
  print_disputes(results, page);
  print_stale(results, page);
  const std::string_view colour = harm_text(results).empty() ? "1;32" : "1;33";
  page.painted(page.paint(failed(results) ? "1;31" : colour, exit_meaning(results)));
  return page.take();
}

}  // namespace assay
