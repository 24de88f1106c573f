#include "harness/pki/extension_values.h"

#include "harness/pki/names.h"
#include "harness/pki/range.h"

namespace assay {
namespace {

Result<der::Node> subtrees_node(unsigned tag, std::string_view label, const GeneralNames& names) {
  ASSAY_TRY(all, written_out(names));
  std::vector<der::Node> subtrees;
  subtrees.reserve(all.size());
  for (const GeneralName& name : all) {
    ASSAY_TRY(base, general_name_node(name, IpForm::kSubtree));
    std::vector<der::Node> members;
    members.push_back(std::move(base));
    if (name.minimum) {
      members.push_back(der::implicit(0, der::integer(*name.minimum)).as("minimum"));
    }
    if (name.maximum) {
      members.push_back(der::implicit(1, der::integer(*name.maximum)).as("maximum"));
    }
    subtrees.push_back(der::sequence(std::move(members)));
  }
  return der::context_constructed(tag, std::move(subtrees)).as(std::string(label));
}

Result<der::Node> oid_node(std::string_view text, std::string_view label) {
  ASSAY_TRY(octets, der::oid_from_text(text));
  return der::oid(std::move(octets)).as(std::string(label));
}

Result<der::Node> qualifiers_node(const std::vector<PolicyQualifier>& qualifiers) {
  std::vector<der::Node> nodes;
  for (const PolicyQualifier& each : qualifiers) {
    ASSAY_TRY(type, oid_node(each.type, "policyQualifierId"));
    nodes.push_back(der::sequence(std::move(type), der::raw(each.value).as("qualifier")));
  }
  return der::sequence(std::move(nodes)).as("policyQualifiers");
}

Result<der::Node> distribution_point_node(const DistributionPoint& point) {
  std::vector<der::Node> members;
  ASSAY_TRY(name, point_name_node(point.name));
  if (name) members.push_back(*std::move(name));
  if (point.reasons) members.push_back(reasons_node(1, *point.reasons));
  if (point.crl_issuer) {
    ASSAY_TRY(issuer, general_names_node(2, "cRLIssuer", *point.crl_issuer));
    members.push_back(std::move(issuer));
  }
  return der::sequence(std::move(members));
}

}  // namespace

Result<der::Node> name_constraints_node(const NameConstraints& value) {
  std::vector<der::Node> members;
  if (value.permitted != GeneralNames{}) {
    ASSAY_TRY(permitted, subtrees_node(0, "permittedSubtrees", value.permitted));
    members.push_back(std::move(permitted));
  }
  if (value.excluded != GeneralNames{}) {
    ASSAY_TRY(excluded, subtrees_node(1, "excludedSubtrees", value.excluded));
    members.push_back(std::move(excluded));
  }
  return der::sequence(std::move(members));
}

Result<der::Node> policies_node(const CertificatePolicies& value) {
  std::vector<der::Node> policies;
  for (const PolicyInformation& information : value.policies) {
    ASSAY_TRY(texts, expand(information.policy));
    for (const std::string& text : texts) {
      std::vector<der::Node> members;
      ASSAY_TRY(policy, oid_node(text, "policyIdentifier"));
      members.push_back(std::move(policy));
      if (!information.qualifiers.empty()) {
        ASSAY_TRY(qualifiers, qualifiers_node(information.qualifiers));
        members.push_back(std::move(qualifiers));
      }
      policies.push_back(der::sequence(std::move(members)));
    }
  }
  return der::sequence(std::move(policies));
}

Result<der::Node> policy_mappings_node(const PolicyMappings& value) {
  std::vector<der::Node> mappings;
  for (const PolicyMapping& mapping : value.mappings) {
    ASSAY_TRY(issuers, expand(mapping.issuer));
    ASSAY_TRY(subjects, expand(mapping.subject));
    if (issuers.size() > kMaxRange / subjects.size()) {
      return input_error("a policy mapping stands for too many pairs");
    }
    for (const std::string& issuer : issuers) {
      for (const std::string& subject : subjects) {
        ASSAY_TRY(from, oid_node(issuer, "issuerDomainPolicy"));
        ASSAY_TRY(to, oid_node(subject, "subjectDomainPolicy"));
        mappings.push_back(der::sequence(std::move(from), std::move(to)));
      }
    }
  }
  return der::sequence(std::move(mappings));
}

der::Node policy_constraints_node(const PolicyConstraints& value) {
  std::vector<der::Node> members;
  if (const auto& skip = value.require_explicit_policy) {
    members.push_back(der::implicit(0, der::integer(*skip)).as("requireExplicitPolicy"));
  }
  if (const auto& skip = value.inhibit_policy_mapping) {
    members.push_back(der::implicit(1, der::integer(*skip)).as("inhibitPolicyMapping"));
  }
  return der::sequence(std::move(members));
}

Result<der::Node> information_access_node(const InformationAccess& value) {
  std::vector<der::Node> descriptions;
  for (const AccessDescription& each : value.descriptions) {
    ASSAY_TRY(method, oid_node(each.method, "accessMethod"));
    ASSAY_TRY(location, general_name_node(each.location, IpForm::kAddress));
    descriptions.push_back(
        der::sequence(std::move(method), std::move(location).as("accessLocation")));
  }
  return der::sequence(std::move(descriptions));
}

Result<der::Node> distribution_points_node(const DistributionPoints& value) {
  std::vector<der::Node> points;
  for (const DistributionPoint& each : value.points) {
    ASSAY_TRY(point, distribution_point_node(each));
    points.push_back(std::move(point));
  }
  return der::sequence(std::move(points));
}

Result<der::Node> directory_attributes_node(const SubjectDirectoryAttributes& value) {
  std::vector<der::Node> attributes;
  for (const NameAttribute& each : value.attributes) {
    ASSAY_TRY(type, oid_node(each.type, "type"));
    attributes.push_back(
        der::sequence(std::move(type),
                      der::set_of(der::nodes(der::string(each.string, each.value))).as("values")));
  }
  return der::sequence(std::move(attributes));
}

der::Node tls_feature_node(const TlsFeature& value) {
  std::vector<der::Node> features;
  for (const int feature : value.features) features.push_back(der::integer(feature));
  return der::sequence(std::move(features));
}

Result<std::optional<der::Node>> point_name_node(const PointName& name) {
  std::optional<der::Node> node;
  if (name.full_name) {
    ASSAY_TRY(full, general_names_node(0, "fullName", *name.full_name));
    node = der::context_explicit(0, std::move(full)).as("distributionPoint");
  } else if (name.relative_name) {
    ASSAY_TRY(relative, relative_name_node(*name.relative_name));
    node = der::context_explicit(
               0, der::implicit(1, std::move(relative)).as("nameRelativeToCRLIssuer"))
               .as("distributionPoint");
  }
  return node;
}

der::Node reasons_node(unsigned number, const std::vector<ReasonFlag>& reasons) {
  std::vector<unsigned> bits;
  for (const ReasonFlag reason : reasons) bits.push_back(static_cast<unsigned>(reason));
  return der::implicit(number, der::named_bits(bits)).as("reasons");
}

Result<der::Node> general_names_node(unsigned number, std::string_view label,
                                     const GeneralNames& names) {
  ASSAY_TRY(nodes, general_name_nodes(names, IpForm::kAddress));
  return der::context_constructed(number, std::move(nodes)).as(std::string(label));
}

}  // namespace assay
