// Name constraints (RFC 5280 section 4.2.1.10) against the names of one certificate.
#pragma once

#include <cstdint>
#include <string_view>

#include "harness/oracle/certificate.h"
#include "harness/oracle/extensions.h"
#include "harness/oracle/general_name.h"

namespace assay::oracle {

// How many pairs of a name and a subtree of its kind one certificate may cost under one issuer's
// constraints, and all paths of a question together.
inline constexpr std::size_t kConstraintBudget = std::size_t{1} << 20;
inline constexpr std::size_t kConstraintBudgetOfQuestion = std::size_t{1} << 23;

// ConstraintResult is the first thing wrong, in this order.
enum class ConstraintResult : std::uint8_t {
  kAllowed,
  kNotPermitted,
  kExcluded,
  kBounds,        // a critical subtree of the name's kind that has a minimum or a maximum
  kIncomparable,  // a constrained form that cannot be compared, or a name that is malformed
  kBudget,
};

// WildcardUse: whether a wildcard is excluded where one host that it stands for is, or where all
// are.
enum class WildcardUse : std::uint8_t { kEachHost, kAsItStands };

// check_constraints() holds the subject, the alternative names and, where there are none, the
// subject's mailboxes against one issuer's constraints. Their pairs are taken from `budget`; where
// that does not hold them, or they are more than kConstraintBudget, nothing is compared.
ConstraintResult check_constraints(const Certificate& certificate,
                                   const NameConstraints& constraints, std::size_t& budget,
                                   WildcardUse wildcards = WildcardUse::kEachHost);

// is_valid_constraint() tells whether the base of a subtree is a name of its kind, as the issuer
// owes it.
bool is_valid_constraint(const GeneralName& base);

// constraints_are_valid() is is_valid_constraint() of all subtrees.
bool constraints_are_valid(const NameConstraints& constraints);

// writes_minimum() tells whether a subtree has its minimum of 0 written out, the default.
bool writes_minimum(const NameConstraints& constraints);

// The comparisons, `base` being that of a subtree.
enum class SubtreeUse : std::uint8_t { kPermitted, kExcluded };
bool dns_is_within(std::string_view name, std::string_view base, SubtreeUse use);
bool email_is_within(std::string_view name, std::string_view base, SubtreeUse use);
bool uri_is_within(std::string_view name, std::string_view base);
bool address_is_within(BytesView address, BytesView range);

}  // namespace assay::oracle
