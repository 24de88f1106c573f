#include "harness/report/limbo_results.h"

#include <nlohmann/json.hpp>

#include "harness/model/limbo.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

std::string_view actual_result(Decision decision) {
  switch (decision) {
    case Decision::kAccept:
      return "SUCCESS";
    case Decision::kUnsupported:
      return "SKIPPED";
    case Decision::kReject:
    case Decision::kCrash:
    case Decision::kTimeout:
      return "FAILURE";
  }
  check_failed("a decision without a result", __FILE__, __LINE__);
}

std::string context(const Answer& answer) {
  std::string text;
  const auto add = [&text](std::string_view part) {
    if (!part.empty()) text.append(text.empty() ? "" : ": ").append(part);
  };
  const Verdict& verdict = answer.verdict;
  if (verdict.decision == Decision::kCrash || verdict.decision == Decision::kTimeout) {
    add(name_of(verdict.decision));
  }
  if (verdict.decision != Decision::kAccept) add(verdict.native);
  add(verdict.words);
  if (verdict.decision == Decision::kUnsupported) add(answer.note);
  return text;
}

}  // namespace

std::string limbo_results(const Results& results, std::size_t column) {
  ASSAY_CHECK(column < results.columns.size());
  const Column& asked = results.columns[column];
  Json list = Json::array();
  for (const CaseResult& row : results.cases) {
    const Answer& answer = row.answers[column];
    const std::string words = context(answer);
    list.push_back({{"id", limbo_id(row.what)},
                    {"actual_result", actual_result(answer.verdict.decision)},
                    {"context", words.empty() ? Json(nullptr) : Json(words)}});
  }
  const Json json = {{"version", 1},
                     {"harness", asked.id + " " + results.targets[asked.target].version +
                                     (results.interrupted.signal != 0 ? " (interrupted)" : "")},
                     {"results", std::move(list)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay
