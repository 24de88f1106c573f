#include "harness/report/html_data.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/model/alert.h"
#include "harness/report/certificate_summary.h"
#include "harness/report/chain_drawing.h"
#include "harness/report/der_table.h"
#include "harness/report/html.h"
#include "harness/report/summary.h"
#include "harness/report/tool.h"
#include "harness/report/utf8.h"
#include "harness/run/opinion.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxWords = 2000;  // code points of one foreign text

// The description of a foreign case has several lines.
std::string paragraphs(std::string_view text) {
  std::string lines;
  for (const std::string_view line : split(text.substr(0, 4 * kMaxWords), '\n')) {
    lines += printable(line, kMaxWords) + "\n";
  }
  while (!lines.empty() && lines.back() == '\n') lines.pop_back();
  return lines.substr(std::min(lines.find_first_not_of('\n'), lines.size()));
}

// Packer keeps what many cells share.
class Packer {
 public:
  explicit Packer(const Results& results) : results_(results) {}

  Json document();

 private:
  std::size_t text(const std::string& value) {
    const auto [it, is_new] = texts_.try_emplace(printable(value, kMaxWords), texts_.size());
    if (is_new) text_list_.push_back(it->first);
    return it->second;
  }

  Json verdict(const Verdict& verdict) {
    return {name_of(verdict.decision), name_of(verdict.reason), text(verdict.native),
            text(verdict.words), verdict.micros};
  }

  Json alerts(const std::vector<AlertEvent>& events);
  Json side(const SideOutcome& outcome);
  Json cell(const Answer& answer);
  Json question(const Question& question);
  Json row(const CaseResult& row);
  Json certificates();

  const Results& results_;
  std::map<std::string, std::size_t> texts_;
  Json text_list_ = Json::array();
  Json alert_names_ = Json::object();
  DerTable table_;
};

Json Packer::alerts(const std::vector<AlertEvent>& events) {
  Json list = Json::array();
  for (const AlertEvent& event : events) {
    alert_names_[std::to_string(event.description)] = alert_name(event.description);
    list.push_back({event.direction == AlertDirection::kSent ? "sent" : "received",
                    alert_level_name(event.level), event.description});
  }
  return list;
}

Json Packer::side(const SideOutcome& outcome) {
  Json json = verdict(outcome.verdict);
  json.push_back(text(outcome.negotiated));
  json.push_back(alerts(outcome.alerts));
  return json;
}

// A cell is [finding, verdict, note, untwinned, grounds] and, of a handshake, [client, server,
// wire].
Json Packer::cell(const Answer& answer) {
  Json json = {name_of(answer.finding), verdict(answer.verdict), text(answer.note),
               answer.untwinned ? 1 : 0, text(answer.grounds)};
  if (answer.handshake) {
    json.push_back(Json::array({side(answer.handshake->client), side(answer.handshake->server),
                                alerts(answer.handshake->wire)}));
  }
  return json;
}

Json Packer::question(const Question& question) {
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
  Json chain = Json::array();
  for (const DrawnCertificate& each : draw_chain(question)) {
    chain.push_back({name_of(each.role), table_.index(*each.der)});
  }
  json["chain"] = std::move(chain);
  return json;
}

Json Packer::row(const CaseResult& row) {
  Json cells = Json::array();
  for (const Answer& answer : row.answers) cells.push_back(cell(answer));
  const Case& what = row.what;
  Json json = {{"id", what.id},
               {"title", paragraphs(what.title)},
               {"expect", name_of(row.expectation)},
               {"reason", name_of(what.reason)},
               {"ruleset", name_of(row.what.question.ruleset)},
               {"clauses", what.clauses},
               {"cells", std::move(cells)}};
  if (!what.twin.empty()) json["twin"] = what.twin;
  if (!what.tags.empty()) json["tags"] = what.tags;
  if (what.foreign) json["foreign"] = true;
  json["question"] = question(what.question);
  if (row.oracle) {
    const Verdict& verdict = row.oracle->verdict;
    json["oracle"] = {decision_text(verdict), verdict.native, verdict.words, row.disputed ? 1 : 0};
  }
  return json;
}

Json time_json(const std::optional<UnixTime>& time) {
  return time ? Json(format_time(*time)) : Json(nullptr);
}

Json certificate(BytesView der) {
  const CertificateSummary summary = summarize_certificate(der);
  Json extensions = Json::array();
  for (const ExtensionSummary& each : summary.extensions) {
    extensions.push_back({each.name, each.critical ? 1 : 0, printable(each.value, kMaxWords)});
  }
  Json json = {{"subject", printable(summary.subject, kMaxWords)},
               {"issuer", printable(summary.issuer, kMaxWords)},
               {"serial", summary.serial},
               {"signature", summary.signature},
               {"from", time_json(summary.not_before)},
               {"to", time_json(summary.not_after)},
               {"key", summary.key},
               {"extensions", std::move(extensions)},
               {"size", der.size()}};
  if (!summary.fault.empty()) json["fault"] = summary.fault;
  return json;
}

Json Packer::certificates() {
  std::size_t octets = 0;
  for (const BytesView der : table_.entries()) octets += der.size();
  Json list = Json::array();
  for (const BytesView der : table_.entries()) {
    Json json = certificate(der);
    if (octets <= kEmbeddedDerLimit) json["der"] = base64(der);
    list.push_back(std::move(json));
  }
  return list;
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

Json Packer::document() {
  Json json = {{"tool", tool_name()},
               {"mode", results_.mode},
               {"started", format_time(results_.started)},
               {"seconds", results_.seconds},
               {"exit", exit_meaning(results_)},
               {"failed", failed(results_)},
               {"inputs", Json::array()},
               {"targets", Json::array()},
               {"columns", columns_json(results_)},
               {"rows", Json::array()},
               {"stale", Json::array()}};
  for (const auto& [name, hash] : results_.inputs) json["inputs"].push_back({name, hash});
  for (const TargetInfo& each : results_.targets) json["targets"].push_back(target_json(each));
  for (const CaseResult& each : results_.cases) json["rows"].push_back(row(each));
  for (const Stale& each : results_.stale) {
    json["stale"].push_back({{"target", each.target},
                             {"place", each.file + ":" + std::to_string(each.line)},
                             {"selector", each.selector}});
  }
  json["certificates"] = certificates();
  json["texts"] = std::move(text_list_);
  json["alerts"] = std::move(alert_names_);
  return json;
}

}  // namespace

std::string html_data(const Results& results) {
  const std::string json =
      Packer(results).document().dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string safe;
  safe.reserve(json.size() + json.size() / 64);
  // Outside of texts JSON has no "<": escaping it changes no meaning and closes no element.
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace assay
