#include "harness/oracle/extension_values.h"

#include <limits>

#include "harness/oracle/general_name.h"

namespace assay::oracle {
namespace {

using der::Tag;

// Reads a SEQUENCE OF with at least one member.
template <typename Member>
Read<BytesView> list_of(der::Reader& value, Member member) {
  ORACLE_TRY(list, value.sequence());
  ORACLE_CHECK_OK(value.finish());
  const BytesView content = list.rest();
  if (list.at_end()) return broken(Rule::kEmptyList, list.offset());
  while (!list.at_end()) ORACLE_CHECK_OK(member(list));
  return content;
}

// Counts beyond 64 bits are as good as the largest one.
Read<std::int64_t> read_count(der::Reader& reader, Tag tag = der::tag::kInteger) {
  const std::size_t offset = reader.offset();
  ORACLE_TRY(number, reader.integer(tag));
  if (number.is_negative()) return broken(Rule::kRange, offset);
  if (number.octets.size() > sizeof(std::int64_t)) return std::numeric_limits<std::int64_t>::max();
  std::int64_t value = 0;
  for (const std::uint8_t octet : number.octets) value = value << 8 | octet;
  return value;
}

Read<std::optional<std::int64_t>> optional_count(der::Reader& reader, Tag tag) {
  if (!reader.next_is(tag)) return std::optional<std::int64_t>();
  ORACLE_TRY(count, read_count(reader, tag));
  return std::optional(count);
}

Read<void> check_subtree(der::Reader& list) {
  ORACLE_TRY(subtree, list.sequence());
  ORACLE_TRY(base, read_general_name(subtree, AddressForm::kRange));
  static_cast<void>(base);
  ORACLE_TRY(minimum, optional_count(subtree, Tag::context(0)));
  ORACLE_TRY(maximum, optional_count(subtree, Tag::context(1)));
  ORACLE_CHECK_OK(subtree.finish());
  static_cast<void>(minimum);
  static_cast<void>(maximum);
  return {};
}

Read<std::optional<BytesView>> read_subtrees(der::Reader& constraints, Tag tag) {
  ORACLE_TRY(element, constraints.optional(tag));
  if (!element) return std::optional<BytesView>();
  ORACLE_TRY(list, constraints.into(*element));
  if (list.at_end()) return broken(Rule::kEmptyList, list.offset());
  while (!list.at_end()) ORACLE_CHECK_OK(check_subtree(list));
  return std::optional(element->content);
}

Read<void> check_policy(der::Reader& list) {
  ORACLE_TRY(policy, list.sequence());
  ORACLE_TRY(id, policy.oid());
  static_cast<void>(id);
  if (policy.at_end()) return {};
  ORACLE_TRY(qualifiers, policy.sequence());
  ORACLE_CHECK_OK(policy.finish());
  if (qualifiers.at_end()) return broken(Rule::kEmptyList, qualifiers.offset());
  while (!qualifiers.at_end()) {
    ORACLE_TRY(qualifier, qualifiers.sequence());
    ORACLE_TRY(type, qualifier.oid());
    ORACLE_TRY(content, qualifier.any());
    ORACLE_CHECK_OK(qualifier.finish());
    static_cast<void>(type);
    static_cast<void>(content);
  }
  return {};
}

Read<void> check_mapping(der::Reader& list) {
  ORACLE_TRY(mapping, list.sequence());
  ORACLE_TRY(from, mapping.oid());
  ORACLE_TRY(to, mapping.oid());
  static_cast<void>(from);
  static_cast<void>(to);
  ORACLE_CHECK_OK(mapping.finish());
  return {};
}

Read<void> check_distribution_point(der::Reader& list) {
  ORACLE_TRY(point, list.sequence());
  ORACLE_TRY(name, point.optional(Tag::context_constructed(0)));
  if (name) {
    ORACLE_TRY(choice, point.into(*name));
    ORACLE_TRY(names, choice.any());
    ORACLE_CHECK_OK(choice.finish());
    const bool full = names.tag == Tag::context_constructed(0);
    if (!full && names.tag != Tag::context_constructed(1)) {
      return broken(Rule::kChoice, names.offset);
    }
    ORACLE_TRY(inside, choice.into(names));
    if (full) ORACLE_CHECK_OK(check_general_names(inside));
  }
  if (point.next_is(Tag::context(1))) {
    ORACLE_TRY(reasons, point.bit_string(Tag::context(1)));
    static_cast<void>(reasons);
  }
  ORACLE_TRY(issuer, point.optional(Tag::context_constructed(2)));
  if (issuer) {
    ORACLE_TRY(names, point.into(*issuer));
    ORACLE_CHECK_OK(check_general_names(names));
  }
  ORACLE_CHECK_OK(point.finish());
  return {};
}

}  // namespace

// RFC 5280 section 4.2.1.9
Read<BasicConstraints> read_basic_constraints(der::Reader value) {
  ORACLE_TRY(sequence, value.sequence());
  ORACLE_CHECK_OK(value.finish());
  BasicConstraints made;
  if (sequence.next_is(der::tag::kBoolean)) {
    ORACLE_TRY(ca, sequence.boolean());
    made.ca = ca;
    made.has_written_false = !ca;
  }
  ORACLE_TRY(length, optional_count(sequence, der::tag::kInteger));
  made.path_length = length;
  ORACLE_CHECK_OK(sequence.finish());
  return made;
}

// RFC 5280 section 4.2.1.3
Read<KeyUsage> read_key_usage(der::Reader value) {
  ORACLE_TRY(bits, value.bit_string());
  ORACLE_CHECK_OK(value.finish());
  KeyUsage made;
  for (unsigned i = 0; i < 16; ++i) {
    if (bits.bit(i)) made.bits = static_cast<std::uint16_t>(made.bits | 1U << i);
  }
  // x690-11.2.2
  made.has_trailing_zeros = bits.size() > 0 && !bits.bit(bits.size() - 1);
  return made;
}

// RFC 5280 section 4.2.1.1
Read<AuthorityKeyId> read_authority_key_id(der::Reader value) {
  ORACLE_TRY(sequence, value.sequence());
  ORACLE_CHECK_OK(value.finish());
  AuthorityKeyId made;
  ORACLE_TRY(key, sequence.optional(Tag::context(0)));
  if (key) made.key_id = key->content;
  ORACLE_TRY(issuer, sequence.optional(Tag::context_constructed(1)));
  if (issuer) {
    ORACLE_TRY(names, sequence.into(*issuer));
    ORACLE_CHECK_OK(check_general_names(names));
    made.issuer = issuer->content;
  }
  if (sequence.next_is(Tag::context(2))) {
    ORACLE_TRY(serial, sequence.integer(Tag::context(2)));
    made.serial = serial.octets;
  }
  ORACLE_CHECK_OK(sequence.finish());
  return made;
}

// RFC 5280 section 4.2.1.10
Read<NameConstraints> read_name_constraints(der::Reader value) {
  ORACLE_TRY(sequence, value.sequence());
  ORACLE_CHECK_OK(value.finish());
  NameConstraints made;
  ORACLE_TRY(permitted, read_subtrees(sequence, Tag::context_constructed(0)));
  ORACLE_TRY(excluded, read_subtrees(sequence, Tag::context_constructed(1)));
  ORACLE_CHECK_OK(sequence.finish());
  made.permitted = permitted;
  made.excluded = excluded;
  return made;
}

// RFC 5280 section 4.2.1.11
Read<PolicyConstraints> read_policy_constraints(der::Reader value) {
  ORACLE_TRY(sequence, value.sequence());
  ORACLE_CHECK_OK(value.finish());
  PolicyConstraints made;
  ORACLE_TRY(require, optional_count(sequence, Tag::context(0)));
  ORACLE_TRY(inhibit, optional_count(sequence, Tag::context(1)));
  ORACLE_CHECK_OK(sequence.finish());
  made.require_explicit = require;
  made.inhibit_mapping = inhibit;
  return made;
}

// RFC 5280 section 4.2.1.14
Read<std::int64_t> read_skip_certs(der::Reader value) {
  ORACLE_TRY(count, read_count(value));
  ORACLE_CHECK_OK(value.finish());
  return count;
}

// RFC 5280 section 4.2.1.12
Read<BytesView> read_purposes(der::Reader value) {
  return list_of(value, [](der::Reader& list) -> Read<void> {
    ORACLE_TRY(purpose, list.oid());
    static_cast<void>(purpose);
    return {};
  });
}

// RFC 5280 section 4.2.1.6
Read<BytesView> read_general_names(der::Reader value) {
  ORACLE_TRY(names, value.sequence());
  ORACLE_CHECK_OK(value.finish());
  ORACLE_CHECK_OK(check_general_names(names));
  return names.rest();
}

// RFC 5280 section 4.2.1.4
Read<BytesView> read_policies(der::Reader value) { return list_of(value, check_policy); }

// RFC 5280 section 4.2.1.5
Read<BytesView> read_mappings(der::Reader value) { return list_of(value, check_mapping); }

// RFC 5280 section 4.2.1.13
Read<BytesView> read_distribution_points(der::Reader value) {
  return list_of(value, check_distribution_point);
}

// RFC 5280 section 4.2.2.1
Read<BytesView> read_access_descriptions(der::Reader value) {
  return list_of(value, [](der::Reader& list) -> Read<void> {
    ORACLE_TRY(description, list.sequence());
    ORACLE_TRY(method, description.oid());
    ORACLE_TRY(location, read_general_name(description));
    static_cast<void>(method);
    static_cast<void>(location);
    ORACLE_CHECK_OK(description.finish());
    return {};
  });
}

// RFC 5280 section 4.2.1.8
Read<BytesView> read_attributes(der::Reader value) {
  return list_of(value, [](der::Reader& list) -> Read<void> {
    ORACLE_TRY(attribute, list.sequence());
    ORACLE_TRY(type, attribute.oid());
    ORACLE_TRY(values, attribute.set());
    static_cast<void>(type);
    if (values.at_end()) return broken(Rule::kEmptyList, values.offset());
    ORACLE_CHECK_OK(attribute.finish());
    return {};
  });
}

}  // namespace assay::oracle
