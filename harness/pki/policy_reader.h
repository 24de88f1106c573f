// Reads the extensions about certificate policies from YAML.
#pragma once

#include "harness/base/yaml.h"
#include "harness/pki/extension_profile.h"

namespace assay {

// read_policies() asks `map` for certificate_policies, policy_mappings, policy_constraints and
// inhibit_any_policy. A policy is an OID, or {oid, qualifiers}; a qualifier is {cps: uri}, {notice:
// {text: text or {type: text}, organization: the same, numbers: [n]}} or {oid, value}.
void read_policies(const YamlReader& reader, YamlMap& map, ExtensionProfile& out);

}  // namespace assay
