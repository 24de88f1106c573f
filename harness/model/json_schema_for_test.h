// The part of JSON Schema that our schemas use, for tests: type, enum, const, pattern, required,
// properties, additionalProperties, items, anyOf, minimum and local $ref.
#pragma once

#include <nlohmann/json.hpp>
#include <regex>
#include <string>

namespace assay {

class SchemaCheck {
 public:
  explicit SchemaCheck(const nlohmann::json& root) : root_(root) {}

  // violation() is "<JSON pointer>: <what is wrong>", or "" where all is well.
  std::string violation(const nlohmann::json& schema, const nlohmann::json& json,
                        const std::string& at) const {
    if (schema.is_boolean()) return schema.get<bool>() ? "" : at + ": not expected";
    if (schema.contains("$ref")) {
      const std::string ref = schema["$ref"].get<std::string>().substr(1);
      return violation(root_.at(nlohmann::json::json_pointer(ref)), json, at);
    }
    if (std::string wrong = scalar(schema, json); !wrong.empty()) return at + ": " + wrong;
    if (std::string wrong = any_of(schema, json, at); !wrong.empty()) return wrong;
    if (std::string wrong = members(schema, json, at); !wrong.empty()) return wrong;
    return items(schema, json, at);
  }

 private:
  static bool has_type(const std::string& type, const nlohmann::json& json) {
    return (type == "object" && json.is_object()) || (type == "array" && json.is_array()) ||
           (type == "string" && json.is_string()) || (type == "boolean" && json.is_boolean()) ||
           (type == "integer" && json.is_number_integer()) ||
           (type == "number" && json.is_number()) || (type == "null" && json.is_null());
  }

  static std::string scalar(const nlohmann::json& schema, const nlohmann::json& json) {
    if (schema.contains("type") && !has_type(schema["type"].get<std::string>(), json)) {
      return "not of type " + schema["type"].get<std::string>();
    }
    if (schema.contains("const") && schema["const"] != json) return "not the constant";
    if (schema.contains("enum")) {
      const auto& values = schema["enum"];
      if (std::find(values.begin(), values.end(), json) == values.end()) return "not in the enum";
    }
    if (schema.contains("minimum") && json.is_number() && json < schema["minimum"]) {
      return "below the minimum";
    }
    if (schema.contains("pattern") && json.is_string() &&
        !std::regex_search(json.get<std::string>(),
                           std::regex(schema["pattern"].get<std::string>()))) {
      return "does not match the pattern";
    }
    return "";
  }

  std::string any_of(const nlohmann::json& schema, const nlohmann::json& json,
                     const std::string& at) const {
    if (!schema.contains("anyOf")) return "";
    for (const auto& each : schema["anyOf"]) {
      if (violation(each, json, at).empty()) return "";
    }
    return at + ": none of anyOf";
  }

  std::string members(const nlohmann::json& schema, const nlohmann::json& json,
                      const std::string& at) const {
    if (!json.is_object()) return "";
    for (const auto& name : schema.value("required", nlohmann::json::array())) {
      if (!json.contains(name.get<std::string>())) return at + ": lacks " + name.get<std::string>();
    }
    const nlohmann::json known = schema.value("properties", nlohmann::json::object());
    const nlohmann::json other = schema.value("additionalProperties", nlohmann::json(true));
    for (const auto& [name, value] : json.items()) {
      const nlohmann::json& rule = known.contains(name) ? known[name] : other;
      if (std::string wrong = violation(rule, value, at + "/" + name); !wrong.empty()) return wrong;
    }
    return "";
  }

  std::string items(const nlohmann::json& schema, const nlohmann::json& json,
                    const std::string& at) const {
    if (!json.is_array() || !schema.contains("items")) return "";
    for (std::size_t i = 0; i < json.size(); ++i) {
      std::string wrong = violation(schema["items"], json[i], at + "/" + std::to_string(i));
      if (!wrong.empty()) return wrong;
    }
    return "";
  }

  const nlohmann::json& root_;
};

inline std::string schema_violation(const nlohmann::json& schema, const nlohmann::json& json) {
  return SchemaCheck(schema).violation(schema, json, "");
}

}  // namespace assay
