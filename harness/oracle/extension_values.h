// The values of single extensions, from DER to plain structs; each function takes all of `value`.
#pragma once

#include "harness/oracle/extensions.h"

namespace assay::oracle {

Read<BasicConstraints> read_basic_constraints(der::Reader value);
Read<KeyUsage> read_key_usage(der::Reader value);
Read<AuthorityKeyId> read_authority_key_id(der::Reader value);
Read<NameConstraints> read_name_constraints(der::Reader value);
Read<PolicyConstraints> read_policy_constraints(der::Reader value);
Read<std::int64_t> read_skip_certs(der::Reader value);

// Each of these is the content of a SEQUENCE OF with at least one well-formed member.
Read<BytesView> read_purposes(der::Reader value);
Read<BytesView> read_general_names(der::Reader value);
Read<BytesView> read_policies(der::Reader value);
Read<BytesView> read_mappings(der::Reader value);
Read<BytesView> read_distribution_points(der::Reader value);
Read<BytesView> read_access_descriptions(der::Reader value);
Read<BytesView> read_attributes(der::Reader value);

}  // namespace assay::oracle
