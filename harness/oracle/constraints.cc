#include "harness/oracle/constraints.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "harness/oracle/syntax.h"

namespace assay::oracle {
namespace {

// Subtree is a GeneralSubtree: its base, whether it has bounds (a minimum other than 0, or a
// maximum) that no application uses, and whether a minimum of 0 is written out.
struct Subtree {
  GeneralName base;
  bool has_bounds = false;
  bool writes_minimum = false;
};

Subtree make_subtree(const GeneralName& base, der::Reader subtree) {
  Subtree made{base};
  if (!subtree.any()) return made;
  while (const auto bound = subtree.any()) {
    const bool zero_minimum = bound->tag == der::Tag::context(0) && bound->content.size() == 1 &&
                              bound->content.front() == 0;
    made.has_bounds = made.has_bounds || !zero_minimum;
    made.writes_minimum = made.writes_minimum || zero_minimum;
  }
  return made;
}

// SubtreeCursor runs over GeneralSubtrees that have been read.
class SubtreeCursor {
 public:
  explicit SubtreeCursor(BytesView list) : list_(list) {}

  std::optional<Subtree> next() {
    auto subtree = list_.sequence();
    if (!subtree) return std::nullopt;
    GeneralNameCursor base(subtree->rest());
    auto name = base.next();
    if (!name) return std::nullopt;
    return make_subtree(*name, *subtree);
  }

 private:
  der::Reader list_;
};

// A domain and those below it; the empty domain holds all.
bool domain_is_below(std::string_view name, std::string_view base) {
  if (base.empty()) return true;
  if (base.front() == '.') return name.size() > base.size() && ends_caseless(name, base);
  if (!ends_caseless(name, base)) return false;
  return name.size() == base.size() || name[name.size() - base.size() - 1] == '.';
}

// A host, or with a dot in front the hosts below it. No host at all is none of these.
bool host_fits(std::string_view host, std::string_view base) {
  if (base.empty()) return false;
  if (base.front() == '.') return host.size() > base.size() && ends_caseless(host, base);
  return same_caseless(host, base);
}

// Whether a name can be compared: RFC 5280 section 6.1.3 wants each name inside the permitted
// subtrees, and what is no name is inside none.
bool is_comparable_name(const GeneralName& name) {
  switch (name.kind) {
    case GeneralNameKind::kDns:
      return is_host(without_wildcard(as_text(name.value)), HostRule::kCommon);
    case GeneralNameKind::kEmail: {
      const auto mailbox = split_mailbox(as_text(name.value));
      return mailbox && is_host(mailbox->domain, HostRule::kCommon);
    }
    case GeneralNameKind::kUri: {
      const auto uri = split_uri(as_text(name.value));
      return uri && is_host(uri->host, HostRule::kCommon) && !is_address(uri->host);
    }
    case GeneralNameKind::kIp:
    case GeneralNameKind::kDirectory:
      return true;
    default:
      return false;
  }
}

// ConstrainedName is a name and where it comes from.
struct ConstrainedName {
  GeneralName name;
  bool is_attribute = false;  // emailAddress, which has no letter case (RFC 5280 section 4.1.2.6)
};

bool is_within_subtree(const ConstrainedName& one, const GeneralName& base, SubtreeUse use) {
  const GeneralName& name = one.name;
  const std::string_view text = as_text(name.value);
  // Not to be on the right side by that: what is permitted is so to the letter.
  const bool caseless = one.is_attribute && use == SubtreeUse::kExcluded;
  if (caseless && same_caseless(text, as_text(base.value))) return true;
  switch (name.kind) {
    case GeneralNameKind::kDns:
      return dns_is_within(text, as_text(base.value), use);
    case GeneralNameKind::kEmail:
      return email_is_within(text, as_text(base.value), use);
    case GeneralNameKind::kUri:
      return uri_is_within(text, as_text(base.value));
    case GeneralNameKind::kIp:
      return address_is_within(name.value, base.value);
    default:
      return is_within(name.directory, base.directory);
  }
}

// Kinds that can be compared at all; of the others, a constraint is a demand to reject.
bool is_comparable_kind(GeneralNameKind kind) {
  switch (kind) {
    case GeneralNameKind::kDns:
    case GeneralNameKind::kEmail:
    case GeneralNameKind::kUri:
    case GeneralNameKind::kIp:
    case GeneralNameKind::kDirectory:
      return true;
    default:
      return false;
  }
}

// Whether a base can be compared with: an issuer's fault is forgiven where its meaning is plain.
bool is_usable_base(const GeneralName& base) {
  const std::string_view text = as_text(base.value);
  const bool is_tail = base.kind == GeneralNameKind::kDns && text.starts_with('.');
  return is_valid_constraint(base) || (is_tail && is_host(text.substr(1), HostRule::kCommon));
}

constexpr std::size_t kKinds = 9;
using Bases = std::array<std::vector<GeneralName>, kKinds>;

std::size_t index_of(GeneralNameKind kind) { return static_cast<std::size_t>(kind); }

// What holds of a kind of names.
using Kinds = std::array<bool, kKinds>;

// The bases of each kind; kinds with bounds are noted.
Bases sorted_by_kind(const std::optional<BytesView>& subtrees, Kinds& bounded) {
  Bases bases;
  if (!subtrees) return bases;
  SubtreeCursor cursor(*subtrees);
  while (const auto subtree = cursor.next()) {
    const std::size_t kind = index_of(subtree->base.kind);
    bases[kind].push_back(subtree->base);
    bounded[kind] = bounded[kind] || subtree->has_bounds;
  }
  return bases;
}

class Comparison {
 public:
  Comparison(const NameConstraints& constraints, WildcardUse wildcards)
      : permitted_(sorted_by_kind(constraints.permitted, bounded_)),
        excluded_(sorted_by_kind(constraints.excluded, bounded_)),
        critical_(constraints.critical),
        wildcards_(wildcards) {
    std::ranges::transform(excluded_, unusable_.begin(), [](const auto& bases) {
      return !std::ranges::all_of(bases, is_usable_base);
    });
  }

  // cost() is how many subtrees a name of that kind is held against.
  std::size_t cost(GeneralNameKind kind) const {
    return permitted_[index_of(kind)].size() + excluded_[index_of(kind)].size();
  }

  ConstraintResult check(const ConstrainedName& one) const {
    const GeneralName& name = one.name;
    const auto& permitted = permitted_[index_of(name.kind)];
    const auto& excluded = excluded_[index_of(name.kind)];
    if (permitted.empty() && excluded.empty()) return ConstraintResult::kAllowed;
    // rfc5280-4.2.1.10-bounds: they are not processed, so that what is critical ends the path.
    if (critical_ && bounded_[index_of(name.kind)]) return ConstraintResult::kBounds;
    // rfc5280-4.2.1.10-form: of a constraint that nobody can process, only a critical one counts.
    if (!is_comparable_kind(name.kind) && !critical_) return ConstraintResult::kAllowed;
    // What a base that is no name excludes, nobody knows.
    if (!is_comparable_name(name) || unusable_[index_of(name.kind)]) {
      return ConstraintResult::kIncomparable;
    }
    if (is_within_any(one, excluded, SubtreeUse::kExcluded)) return ConstraintResult::kExcluded;
    const bool allowed = permitted.empty() || is_within_any(one, permitted, SubtreeUse::kPermitted);
    return allowed ? ConstraintResult::kAllowed : ConstraintResult::kNotPermitted;
  }

 private:
  bool is_within_any(const ConstrainedName& name, const std::vector<GeneralName>& bases,
                     SubtreeUse use) const {
    const bool whole =
        name.name.kind == GeneralNameKind::kDns && wildcards_ == WildcardUse::kAsItStands;
    if (whole) use = SubtreeUse::kPermitted;
    return std::ranges::any_of(
        bases, [&](const GeneralName& base) { return is_within_subtree(name, base, use); });
  }

  Kinds bounded_{};  // before the bases, whose making fills it
  Bases permitted_;
  Bases excluded_;
  Kinds unusable_{};  // some excluded base of the kind is
  bool critical_;
  WildcardUse wildcards_;
};

// The mailboxes of the subject, as names.
std::vector<ConstrainedName> mailboxes_of(const Name& subject) {
  std::vector<ConstrainedName> names;
  AttributeCursor attributes(subject);
  while (const auto each = attributes.next()) {
    if (der::known(each->type) != der::Oid::kEmailAddress) continue;
    names.push_back({{GeneralNameKind::kEmail, each->value, {}}, true});
  }
  return names;
}

// All names that constraints are about. What cannot be read has been refused elsewhere.
std::vector<ConstrainedName> names_of(const Certificate& certificate) {
  std::vector<ConstrainedName> names;
  if (!certificate.extensions.has(der::Oid::kSubjectAltName)) {
    names = mailboxes_of(certificate.subject);
  } else if (certificate.extensions.alt_names) {
    GeneralNameCursor cursor(*certificate.extensions.alt_names);
    while (const auto each = cursor.next()) {
      names.push_back({*each, false});
      // RFC 9598 section 6: constraints on rfc822Name hold for these too.
      const auto mailbox = utf8_mailbox(*each);
      if (mailbox) names.push_back({{GeneralNameKind::kEmail, as_bytes(*mailbox), {}}, false});
    }
  }
  if (!certificate.subject.empty()) {
    names.push_back({{GeneralNameKind::kDirectory, BytesView(), certificate.subject}, false});
  }
  return names;
}

}  // namespace

// rfc5280-4.2.1.10
bool dns_is_within(std::string_view name, std::string_view base, SubtreeUse use) {
  if (domain_is_below(without_wildcard(name), base)) {
    // "*.example.com" names nothing outside "example.com", and all below it.
    return true;
  }
  // What a dot in front leaves out, "example.com" itself, the wildcard does not stand for.
  if (base.starts_with('.') && name.starts_with("*.") && ends_caseless(name.substr(1), base)) {
    return true;
  }
  if (use == SubtreeUse::kPermitted || !name.starts_with("*.")) return false;
  // The wildcard may stand for the first label of what is excluded.
  const auto dot = base.find('.');
  return dot != std::string_view::npos && same_caseless(base.substr(dot + 1), name.substr(2));
}

bool email_is_within(std::string_view name, std::string_view base, SubtreeUse use) {
  const auto mailbox = split_mailbox(name);
  if (!mailbox) return false;
  if (base.find('@') == std::string_view::npos) return host_fits(mailbox->domain, base);
  const auto wanted = split_mailbox(base);
  if (!wanted) return false;
  // rfc5280-7.5, but what is excluded is not to be had by quotes.
  return same_mailbox(*wanted, *mailbox) ||
         (use == SubtreeUse::kExcluded && delivers_alike(*wanted, *mailbox));
}

bool uri_is_within(std::string_view name, std::string_view base) {
  const auto uri = split_uri(name);
  return uri && !uri->host.empty() && host_fits(uri->host, base);
}

bool address_is_within(BytesView address, BytesView range) {
  if (range.size() != 2 * address.size()) return false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const std::uint8_t mask = range[address.size() + i];
    if ((address[i] & mask) != (range[i] & mask)) return false;
  }
  return true;
}

ConstraintResult check_constraints(const Certificate& certificate,
                                   const NameConstraints& constraints, std::size_t& budget,
                                   WildcardUse wildcards) {
  const Comparison comparison(constraints, wildcards);
  const std::vector<ConstrainedName> names = names_of(certificate);
  std::size_t cost = 0;
  for (const ConstrainedName& each : names) cost += comparison.cost(each.name.kind);
  if (cost > std::min(budget, kConstraintBudget)) return ConstraintResult::kBudget;
  budget -= cost;
  for (const ConstrainedName& each : names) {
    const auto result = comparison.check(each);
    if (result != ConstraintResult::kAllowed) return result;
  }
  return ConstraintResult::kAllowed;
}

bool is_valid_constraint(const GeneralName& base) {
  std::string_view text = as_text(base.value);
  switch (base.kind) {
    case GeneralNameKind::kDns:
      return text.empty() || is_host(text, HostRule::kCommon);
    case GeneralNameKind::kEmail:
      if (text.find('@') != std::string_view::npos) return split_mailbox(text).has_value();
      [[fallthrough]];
    case GeneralNameKind::kUri:
      if (text.starts_with('.')) text.remove_prefix(1);
      return is_host(text, HostRule::kCommon);
    default:
      return true;
  }
}

namespace {

// Whether `test` is true of some subtree.
template <typename Test>
bool has_subtree(const NameConstraints& constraints, Test test) {
  for (const auto& subtrees : {constraints.permitted, constraints.excluded}) {
    if (!subtrees) continue;
    SubtreeCursor cursor(*subtrees);
    while (const auto subtree = cursor.next()) {
      if (test(*subtree)) return true;
    }
  }
  return false;
}

}  // namespace

bool constraints_are_valid(const NameConstraints& constraints) {
  return !has_subtree(constraints,
                      [](const Subtree& each) { return !is_valid_constraint(each.base); });
}

bool writes_minimum(const NameConstraints& constraints) {
  return has_subtree(constraints, [](const Subtree& each) { return each.writes_minimum; });
}

}  // namespace assay::oracle
