#include "harness/model/limbo_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "harness/base/text.h"

namespace assay {
namespace {

using Json = nlohmann::json;

// TreeBuilder makes the document from the parser's events and stops it at a limit, which the
// library's own builder cannot do before the memory is spent.
class TreeBuilder : public nlohmann::json_sax<Json> {
 public:
  explicit TreeBuilder(const JsonLimits& limits) : limits_(limits) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return stop("binary"); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    key_ = std::move(name);
    if (!open_.back().value->contains(key_)) return true;
    return stop(fmt::format("key '{}' twice in one object", one_line(key_, 60)));
  }

  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& error) override {
    // The library's text begins with a code of its own in brackets.
    std::string_view text = error.what();
    if (const std::size_t end = text.find("] "); end != text.npos) text.remove_prefix(end + 2);
    mistake_ = one_line(text, 300);
    return false;
  }

  Json take_root() { return std::move(root_); }
  [[nodiscard]] const std::string& mistake() const { return mistake_; }

 private:
  // Returns where the value went, or null after stopping.
  Json* place(Json value) {
    if (++values_ > limits_.values) {
      stop(fmt::format("more than {} values", limits_.values));
      return nullptr;
    }
    if (open_.empty()) return &(root_ = std::move(value));
    if (open_.back().value->is_object()) return &((*open_.back().value)[key_] = std::move(value));
    open_.back().value->push_back(std::move(value));
    return &open_.back().value->back();
  }

  template <typename T>
  bool put(T&& value) {
    return place(Json(std::forward<T>(value))) != nullptr;
  }

  bool open(Json value) {
    if (open_.size() == limits_.depth) {
      return stop(fmt::format("nested deeper than {}", limits_.depth));
    }
    const bool is_member = !open_.empty() && open_.back().value->is_object();
    Json* const here = place(std::move(value));
    if (here == nullptr) return false;
    open_.push_back({here, is_member ? key_ : ""});
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  bool stop(std::string what) {
    mistake_ = path() + ": " + std::move(what);
    return false;
  }

  // "testcases[3].crls[0]", or "the document" outside of everything.
  std::string path() const {
    std::string path;
    for (const Open& each : open_) {
      if (!each.key.empty()) path += (path.empty() ? "" : ".") + one_line(each.key, 60);
      if (!each.value->is_array()) continue;
      // The element that is still open is in its list already.
      const bool innermost = &each == &open_.back();
      path += "[" + std::to_string(each.value->size() - (innermost ? 0 : 1)) + "]";
    }
    return path.empty() ? "the document" : path;
  }

  struct Open {
    Json* value;      // stays where it is: only the innermost one grows
    std::string key;  // that it has in the object around it, if any
  };

  JsonLimits limits_;
  Json root_;
  std::vector<Open> open_;
  std::string key_;
  std::size_t values_ = 0;
  std::string mistake_;
};

std::string_view type_of(const Json& json) {
  if (json.is_number()) return "a number";
  if (json.is_string()) return "a text";
  if (json.is_array()) return "a list";
  if (json.is_object()) return "an object";
  return json.is_boolean() ? "true or false" : "null";
}

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.octets) {
    return input_error(fmt::format("larger than the limit of {} octets", limits.octets));
  }
  try {
    TreeBuilder builder(limits);
    if (Json::sax_parse(text, &builder)) return builder.take_root();
    return input_error(builder.mistake());
  } catch (const std::exception& error) {
    return input_error(one_line(error.what(), 300));
  }
}

Result<std::string> dump_json(const nlohmann::ordered_json& json) {
  try {
    return json.dump(1) + "\n";
  } catch (const nlohmann::ordered_json::exception& error) {
    return input_error("cannot be written as JSON: " + one_line(error.what(), 300));
  }
}

JsonFields::JsonFields(const Json& object, std::string place)
    : object_(&object), place_(std::move(place)) {
  if (!object.is_object()) {
    mistake_ = fmt::format("{}: expected an object, found {}", place_, type_of(object));
  }
}

void JsonFields::refuse(const std::string& what) {
  if (mistake_.empty()) mistake_ = place_ + ": " + what;
}

void JsonFields::refuse_type(const std::string& key, std::string_view wanted, const Json& found) {
  refuse(fmt::format("{}: expected {}, found {}", key, wanted, type_of(found)));
}

const Json* JsonFields::find(const char* key) const {
  if (!object_->is_object()) return nullptr;
  const auto it = object_->find(key);
  return it == object_->end() || it->is_null() ? nullptr : &*it;
}

const Json* JsonFields::list(const char* key) {
  const Json* const value = find(key);
  if (value == nullptr || value->is_array()) return value;
  refuse_type(key, "a list", *value);
  return nullptr;
}

std::optional<std::string> JsonFields::optional_text(const char* key) {
  const Json* const value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  refuse_type(key, "a text", *value);
  return std::nullopt;
}

std::string JsonFields::text(const char* key) {
  if (find(key) == nullptr) refuse(fmt::format("lacks {}", key));
  return optional_text(key).value_or("");
}

std::optional<std::int64_t> JsonFields::optional_integer(const char* key) {
  const Json* const value = find(key);
  if (value == nullptr) return std::nullopt;
  const bool fits = value->is_number_unsigned() ? value->get<std::uint64_t>() <= INT64_MAX
                                                : value->is_number_integer();
  if (fits) return value->get<std::int64_t>();
  refuse_type(key, "a whole number of 64 bits", *value);
  return std::nullopt;
}

bool JsonFields::flag(const char* key) {
  const Json* const value = find(key);
  if (value == nullptr) return false;
  if (value->is_boolean()) return value->get<bool>();
  refuse_type(key, "true or false", *value);
  return false;
}

std::vector<std::string> JsonFields::texts(const char* key) {
  std::vector<std::string> texts;
  const Json* const values = list(key);
  if (values == nullptr) return texts;
  for (std::size_t i = 0; i < values->size(); ++i) {
    const Json& value = (*values)[i];
    if (!value.is_string()) {
      refuse_type(fmt::format("{}[{}]", key, i), "a text", value);
      return {};
    }
    texts.push_back(value.get<std::string>());
  }
  return texts;
}

const Json* JsonFields::optional_object(const char* key) {
  const Json* const value = find(key);
  if (value == nullptr || value->is_object()) return value;
  refuse_type(key, "an object", *value);
  return nullptr;
}

std::vector<const Json*> JsonFields::objects(const char* key) {
  std::vector<const Json*> objects;
  const Json* const values = list(key);
  if (values == nullptr) return objects;
  for (std::size_t i = 0; i < values->size(); ++i) {
    const Json& value = (*values)[i];
    if (!value.is_object()) {
      refuse_type(fmt::format("{}[{}]", key, i), "an object", value);
      return {};
    }
    objects.push_back(&value);
  }
  return objects;
}

std::string JsonFields::first_other_key(const std::vector<std::string_view>& known) const {
  if (!object_->is_object()) return "";
  for (const auto& [key, value] : object_->items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) return key;
  }
  return "";
}

}  // namespace assay
