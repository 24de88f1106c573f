// Clause: one sentence of a standard, in our words, with an id that cases and code cite.
#pragma once

#include <map>
#include <string>

#include "harness/base/result.h"
#include "harness/base/text.h"
#include "harness/base/yaml.h"

namespace assay {

// Binds: whose duty a clause is. A verifier need not check what binds the issuer alone.
enum class Binds { kIssuer, kVerifier };
enum class Strength { kMust, kShould, kMay };

template <>
struct EnumNames<Binds> {
  static constexpr std::pair<Binds, std::string_view> kNames[] = {{Binds::kIssuer, "issuer"},
                                                                  {Binds::kVerifier, "verifier"}};
};

template <>
struct EnumNames<Strength> {
  static constexpr std::pair<Strength, std::string_view> kNames[] = {
      {Strength::kMust, "must"}, {Strength::kShould, "should"}, {Strength::kMay, "may"}};
};

struct Clause {
  std::string id;        // "rfc5280-6.1.4-k"
  std::string title;     // one sentence
  std::string document;  // "RFC 5280"
  std::string section;   // "6.1.4 (k)"
  Binds binds = Binds::kVerifier;
  Strength strength = Strength::kMust;

  bool operator==(const Clause&) const = default;
};

using Clauses = std::map<std::string, Clause>;

// read_clauses() adds the clauses of one document to `clauses` and records every mistake, an id
// that is there already included.
void read_clauses(const YamlReader& reader, const YamlNode& root, Clauses& clauses);

// load_clauses() reads each *.yaml of a folder. An Error lists every mistake of every file.
Result<Clauses> load_clauses(const std::string& folder);

}  // namespace assay
