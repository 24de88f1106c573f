#include "harness/oracle/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "harness/oracle/builder.h"
#include "harness/oracle/candidates.h"
#include "harness/oracle/constraints.h"
#include "harness/oracle/identity.h"
#include "harness/oracle/path.h"
#include "harness/oracle/revocation.h"
#include "harness/oracle/signature_fault.h"

namespace assay {
namespace {

using namespace oracle;  // NOLINT(google-build-using-namespace): this file is its public face

constexpr std::size_t kUsualSteps = 96;  // of a path of three certificates

// rfc5280-4.1
OracleCheck check_of(const ParseError& error) {
  switch (error.rule) {
    case Rule::kVersion:
    case Rule::kVersionOfFields:
      // rfc5280-4.1.2.1
      return OracleCheck::kVersion;
    case Rule::kDuplicateExtension:
      // rfc5280-4.2-once
      return OracleCheck::kExtensionOnce;
    default:
      return OracleCheck::kEncoding;
  }
}

// What the certificate says it is signed with, where that is what is wrong.
std::string algorithm_text(const Certificate& child, OracleCheck fault) {
  const bool by_algorithm = fault == OracleCheck::kAlgorithmKnown ||
                            fault == OracleCheck::kAlgorithmParameters ||
                            fault == OracleCheck::kAlgorithmOfKey;
  return by_algorithm ? der::oid_text(child.outer_algorithm.type) : std::string();
}

std::vector<Bytes> accepted_policies(const Question& question) {
  std::vector<Bytes> accepted;
  for (const std::string& text : question.policy.initial_policy_set) {
    // What is no OID is no certificate's policy either.
    accepted.push_back(der::oid_from_text(text).value_or(Bytes()));
  }
  return accepted;
}

// What is enforced on the certificates of a path, and on its anchor.
struct Enforced {
  OracleCheckSet path;
  OracleCheckSet anchor;
};

Enforced enforced(Ruleset rules, const OracleOptions& options) {
  Enforced made{checks_of(rules), anchor_checks_of(rules)};
  read_otherwise(options.otherwise, made.path, made.anchor);
  made.path &= ~options.waived;
  made.anchor &= ~options.waived;
  return made;
}

class Validation {
 public:
  Validation(const Question& question, const OracleOptions& options)
      : question_(question),
        ruleset_(options.ruleset.value_or(question.ruleset)),
        path_checks_(enforced(ruleset_, options).path),
        anchor_checks_(enforced(ruleset_, options).anchor),
        otherwise_(options.otherwise),
        candidates_(question),
        builder_(candidates_,
                 asks_for_signatures(path_checks_) ? SignatureUse::kVerify : SignatureUse::kIgnore),
        judge_(path_checks_, anchor_checks_),
        alone_(path_checks_, anchor_checks_),
        revocation_(question, candidates_, builder_, path_checks_, anchor_checks_, otherwise_),
        inputs_{question, constraint_budget_, Role::kPeer, accepted_policies(question),
                otherwise_} {
    judge_.reserve(kUsualSteps);
  }

  OracleVerdict run();

 private:
  bool is_usable(CandidateId id);
  bool trusts_leaf();
  bool take(const Path& path);
  bool check_name(const Certificate& leaf);
  OracleVerdict accept();
  OracleVerdict reject(const OracleStep& failure, const std::string& detail = {});
  OracleVerdict reject_unread();
  OracleVerdict reject_without_path();
  // fails() makes `check` the last step of `path`, and tells whether it is enforced.
  bool fails(OracleCheck check, const Path& path);

  const Question& question_;
  Ruleset ruleset_;
  OracleCheckSet path_checks_;
  OracleCheckSet anchor_checks_;
  LatitudeSet otherwise_;
  Candidates candidates_;
  Builder builder_;
  Judge judge_;
  Judge alone_;  // for is_usable(), whose steps nobody reads
  Revocation revocation_;
  std::size_t constraint_budget_ = kConstraintBudgetOfQuestion;
  PathInputs inputs_;
  std::vector<const Certificate*> view_;
  std::optional<OracleStep> failure_;  // of the first path that reached an anchor
  OracleTrace trace_;
};

bool Validation::is_usable(CandidateId id) {
  alone_.restart();
  return check_as_issuer(alone_, *candidates_.certificate(id), question_.time);
}

// rfc9525-6.6
bool Validation::check_name(const Certificate& leaf) {
  if (question_.names.empty()) return true;
  const auto use = ruleset_ == Ruleset::kLegacy ? CommonNameUse::kFallback : CommonNameUse::kNever;
  const bool matches =
      std::any_of(question_.names.begin(), question_.names.end(),
                  [&](const PeerName& name) { return speaks_for(leaf, name, use); });
  judge_.move_to(0);
  return judge_.holds(OracleCheck::kName, matches);
}

bool Validation::take(const Path& path) {
  view_.clear();
  for (const CandidateId id : path) view_.push_back(candidates_.certificate(id));
  ++trace_.paths;
  judge_.restart();
  const bool good = check_path(judge_, inputs_, view_) && revocation_.check(judge_, path) &&
                    check_name(*view_.front()) && check_issuers_duties(judge_, inputs_, view_);
  if (!good && failure_) return false;
  failure_ = judge_.failure();
  trace_.steps = judge_.steps();
  trace_.path.clear();
  for (const CandidateId id : path) trace_.path.push_back(candidates_.place(id));
  return good;
}

bool Validation::fails(OracleCheck check, const Path& path) {
  trace_.path.clear();
  for (const CandidateId id : path) trace_.path.push_back(candidates_.place(id));
  judge_.restart();
  judge_.move_to(path.size() - 1);
  const bool enforced = !judge_.holds(check, false);
  trace_.steps = judge_.steps();
  return enforced;
}

OracleVerdict Validation::accept() {
  trace_.signature_checks = builder_.signature_checks();
  return {accepted(), std::nullopt, std::move(trace_)};
}

OracleVerdict Validation::reject(const OracleStep& failure, const std::string& detail) {
  trace_.signature_checks = builder_.signature_checks();
  const OracleCheckEntry& what = entry(failure.check);
  std::string who = "the leaf";
  if (failure.position > 0) {
    const OraclePlace place = trace_.path[failure.position];
    who = place.source == OraclePlace::Source::kAnchor
              ? "the trust anchor"
              : fmt::format("intermediate {} of the path", failure.position);
  }
  std::string words = fmt::format("{} {}", who, what.words);
  if (!detail.empty()) words += ": " + detail;
  return {rejected(what.reason, fmt::format("{}/{}", what.clause, what.name), std::move(words)),
          failure.check, std::move(trace_)};
}

OracleVerdict Validation::reject_unread() {
  const ParseError& error = candidates_.read_error(kLeafId);
  if (!fails(check_of(error), {kLeafId})) return accept();
  return reject(trace_.steps.back(), to_text(error));
}

OracleVerdict Validation::reject_without_path() {
  if (const Path& bad = builder_.bad_edge(); !bad.empty()) {
    const Certificate& child = *candidates_.certificate(bad.back());
    const auto why = signature_fault(child, candidates_.key(builder_.bad_issuer()));
    if (fails(why, bad)) return reject(trace_.steps.back(), algorithm_text(child, why));
  }
  if (const Path& unread = builder_.unread(); !unread.empty()) {
    const ParseError& error = candidates_.read_error(unread.back());
    if (fails(check_of(error), unread)) return reject(trace_.steps.back(), to_text(error));
  }
  // What cannot be read as far as its names might have been the issuer that is missing.
  if (const auto lost = candidates_.first_unreadable()) {
    const ParseError& error = candidates_.read_error(*lost);
    if (fails(check_of(error), {kLeafId, *lost})) {
      return reject(trace_.steps.back(), to_text(error));
    }
  }
  if (!fails(OracleCheck::kIssuerKnown, {kLeafId})) return accept();
  return reject(trace_.steps.back());
}

// A leaf that is in the store, if being there is enough.
bool Validation::trusts_leaf() {
  return otherwise_.has(Latitude::kTrustedLeaf) &&
         std::ranges::find(question_.anchors, question_.leaf) != question_.anchors.end() &&
         check_name(*candidates_.certificate(kLeafId));
}

OracleVerdict Validation::run() {
  if (candidates_.certificate(kLeafId) == nullptr) return reject_unread();
  if (trusts_leaf()) return accept();
  const auto take_path = [this](const Path& path) { return take(path); };
  // First through certificates that may issue at all; then, for the reason's sake, through any.
  const auto usable = [this](CandidateId id) { return is_usable(id); };
  if (builder_.find(kLeafId, usable, take_path)) return accept();
  const auto any = [](CandidateId) { return true; };
  if (!failure_ && builder_.find(kLeafId, any, take_path)) return accept();
  if (builder_.out_of_budget() && fails(OracleCheck::kBudget, {kLeafId})) {
    return reject(trace_.steps.back());
  }
  if (failure_) return reject(*failure_);
  return reject_without_path();
}

}  // namespace

OracleVerdict validate(const Question& question, const OracleOptions& options) {
  return Validation(question, options).run();
}

std::optional<Latitude> turning_latitude(const Question& question, const OracleOptions& options,
                                         Decision given) {
  for (const auto& [latitude, name] : EnumNames<Latitude>::kNames) {
    OracleOptions other = options;
    other.otherwise.set(latitude);
    if (validate(question, other).verdict.decision != given) return latitude;
  }
  return std::nullopt;
}

std::vector<OracleVerdict> find_faults(const Question& question, OracleOptions options) {
  std::vector<OracleVerdict> faults;
  // Each turn waives one check more.
  while (faults.size() < kOracleChecks) {
    OracleVerdict found = validate(question, options);
    if (!found.failed) break;
    options.waived.set(static_cast<std::size_t>(*found.failed));
    faults.push_back(std::move(found));
  }
  return faults;
}

}  // namespace assay
