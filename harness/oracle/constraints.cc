#include "harness/oracle/constraints.h"

#include <optional>

#include "harness/oracle/syntax.h"

namespace assay::oracle {
namespace {

// SubtreeCursor runs over the bases of GeneralSubtrees that have been read.
class SubtreeCursor {
 public:
  explicit SubtreeCursor(BytesView list) : list_(list) {}

  std::optional<GeneralName> next() {
    auto subtree = list_.sequence();
    if (!subtree) return std::nullopt;
    GeneralNameCursor base(subtree->rest());
    return base.next();
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

// A host, or with a dot in front the hosts below it.
bool host_fits(std::string_view host, std::string_view base) {
  if (base.empty()) return true;
  if (base.front() == '.') return host.size() > base.size() && ends_caseless(host, base);
  return same_caseless(host, base);
}

// Whether a name can be compared: RFC 5280 section 6.1.3 wants each name inside the permitted
// subtrees, and what is no name is inside none.
bool is_comparable_name(const GeneralName& name) {
  switch (name.kind) {
    case GeneralNameKind::kDns:
      return is_host(without_wildcard(as_text(name.value)), HostRule::kCommon);
    case GeneralNameKind::kEmail:
      return split_mailbox(as_text(name.value)).has_value();
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

bool is_within_subtree(const GeneralName& name, const GeneralName& base, SubtreeUse use) {
  const std::string_view text = as_text(name.value);
  switch (name.kind) {
    case GeneralNameKind::kDns:
      return dns_is_within(text, as_text(base.value), use);
    case GeneralNameKind::kEmail:
      return email_is_within(text, as_text(base.value));
    case GeneralNameKind::kUri:
      return uri_is_within(text, as_text(base.value));
    case GeneralNameKind::kIp:
      return address_is_within(name.value, base.value);
    default:
      return is_within(name.directory, base.directory);
  }
}

class Comparison {
 public:
  Comparison(const NameConstraints& constraints, std::uint32_t& budget)
      : constraints_(constraints), budget_(budget) {}

  ConstraintResult check(const GeneralName& name) {
    bool constrained = false;
    bool within = false;
    if (constraints_.excluded) {
      scan(name, *constraints_.excluded, SubtreeUse::kExcluded, constrained, within);
      if (within && is_comparable_name(name)) return ConstraintResult::kExcluded;
    }
    within = false;
    bool limited = false;
    if (constraints_.permitted) {
      scan(name, *constraints_.permitted, SubtreeUse::kPermitted, limited, within);
    }
    if (budget_ == 0) return ConstraintResult::kBudget;
    if (!constrained && !limited) return ConstraintResult::kAllowed;
    if (!is_comparable_name(name)) return ConstraintResult::kIncomparable;
    return limited && !within ? ConstraintResult::kNotPermitted : ConstraintResult::kAllowed;
  }

 private:
  void scan(const GeneralName& name, BytesView subtrees, SubtreeUse use, bool& constrained,
            bool& within) {
    SubtreeCursor cursor(subtrees);
    while (const auto base = cursor.next()) {
      if (budget_ == 0) return;
      --budget_;
      if (base->kind != name.kind) continue;
      constrained = true;
      within = is_within_subtree(name, *base, use);
      if (within) return;
    }
  }

  const NameConstraints& constraints_;
  std::uint32_t& budget_;
};

ConstraintResult check_mailboxes(const Name& subject, Comparison& comparison) {
  AttributeCursor attributes(subject);
  while (const auto each = attributes.next()) {
    if (der::known(each->type) != der::Oid::kEmailAddress) continue;
    const auto result = comparison.check({GeneralNameKind::kEmail, each->value, {}});
    if (result != ConstraintResult::kAllowed) return result;
  }
  return ConstraintResult::kAllowed;
}

}  // namespace

// rfc5280-4.2.1.10
bool dns_is_within(std::string_view name, std::string_view base, SubtreeUse use) {
  if (domain_is_below(without_wildcard(name), base)) {
    // "*.example.com" names nothing outside "example.com", and all below it.
    return true;
  }
  if (use == SubtreeUse::kPermitted || !name.starts_with("*.")) return false;
  // The wildcard may stand for the first label of what is excluded.
  const auto dot = base.find('.');
  return dot != std::string_view::npos && same_caseless(base.substr(dot + 1), name.substr(2));
}

bool email_is_within(std::string_view name, std::string_view base) {
  const auto mailbox = split_mailbox(name);
  if (!mailbox) return false;
  if (base.find('@') == std::string_view::npos) return host_fits(mailbox->domain, base);
  const auto wanted = split_mailbox(base);
  // rfc5280-7.5
  return wanted && wanted->local == mailbox->local &&
         same_caseless(wanted->domain, mailbox->domain);
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
                                   const NameConstraints& constraints, std::uint32_t& budget) {
  Comparison comparison(constraints, budget);
  if (!certificate.subject.empty()) {
    const auto result =
        comparison.check({GeneralNameKind::kDirectory, BytesView(), certificate.subject});
    if (result != ConstraintResult::kAllowed) return result;
  }
  if (!certificate.extensions.has(der::Oid::kSubjectAltName)) {
    return check_mailboxes(certificate.subject, comparison);
  }
  if (!certificate.extensions.alt_names) return ConstraintResult::kAllowed;
  GeneralNameCursor names(*certificate.extensions.alt_names);
  while (const auto each = names.next()) {
    const auto result = comparison.check(*each);
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

bool constraints_are_valid(const NameConstraints& constraints) {
  for (const auto& subtrees : {constraints.permitted, constraints.excluded}) {
    if (!subtrees) continue;
    SubtreeCursor cursor(*subtrees);
    while (const auto base = cursor.next()) {
      if (!is_valid_constraint(*base)) return false;
    }
  }
  return true;
}

}  // namespace assay::oracle
