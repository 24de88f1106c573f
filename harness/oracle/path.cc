#include "harness/oracle/path.h"

#include <algorithm>

#include "harness/oracle/baseline.h"
#include "harness/oracle/constraints.h"
#include "harness/oracle/duties.h"
#include "harness/oracle/policy.h"
#include "harness/oracle/purpose.h"

namespace assay::oracle {
namespace {

// Counter is one of the three that count certificates down (6.1.2 d to f).
class Counter {
 public:
  Counter(bool zero, std::size_t length)
      : left_(zero ? 0 : static_cast<std::int64_t>(length) + 1) {}

  bool is_zero() const { return left_ == 0; }
  void step() { left_ = std::max<std::int64_t>(left_ - 1, 0); }
  void limit(const std::optional<std::int64_t>& to) {
    if (to) left_ = std::min(left_, *to);
  }

 private:
  std::int64_t left_;
};

// The values of critical extensions, and of the others that are processed.
bool check_values(Judge& judge, const Certificate& one) {
  const auto& fault = one.extensions.fault();
  // rfc5280-4.2-critical
  return judge.holds(OracleCheck::kExtensionValue, !fault || !fault->critical) &&
         // rfc5280-4.2-processed
         judge.holds(OracleCheck::kProcessedValue, !fault || fault->critical);
}

// Walk is the state of section 6.1.2, and the steps that follow it.
class Walk {
 public:
  Walk(Judge& judge, const PathInputs& inputs, PathView path)
      : judge_(judge),
        inputs_(inputs),
        path_(path),
        length_(path.size() - 1),
        explicit_policy_(inputs.question.policy.explicit_policy, length_),
        inhibit_any_(inputs.question.policy.any_policy_inhibit, length_),
        inhibit_mapping_(inputs.question.policy.policy_mapping_inhibit, length_),
        max_path_length_(static_cast<std::int64_t>(length_)),
        follows_policies_(policies_count()) {}

  bool run();

 private:
  const Certificate& at(std::size_t position) const { return *path_[position]; }
  bool policies_count() const;
  bool start_at_anchor();
  bool check_basics(std::size_t position);
  bool check_constraints_on(std::size_t position);
  bool apply_policies(std::size_t position);
  bool prepare_next(std::size_t position);
  bool map_policies(std::size_t position);
  void count_down(const Certificate& one);
  bool count_path_length(const Certificate& one);
  bool wrap_up();

  Judge& judge_;
  const PathInputs& inputs_;
  PathView path_;
  std::size_t length_;  // n: the anchor is not counted
  Counter explicit_policy_;
  Counter inhibit_any_;
  Counter inhibit_mapping_;
  std::int64_t max_path_length_;
  bool follows_policies_;
  PolicyGraph policies_;
  std::vector<const NameConstraints*> constraints_;
};

// Without a demand for an explicit policy, none can become one: explicit_policy starts at n + 1 and
// is counted down n times at most.
bool Walk::policies_count() const {
  if (inputs_.role != Role::kPeer) return false;
  if (inputs_.question.policy.explicit_policy) return true;
  return std::any_of(path_.begin(), path_.end() - 1, [](const Certificate* one) {
    const auto& limits = one->extensions.policy_constraints;
    return limits && limits->require_explicit;
  });
}

// rfc5280-6.2: what an anchor's certificate says counts as far as the ruleset asks it; its name
// constraints and path length always do (RFC 5937).
bool Walk::start_at_anchor() {
  const Certificate& anchor = *path_.back();
  judge_.move_to(length_, Judge::Role::kAnchor);
  const UnixTime time = inputs_.question.time;
  const auto& basic = anchor.extensions.basic_constraints;
  const auto& key_usage = anchor.extensions.key_usage;
  if (!check_values(judge_, anchor) ||
      !judge_.holds(
          OracleCheck::kAlgorithmsAgree,
          std::ranges::equal(anchor.inner_algorithm.encoding, anchor.outer_algorithm.encoding)) ||
      !check_key_strength(judge_, anchor) ||
      !judge_.holds(OracleCheck::kNotBefore, anchor.not_before <= time) ||
      !judge_.holds(OracleCheck::kNotAfter, time <= anchor.not_after) ||
      !judge_.holds(OracleCheck::kCa, anchor.version < 3 || (basic && basic->ca)) ||
      !judge_.holds(OracleCheck::kKeyCertSign, !key_usage || key_usage->has(usage::kKeyCertSign)) ||
      !judge_.holds(OracleCheck::kCriticalOfCa, !anchor.extensions.unknown_critical())) {
    return false;
  }
  const LatitudeSet& otherwise = inputs_.otherwise;
  if (basic && basic->ca && basic->path_length && !otherwise.has(Latitude::kAnchorPathLength)) {
    max_path_length_ = std::min(max_path_length_, *basic->path_length);
  }
  const auto& names = anchor.extensions.name_constraints;
  if (!names || otherwise.has(Latitude::kAnchorNameConstraints)) return true;
  constraints_.push_back(&*names);
  return true;
}

bool Walk::check_basics(std::size_t position) {
  const Certificate& one = at(position);
  const UnixTime time = inputs_.question.time;
  judge_.move_to(position);
  return check_values(judge_, one) &&
         // rfc5280-4.1.1.2
         judge_.holds(
             OracleCheck::kAlgorithmsAgree,
             std::ranges::equal(one.inner_algorithm.encoding, one.outer_algorithm.encoding)) &&
         // rfc5280-6.1.3-a-1: the builder has verified it.
         judge_.holds(OracleCheck::kSignature, true) && check_key_strength(judge_, one) &&
         check_signature_algorithm(judge_, one, inputs_.question) &&
         // rfc5280-6.1.3-a-2
         judge_.holds(OracleCheck::kNotBefore, one.not_before <= time) &&
         judge_.holds(OracleCheck::kNotAfter, time <= one.not_after);
}

bool Walk::check_constraints_on(std::size_t position) {
  const Certificate& one = at(position);
  // Self-issued certificates are exempt, the last one is not.
  if (constraints_.empty() || (position != 0 && one.is_self_issued)) return true;
  const auto wildcards = inputs_.otherwise.has(Latitude::kWildcardExcluded)
                             ? WildcardUse::kAsItStands
                             : WildcardUse::kEachHost;
  auto result = ConstraintResult::kAllowed;
  for (const NameConstraints* each : constraints_) {
    result = check_constraints(one, *each, inputs_.constraint_budget, wildcards);
    if (result != ConstraintResult::kAllowed) break;
  }
  // rfc5280-6.1.3-b
  return judge_.holds(OracleCheck::kPermittedSubtrees, result != ConstraintResult::kNotPermitted) &&
         // rfc5280-6.1.3-c
         judge_.holds(OracleCheck::kExcludedSubtrees, result != ConstraintResult::kExcluded) &&
         // rfc5280-4.2.1.10-bounds
         judge_.holds(OracleCheck::kSubtreeBounds, result != ConstraintResult::kBounds) &&
         // rfc5280-4.2.1.10-form
         judge_.holds(OracleCheck::kSubtreeForm, result != ConstraintResult::kIncomparable) &&
         judge_.holds(OracleCheck::kBudget, result != ConstraintResult::kBudget);
}

bool Walk::apply_policies(std::size_t position) {
  const Certificate& one = at(position);
  // rfc5280-4.2.1.4-once
  if (one.extensions.policies && judge_.asks(OracleCheck::kPolicyOnce) &&
      !judge_.holds(OracleCheck::kPolicyOnce, !lists_policy_twice(one))) {
    return false;
  }
  if (!follows_policies_) return true;
  // rfc5280-6.1.3-d
  const bool any = !inhibit_any_.is_zero() || (position != 0 && one.is_self_issued);
  policies_.add_policies(one, any ? AnyPolicyUse::kAllowed : AnyPolicyUse::kInhibited);
  // rfc5280-6.1.3-f
  return judge_.holds(OracleCheck::kPolicyGraph, !explicit_policy_.is_zero() || !policies_.empty());
}

bool Walk::map_policies(std::size_t position) {
  const Certificate& one = at(position);
  // rfc5280-6.1.4-a
  if (!judge_.holds(OracleCheck::kPolicyMapping, !maps_any_policy(one))) return false;
  if (!follows_policies_) return true;
  // rfc5280-6.1.4-b
  policies_.add_mappings(
      one, inhibit_mapping_.is_zero() ? MappingUse::kInhibited : MappingUse::kAllowed);
  return true;
}

void Walk::count_down(const Certificate& one) {
  // rfc5280-6.1.4-h
  if (!one.is_self_issued) {
    explicit_policy_.step();
    inhibit_mapping_.step();
    inhibit_any_.step();
  }
  // rfc5280-6.1.4-i
  if (const auto& limits = one.extensions.policy_constraints) {
    explicit_policy_.limit(limits->require_explicit);
    inhibit_mapping_.limit(limits->inhibit_mapping);
  }
  // rfc5280-6.1.4-j
  inhibit_any_.limit(one.extensions.inhibit_any_policy);
}

bool Walk::count_path_length(const Certificate& one) {
  // rfc5280-6.1.4-l
  if (!one.is_self_issued) {
    if (!judge_.holds(OracleCheck::kPathLength, max_path_length_ > 0)) return false;
    --max_path_length_;
  }
  // rfc5280-6.1.4-m
  const auto& basic = one.extensions.basic_constraints;
  if (basic && basic->path_length) {
    max_path_length_ = std::min(max_path_length_, *basic->path_length);
  }
  return true;
}

bool Walk::prepare_next(std::size_t position) {
  const Certificate& one = at(position);
  if (!map_policies(position)) return false;
  // rfc5280-6.1.4-g
  if (const auto& names = one.extensions.name_constraints) {
    constraints_.push_back(&*names);
  }
  count_down(one);
  return check_ca(judge_, one) && count_path_length(one) && check_signs(judge_, one);
}

bool Walk::wrap_up() {
  const Certificate& leaf = at(0);
  // rfc5280-6.1.5-f
  if (!judge_.holds(OracleCheck::kCriticalOfLeaf, !leaf.extensions.unknown_critical())) {
    return false;
  }
  if (!follows_policies_) return true;
  // rfc5280-6.1.5-a
  explicit_policy_.step();
  // rfc5280-6.1.5-b
  const auto& limits = leaf.extensions.policy_constraints;
  if (limits && limits->require_explicit == 0) explicit_policy_.limit(0);
  // rfc5280-6.1.5-g
  return judge_.holds(OracleCheck::kExplicitPolicy,
                      !explicit_policy_.is_zero() || policies_.accepts(inputs_.accepted_policies));
}

bool Walk::run() {
  if (!start_at_anchor()) return false;
  for (std::size_t position = length_; position-- > 0;) {
    if (!check_basics(position) || !check_constraints_on(position) || !apply_policies(position)) {
      return false;
    }
    if (position != 0 && !prepare_next(position)) return false;
  }
  if (!wrap_up()) return false;
  if (inputs_.role != Role::kPeer) return true;
  return check_purpose(judge_, path_, inputs_.question, inputs_.otherwise);
}

}  // namespace

bool check_path(Judge& judge, const PathInputs& inputs, PathView path) {
  return Walk(judge, inputs, path).run();
}

bool check_issuers_duties(Judge& judge, const PathInputs& inputs, PathView path) {
  const std::size_t last = path.size() - 1;
  for (std::size_t position = path.size(); position-- > 0;) {
    const bool anchor = position == last;
    const Place place = anchor ? Place::kAnchor : position == 0 ? Place::kLeaf : Place::kIssuer;
    judge.move_to(position, anchor ? Judge::Role::kAnchor : Judge::Role::kCertificate);
    const Certificate* const issuer = anchor ? nullptr : path[position + 1];
    if (!check_duties(judge, *path[position], place, issuer) ||
        !check_baseline(judge, *path[position], place, inputs.question.purpose)) {
      return false;
    }
  }
  return true;
}

bool check_as_issuer(Judge& judge, const Certificate& certificate, UnixTime time) {
  return check_values(judge, certificate) &&
         judge.holds(OracleCheck::kNotBefore, certificate.not_before <= time) &&
         judge.holds(OracleCheck::kNotAfter, time <= certificate.not_after) &&
         check_ca(judge, certificate) && check_signs(judge, certificate);
}

}  // namespace assay::oracle
