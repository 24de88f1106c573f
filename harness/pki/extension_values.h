// The values of certificate extensions as DER nodes: what extnValue wraps (RFC 5280 section 4.2.1).
// Each is an Error for a text of the profile that names no OID, no address or no range.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/der/writer.h"
#include "harness/pki/extension_profile.h"

namespace assay {

Result<der::Node> name_constraints_node(const NameConstraints& value);
Result<der::Node> policies_node(const CertificatePolicies& value);
Result<der::Node> policy_mappings_node(const PolicyMappings& value);
der::Node policy_constraints_node(const PolicyConstraints& value);
Result<der::Node> information_access_node(const InformationAccess& value);
Result<der::Node> distribution_points_node(const DistributionPoints& value);
Result<der::Node> directory_attributes_node(const SubjectDirectoryAttributes& value);
der::Node tls_feature_node(const TlsFeature& value);

// point_name_node() is a DistributionPointName in its explicit tag [0], labelled
// distributionPoint; nothing for an empty one.
Result<std::optional<der::Node>> point_name_node(const PointName& name);

// reasons_node() is ReasonFlags under the implicit tag [number].
der::Node reasons_node(unsigned number, const std::vector<ReasonFlag>& reasons);

// general_names_node() is GeneralNames under the implicit tag [number].
Result<der::Node> general_names_node(unsigned number, std::string_view label,
                                     const GeneralNames& names);

}  // namespace assay
