// The syntax of names: what RFC 5280 demands of those who make them (section 4.1.2.4, appendix
// A.1).
#pragma once

#include "harness/oracle/name.h"

namespace assay::oracle {

// has_valid_characters() tells whether each value is of its string type: the issuer's duty.
bool has_valid_characters(const Name& name);

// has_valid_types() tells whether each value has a string type that its attribute type allows: the
// issuer's duty, as the next one.
bool has_valid_types(const Name& name);

// is_within_bounds() tells whether no value is longer than its attribute type allows.
bool is_within_bounds(const Name& name);

}  // namespace assay::oracle
