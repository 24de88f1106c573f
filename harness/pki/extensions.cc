#include "harness/pki/extensions.h"

#include <algorithm>

#include "harness/crypto/digest.h"
#include "harness/der/reader.h"
#include "harness/pki/names.h"

namespace assay {
namespace {

der::Node extension_of(der::Oid oid, bool critical, der::Node inner) {
  return extension_node(to_bytes(der::octets(oid)), critical, std::move(inner));
}

Result<der::Node> oid_sequence(const std::vector<std::string>& texts) {
  std::vector<der::Node> oids;
  for (const std::string& text : texts) {
    ASSAY_TRY(octets, der::oid_from_text(text));
    oids.push_back(der::oid(std::move(octets)));
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

Result<der::Node> subtrees_node(unsigned tag, std::string_view label, const GeneralNames& names) {
  ASSAY_TRY(bases, general_name_nodes(names, IpForm::kSubtree));
  std::vector<der::Node> subtrees;
  for (der::Node& base : bases) subtrees.push_back(der::sequence(std::move(base)));
  return der::context_constructed(tag, std::move(subtrees)).as(std::string(label));
}

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
  for (const std::string& text : value.policies) {
    ASSAY_TRY(octets, der::oid_from_text(text));
    policies.push_back(der::sequence(der::oid(std::move(octets)).as("policyIdentifier")));
  }
  return der::sequence(std::move(policies));
}

// ExtensionWriter appends the extensions of one profile, a kind at a time.
class ExtensionWriter {
 public:
  ExtensionWriter(const CertificateProfile& profile, const SubjectFacts& facts)
      : profile_(profile), facts_(facts) {}

  Result<void> add(ExtensionKind kind) {
    switch (kind) {
      case ExtensionKind::kBasicConstraints:
        if (const auto& value = profile_.basic_constraints) {
          add(der::Oid::kBasicConstraints, value->critical, basic_constraints_node(*value));
        }
        return {};
      case ExtensionKind::kKeyUsage:
        if (const auto& value = profile_.key_usage) {
          add(der::Oid::kKeyUsage, value->critical, key_usage_node(*value, facts_.family));
        }
        return {};
      case ExtensionKind::kSubjectKeyId:
        if (profile_.subject_key_id.present) {
          const auto& own = profile_.subject_key_id.octets;
          add(der::Oid::kSubjectKeyIdentifier, false,
              der::octet_string(own ? *own : facts_.subject_id));
        }
        return {};
      case ExtensionKind::kAuthorityKeyId:
        if (profile_.authority_key_id.present) {
          const auto& own = profile_.authority_key_id.octets;
          nodes_.push_back(authority_key_id_node(own ? *own : facts_.authority_id));
        }
        return {};
      case ExtensionKind::kExtensions:
        return add_raw();
      default:
        return add_lists(kind);
    }
  }

  std::vector<der::Node> take() { return std::move(nodes_); }

 private:
  void add(der::Oid oid, bool critical, der::Node inner) {
    nodes_.push_back(extension_of(oid, critical, std::move(inner)));
  }

  // The kinds whose texts can be wrong.
  Result<void> add_lists(ExtensionKind kind) {
    if (const auto& value = profile_.extended_key_usage;
        value && kind == ExtensionKind::kExtendedKeyUsage) {
      ASSAY_TRY(node, oid_sequence(value->purposes));
      add(der::Oid::kExtKeyUsage, value->critical, std::move(node));
    }
    if (const auto& value = profile_.subject_alternative_name;
        value && kind == ExtensionKind::kSubjectAlternativeName) {
      ASSAY_TRY(names, general_name_nodes(value->names, IpForm::kAddress));
      add(der::Oid::kSubjectAltName, value->critical, der::sequence(std::move(names)));
    }
    if (const auto& value = profile_.name_constraints;
        value && kind == ExtensionKind::kNameConstraints) {
      ASSAY_TRY(node, name_constraints_node(*value));
      add(der::Oid::kNameConstraints, value->critical, std::move(node));
    }
    if (const auto& value = profile_.certificate_policies;
        value && kind == ExtensionKind::kCertificatePolicies) {
      ASSAY_TRY(node, policies_node(*value));
      add(der::Oid::kCertificatePolicies, value->critical, std::move(node));
    }
    return {};
  }

  Result<void> add_raw() {
    for (const RawExtension& raw : profile_.extensions) {
      ASSAY_TRY(oid, der::oid_from_text(raw.oid));
      nodes_.push_back(extension_node(std::move(oid), raw.critical, der::raw(raw.value)));
    }
    return {};
  }

  const CertificateProfile& profile_;
  const SubjectFacts& facts_;
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

der::Node authority_key_id_node(BytesView key_identifier) {
  return extension_of(
      der::Oid::kAuthorityKeyIdentifier, false,
      der::sequence(der::context_primitive(0, to_bytes(key_identifier)).as("keyIdentifier")));
}

Result<std::vector<der::Node>> extension_nodes(const CertificateProfile& profile,
                                               const SubjectFacts& facts) {
  std::vector<ExtensionKind> order = profile.extension_order;
  for (const auto& [kind, name] : EnumNames<ExtensionKind>::kNames) {
    if (std::find(order.begin(), order.end(), kind) == order.end()) order.push_back(kind);
  }
  ExtensionWriter writer(profile, facts);
  for (const ExtensionKind kind : order) ASSAY_CHECK_OK(writer.add(kind));
  return writer.take();
}

}  // namespace assay
