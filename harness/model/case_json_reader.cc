#include <fmt/format.h>

#include <limits>

#include "harness/model/case_json.h"
#include "harness/model/limbo_json.h"

namespace assay {
namespace {

using Json = nlohmann::json;

// Keys that nobody reads are mistakes of whoever wrote them.
void refuse_others(JsonFields& fields, const std::vector<std::string_view>& known) {
  const std::string other = fields.first_other_key(known);
  if (!other.empty()) fields.refuse(fmt::format("unknown key '{}'", one_line(other, 60)));
}

// enum_of() reads a word; a missing one leaves `value` as it is.
template <typename E>
void enum_of(JsonFields& fields, const char* what, const std::optional<std::string>& word,
             E& value) {
  if (!word) return;
  if (const auto parsed = parse_name<E>(what, *word)) {
    value = *parsed;
  } else {
    fields.refuse(one_line(parsed.error().message));
  }
}

Result<void> outcome(const JsonFields& fields) {
  if (fields.mistake().empty()) return {};
  return input_error(fields.mistake());
}

void read_time(const Json& json, JsonFields& fields, UnixTime default_time, Question& question) {
  question.time = default_time;
  const auto member = json.is_object() ? json.find("time") : json.end();
  if (member != json.end() && member->is_number()) {
    question.time = fields.optional_integer("time").value_or(default_time);
    return;
  }
  const auto text = fields.optional_text("time");
  if (!text) return;
  if (const auto time = parse_time(*text)) {
    question.time = *time;
  } else {
    fields.refuse("time: " + time.error().message);
  }
}

void read_names(JsonFields& fields, Question& question) {
  for (const Json* each : fields.objects("names")) {
    for (const auto& [kind, value] : each->items()) {
      PeerName name;
      enum_of(fields, "name kind", kind, name.kind);
      if (!value.is_string()) return fields.refuse("names: a value that is no text");
      name.value = value.get<std::string>();
      question.names.push_back(std::move(name));
    }
  }
}

void read_policy(JsonFields& fields, Question& question) {
  const Json* const object = fields.optional_object("policy");
  if (object == nullptr) return;
  JsonFields policy(*object, fields.place() + ": policy");
  refuse_others(policy, {"initial_policy_set", "explicit_policy", "policy_mapping_inhibit",
                         "any_policy_inhibit"});
  question.policy = {policy.texts("initial_policy_set"), policy.flag("explicit_policy"),
                     policy.flag("policy_mapping_inhibit"), policy.flag("any_policy_inhibit")};
  if (!policy.mistake().empty()) fields.refuse(policy.mistake());
}

void read_depth(JsonFields& fields, Question& question) {
  const auto depth = fields.optional_integer("max_depth");
  if (!depth) return;
  if (*depth < 0 || *depth > std::numeric_limits<int>::max()) {
    return fields.refuse(fmt::format("max_depth {} is out of range", *depth));
  }
  question.max_depth = static_cast<int>(*depth);
}

}  // namespace

Result<QuestionFiles> read_question_json(const Json& json, const std::string& place,
                                         UnixTime default_time, Question& question) {
  JsonFields fields(json, place);
  refuse_others(fields, {"leaf", "pool", "anchors", "crls", "ocsp", "leaf_key", "time", "purpose",
                         "names", "revocation", "max_depth", "key_usages", "extended_key_usages",
                         "signature_algorithms", "policy"});
  QuestionFiles files{fields.text("leaf"),  fields.texts("pool"), fields.texts("anchors"),
                      fields.texts("crls"), fields.texts("ocsp"), {}};
  files.leaf_key = fields.optional_text("leaf_key").value_or("");
  read_time(json, fields, default_time, question);
  enum_of(fields, "purpose", fields.optional_text("purpose"), question.purpose);
  enum_of(fields, "revocation mode", fields.optional_text("revocation"), question.revocation);
  read_names(fields, question);
  read_depth(fields, question);
  question.key_usages = fields.texts("key_usages");
  question.extended_key_usages = fields.texts("extended_key_usages");
  question.signature_algorithms = fields.texts("signature_algorithms");
  read_policy(fields, question);
  ASSAY_CHECK_OK(outcome(fields));
  return files;
}

Result<void> read_case_json(const Json& json, const std::string& place, Case& what) {
  JsonFields fields(json, place);
  refuse_others(fields, {"id", "title", "clauses", "expect", "ruleset", "reason", "twin", "tags",
                         "needs", "foreign"});
  what.id = fields.text("id");
  if (what.id.empty()) fields.refuse("id is empty");
  what.title = fields.optional_text("title").value_or("");
  what.clauses = fields.texts("clauses");
  if (const Json* const expect = fields.optional_object("expect")) {
    JsonFields rules(*expect, place + ": expect");
    for (const auto& [word, unused] : expect->items()) {
      Ruleset ruleset{};
      Expectation expectation{};
      enum_of(rules, "ruleset", word, ruleset);
      enum_of(rules, "expectation", rules.text(word.c_str()), expectation);
      what.expect[ruleset] = expectation;
    }
    ASSAY_CHECK_OK(outcome(rules));
  }
  enum_of(fields, "ruleset", fields.optional_text("ruleset"), what.question.ruleset);
  enum_of(fields, "reason", fields.optional_text("reason"), what.reason);
  what.twin = fields.optional_text("twin").value_or("");
  what.tags = fields.texts("tags");
  for (const std::string& word : fields.texts("needs")) {
    Capability capability{};
    enum_of(fields, "capability", word, capability);
    what.needs.push_back(capability);
  }
  what.foreign = fields.flag("foreign");
  return outcome(fields);
}

}  // namespace assay
