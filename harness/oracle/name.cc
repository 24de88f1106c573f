#include "harness/oracle/name.h"

#include <algorithm>
#include <array>

#include "harness/oracle/text_prep.h"

namespace assay::oracle {
namespace {

// What is larger than this many attributes in one relative name is compared in its order only.
constexpr std::size_t kMaxSetMembers = 16;

bool same_octets(BytesView a, BytesView b) { return std::ranges::equal(a, b); }

Read<void> check_relative_name(der::Reader set) {
  if (set.at_end()) return broken(Rule::kEmptyList, set.offset());
  while (!set.at_end()) {
    ORACLE_TRY(attribute, set.sequence());
    ORACLE_TRY(type, attribute.oid());
    ORACLE_TRY(value, attribute.any());
    ORACLE_CHECK_OK(attribute.finish());
    static_cast<void>(type);
    static_cast<void>(value);
  }
  return {};
}

std::optional<Attribute> take_attribute(der::Reader& set) {
  auto sequence = set.sequence();
  if (!sequence) return std::nullopt;
  const auto type = sequence->expect(der::tag::kOid);
  if (!type) return std::nullopt;
  const auto value = sequence->any();
  if (!value) return std::nullopt;
  return Attribute{type->content, value->tag, value->content};
}

// Mixes an octet or character into a hash (FNV-1a).
constexpr std::uint64_t kHashSeed = 0xcbf29ce484222325;
std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  return (hash ^ value) * 0x100000001b3;
}

// Takes an element off the front, without the reader's care: names are hashed before anybody has
// read them, ten thousand at a time.
bool take(BytesView& from, std::uint8_t identifier, BytesView& content) {
  if (from.size() < 2 || from[0] != identifier || (identifier & 0x1f) == 0x1f) return false;
  std::size_t length = from[1];
  std::size_t header = 2;
  if (length > 0x80 && length <= 0x83) {
    header += length & 0x7f;
    if (from.size() < header) return false;
    length = 0;
    for (std::size_t i = 2; i < header; ++i) length = length << 8 | from[i];
  } else if (length >= 0x80) {
    return false;
  }
  if (from.size() - header < length) return false;
  content = from.subspan(header, length);
  from = from.subspan(header + length);
  return true;
}

// The hash of text that is not plain: folded and squeezed.
std::uint64_t prepared_hash(std::uint64_t hash, const Attribute& attribute) {
  CharacterCursor characters(attribute.string, attribute.value);
  for (;;) {
    const std::uint32_t c = characters.next_prepared();
    if (c == CharacterCursor::kEnd) return hash;
    // Invalid text is equal to itself at most: nothing of it is hashed.
    if (c == CharacterCursor::kInvalid) return kHashSeed;
    hash = mix(hash, c);
  }
}

bool is_one_octet_each(der::Tag string) {
  return string != der::tag::kBmpString && string != der::tag::kUniversalString;
}

std::uint64_t attribute_hash(const Attribute& attribute) {
  std::uint64_t hash = kHashSeed;
  for (const std::uint8_t octet : attribute.type) hash = mix(hash, octet);
  const bool comparable = is_comparable(attribute.string);
  if (comparable && !is_one_octet_each(attribute.string)) return prepared_hash(hash, attribute);
  // Text without spaces at its ends and in a row is prepared by folding its letters.
  const std::uint64_t start = hash;
  std::uint8_t before = ' ';
  for (const std::uint8_t c : attribute.value) {
    const bool plain = c > ' ' ? c < 0x7f : c == ' ' && before != ' ';
    if (comparable && !plain) return prepared_hash(start, attribute);
    hash = mix(hash, comparable && c >= 'A' && c <= 'Z' ? c + 32U : c);
    before = c;
  }
  const bool trimmed = attribute.value.empty() || before != ' ';
  return comparable && !trimmed ? prepared_hash(start, attribute) : hash;
}

// Each attribute of `a` has its own equal in `b` (RFC 5280 section 7.1).
bool same_sets(der::Reader a, der::Reader b) {
  std::array<Attribute, kMaxSetMembers> left;
  std::array<Attribute, kMaxSetMembers> right;
  std::size_t count[2] = {0, 0};
  while (const auto each = take_attribute(a)) {
    if (count[0] == kMaxSetMembers) return false;
    left[count[0]++] = *each;
  }
  while (const auto each = take_attribute(b)) {
    if (count[1] == kMaxSetMembers) return false;
    right[count[1]++] = *each;
  }
  if (count[0] != count[1]) return false;
  auto* end = right.data() + count[1];
  for (std::size_t i = 0; i < count[0]; ++i) {
    auto* const match = std::find_if(right.data(), end, [&](const Attribute& other) {
      return same_octets(left[i].type, other.type) && same_value(left[i], other);
    });
    if (match == end) return false;
    *match = *--end;
  }
  return true;
}

bool same_relative_name(der::Reader a, der::Reader b) {
  der::Reader rest_of_a = a;
  der::Reader rest_of_b = b;
  const auto one = take_attribute(rest_of_a);
  const auto other = take_attribute(rest_of_b);
  if (!one || !other) return false;
  if (!rest_of_a.at_end() || !rest_of_b.at_end()) return same_sets(a, b);
  return same_octets(one->type, other->type) && same_value(*one, *other);
}

// Whether `name` begins with the relative names of `base`; `whole`: and has no others.
bool begins_with(const Name& name, const Name& base, bool whole) {
  der::Reader names(name.content);
  der::Reader bases(base.content);
  while (!bases.at_end()) {
    const auto wanted = bases.expect(der::tag::kSet);
    const auto found = names.expect(der::tag::kSet);
    if (!wanted || !found) return false;
    if (same_octets(wanted->encoding, found->encoding)) continue;
    auto a = names.into(*found);
    auto b = bases.into(*wanted);
    if (!a || !b || !same_relative_name(*a, *b)) return false;
  }
  return !whole || names.at_end();
}

}  // namespace

Read<Name> read_name(der::Reader& reader) {
  ORACLE_TRY(element, reader.expect(der::tag::kSequence));
  ORACLE_TRY(names, reader.into(element));
  while (!names.at_end()) {
    ORACLE_TRY(set, names.set());
    ORACLE_CHECK_OK(check_relative_name(set));
  }
  return Name{element.encoding, element.content};
}

std::optional<Attribute> AttributeCursor::next() {
  first_ = set_.at_end();
  while (set_.at_end()) {
    auto set = names_.set();
    if (!set) return std::nullopt;
    set_ = *set;
  }
  return take_attribute(set_);
}

// rfc5280-7.1
bool same_value(const Attribute& a, const Attribute& b) {
  if (a.string == b.string && same_octets(a.value, b.value)) return true;
  if (!is_comparable(a.string) || !is_comparable(b.string)) return false;
  CharacterCursor left(a.string, a.value);
  CharacterCursor right(b.string, b.value);
  for (;;) {
    const std::uint32_t c = left.next_prepared();
    if (c == CharacterCursor::kInvalid || c != right.next_prepared()) return false;
    if (c == CharacterCursor::kEnd) return true;
  }
}

bool same_name(const Name& a, const Name& b) {
  return same_octets(a.content, b.content) || begins_with(a, b, true);
}

bool is_within(const Name& name, const Name& base) { return begins_with(name, base, false); }

std::uint64_t name_hash(BytesView content) {
  std::uint64_t hash = kHashSeed;
  while (!content.empty()) {
    BytesView set;
    if (!take(content, 0x31, set)) return kHashSeed;
    std::uint64_t members = 0;  // a sum: their order does not count
    while (!set.empty()) {
      BytesView sequence;
      Attribute attribute;
      if (!take(set, 0x30, sequence) || !take(sequence, 0x06, attribute.type) || sequence.empty()) {
        return kHashSeed;
      }
      const std::uint8_t identifier = sequence.front();
      // Universal and primitive: the identifier is the number.
      if (identifier < 0x1f) attribute.string = der::Tag::universal(identifier);
      if (!take(sequence, identifier, attribute.value)) return kHashSeed;
      members += attribute_hash(attribute);
    }
    hash = mix(hash, members);
  }
  return hash;
}

bool has_sorted_sets(const Name& name) {
  der::Reader names(name.content);
  while (auto set = names.set()) {
    BytesView before;
    while (const auto member = set->any()) {
      if (std::ranges::lexicographical_compare(member->encoding, before)) return false;
      before = member->encoding;
    }
  }
  return true;
}

std::optional<Attribute> most_specific(const Name& name, der::Oid type) {
  std::optional<Attribute> last;
  AttributeCursor attributes(name);
  while (const auto each = attributes.next()) {
    if (same_octets(each->type, der::octets(type))) last = *each;
  }
  return last;
}

}  // namespace assay::oracle
