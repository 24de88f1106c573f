// Texts: names of enum values, the nearest valid word for an error, globs, and one-line quoting.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/check.h"
#include "harness/base/result.h"

namespace assay {

// EnumNames<E>::kNames lists each value of E with its one spelling in files and reports:
// `static constexpr std::pair<E, std::string_view> kNames[]`.
template <typename E>
struct EnumNames;

// name_of() is the spelling of a value; a value without one is a bug.
template <typename E>
std::string_view name_of(E value) {
  for (const auto& [each, name] : EnumNames<E>::kNames) {
    if (each == value) return name;
  }
  check_failed("an enum value without a name", __FILE__, __LINE__);
}

// nearest() is the candidate with the fewest edits to `word`, or "" when none is close.
std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

// unknown_word() is the Error "unknown <what> 'wrod'; did you mean 'word'?".
tl::unexpected<Error> unknown_word(std::string_view what, std::string_view word,
                                   std::span<const std::string_view> candidates);

// parse_name() reads the spelling of an enum value; `what` names the kind in the Error.
template <typename E>
Result<E> parse_name(std::string_view what, std::string_view text) {
  std::vector<std::string_view> candidates;
  for (const auto& [value, name] : EnumNames<E>::kNames) {
    if (name == text) return value;
    candidates.push_back(name);
  }
  return unknown_word(what, text, candidates);
}

// matches_glob() knows '*' (any run, '/' included) and '?' (one character).
bool matches_glob(std::string_view pattern, std::string_view text);

// one_line() makes foreign text safe for a terminal: control characters become '.', and what is
// longer than `limit` octets is cut with "...".
std::string one_line(std::string_view text, std::size_t limit = 200);

// split() cuts at each separator; empty parts are kept, and an empty text has none.
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace assay
