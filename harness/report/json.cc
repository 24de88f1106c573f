#include "harness/report/json.h"

#include <nlohmann/json.hpp>

#include "harness/base/interruption.h"
#include "harness/model/alert.h"
#include "harness/report/der_table.h"
#include "harness/report/summary.h"
#include "harness/report/target_json.h"
#include "harness/report/tool.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 1;

Json run_json(const Results& results) {
  Json inputs = Json::object();
  for (const auto& [name, hash] : results.inputs) inputs[name] = hash;
  Json json = {{"mode", results.mode},
               {"times", {{"started", format_time(results.started)}, {"seconds", results.seconds}}},
               {"inputs", std::move(inputs)}};
  if (const Interrupted& cut = results.interrupted; cut.signal != 0) {
    json["interrupted"] = {{"signal", signal_name(cut.signal)}, {"planned", cut.planned}};
  }
  return json;
}

Json column_json(const Results& results, const Column& column) {
  ASSAY_CHECK(column.target < results.targets.size());
  Json json = {{"id", column.id}, {"target", results.targets[column.target].id}};
  if (!column.client.empty()) {
    json.update({{"client", column.client}, {"server", column.server}, {"tls", column.version}});
  }
  return json;
}

Json alerts_json(const std::vector<AlertEvent>& alerts) {
  Json list = Json::array();
  for (const AlertEvent& alert : alerts) {
    list.push_back({{"direction", alert.direction == AlertDirection::kSent ? "sent" : "received"},
                    {"level", alert_level_name(alert.level)},
                    {"code", alert.description},
                    {"name", alert_name(alert.description)}});
  }
  return list;
}

Json verdict_json(const Verdict& verdict) {
  return {{"decision", name_of(verdict.decision)},
          {"reason", name_of(verdict.reason)},
          {"native", verdict.native},
          {"words", verdict.words},
          {"micros", verdict.micros}};
}

Json side_json(const SideOutcome& side) {
  Json json = {{"target", side.target}};
  json.update(verdict_json(side.verdict));
  json["negotiated"] = side.negotiated;
  json["alerts"] = alerts_json(side.alerts);
  return json;
}

Json answer_json(const Results& results, const Answer& answer) {
  Json json = verdict_json(answer.verdict);
  json["finding"] = name_of(answer.finding);
  if (answer.untwinned) json["untwinned"] = true;
  if (!answer.note.empty()) json["note"] = answer.note;
  if (answer.deviation) {
    const Deviation& entry = results.deviations[*answer.deviation];
    json["deviation"] = {{"place", entry.file + ":" + std::to_string(entry.line)},
                         {"wrong", name_of(entry.wrong)},
                         {"clause", entry.clause},
                         {"evidence", entry.evidence}};
  }
  if (!answer.grounds.empty()) json["grounds"] = answer.grounds;
  if (answer.handshake) {
    json["handshake"] = {{"client", side_json(answer.handshake->client)},
                         {"server", side_json(answer.handshake->server)},
                         {"wire", alerts_json(answer.handshake->wire)}};
  }
  return json;
}

Json names_json(const std::vector<PeerName>& names) {
  Json list = Json::array();
  for (const PeerName& name : names) {
    list.push_back({{"kind", name_of(name.kind)}, {"value", name.value}});
  }
  return list;
}

Json policy_json(const PolicyInputs& policy) {
  return {{"initial_policy_set", policy.initial_policy_set},
          {"explicit_policy", policy.explicit_policy},
          {"policy_mapping_inhibit", policy.policy_mapping_inhibit},
          {"any_policy_inhibit", policy.any_policy_inhibit}};
}

Json question_json(const Question& question, DerTable& table) {
  Json json = {{"purpose", name_of(question.purpose)},
               {"time", format_time(question.time)},
               {"names", names_json(question.names)},
               {"revocation", name_of(question.revocation)},
               {"leaf", table.index(question.leaf)},
               {"pool", table.indices(question.pool)},
               {"anchors", table.indices(question.anchors)},
               {"crls", table.indices(question.crls)},
               {"ocsp", table.indices(question.ocsp)},
               {"key_usages", question.key_usages},
               {"extended_key_usages", question.extended_key_usages},
               {"signature_algorithms", question.signature_algorithms}};
  json["max_depth"] = question.max_depth ? Json(*question.max_depth) : Json(nullptr);
  if (question.policy != PolicyInputs{}) json["policy"] = policy_json(question.policy);
  return json;
}

Json oracle_json(const CaseResult& row) {
  const Verdict& verdict = row.oracle->verdict;
  return {{"decision", name_of(verdict.decision)},
          {"reason", name_of(verdict.reason)},
          {"native", verdict.native},
          {"words", verdict.words},
          {"disputes", row.disputed}};
}

Json case_json(const Results& results, const CaseResult& row, DerTable& table) {
  Json verdicts = Json::object();
  for (std::size_t i = 0; i < row.answers.size(); ++i) {
    verdicts[results.columns[i].id] = answer_json(results, row.answers[i]);
  }
  Json json = {{"id", row.what.id},
               {"title", row.what.title},
               {"ruleset", name_of(row.what.question.ruleset)},
               {"expect", name_of(row.expectation)},
               {"reason", name_of(row.what.reason)},
               {"effect", name_of(effect_of(row))},
               {"clauses", row.what.clauses},
               {"twin", row.what.twin},
               {"tags", row.what.tags},
               {"foreign", row.what.foreign},
               {"question", question_json(row.what.question, table)},
               {"verdicts", std::move(verdicts)}};
  if (row.oracle) json["oracle"] = oracle_json(row);
  return json;
}

Json stale_json(const std::vector<Stale>& stale) {
  Json list = Json::array();
  for (const Stale& each : stale) {
    list.push_back({{"target", each.target},
                    {"file", each.file},
                    {"line", each.line},
                    {"selector", each.selector}});
  }
  return list;
}

Json harm_json(const HarmCount& count) {
  return {{"behaviours", count.behaviours}, {"cases", count.cases}};
}

Json summary_json(const Results& results) {
  const std::vector<ColumnHarm> harm = count_harm(results);
  const std::vector<ColumnCounts> counts = count_columns(results);
  Json columns = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    Json& column = columns[results.columns[i].id];
    for (const Finding each : kFindings) column[std::string(name_of(each))] = counts[i].of(each);
    column["untwinned"] = counts[i].untwinned;
    column["crashes"] = harm_json(harm[i].crashes);
    for (const auto& [effect, count] : harm[i].false_accepts) {
      column["false-accepts"][std::string(name_of(effect))] = harm_json(count);
    }
    column["false-rejects"] = harm_json(harm[i].false_rejects);
  }
  return {{"exit", exit_status(results)},
          {"cases", results.cases.size()},
          {"disputes", count_disputes(results)},
          {"stale", results.stale.size()},
          {"columns", std::move(columns)}};
}

}  // namespace

nlohmann::ordered_json target_json(const TargetInfo& info) {
  Json capabilities = Json::array();
  for (const Capability each : info.capabilities) capabilities.push_back(name_of(each));
  return {{"id", info.id},
          {"name", info.name},
          {"version", info.version},
          {"compiled", info.compiled},
          {"build", info.build},
          {"library", info.library},
          {"parts", info.parts},
          {"revision", info.revision},
          {"library_sha256", info.library_sha256},
          {"capabilities", std::move(capabilities)}};
}

std::string json_report(const Results& results) {
  Json json = {
      {"schema", kSchema},
      {"tool", {{"name", "assay"}, {"version", tool_version()}, {"commit", tool_commit()}}},
      {"run", run_json(results)},
      {"targets", Json::array()},
      {"columns", Json::array()},
      {"cases", Json::array()}};
  for (const TargetInfo& each : results.targets) json["targets"].push_back(target_json(each));
  for (const Column& each : results.columns) json["columns"].push_back(column_json(results, each));
  DerTable table;
  for (const CaseResult& row : results.cases) {
    json["cases"].push_back(case_json(results, row, table));
  }
  Json& der = json["der"] = Json::array();
  for (const BytesView entry : table.entries()) der.push_back(base64(entry));
  json["stale"] = stale_json(results.stale);
  json["summary"] = summary_json(results);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay
