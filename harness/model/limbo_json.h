// Reading JSON of others: limits before memory, one line with a place for each mistake, and no
// exception beyond this file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"

namespace assay {

struct JsonLimits {
  std::size_t octets = std::size_t{256} << 20;
  std::size_t depth = 32;           // of nested objects and lists
  std::size_t values = 20'000'000;  // scalars, objects and lists together
};

// parse_json() reads one document. Errors, each on one line: no JSON (with line and column), a key
// twice in one object (with the path to it), more than a limit.
Result<nlohmann::json> parse_json(std::string_view text, const JsonLimits& limits = {});

// limbo_suite() and bettertls_suite() read a document that is parsed; read_limbo() and
// read_bettertls() say what.
struct Suite;
Result<Suite> limbo_suite(nlohmann::json json, std::int64_t default_time);
Result<Suite> bettertls_suite(const nlohmann::json& json, std::int64_t default_time);

// dump_json() writes one value a line, ending in a line end; text that is no UTF-8 is an Error.
Result<std::string> dump_json(const nlohmann::ordered_json& json);

// JsonFields reads the members of one object. Null and missing are the same. The first member that
// has another type than asked for is kept as `mistake()`; what is returned then means nothing.
class JsonFields {
 public:
  // `object` outlives this. A value that is no object is the first mistake.
  JsonFields(const nlohmann::json& object, std::string place);

  std::string text(const char* key);  // a mistake when missing
  std::optional<std::string> optional_text(const char* key);
  std::optional<std::int64_t> optional_integer(const char* key);
  bool flag(const char* key);                                   // false when missing
  std::vector<std::string> texts(const char* key);              // empty when missing
  const nlohmann::json* optional_object(const char* key);       // null when missing
  std::vector<const nlohmann::json*> objects(const char* key);  // empty when missing

  // first_other_key() is a key of the object that `known` does not list, or "".
  [[nodiscard]] std::string first_other_key(const std::vector<std::string_view>& known) const;

  [[nodiscard]] const std::string& place() const { return place_; }
  [[nodiscard]] const std::string& mistake() const { return mistake_; }
  void refuse(const std::string& what);

 private:
  const nlohmann::json* find(const char* key) const;
  const nlohmann::json* list(const char* key);
  void refuse_type(const std::string& key, std::string_view wanted, const nlohmann::json& found);

  const nlohmann::json* object_;
  std::string place_;
  std::string mistake_;
};

}  // namespace assay
