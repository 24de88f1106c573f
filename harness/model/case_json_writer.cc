#include "harness/model/case_json.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

Json names_json(const std::vector<PeerName>& names) {
  Json list = Json::array();
  for (const PeerName& name : names) {
    list.push_back({{std::string(name_of(name.kind)), name.value}});
  }
  return list;
}

void add_if_any(Json& to, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) to[key] = values;
}

// A time beyond the years that its text form has is written in seconds.
Json time_json(UnixTime time) {
  const std::string text = format_time(time);
  const auto read = parse_time(text);
  return read && *read == time ? Json(text) : Json(time);
}

}  // namespace

// The members that most questions leave at their defaults are left out.
Json question_json(const Question& question, const QuestionFiles& files) {
  Json json{
      {"leaf", files.leaf}, {"pool", files.pool}, {"anchors", files.anchors}, {"crls", files.crls}};
  add_if_any(json, "ocsp", files.ocsp);
  if (!files.leaf_key.empty()) json["leaf_key"] = files.leaf_key;
  json["time"] = time_json(question.time);
  json["purpose"] = name_of(question.purpose);
  json["names"] = names_json(question.names);
  json["revocation"] = name_of(question.revocation);
  if (question.max_depth) json["max_depth"] = *question.max_depth;
  add_if_any(json, "key_usages", question.key_usages);
  add_if_any(json, "extended_key_usages", question.extended_key_usages);
  add_if_any(json, "signature_algorithms", question.signature_algorithms);
  const PolicyInputs& policy = question.policy;
  if (policy != PolicyInputs{}) {
    json["policy"] = {{"initial_policy_set", policy.initial_policy_set},
                      {"explicit_policy", policy.explicit_policy},
                      {"policy_mapping_inhibit", policy.policy_mapping_inhibit},
                      {"any_policy_inhibit", policy.any_policy_inhibit}};
  }
  return json;
}

Json case_json(const Case& what) {
  Json expect = Json::object();
  for (const auto& [ruleset, expectation] : what.expect) {
    expect[std::string(name_of(ruleset))] = name_of(expectation);
  }
  Json json{{"id", what.id}, {"title", what.title}, {"clauses", what.clauses}, {"expect", expect}};
  if (what.question.ruleset != Ruleset::kRfc5280) {
    json["ruleset"] = name_of(what.question.ruleset);
  }
  if (what.reason != Reason::kNone) json["reason"] = name_of(what.reason);
  if (!what.twin.empty()) json["twin"] = what.twin;
  add_if_any(json, "tags", what.tags);
  for (const Capability each : what.needs) json["needs"].push_back(name_of(each));
  if (what.foreign) json["foreign"] = true;
  return json;
}

}  // namespace assay
