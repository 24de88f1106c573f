// Qualifiers of certificate policies (RFC 5280 section 4.2.1.4 as RFC 6818 section 3 amends it).
// All of it is about lists that read_policies() has read.
#pragma once

#include "harness/base/bytes.h"

namespace assay::oracle {

// kMaxNoticeCharacters is the largest size of a DisplayText.
inline constexpr std::size_t kMaxNoticeCharacters = 200;

enum class PolicyChoice : unsigned char { kEach, kAnyPolicy };

// has_unknown_qualifier() tells whether one of the chosen policies has a qualifier that is neither
// a pointer to a practice statement nor a notice to the user.
bool has_unknown_qualifier(BytesView policies, PolicyChoice choice = PolicyChoice::kEach);

// notices_are_valid() tells whether no notice has a text in an IA5String or of more characters than
// kMaxNoticeCharacters. What is no UserNotice is left to others.
bool notices_are_valid(BytesView policies);

}  // namespace assay::oracle
