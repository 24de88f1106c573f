#include "harness/report/html_data.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "harness/model/alert.h"
#include "harness/report/html_certificates.h"
#include "harness/report/summary.h"
#include "harness/report/text_table.h"
#include "harness/report/tool.h"
#include "harness/report/twin_difference.h"
#include "harness/report/utf8.h"
#include "harness/run/opinion.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

// The description of a foreign case has several lines.
std::string paragraphs(std::string_view text) {
  std::string lines;
  for (const std::string_view line : split(text.substr(0, 4 * kMaxWords), '\n')) {
    lines += printable(line, kMaxWords) + "\n";
  }
  while (!lines.empty() && lines.back() == '\n') lines.pop_back();
  return lines.substr(std::min(lines.find_first_not_of('\n'), lines.size()));
}

// The area of a foreign case is all but the last part of its id.
std::string area_of(const Case& what) {
  if (!what.area.empty()) return what.area;
  const std::size_t colons = what.id.rfind("::");
  const std::size_t end = colons == std::string::npos ? what.id.rfind('/') : colons;
  return end == std::string::npos ? std::string("(no area)") : what.id.substr(0, end);
}

// Parsed is a table of JSON values that are equal as texts.
Json parsed(const TextTable& table) {
  Json list = Json::array();
  for (const std::string& each : table.entries()) list.push_back(Json::parse(each));
  return list;
}

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Packer keeps what many cells share.
class Packer {
 public:
  explicit Packer(const Results& results) : results_(results) {
    for (std::size_t i = 0; i < results.cases.size(); ++i) {
      row_of_.emplace(results.cases[i].what.id, i);
    }
  }

  HtmlData documents();

 private:
  std::size_t text(std::string_view value) { return texts_.index(printable(value, kMaxWords)); }
  Json verdict(const Verdict& verdict) {
    return {name_of(verdict.decision), name_of(verdict.reason), text(verdict.native),
            text(verdict.words)};
  }

  std::size_t alerts(const std::vector<AlertEvent>& events);
  std::size_t side(const SideOutcome& outcome);
  std::size_t answer(const Answer& answer);
  std::size_t question(const Question& question);
  void add_cells(const CaseResult& row);
  void add_row(const CaseResult& row);
  Json twin(const Case& what) const;
  std::size_t differences(const Case& what);
  Json deviations();

  const Results& results_;
  std::unordered_map<std::string_view, std::size_t> row_of_;
  TextTable texts_;
  TextTable answers_;    // [finding, decision, reason, native, words, note, grounds, untwinned,
                         // deviation or -1]
  TextTable sides_;      // [decision, reason, native, words, negotiated, alerts]
  TextTable alerts_;     // [[direction, level, code], ...]
  TextTable questions_;  // see question()
  TextTable lists_;      // [text, ...]
  Json alert_names_ = Json::object();
  Json rows_ = Json::object();   // a list for each property of a case
  Json cells_ = Json::array();   // a list of answers for each column
  Json micros_ = Json::array();  // a list for each column
  Json shakes_ = Json::array();  // a list for each column: client, server, wire, client, ...
  HtmlCertificates certificates_;
};

std::size_t Packer::alerts(const std::vector<AlertEvent>& events) {
  Json list = Json::array();
  for (const AlertEvent& event : events) {
    alert_names_[std::to_string(event.description)] = alert_name(event.description);
    list.push_back({event.direction == AlertDirection::kSent ? "sent" : "received",
                    alert_level_name(event.level), event.description});
  }
  return alerts_.index(text_of(list));
}

std::size_t Packer::side(const SideOutcome& outcome) {
  Json json = verdict(outcome.verdict);
  json.push_back(text(outcome.negotiated));
  json.push_back(alerts(outcome.alerts));
  return sides_.index(text_of(json));
}

std::size_t Packer::answer(const Answer& answer) {
  Json json = {name_of(answer.finding)};
  for (Json& each : verdict(answer.verdict)) json.push_back(std::move(each));
  json.push_back(text(answer.note));
  json.push_back(text(answer.grounds));
  json.push_back(answer.untwinned ? 1 : 0);
  json.push_back(answer.deviation ? static_cast<int>(*answer.deviation) : -1);
  return answers_.index(text_of(json));
}

std::size_t Packer::question(const Question& question) {
  Json json = {{"purpose", name_of(question.purpose)}, {"time", format_time(question.time)}};
  Json names = Json::array();
  for (const PeerName& name : question.names) {
    names.push_back(std::string(name_of(name.kind)) + ":" + printable(name.value, kMaxWords));
  }
  json["names"] = std::move(names);
  if (question.revocation != RevocationMode::kOff) {
    json["revocation"] = name_of(question.revocation);
    json["crls"] = question.crls.size();
    json["ocsp"] = question.ocsp.size();
  }
  if (question.max_depth) json["depth"] = *question.max_depth;
  const auto list = [&json](const char* key, const std::vector<std::string>& texts) {
    if (!texts.empty()) json[key] = texts;
  };
  list("key_usages", question.key_usages);
  list("extended_key_usages", question.extended_key_usages);
  list("signature_algorithms", question.signature_algorithms);
  if (question.policy != PolicyInputs{}) {
    json["policy"] = {{"initial_policy_set", question.policy.initial_policy_set},
                      {"explicit_policy", question.policy.explicit_policy},
                      {"policy_mapping_inhibit", question.policy.policy_mapping_inhibit},
                      {"any_policy_inhibit", question.policy.any_policy_inhibit}};
  }
  return questions_.index(text_of(json));
}

void Packer::add_cells(const CaseResult& row) {
  for (std::size_t i = 0; i < row.answers.size(); ++i) {
    const Answer& each = row.answers[i];
    cells_[i].push_back(answer(each));
    micros_[i].push_back(each.verdict.micros);
    if (results_.mode != "handshake") continue;
    const HandshakeOutcome outcome = each.handshake.value_or(HandshakeOutcome{});
    Json& shakes = shakes_[i];
    shakes.push_back(each.handshake ? Json(side(outcome.client)) : Json(-1));
    shakes.push_back(side(outcome.server));
    shakes.push_back(alerts(outcome.wire));
  }
}

// The place of the twin's row, its id where this run has none, or -1.
Json Packer::twin(const Case& what) const {
  if (what.twin.empty()) return -1;
  const auto it = row_of_.find(what.twin);
  return it == row_of_.end() ? Json(what.twin) : Json(it->second);
}

std::size_t Packer::differences(const Case& what) {
  Json list = Json::array();
  const auto twin = row_of_.find(what.twin);
  if (twin != row_of_.end()) {
    list = twin_differences(what.question, results_.cases[twin->second].what.question);
  }
  return lists_.index(text_of(list));
}

void Packer::add_row(const CaseResult& row) {
  const Case& what = row.what;
  const auto put = [this](const char* key, Json value) { rows_[key].push_back(std::move(value)); };
  put("id", what.id);
  put("area", texts_.index(area_of(what)));
  put("behaviour", texts_.index(what.behaviour.empty() ? what.id : what.behaviour));
  put("title", texts_.index(paragraphs(what.title)));
  put("expect", texts_.index(name_of(row.expectation)));
  put("reason", texts_.index(name_of(what.reason)));
  put("effect", texts_.index(name_of(effect_of(row))));
  put("ruleset", texts_.index(name_of(what.question.ruleset)));
  put("clauses", lists_.index(text_of(what.clauses)));
  put("tags", lists_.index(text_of(what.tags)));
  put("foreign", what.foreign ? 1 : 0);
  put("twin", twin(what));
  put("differs", differences(what));
  put("question", question(what.question));
  if (row.oracle) {
    const Verdict& verdict = row.oracle->verdict;
    put("oracle",
        lists_.index(text_of(Json{decision_text(verdict), verdict.native, verdict.words})));
  } else {
    put("oracle", -1);
  }
  put("disputed", row.disputed ? 1 : 0);
  add_cells(row);
  certificates_.add(what.question);
}

// The places of entries, as the project's own folder has them: a report tells nothing of a machine.
std::string place_text(const std::string& file, int line) {
  const std::size_t at = file.rfind("/targets/");
  return (at == std::string::npos ? file : file.substr(at + 1)) + ":" + std::to_string(line);
}

Json Packer::deviations() {
  Json list = Json::array();
  for (const Deviation& each : results_.deviations) {
    list.push_back({{"target", each.target},
                    {"wrong", name_of(each.wrong)},
                    {"clause", each.clause},
                    {"why", each.why},
                    {"evidence", each.evidence},
                    {"place", place_text(each.file, each.line)},
                    {"releases", each.releases}});
  }
  return list;
}

Json clauses_json(const Clauses& clauses) {
  Json json = Json::object();
  for (const auto& [id, clause] : clauses) {
    json[id] = {
        clause.document + " section " + clause.section,
        std::string(name_of(clause.strength)) + " of the " + std::string(name_of(clause.binds)),
        clause.title};
  }
  return json;
}

Json target_json(const TargetInfo& info) {
  return {{"id", info.id},
          {"name", info.name},
          {"version", info.version},
          {"compiled", info.compiled},
          {"build", info.build},
          {"library", info.library},
          {"revision", info.revision},
          {"sha256", info.library_sha256}};
}

Json columns_json(const Results& results) {
  const std::vector<ColumnCounts> counts = count_columns(results);
  Json list = Json::array();
  for (std::size_t i = 0; i < results.columns.size(); ++i) {
    const Column& column = results.columns[i];
    Json json = {{"id", column.id}, {"target", column.target}};
    if (!column.client.empty()) {
      json.update({{"client", column.client}, {"server", column.server}, {"tls", column.version}});
    }
    for (const Finding finding : kFindings) {
      json["counts"][std::string(name_of(finding))] = counts[i].of(finding);
    }
    json["untwinned"] = counts[i].untwinned;
    list.push_back(std::move(json));
  }
  return list;
}

// What the run is, all cases aside.
Json run_json(const Results& results) {
  Json json = {{"tool", tool_name()},
               {"mode", results.mode},
               {"started", format_time(results.started)},
               {"seconds", results.seconds},
               {"exit", exit_meaning(results)},
               {"failed", failed(results)},
               {"inputs", Json::array()},
               {"targets", Json::array()},
               {"columns", columns_json(results)},
               {"stale", Json::array()}};
  for (const auto& [name, hash] : results.inputs) json["inputs"].push_back({name, hash});
  for (const TargetInfo& each : results.targets) json["targets"].push_back(target_json(each));
  for (const Stale& each : results.stale) {
    json["stale"].push_back({{"target", each.target},
                             {"place", place_text(each.file, each.line)},
                             {"selector", each.selector}});
  }
  return json;
}

HtmlData Packer::documents() {
  for (std::size_t i = 0; i < results_.columns.size(); ++i) {
    for (Json* each : {&cells_, &micros_, &shakes_}) each->push_back(Json::array());
  }
  for (const CaseResult& each : results_.cases) add_row(each);
  Json json = run_json(results_);
  json["clauses"] = clauses_json(results_.clauses);
  json["deviations"] = deviations();
  json["rows"] = std::move(rows_);
  json["cells"] = std::move(cells_);
  json["micros"] = std::move(micros_);
  json["shakes"] = std::move(shakes_);
  json["answers"] = parsed(answers_);
  json["sides"] = parsed(sides_);
  json["alert_lists"] = parsed(alerts_);
  json["questions"] = parsed(questions_);
  json["lists"] = parsed(lists_);
  json["texts"] = texts_.entries();
  json["alerts"] = std::move(alert_names_);
  return {text_of(json), text_of(certificates_.document()), certificates_.octets()};
}

}  // namespace

HtmlData html_data(const Results& results) { return Packer(results).documents(); }

}  // namespace assay
