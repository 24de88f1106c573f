#include "harness/oracle/extensions.h"

#include <algorithm>

#include "harness/oracle/extension_values.h"
#include "harness/oracle/policy_qualifiers.h"

namespace assay::oracle {
namespace {

using der::Oid;

// The extensions that a path validation reads, and the name check after it.
bool is_processed(Oid id) {
  switch (id) {
    case Oid::kBasicConstraints:
    case Oid::kKeyUsage:
    case Oid::kExtKeyUsage:
    case Oid::kSubjectAltName:
    case Oid::kNameConstraints:
    case Oid::kCertificatePolicies:
    case Oid::kPolicyMappings:
    case Oid::kPolicyConstraints:
    case Oid::kInhibitAnyPolicy:
      return true;
    default:
      return false;
  }
}

// Extensions of the table that nobody here can process: critical, they are as good as unknown.
bool is_unprocessable(Oid id) {
  switch (id) {
    case Oid::kPrecertificatePoison:
    case Oid::kSignedCertificateTimestamps:
    case Oid::kNetscapeCertType:
    case Oid::kPrivateKeyUsagePeriod:
    case Oid::kTlsFeature:
      return true;
    default:
      return false;
  }
}

template <typename T>
Read<void> keep(std::optional<T>& to, Read<T> value) {
  if (!value) return tl::unexpected<ParseError>(value.error());
  to = *value;
  return {};
}

Read<void> check(const Read<BytesView>& value) {
  if (!value) return tl::unexpected<ParseError>(value.error());
  return {};
}

// OfIdCe finds the extensions under id-ce (2.5.29), nearly all there are, by their last arc.
struct OfIdCe {
  std::array<std::optional<Oid>, 256> of;

  OfIdCe() {
    for (const der::OidEntry& each : der::oid_table()) {
      const BytesView type = der::octets(each.id);
      const bool here = type.size() == 3 && type[0] == 0x55 && type[1] == 0x1d;
      if (here && each.kind == der::OidKind::kExtension) of[type[2]] = each.id;
    }
  }
};

std::optional<Oid> extension_of(BytesView type) {
  if (type.size() == 3 && type[0] == 0x55 && type[1] == 0x1d) {
    static const OfIdCe kOfIdCe;
    return kOfIdCe.of[type[2]];
  }
  const auto id = der::known(type);
  if (!id || der::entry(*id).kind != der::OidKind::kExtension) return std::nullopt;
  return id;
}

}  // namespace

// Unknown ones are few: look back for the same type.
Read<void> Extensions::check_unknown(BytesView type, std::size_t offset, der::Reader before) {
  while (before.offset() < offset) {
    ORACLE_TRY(other, before.sequence());
    ORACLE_TRY(other_type, other.oid());
    if (std::ranges::equal(type, other_type)) return broken(Rule::kDuplicateExtension, offset);
  }
  return {};
}

Read<void> Extensions::add(BytesView type, const Extension& extension, std::size_t offset,
                           const der::Reader& start) {
  if (++count_ > kMaxExtensions) return broken(Rule::kTooMany, offset);
  const auto id = extension_of(type);
  if (!id) {
    if (extension.critical && !unknown_critical_) unknown_critical_ = type;
    return check_unknown(type, offset, start);
  }
  Extension& place = known_[slot(*id)];
  // rfc5280-4.2-once
  if (place.present) return broken(Rule::kDuplicateExtension, offset);
  if (extension.critical && is_unprocessable(*id) && !unknown_critical_) unknown_critical_ = type;
  place = extension;
  return {};
}

Read<void> Extensions::read(der::Reader& reader) {
  ORACLE_TRY(list, reader.sequence());
  if (list.at_end()) return broken(Rule::kEmptyList, list.offset());
  const der::Reader start = list;
  while (!list.at_end()) {
    const std::size_t offset = list.offset();
    ORACLE_TRY(extension, list.sequence());
    ORACLE_TRY(type, extension.oid());
    ORACLE_TRY(critical, extension.boolean_or_false());
    ORACLE_TRY(value, extension.octet_string());
    ORACLE_CHECK_OK(extension.finish());
    ORACLE_CHECK_OK(add(type, {true, critical, value}, offset, start));
  }
  return {};
}

void Extensions::decode() {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (!known_[i].present) continue;
    const auto id = static_cast<Oid>(kFirst + i);
    const auto read = decode_one(id, der::Reader(known_[i].value));
    if (read) continue;
    auto& fault = known_[i].critical || is_processed(id) ? fault_ : idle_fault_;
    if (!fault) fault = ExtensionFault{id, known_[i].critical, read.error()};
  }
}

Read<void> Extensions::decode_one(Oid id, der::Reader value) {
  switch (id) {
    case Oid::kBasicConstraints:
      return keep(basic_constraints, read_basic_constraints(value));
    case Oid::kKeyUsage:
      return keep(key_usage, read_key_usage(value));
    case Oid::kExtKeyUsage:
      return keep(purposes, read_purposes(value));
    case Oid::kSubjectAltName:
      return keep(alt_names, read_general_names(value));
    case Oid::kIssuerAltName:
      return keep(issuer_names, read_general_names(value));
    case Oid::kNameConstraints:
    case Oid::kCertificatePolicies:
    case Oid::kPolicyMappings:
    case Oid::kPolicyConstraints:
    case Oid::kInhibitAnyPolicy:
      return decode_constraint(id, value);
    default:
      return decode_pointer(id, value);
  }
}

Read<void> Extensions::decode_constraint(Oid id, der::Reader& value) {
  switch (id) {
    case Oid::kNameConstraints:
      ORACLE_CHECK_OK(keep(name_constraints, read_name_constraints(value)));
      name_constraints->critical = get(id).critical;
      return {};
    case Oid::kCertificatePolicies:
      // rfc5280-4.2.1.4-qualifiers
      ORACLE_CHECK_OK(keep(policies, read_policies(value)));
      if (get(id).critical && !unknown_critical_ && has_unknown_qualifier(*policies)) {
        unknown_critical_ = der::octets(id);
      }
      return {};
    case Oid::kPolicyMappings:
      return keep(mappings, read_mappings(value));
    case Oid::kPolicyConstraints:
      return keep(policy_constraints, read_policy_constraints(value));
    default:
      return keep(inhibit_any_policy, read_skip_certs(value));
  }
}

Read<void> Extensions::decode_pointer(Oid id, der::Reader& value) {
  switch (id) {
    case Oid::kAuthorityKeyIdentifier:
      return keep(authority_key_id, read_authority_key_id(value));
    case Oid::kSubjectKeyIdentifier: {
      ORACLE_TRY(octets, value.octet_string());
      ORACLE_CHECK_OK(value.finish());
      subject_key_id = octets;
      return {};
    }
    case Oid::kCrlDistributionPoints:
      return keep(distribution_points, read_distribution_points(value));
    case Oid::kFreshestCrl:
      return keep(freshest, read_distribution_points(value));
    case Oid::kAuthorityInfoAccess:
    case Oid::kSubjectInfoAccess:
      return check(read_access_descriptions(value));
    case Oid::kSubjectDirectoryAttributes:
      return check(read_attributes(value));
    case Oid::kOcspNoCheck:
    case Oid::kNoRevAvail:
      ORACLE_CHECK_OK(value.null());
      ORACLE_CHECK_OK(value.finish());
      return {};
    default:
      return {};  // not read by anyone here
  }
}

Read<void> TypeSet::add(BytesView type, std::size_t offset) {
  if (std::ranges::any_of(types_, [&](BytesView each) { return std::ranges::equal(each, type); })) {
    return broken(Rule::kDuplicateExtension, offset);
  }
  if (types_.size() == kMaxExtensions) return broken(Rule::kTooMany, offset);
  types_.push_back(type);
  return {};
}

bool lists_purpose(BytesView purposes, BytesView oid) {
  OidCursor cursor(purposes);
  while (const auto each = cursor.next()) {
    if (std::ranges::equal(*each, oid)) return true;
  }
  return false;
}

bool names_responder(const Extensions& extensions) {
  const Extension& access = extensions.get(Oid::kAuthorityInfoAccess);
  if (!access.present) return false;
  auto list = der::Reader(access.value).sequence();
  if (!list) return false;
  OidCursor methods(list->rest());
  while (const auto each = methods.next()) {
    if (std::ranges::equal(*each, der::octets(Oid::kAccessOcsp))) return true;
  }
  return false;
}

std::optional<BytesView> OidCursor::next() {
  const auto element = list_.any();
  if (!element) return std::nullopt;
  if (element->tag == der::tag::kOid) return element->content;
  der::Reader inside(element->content);
  const auto oid = inside.expect(der::tag::kOid);
  if (!oid) return std::nullopt;
  return oid->content;
}

std::optional<PolicyMapping> MappingCursor::next() {
  auto mapping = list_.sequence();
  if (!mapping) return std::nullopt;
  const auto from = mapping->expect(der::tag::kOid);
  if (!from) return std::nullopt;
  const auto to = mapping->expect(der::tag::kOid);
  if (!to) return std::nullopt;
  return PolicyMapping{from->content, to->content};
}

}  // namespace assay::oracle
