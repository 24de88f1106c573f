#include "harness/oracle/duties.h"

#include <algorithm>

#include "harness/oracle/constraints.h"
#include "harness/oracle/crl.h"
#include "harness/oracle/general_name.h"
#include "harness/oracle/name_syntax.h"
#include "harness/oracle/policy_qualifiers.h"
#include "harness/oracle/pss.h"
#include "harness/oracle/syntax.h"

namespace assay::oracle {
namespace {

using der::Oid;

constexpr std::size_t kMaxSerialOctets = 20;

bool is_ca(const Certificate& certificate) {
  return certificate.extensions.basic_constraints && certificate.extensions.basic_constraints->ca;
}

bool is_critical(const Certificate& certificate, Oid id) {
  return certificate.extensions.get(id).critical;
}

// An extension that is there has the criticality that the profile wants.
bool is_marked(const Certificate& certificate, Oid id) {
  return !certificate.extensions.has(id) || is_critical(certificate, id);
}

bool is_positive(const der::IntegerView& serial) {
  return !serial.is_negative() && !(serial.octets.size() == 1 && serial.octets.front() == 0);
}

bool check_fields(Judge& judge, const Certificate& one, Place place) {
  const bool names_subject = !(is_ca(one) || place != Place::kLeaf) || !one.subject.empty();
  // rfc5280-4.1.2.2-positive
  return judge.holds(OracleCheck::kSerialPositive, is_positive(one.serial)) &&
         // rfc5280-4.1.2.2-length
         judge.holds(OracleCheck::kSerialLength, one.serial.octets.size() <= kMaxSerialOctets) &&
         // rfc5280-4.1.2.4
         judge.holds(OracleCheck::kIssuerName, !one.issuer.empty()) &&
         // rfc5280-4.1.2.4-characters
         (!judge.asks(OracleCheck::kNameCharacters) ||
          judge.holds(OracleCheck::kNameCharacters,
                      has_valid_characters(one.issuer) && has_valid_characters(one.subject))) &&
         // rfc5280-A.1-types
         (!judge.asks(OracleCheck::kNameTypes) ||
          judge.holds(OracleCheck::kNameTypes,
                      has_valid_types(one.issuer) && has_valid_types(one.subject))) &&
         // rfc5280-A.1-bounds
         (!judge.asks(OracleCheck::kNameBounds) ||
          judge.holds(OracleCheck::kNameBounds,
                      is_within_bounds(one.issuer) && is_within_bounds(one.subject))) &&
         // x690-11.6
         (!judge.asks(OracleCheck::kSetOrder) ||
          judge.holds(OracleCheck::kSetOrder,
                      has_sorted_sets(one.issuer) && has_sorted_sets(one.subject))) &&
         // rfc5280-4.1.2.5-form
         judge.holds(OracleCheck::kTimeForm, one.time_form) &&
         // rfc5280-4.1.2.6
         judge.holds(OracleCheck::kCaSubject, names_subject) &&
         // rfc5280-4.1.2.8
         judge.holds(OracleCheck::kUniqueIds, !one.has_unique_ids) &&
         // rfc4055-5
         judge.holds(OracleCheck::kSignatureParameters, has_due_parameters(one.outer_algorithm)) &&
         // rfc5758-3.2
         judge.holds(OracleCheck::kEcdsaParameters, !has_idle_parameters(one.outer_algorithm)) &&
         // x690-11.5
         judge.holds(OracleCheck::kSignatureDefaults, !writes_pss_default(one.outer_algorithm)) &&
         // rfc5480-2.1.1
         judge.holds(OracleCheck::kKeyParameters, has_due_parameters(one.key));
}

// Whether the authority key identifier may be left out: RFC 5280 section 4.2.1.1, for a key that a
// CA distributes as a self-signed certificate.
bool needs_authority(const Certificate& one, Place place) {
  return one.version == 3 && !(one.is_self_issued && place != Place::kIssuer);
}

bool names_key_of(const Certificate& one, const Certificate* issuer) {
  const auto& authority = one.extensions.authority_key_id;
  if (issuer == nullptr || !authority || !authority->key_id) return true;
  const auto& own = issuer->extensions.subject_key_id;
  return !own || std::ranges::equal(*authority->key_id, *own);
}

bool check_key_ids(Judge& judge, const Certificate& one, Place place, const Certificate* issuer) {
  const auto& authority = one.extensions.authority_key_id;
  const bool identified = authority && authority->key_id;
  // rfc5280-4.2.1.1
  return judge.holds(OracleCheck::kAkiPresent, identified || !needs_authority(one, place)) &&
         // rfc5280-4.2.1.1-critical
         judge.holds(OracleCheck::kAkiNotCritical,
                     !is_critical(one, Oid::kAuthorityKeyIdentifier)) &&
         // rfc5280-4.2.1.1-pair
         judge.holds(OracleCheck::kAkiPair, !authority || authority->issuer.has_value() ==
                                                              authority->serial.has_value()) &&
         // rfc5280-4.2.1.2-match
         judge.holds(OracleCheck::kAkiMatches, names_key_of(one, issuer)) &&
         // rfc5280-4.2.1.2
         judge.holds(OracleCheck::kSkiPresent, one.version != 3 || !is_ca(one) ||
                                                   one.extensions.subject_key_id.has_value()) &&
         // rfc5280-4.2.1.2-critical
         judge.holds(OracleCheck::kSkiNotCritical, !is_critical(one, Oid::kSubjectKeyIdentifier));
}

// Whether the key usage names nothing but what a key on curve25519 or curve448 can do.
bool is_use_of_edwards(const Certificate& one, const KeyUsage& usages) {
  const auto type = der::known(one.key.algorithm.type);
  if (type == Oid::kX25519 || type == Oid::kX448) {
    return usages.has(usage::kKeyAgreement) &&
           !usages.has_others({usage::kKeyAgreement, usage::kEncipherOnly, usage::kDecipherOnly});
  }
  if (one.key.kind != KeyKind::kEd25519 && one.key.kind != KeyKind::kEd448) return true;
  return !usages.has_others(
      {usage::kDigitalSignature, usage::kContentCommitment, usage::kKeyCertSign, usage::kCrlSign});
}

bool check_usage_of_key(Judge& judge, const Certificate& one) {
  const auto& key_usage = one.extensions.key_usage;
  if (!key_usage) return true;
  // rfc8813-3
  return judge.holds(
             OracleCheck::kUsageOfCurveKey,
             one.key.kind != KeyKind::kEc ||
                 !key_usage->has_any({usage::kKeyEncipherment, usage::kDataEncipherment})) &&
         // rfc9295-3
         judge.holds(OracleCheck::kUsageOfEdwardsKey, is_use_of_edwards(one, *key_usage)) &&
         // rfc9881-5
         judge.holds(OracleCheck::kUsageOfMlDsaKey,
                     !is_ml_dsa(one.key) ||
                         !key_usage->has_any({usage::kKeyEncipherment, usage::kDataEncipherment,
                                              usage::kKeyAgreement, usage::kEncipherOnly,
                                              usage::kDecipherOnly}));
}

bool check_usage(Judge& judge, const Certificate& one) {
  const auto& key_usage = one.extensions.key_usage;
  const bool signs = key_usage && key_usage->has(usage::kKeyCertSign);
  // rfc5280-4.2.1.3-ca
  return judge.holds(OracleCheck::kCaUsage, one.version != 3 || !is_ca(one) || key_usage) &&
         // rfc5280-4.2.1.3-sign
         judge.holds(OracleCheck::kSignNeedsCa, !signs || is_ca(one)) &&
         // rfc5280-4.2.1.3-bits
         judge.holds(OracleCheck::kUsageBits, !key_usage || key_usage->bits != 0) &&
         check_usage_of_key(judge, one);
}

bool check_basic_constraints(Judge& judge, const Certificate& one) {
  const auto& basic = one.extensions.basic_constraints;
  const auto& key_usage = one.extensions.key_usage;
  const bool signs = basic && basic->ca && (!key_usage || key_usage->has(usage::kKeyCertSign));
  // rfc5280-4.2.1.9-critical
  return judge.holds(OracleCheck::kBasicConstraintsCritical,
                     !is_ca(one) || is_critical(one, Oid::kBasicConstraints)) &&
         // rfc5280-4.2.1.9-path-length-ca
         judge.holds(OracleCheck::kPathLengthOfCa, !basic || !basic->path_length || signs);
}

bool check_constraints(Judge& judge, const Certificate& one) {
  const auto& constraints = one.extensions.name_constraints;
  if (!constraints) return true;
  const bool lists = constraints->permitted || constraints->excluded;
  const bool filled = (!constraints->permitted || !constraints->permitted->empty()) &&
                      (!constraints->excluded || !constraints->excluded->empty());
  // rfc5280-4.2.1.10-critical
  return judge.holds(OracleCheck::kConstraintsCritical, is_critical(one, Oid::kNameConstraints)) &&
         // rfc5280-4.2.1.10-ca
         judge.holds(OracleCheck::kConstraintsOfCa, is_ca(one)) &&
         // rfc5280-4.2.1.10-empty
         judge.holds(OracleCheck::kConstraintsEmpty, lists && filled) &&
         // rfc5280-4.2.1.10-syntax
         (!judge.asks(OracleCheck::kConstraintsSyntax) ||
          judge.holds(OracleCheck::kConstraintsSyntax, constraints_are_valid(*constraints)));
}

bool check_policies(Judge& judge, const Certificate& one) {
  const auto& limits = one.extensions.policy_constraints;
  const auto& policies = one.extensions.policies;
  // rfc5280-4.2.1.4-any-qualifiers
  return judge.holds(OracleCheck::kAnyQualifier,
                     !policies || !has_unknown_qualifier(*policies, PolicyChoice::kAnyPolicy)) &&
         // rfc6818-3
         judge.holds(OracleCheck::kNoticeText, !policies || notices_are_valid(*policies)) &&
         // rfc5280-4.2.1.11-critical
         judge.holds(OracleCheck::kPolicyConstraintsCritical,
                     is_marked(one, Oid::kPolicyConstraints)) &&
         // rfc5280-4.2.1.11-empty
         judge.holds(OracleCheck::kPolicyConstraintsEmpty,
                     !limits || limits->require_explicit || limits->inhibit_mapping) &&
         // rfc5280-4.2.1.14
         judge.holds(OracleCheck::kInhibitAnyCritical, is_marked(one, Oid::kInhibitAnyPolicy));
}

bool is_valid_name(const GeneralName& name) {
  const std::string_view text = as_text(name.value);
  switch (name.kind) {
    case GeneralNameKind::kDns:
      return is_host(without_wildcard(text), HostRule::kPreferred);
    case GeneralNameKind::kEmail:
      return is_mailbox(text);
    case GeneralNameKind::kUri: {
      const auto uri = split_uri(text);
      return uri && !(uri->host.empty() && uri->rest.empty());
    }
    default:
      return true;
  }
}

bool are_valid(const std::optional<BytesView>& list) {
  if (!list) return true;
  GeneralNameCursor names(*list);
  while (const auto each = names.next()) {
    if (!is_valid_name(*each)) return false;
  }
  return true;
}

bool check_alt_names(Judge& judge, const Certificate& one) {
  // rfc5280-4.2.1.6-subject
  return judge.holds(OracleCheck::kAltNameOfNobody,
                     !one.subject.empty() || is_critical(one, Oid::kSubjectAltName)) &&
         // rfc5280-4.2.1.6-syntax
         (!judge.asks(OracleCheck::kAltNameSyntax) ||
          judge.holds(OracleCheck::kAltNameSyntax, are_valid(one.extensions.alt_names))) &&
         // rfc5280-4.2.1.7
         (!judge.asks(OracleCheck::kIssuerNameSyntax) ||
          judge.holds(OracleCheck::kIssuerNameSyntax, are_valid(one.extensions.issuer_names)));
}

// Whether each distribution point has more than reasons.
bool points_somewhere(const std::optional<BytesView>& list) {
  if (!list) return true;
  DistributionPointCursor points(*list);
  while (const auto point = points.next()) {
    if (!point->name && !point->crl_issuer) return false;
  }
  return true;
}

// Whether the extension has the company that RFC 9608 section 3 allows it.
bool stands_alone(const Certificate& one) {
  const Extensions& extensions = one.extensions;
  return !extensions.has(Oid::kNoRevAvail) ||
         (!is_ca(one) && !extensions.has(Oid::kCrlDistributionPoints) &&
          !extensions.has(Oid::kFreshestCrl) && !names_responder(extensions));
}

bool check_pointers(Judge& judge, const Certificate& one) {
  const auto& constraints = one.extensions.name_constraints;
  const auto& key_usage = one.extensions.key_usage;
  const auto& basic = one.extensions.basic_constraints;
  // rfc5280-4.2.1.8
  return judge.holds(OracleCheck::kDirectoryAttributes,
                     !is_critical(one, Oid::kSubjectDirectoryAttributes)) &&
         // rfc5280-4.2.1.13-reasons
         judge.holds(OracleCheck::kPointReasons,
                     points_somewhere(one.extensions.distribution_points) &&
                         points_somewhere(one.extensions.freshest)) &&
         // rfc5280-4.2.1.15
         judge.holds(OracleCheck::kFreshestNotCritical, !is_critical(one, Oid::kFreshestCrl)) &&
         // rfc5280-4.2.2
         judge.holds(OracleCheck::kAccessNotCritical,
                     !is_critical(one, Oid::kAuthorityInfoAccess) &&
                         !is_critical(one, Oid::kSubjectInfoAccess)) &&
         // rfc9608-3
         judge.holds(OracleCheck::kNoRevAvailAlone, stands_alone(one)) &&
         // rfc9608-2-critical
         judge.holds(OracleCheck::kNoRevAvailNotCritical, !is_critical(one, Oid::kNoRevAvail)) &&
         // rfc5280-4.2-value
         judge.holds(OracleCheck::kIdleExtensionValue,
                     !one.extensions.idle_fault() && !(basic && basic->has_written_false) &&
                         !(constraints && writes_minimum(*constraints)) &&
                         !(key_usage && key_usage->has_trailing_zeros));
}

}  // namespace

bool check_duties(Judge& judge, const Certificate& certificate, Place place,
                  const Certificate* issuer) {
  return check_fields(judge, certificate, place) && check_pointers(judge, certificate) &&
         check_key_ids(judge, certificate, place, issuer) && check_usage(judge, certificate) &&
         check_basic_constraints(judge, certificate) && check_constraints(judge, certificate) &&
         check_policies(judge, certificate) && check_alt_names(judge, certificate);
}

}  // namespace assay::oracle
