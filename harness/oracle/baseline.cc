#include "harness/oracle/baseline.h"

#include <algorithm>
#include <array>
#include <limits>

#include "harness/oracle/crl_scope.h"
#include "harness/oracle/general_name.h"
#include "harness/oracle/identity.h"
#include "harness/oracle/syntax.h"

namespace assay::oracle {
namespace {

using der::Oid;

constexpr std::size_t kMinModulusBits = 2048;

bool is_on_nist_curve(const KeyInfo& key) {
  return key.curve == Curve::kP256 || key.curve == Curve::kP384 || key.curve == Curve::kP521;
}

// An odd number of three or more.
bool is_fit_exponent(BytesView magnitude) {
  const bool odd = !magnitude.empty() && (magnitude.back() & 1) != 0;
  return odd && (magnitude.size() > 1 || magnitude.front() >= 3);
}

bool check_key(Judge& judge, const Certificate& one) {
  const bool rsa = one.key.kind == KeyKind::kRsa;
  const std::size_t bits = rsa ? modulus_bits(one.key) : 0;
  const bool known = rsa || (one.key.kind == KeyKind::kEc && is_on_nist_curve(one.key));
  // cabf-br-6.1.5-type
  return judge.holds(OracleCheck::kKeyType, known) &&
         // cabf-br-6.1.5
         judge.holds(OracleCheck::kRsaSize, !rsa || bits >= kMinModulusBits) &&
         // cabf-br-6.1.5-octets
         judge.holds(OracleCheck::kRsaOctets, !rsa || bits % 8 == 0) &&
         // cabf-br-6.1.6
         judge.holds(OracleCheck::kRsaExponent, !rsa || is_fit_exponent(one.key.exponent));
}

bool points_are_uris(const Certificate& one) {
  if (!one.extensions.distribution_points) return true;
  DistributionPointCursor points(*one.extensions.distribution_points);
  while (const auto point = points.next()) {
    if (!point->name || !is_named_by_uris(*point->name) || point->crl_issuer) return false;
  }
  return true;
}

bool check_root(Judge& judge, const Certificate& one) {
  const auto& authority = one.extensions.authority_key_id;
  const bool own =
      !authority || (authority->key_id && !authority->issuer && !authority->serial &&
                     one.extensions.subject_key_id &&
                     std::ranges::equal(*authority->key_id, *one.extensions.subject_key_id));
  // cabf-br-7.1.2.1.2
  return judge.holds(OracleCheck::kRootPurpose, !one.extensions.has(Oid::kExtKeyUsage)) &&
         // cabf-br-7.1.2.1.3
         judge.holds(OracleCheck::kRootKeyId, !one.is_self_issued || own);
}

// Whether the list holds a purpose that nobody in a server's path may have.
bool lists_forbidden(BytesView purposes) {
  // 1.3.6.1.4.1.11129.2.4.4, of certificates that sign precertificates (RFC 6962 section 3.1)
  static constexpr std::uint8_t kPrecertificates[] = {0x2b, 0x06, 0x01, 0x04, 0x01,
                                                      0xd6, 0x79, 0x02, 0x04, 0x04};
  constexpr Oid kForbidden[] = {Oid::kAnyExtendedKeyUsage, Oid::kCodeSigning, Oid::kEmailProtection,
                                Oid::kTimeStamping, Oid::kOcspSigning};
  return lists_purpose(purposes, kPrecertificates) ||
         std::ranges::any_of(kForbidden,
                             [&](Oid each) { return lists_purpose(purposes, der::octets(each)); });
}

// Whether the certificate claims the policy of domain validation, which the Baseline Requirements
// reserve (section 7.1.6.1). Only who claims it is held to their tables of extensions.
bool claims_domain_validation(const Certificate& one) {
  static constexpr std::uint8_t kDomainValidated[] = {0x67, 0x81, 0x0c, 0x01, 0x02, 0x01};
  if (!one.extensions.policies) return false;
  OidCursor policies(*one.extensions.policies);
  while (const auto policy = policies.next()) {
    if (std::ranges::equal(*policy, kDomainValidated)) return true;
  }
  return false;
}

bool has_bare_subject(const Certificate& one) {
  AttributeCursor attributes(one.subject);
  while (const auto each = attributes.next()) {
    const auto type = der::known(each->type);
    if (type != Oid::kCountryName && type != Oid::kCommonName) return false;
  }
  return true;
}

bool check_claims_of_issuer(Judge& judge, const Certificate& one) {
  if (!claims_domain_validation(one)) return true;
  // cabf-br-7.1.2.6.1
  return judge.holds(OracleCheck::kClaimedPoints,
                     one.extensions.has(Oid::kCrlDistributionPoints)) &&
         // cabf-br-7.1.2.10.6-present
         judge.holds(OracleCheck::kClaimedPurpose, one.extensions.has(Oid::kExtKeyUsage));
}

bool check_claims_of_server(Judge& judge, const Certificate& one) {
  if (!claims_domain_validation(one)) return true;
  // cabf-br-7.1.2.7.6-access
  return judge.holds(OracleCheck::kClaimedAccess, one.extensions.has(Oid::kAuthorityInfoAccess)) &&
         // cabf-br-7.1.2.7.2
         judge.holds(OracleCheck::kClaimedSubject, has_bare_subject(one));
}

bool check_issuer(Judge& judge, const Certificate& one) {
  const auto& purposes = one.extensions.purposes;
  // cabf-br-7.1.2.10.6
  return judge.holds(OracleCheck::kIssuerPurpose, !purposes || !lists_forbidden(*purposes)) &&
         check_claims_of_issuer(judge, one);
}

bool check_purposes(Judge& judge, const Certificate& one) {
  const auto& purposes = one.extensions.purposes;
  const bool right = purposes && lists_purpose(*purposes, der::octets(Oid::kServerAuth)) &&
                     !lists_forbidden(*purposes);
  // cabf-br-7.1.2.7.10
  return judge.holds(OracleCheck::kServerPurpose, right) &&
         // cabf-br-7.1.2.7.6
         judge.holds(OracleCheck::kServerPurposeCritical,
                     !one.extensions.get(Oid::kExtKeyUsage).critical);
}

// cabf-br-7.1.2.7.11's tables: what a key of either type may be for.
bool is_servers_usage(const Certificate& one) {
  const auto& usages = one.extensions.key_usage;
  if (!usages) return true;
  if (one.key.kind == KeyKind::kRsa) {
    return usages->bits != 0 &&
           !usages->has_others(
               {usage::kDigitalSignature, usage::kKeyEncipherment, usage::kDataEncipherment});
  }
  return usages->has(usage::kDigitalSignature) &&
         !usages->has_others({usage::kDigitalSignature, usage::kKeyAgreement});
}

// Whether `common` is a DNS name to the letter, or one that it leaves no doubt about: the domain it
// lies in, or a host that its wildcard stands for.
bool is_told_by(std::string_view common, std::string_view dns) {
  if (dns == common) return true;
  const bool below = dns.size() > common.size() && dns.ends_with(common) &&
                     dns[dns.size() - common.size() - 1] == '.';
  const auto dot = common.find('.');
  return below || (dns.starts_with("*.") && dot != std::string_view::npos &&
                   common.substr(dot) == dns.substr(1));
}

// Whether the common name is a copy of an alternative name: of a DNS name as is_told_by() has it,
// of an address in its one text form (RFC 5952). Among addresses alone, any other text is no host's
// name.
bool is_copy(std::string_view common, BytesView alt_names) {
  bool has_dns = false;
  GeneralNameCursor names(alt_names);
  while (const auto name = names.next()) {
    has_dns = has_dns || name->kind == GeneralNameKind::kDns;
    if (name->kind == GeneralNameKind::kDns && is_told_by(common, as_text(name->value))) {
      return true;
    }
    if (name->kind == GeneralNameKind::kIp && common == address_text(name->value)) return true;
  }
  return !has_dns && !is_loose_address(common);
}

bool common_name_is_copy(const Certificate& one) {
  AttributeCursor attributes(one.subject);
  while (const auto each = attributes.next()) {
    if (der::known(each->type) != Oid::kCommonName) continue;
    if (!one.extensions.alt_names || !is_copy(as_text(each->value), *one.extensions.alt_names)) {
      return false;
    }
  }
  return true;
}

// Second labels under which registries of countries register: not a list of all public suffixes,
// but of those that every reader knows.
bool is_registry(std::string_view domain) {
  if (domain.find('.') == std::string_view::npos) return true;
  constexpr std::array kSecond = {"co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go"};
  const auto dot = domain.find('.');
  const bool country = domain.size() - dot - 1 == 2;
  return country && domain.find('.', dot + 1) == std::string_view::npos &&
         std::ranges::any_of(kSecond, [&](const char* second) {
           return same_caseless(domain.substr(0, dot), second);
         });
}

bool wildcards_are_whole(const Certificate& one) {
  if (!one.extensions.alt_names) return true;
  GeneralNameCursor names(*one.extensions.alt_names);
  while (const auto each = names.next()) {
    const std::string_view text = as_text(each->value);
    if (each->kind != GeneralNameKind::kDns || text.find('*') == std::string_view::npos) continue;
    const std::string_view rest = without_wildcard(text);
    if (rest.size() == text.size() || rest.find('*') != std::string_view::npos ||
        is_registry(rest)) {
      return false;
    }
  }
  return true;
}

// The longest life of a server's certificate, in seconds, that was issued at that time; both ends
// of the validity period belong to it. Issued before March 2018 it is not limited in days.
UnixTime longest_life(UnixTime issued) {
  struct Limit {
    UnixTime from;
    UnixTime days;
  };
  constexpr Limit kLimits[] = {
      {1'868'227'200, 47},   // 2029-03-15
      {1'805'068'800, 100},  // 2027-03-15
      {1'773'532'800, 200},  // 2026-03-15
      {1'598'918'400, 398},  // 2020-09-01
      {1'519'862'400, 825},  // 2018-03-01
  };
  constexpr UnixTime kDay = 86'400;
  for (const Limit& each : kLimits) {
    if (issued >= each.from) return each.days * kDay;
  }
  return std::numeric_limits<UnixTime>::max();
}

bool check_server(Judge& judge, const Certificate& one) {
  // cabf-br-6.3.2
  if (!judge.holds(OracleCheck::kLifetime,
                   one.not_after - one.not_before < longest_life(one.not_before))) {
    return false;
  }
  const bool named = one.extensions.has(Oid::kSubjectAltName);
  const bool critical = one.extensions.get(Oid::kSubjectAltName).critical;
  const auto& basic = one.extensions.basic_constraints;
  // cabf-br-7.1.2.7.12
  return judge.holds(OracleCheck::kAltNamePresent, named) &&
         // cabf-br-7.1.2.7.12-critical
         judge.holds(OracleCheck::kAltNameNotCritical, !critical || one.subject.empty()) &&
         // cabf-br-3.2.2.6
         (!judge.asks(OracleCheck::kWildcard) ||
          judge.holds(OracleCheck::kWildcard, wildcards_are_whole(one))) &&
         // cabf-br-7.1.4.3
         (!judge.asks(OracleCheck::kCommonName) ||
          judge.holds(OracleCheck::kCommonName, common_name_is_copy(one))) &&
         check_purposes(judge, one) &&
         // cabf-br-7.1.2.7.11
         judge.holds(OracleCheck::kSubscriberUsage, is_servers_usage(one)) &&
         // cabf-br-7.1.2.7.8
         judge.holds(OracleCheck::kLeafNotCa, !basic || !basic->ca) &&
         check_claims_of_server(judge, one);
}

}  // namespace

bool check_baseline(Judge& judge, const Certificate& certificate, Place place, Purpose purpose) {
  // cabf-br-7.1.1
  if (!judge.holds(OracleCheck::kVersion3, certificate.version == 3)) return false;
  if (!check_key(judge, certificate)) return false;
  if (place == Place::kAnchor) return check_root(judge, certificate);
  const auto& authority = certificate.extensions.authority_key_id;
  // cabf-br-7.1.2.11.1
  if (!judge.holds(OracleCheck::kAuthorityKeyIdOnly,
                   !authority || (!authority->issuer && !authority->serial))) {
    return false;
  }
  // cabf-br-7.1.2.11.2
  if (!judge.holds(OracleCheck::kPointNames, points_are_uris(certificate))) return false;
  if (purpose != Purpose::kServerAuth) return true;
  return place == Place::kLeaf ? check_server(judge, certificate)
                               : check_issuer(judge, certificate);
}

}  // namespace assay::oracle
