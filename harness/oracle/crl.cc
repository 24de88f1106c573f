#include "harness/oracle/crl.h"

#include <algorithm>

#include "harness/oracle/extension_values.h"
#include "harness/oracle/general_name.h"
#include "harness/oracle/signed.h"

namespace assay::oracle {
namespace {

using der::Oid;
using der::Tag;

ReasonMask mask_of(const der::BitString& bits) {
  ReasonMask mask = 0;
  for (unsigned i = 1; i <= 8; ++i) {
    if (bits.bit(i)) mask = static_cast<ReasonMask>(mask | 1U << i);
  }
  return mask;
}

// RFC 5280 section 5.2.5
Read<CrlScope> read_scope(der::Reader value) {
  CrlScope scope;
  scope.encoding = value.rest();
  ORACLE_TRY(sequence, value.sequence());
  ORACLE_CHECK_OK(value.finish());
  if (sequence.at_end()) return broken(Rule::kEmptyList, sequence.offset());
  const std::size_t offset = sequence.offset();
  ORACLE_TRY(name, sequence.optional(Tag::context_constructed(0)));
  if (name) {
    ORACLE_TRY(choice, sequence.into(*name));
    ORACLE_TRY(made, read_distribution_name(choice));
    scope.name = made;
  }
  ORACLE_TRY(users, sequence.boolean_or_false(Tag::context(1)));
  ORACLE_TRY(cas, sequence.boolean_or_false(Tag::context(2)));
  if (sequence.next_is(Tag::context(3))) {
    ORACLE_TRY(reasons, sequence.bit_string(Tag::context(3)));
    scope.reasons = mask_of(reasons);
  }
  ORACLE_TRY(indirect, sequence.boolean_or_false(Tag::context(4)));
  ORACLE_TRY(attributes, sequence.boolean_or_false(Tag::context(5)));
  ORACLE_CHECK_OK(sequence.finish());
  if (static_cast<int>(users) + static_cast<int>(cas) + static_cast<int>(attributes) > 1) {
    return broken(Rule::kCombination, offset);
  }
  scope.only_users = users;
  scope.only_cas = cas;
  scope.only_attributes = attributes;
  scope.indirect = indirect;
  return scope;
}

Read<std::optional<BytesView>> read_number(der::Reader value) {
  const std::size_t offset = value.offset();
  ORACLE_TRY(number, value.integer());
  ORACLE_CHECK_OK(value.finish());
  if (number.is_negative()) return broken(Rule::kRange, offset);
  return std::optional(number.magnitude());
}

Read<void> read_crl_extension(Oid id, der::Reader value, Crl& crl) {
  switch (id) {
    case Oid::kCrlNumber: {
      ORACLE_TRY(number, read_number(value));
      crl.number = number;
      return {};
    }
    case Oid::kDeltaCrlIndicator: {
      ORACLE_TRY(number, read_number(value));
      crl.base = number;
      return {};
    }
    case Oid::kIssuingDistributionPoint: {
      ORACLE_TRY(scope, read_scope(value));
      crl.scope = scope;
      return {};
    }
    case Oid::kAuthorityKeyIdentifier: {
      ORACLE_TRY(authority, read_authority_key_id(value));
      crl.authority_key_id = authority.key_id;
      return {};
    }
    default:
      return {};  // issuerAltName, freshestCRL, authorityInfoAccess: nothing to process
  }
}

bool is_crl_extension(Oid id) {
  return id == Oid::kCrlNumber || id == Oid::kDeltaCrlIndicator ||
         id == Oid::kIssuingDistributionPoint || id == Oid::kAuthorityKeyIdentifier ||
         id == Oid::kIssuerAltName || id == Oid::kFreshestCrl || id == Oid::kAuthorityInfoAccess;
}

struct RawExtension {
  BytesView type;
  bool critical;
  BytesView value;
};

Read<RawExtension> read_extension(der::Reader& list) {
  ORACLE_TRY(extension, list.sequence());
  ORACLE_TRY(type, extension.oid());
  ORACLE_TRY(critical, extension.boolean_or_false());
  ORACLE_TRY(value, extension.octet_string());
  ORACLE_CHECK_OK(extension.finish());
  return RawExtension{type, critical, value};
}

// RFC 5280 section 5.2
Read<void> read_crl_extensions(der::Reader& tbs, Crl& crl) {
  ORACLE_TRY(wrapper, tbs.enter(Tag::context_constructed(0)));
  ORACLE_TRY(list, wrapper.sequence());
  ORACLE_CHECK_OK(wrapper.finish());
  if (list.at_end()) return broken(Rule::kEmptyList, list.offset());
  TypeSet types;
  while (!list.at_end()) {
    const std::size_t offset = list.offset();
    ORACLE_TRY(extension, read_extension(list));
    ORACLE_CHECK_OK(types.add(extension.type, offset));
    const auto id = der::known(extension.type);
    if (!id || !is_crl_extension(*id)) {
      crl.has_unknown_critical = crl.has_unknown_critical || extension.critical;
      continue;
    }
    if (*id == Oid::kCrlNumber) crl.has_critical_number = extension.critical;
    ORACLE_CHECK_OK(read_crl_extension(*id, der::Reader(extension.value), crl));
  }
  return {};
}

Read<Name> read_certificate_issuer(der::Reader value) {
  ORACLE_TRY(names, value.sequence());
  ORACLE_CHECK_OK(value.finish());
  ORACLE_CHECK_OK(check_general_names(names));
  GeneralNameCursor cursor(names.rest());
  while (const auto each = cursor.next()) {
    if (each->kind == GeneralNameKind::kDirectory) return each->directory;
  }
  return broken(Rule::kChoice, names.offset());
}

// RFC 5280 section 5.3
Read<void> read_entry_extension(const RawExtension& extension, CrlEntry& entry, bool& unknown) {
  der::Reader value(extension.value);
  const auto id = der::known(extension.type);
  if (id == Oid::kCrlReasons) {
    ORACLE_TRY(reason, value.small_integer(der::tag::kEnumerated));
    ORACLE_CHECK_OK(value.finish());
    if (!is_crl_reason(reason)) return broken(Rule::kRange, 0);
    entry.reason = reason;
  } else if (id == Oid::kCertificateIssuer) {
    ORACLE_TRY(issuer, read_certificate_issuer(value));
    entry.issuer = issuer;
  } else if (id == Oid::kInvalidityDate) {
    ORACLE_TRY(date, value.generalized_time());
    static_cast<void>(date);
    ORACLE_CHECK_OK(value.finish());
  } else {
    unknown = unknown || extension.critical;
  }
  return {};
}

Read<CrlEntry> read_entry(der::Reader& list, bool has_version, bool& unknown) {
  ORACLE_TRY(sequence, list.sequence());
  CrlEntry entry;
  ORACLE_TRY(serial, sequence.integer());
  entry.serial = serial.octets;
  ORACLE_TRY(date, sequence.time(der::TimeRule::kEitherForm));
  static_cast<void>(date);
  if (sequence.at_end()) return entry;
  const std::size_t offset = sequence.offset();
  if (!has_version) return broken(Rule::kVersionOfFields, offset);
  ORACLE_TRY(extensions, sequence.sequence());
  ORACLE_CHECK_OK(sequence.finish());
  if (extensions.at_end()) return broken(Rule::kEmptyList, offset);
  TypeSet types;
  while (!extensions.at_end()) {
    const std::size_t here = extensions.offset();
    ORACLE_TRY(extension, read_extension(extensions));
    ORACLE_CHECK_OK(types.add(extension.type, here));
    ORACLE_CHECK_OK(read_entry_extension(extension, entry, unknown));
  }
  return entry;
}

Read<void> read_entries(der::Reader& tbs, bool has_version, Crl& crl) {
  if (!tbs.next_is(der::tag::kSequence)) return {};
  ORACLE_TRY(list, tbs.sequence());
  crl.revoked = list.rest();
  if (list.at_end()) return broken(Rule::kEmptyList, list.offset());
  while (!list.at_end()) {
    ORACLE_TRY(entry, read_entry(list, has_version, crl.has_unknown_critical));
    static_cast<void>(entry);
  }
  return {};
}

Read<AlgorithmId> read_tbs(der::Reader tbs, Crl& crl) {
  bool has_version = false;
  if (tbs.next_is(der::tag::kInteger)) {
    const std::size_t offset = tbs.offset();
    ORACLE_TRY(version, tbs.small_integer());
    // rfc5280-5.1.2.1
    if (version != 1) return broken(Rule::kVersion, offset);
    has_version = true;
  }
  ORACLE_TRY(algorithm, read_algorithm(tbs));
  ORACLE_TRY(issuer, read_name(tbs));
  crl.issuer = issuer;
  ORACLE_TRY(this_update, tbs.time(der::TimeRule::kEitherForm));
  crl.this_update = this_update;
  if (tbs.next_is(der::tag::kUtcTime) || tbs.next_is(der::tag::kGeneralizedTime)) {
    ORACLE_TRY(next_update, tbs.time(der::TimeRule::kEitherForm));
    crl.next_update = next_update;
  }
  ORACLE_CHECK_OK(read_entries(tbs, has_version, crl));
  if (!tbs.at_end()) {
    if (!has_version) return broken(Rule::kVersionOfFields, tbs.offset());
    ORACLE_CHECK_OK(read_crl_extensions(tbs, crl));
  }
  ORACLE_CHECK_OK(tbs.finish());
  return algorithm;
}

}  // namespace

Read<DistributionName> read_distribution_name(der::Reader choice) {
  ORACLE_TRY(names, choice.any());
  ORACLE_CHECK_OK(choice.finish());
  if (names.tag == Tag::context_constructed(1)) return DistributionName{{}, names.content};
  if (names.tag != Tag::context_constructed(0)) return broken(Rule::kChoice, names.offset);
  ORACLE_TRY(inside, choice.into(names));
  ORACLE_CHECK_OK(check_general_names(inside));
  return DistributionName{names.content, {}};
}

std::optional<DistributionPoint> DistributionPointCursor::next() {
  auto point = list_.sequence();
  if (!point) return std::nullopt;
  DistributionPoint made;
  if (const auto name = point->optional(Tag::context_constructed(0)); name && *name) {
    if (const auto read = read_distribution_name(der::Reader((*name)->content))) made.name = *read;
  }
  if (point->next_is(Tag::context(1))) {
    if (const auto reasons = point->bit_string(Tag::context(1))) made.reasons = mask_of(*reasons);
  }
  if (const auto issuer = point->optional(Tag::context_constructed(2)); issuer && *issuer) {
    made.crl_issuer = (*issuer)->content;
  }
  return made;
}

Read<Crl> read_crl(BytesView der) {
  der::Reader input(der);
  ORACLE_TRY(list, input.sequence());
  ORACLE_CHECK_OK(input.finish());
  Crl crl;
  ORACLE_TRY(tbs, list.expect(der::tag::kSequence));
  crl.tbs = tbs.encoding;
  ORACLE_TRY(inside, list.into(tbs));
  ORACLE_TRY(inner, read_tbs(inside, crl));
  const std::size_t offset = list.offset();
  ORACLE_TRY(algorithm, read_algorithm(list));
  // rfc5280-5.1.1.2
  if (!std::ranges::equal(inner.encoding, algorithm.encoding)) {
    return broken(Rule::kCombination, offset);
  }
  crl.algorithm = algorithm;
  ORACLE_TRY(signature, read_signature(list));
  crl.signature = signature;
  ORACLE_CHECK_OK(list.finish());
  return crl;
}

std::optional<CrlEntry> find_entry(const Crl& crl, const Name& issuer, BytesView serial) {
  std::optional<CrlEntry> found;
  const bool indirect = crl.scope && crl.scope->indirect;
  Name current = crl.issuer;
  bool current_fits = same_name(current, issuer);
  der::Reader list(crl.revoked);
  bool unknown = false;
  while (!list.at_end()) {
    const auto entry = read_entry(list, true, unknown);
    if (!entry) return found;
    // rfc5280-5.3.3
    if (indirect && entry->issuer) {
      current = *entry->issuer;
      current_fits = same_name(current, issuer);
    }
    if (current_fits && std::ranges::equal(entry->serial, serial)) found = *entry;
  }
  return found;
}

}  // namespace assay::oracle
