// Case: a Question with its expectation, Reason, clauses and twin.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/text.h"
#include "harness/model/capability.h"
#include "harness/model/effect.h"
#include "harness/model/question.h"
#include "harness/model/reason.h"

namespace assay {

enum class Expectation { kAccept, kReject, kEither };

template <>
struct EnumNames<Expectation> {
  static constexpr std::pair<Expectation, std::string_view> kNames[] = {
      {Expectation::kAccept, "accept"},
      {Expectation::kReject, "reject"},
      {Expectation::kEither, "either"},
  };
};

struct Case {
  std::string id;         // "rfc5280/basic-constraints/intermediate-ca-false"
  std::string behaviour;  // "<area>/<behaviour>" of the catalogue: one rule, whatever its cases
  std::string area;       // "rfc5280/basic-constraints"; both empty for what files hold
  std::string title;      // one sentence of why
  std::vector<std::string> clauses;
  std::map<Ruleset, Expectation> expect;  // a ruleset that is missing takes kRfc5280's, see below
  Reason reason = Reason::kNone;          // of the reject, where one is expected
  std::optional<Effect> effect;           // of an accept; none for what files hold without one
  std::string twin;                       // id of the accepting case; empty for one that accepts
  std::vector<Capability> needs;          // beside needed_capabilities(question): key types
  std::vector<std::string> tags;
  bool foreign = false;  // from a suite of others: no twin, its decision alone counts
  // Why no target can be asked: an enum value or a PEM text of the suite that we do not know. Every
  // target then answers unsupported, with this as its note. Empty otherwise.
  std::string unsupported;
  Question question;

  bool operator==(const Case&) const = default;

  // expected() is the expectation under `rules`: its own entry, else rfc5280's, else kEither.
  [[nodiscard]] Expectation expected(Ruleset rules) const {
    for (const Ruleset each : {rules, Ruleset::kRfc5280}) {
      if (const auto it = expect.find(each); it != expect.end()) return it->second;
    }
    return Expectation::kEither;
  }
};

}  // namespace assay
