#include "harness/pki/extensions.h"

#include <algorithm>
#include <iterator>

#include "harness/base/check.h"
#include "harness/crypto/digest.h"
#include "harness/der/reader.h"
#include "harness/pki/extension_values.h"
#include "harness/pki/names.h"
#include "harness/pki/range.h"

namespace assay {
namespace {

Result<der::Node> oid_sequence(const std::vector<std::string>& texts) {
  std::vector<der::Node> oids;
  for (const std::string& text : texts) {
    ASSAY_TRY(all, expand(text));
    for (const std::string& each : all) {
      ASSAY_TRY(octets, der::oid_from_text(each));
      oids.push_back(der::oid(std::move(octets)));
    }
  }
  return der::sequence(std::move(oids));
}

der::Node basic_constraints_node(const BasicConstraints& value) {
  std::vector<der::Node> members;
  if (value.ca) members.push_back(der::boolean(true).as("cA"));
  if (value.path_length) {
    members.push_back(der::integer(*value.path_length).as("pathLenConstraint"));
  }
  return der::sequence(std::move(members));
}

der::Node key_usage_node(const KeyUsage& value, KeyFamily family) {
  std::vector<unsigned> bits;
  for (const KeyUsageBit bit : value.bits) bits.push_back(static_cast<unsigned>(bit));
  if (family == KeyFamily::kRsa) {
    for (const KeyUsageBit bit : value.rsa_bits) bits.push_back(static_cast<unsigned>(bit));
  }
  return der::named_bits(bits);
}

Result<der::Node> names_node(const AlternativeName& value) {
  ASSAY_TRY(names, general_name_nodes(value.names, IpForm::kAddress));
  return der::sequence(std::move(names));
}

// ExtensionWriter appends the extensions of one profile, a kind at a time.
class ExtensionWriter {
 public:
  ExtensionWriter(const ExtensionProfile& profile, const SubjectFacts& facts,
                  const IssuerFacts& issuer)
      : profile_(profile), facts_(facts), issuer_(issuer) {}

  Result<void> add(ExtensionKind kind) {
    switch (kind) {
      case ExtensionKind::kBasicConstraints:
        return add(der::Oid::kBasicConstraints, profile_.basic_constraints, basic_constraints_node);
      case ExtensionKind::kKeyUsage:
        return add(der::Oid::kKeyUsage, profile_.key_usage,
                   [this](const KeyUsage& value) { return key_usage_node(value, facts_.family); });
      case ExtensionKind::kExtendedKeyUsage:
        return add(der::Oid::kExtKeyUsage, profile_.extended_key_usage,
                   [](const ExtendedKeyUsage& value) { return oid_sequence(value.purposes); });
      case ExtensionKind::kSubjectAlternativeName:
        return add(der::Oid::kSubjectAltName, profile_.subject_alternative_name, names_node);
      case ExtensionKind::kIssuerAlternativeName:
        return add(der::Oid::kIssuerAltName, profile_.issuer_alternative_name, names_node);
      case ExtensionKind::kSubjectKeyId:
      case ExtensionKind::kAuthorityKeyId:
        return add_key_id(kind);
      case ExtensionKind::kNameConstraints:
        return add(der::Oid::kNameConstraints, profile_.name_constraints, name_constraints_node);
      case ExtensionKind::kExtensions:
        return add_raw();
      default:
        return add_policy(kind);
    }
  }

  std::vector<der::Node> take() { return std::move(nodes_); }

 private:
  // Appends `value`, where there is one, as make() writes it.
  template <typename T, typename Make>
  Result<void> add(der::Oid oid, const std::optional<T>& value, Make make) {
    if (!value) return {};
    Result<der::Node> node = make(*value);
    if (!node) return fail(std::move(node).error());
    nodes_.push_back(extension_node(oid, value->critical, *std::move(node)));
    return {};
  }

  Result<void> add_policy(ExtensionKind kind) {
    switch (kind) {
      case ExtensionKind::kCertificatePolicies:
        return add(der::Oid::kCertificatePolicies, profile_.certificate_policies, policies_node);
      case ExtensionKind::kPolicyMappings:
        return add(der::Oid::kPolicyMappings, profile_.policy_mappings, policy_mappings_node);
      case ExtensionKind::kPolicyConstraints:
        return add(der::Oid::kPolicyConstraints, profile_.policy_constraints,
                   policy_constraints_node);
      case ExtensionKind::kInhibitAnyPolicy:
        return add(der::Oid::kInhibitAnyPolicy, profile_.inhibit_any_policy,
                   [](const InhibitAnyPolicy& value) { return der::integer(value.skip_certs); });
      default:
        return add_pointer(kind);
    }
  }

  Result<void> add_pointer(ExtensionKind kind) {
    switch (kind) {
      case ExtensionKind::kAuthorityInformationAccess:
        return add(der::Oid::kAuthorityInfoAccess, profile_.authority_information_access,
                   information_access_node);
      case ExtensionKind::kSubjectInformationAccess:
        return add(der::Oid::kSubjectInfoAccess, profile_.subject_information_access,
                   information_access_node);
      case ExtensionKind::kCrlDistributionPoints:
        return add(der::Oid::kCrlDistributionPoints, profile_.crl_distribution_points,
                   distribution_points_node);
      case ExtensionKind::kFreshestCrl:
        return add(der::Oid::kFreshestCrl, profile_.freshest_crl, distribution_points_node);
      case ExtensionKind::kTlsFeature:
        return add(der::Oid::kTlsFeature, profile_.tls_feature, tls_feature_node);
      case ExtensionKind::kSubjectDirectoryAttributes:
        return add(der::Oid::kSubjectDirectoryAttributes, profile_.subject_directory_attributes,
                   directory_attributes_node);
      case ExtensionKind::kOcspNoCheck:
        return add(der::Oid::kOcspNoCheck, profile_.ocsp_nocheck,
                   [](const OcspNoCheck&) { return der::null(); });
      default:
        check_failed("a kind of extension without a writer", __FILE__, __LINE__);
    }
  }

  Result<void> add_key_id(ExtensionKind kind) {
    const KeyIdentifier& subject = profile_.subject_key_id;
    if (kind == ExtensionKind::kSubjectKeyId && subject.present) {
      nodes_.push_back(
          extension_node(der::Oid::kSubjectKeyIdentifier, subject.critical,
                         der::octet_string(subject.octets ? *subject.octets : facts_.subject_id)));
    }
    if (kind == ExtensionKind::kAuthorityKeyId && profile_.authority_key_id.present) {
      ASSAY_TRY(node, authority_key_id_node(profile_.authority_key_id, issuer_));
      nodes_.push_back(std::move(node));
    }
    return {};
  }

  Result<void> add_raw() {
    ASSAY_TRY(raw, raw_extension_nodes(profile_.extensions));
    std::move(raw.begin(), raw.end(), std::back_inserter(nodes_));
    return {};
  }

  const ExtensionProfile& profile_;
  const SubjectFacts& facts_;
  const IssuerFacts& issuer_;
  std::vector<der::Node> nodes_;
};

}  // namespace

der::Node extension_node(Bytes oid, bool critical, der::Node inner) {
  std::string label = der::oid_text(oid);
  std::vector<der::Node> members;
  members.push_back(der::oid(std::move(oid)).as("extnID"));
  if (critical) members.push_back(der::boolean(true).as("critical"));
  members.push_back(der::octet_string_of(std::move(inner)).as("value"));
  return der::sequence(std::move(members)).as(std::move(label));
}

der::Node extension_node(der::Oid oid, bool critical, der::Node inner) {
  return extension_node(to_bytes(der::octets(oid)), critical, std::move(inner));
}

Result<Bytes> key_identifier_of(BytesView spki) {
  const auto key_bits = [&]() -> der::Parsed<BytesView> {
    der::Reader outer(spki);
    ASSAY_DER_TRY(inner, outer.sequence());
    ASSAY_DER_CHECK_OK(inner.sequence());
    ASSAY_DER_TRY(bits, inner.bit_string());
    return bits.octets;
  }();
  if (!key_bits) return fail(der::to_error(key_bits.error()).in("SubjectPublicKeyInfo"));
  return sha1(*key_bits);
}

Result<der::Node> authority_key_id_node(const AuthorityKeyId& value, const IssuerFacts& issuer) {
  std::vector<der::Node> members;
  if (value.key_id.present) {
    members.push_back(
        der::context_primitive(0, value.key_id.given.value_or(issuer.key_id)).as("keyIdentifier"));
  }
  if (value.issuer.present) {
    GeneralNames own;
    GeneralName& name = own.others.emplace_back();
    name.kind = GeneralNameKind::kDirectory;
    name.directory = issuer.issuer_name;
    ASSAY_TRY(names,
              general_names_node(1, "authorityCertIssuer", value.issuer.given.value_or(own)));
    members.push_back(std::move(names));
  }
  if (value.serial.present) {
    members.push_back(der::context_primitive(2, value.serial.given.value_or(issuer.serial))
                          .as("authorityCertSerialNumber"));
  }
  return extension_node(der::Oid::kAuthorityKeyIdentifier, value.critical,
                        der::sequence(std::move(members)));
}

Result<std::vector<der::Node>> raw_extension_nodes(const std::vector<RawExtension>& extensions) {
  std::vector<der::Node> nodes;
  for (const RawExtension& raw : extensions) {
    ASSAY_TRY(all, expand(raw.oid));
    for (const std::string& each : all) {
      ASSAY_TRY(oid, der::oid_from_text(each));
      nodes.push_back(extension_node(std::move(oid), raw.critical, der::raw(raw.value)));
    }
  }
  return nodes;
}

Result<std::vector<der::Node>> extension_nodes(const ExtensionProfile& profile,
                                               const SubjectFacts& facts,
                                               const IssuerFacts& issuer) {
  std::vector<ExtensionKind> order = profile.extension_order;
  for (const auto& [kind, name] : EnumNames<ExtensionKind>::kNames) {
    if (std::find(order.begin(), order.end(), kind) == order.end()) order.push_back(kind);
  }
  ExtensionWriter writer(profile, facts, issuer);
  for (const ExtensionKind kind : order) ASSAY_CHECK_OK(writer.add(kind));
  return writer.take();
}

}  // namespace assay
