// The DER writer: a tree of Nodes, builders for the types that PKIX uses, and encode(). What is
// wrong on purpose is made by edits of the tree (edit.h) or by the overrides of a Node; builders
// themselves write DER (X.690 sections 10 and 11) whatever they are given.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/time.h"
#include "harness/der/oid.h"

namespace assay::der {

// Node is one TLV. Its content octets are `content` followed by the encodings of `children`: an
// octet string that wraps DER has no content and one child, a bit string that wraps DER has the
// content {0} (its unused bits) and one child.
struct Node {
  std::string label;  // what a path calls it; not encoded
  Bytes identifier;   // identifier octets, any number
  Bytes content;      // content octets ahead of the children
  std::vector<Node> children;
  std::optional<Bytes> length;    // in place of the minimal length octets
  std::optional<Bytes> encoding;  // in place of everything: identifier, length, content, children

  // as() labels a Node where it is built: `integer(2).as("version")`.
  [[nodiscard]] Node as(std::string name) && {
    label = std::move(name);
    return std::move(*this);
  }

  bool operator==(const Node&) const = default;
};

// encode() writes the tree in one buffer of the exact size. Cost is linear in nodes and octets.
Bytes encode(const Node& node);

// encoded_size() is encode(node).size().
std::size_t encoded_size(const Node& node);

// length_octets() are those of a content of that size, in the definite form and the fewest octets
// (X.690 section 10.1).
Bytes length_octets(std::size_t content_size);

// --- Primitives. `identifier` is a single identifier octet.

Node primitive(std::uint8_t identifier, Bytes content);
Node boolean(bool value);
Node null();
Node integer(std::int64_t value);

// unsigned_integer() takes a magnitude, big endian; leading zero octets are dropped and one is put
// in front where the value would be negative otherwise. An empty magnitude is zero.
Node unsigned_integer(BytesView magnitude);

Node enumerated(std::int64_t value);
Node oid(Oid id);
Node oid(Bytes content);

enum class StringType : std::uint8_t {
  kUtf8 = 0x0c,
  kNumeric = 0x12,
  kPrintable = 0x13,
  kTeletex = 0x14,
  kIa5 = 0x16,
  kVisible = 0x1a,
  kUniversal = 0x1c,  // four octets a character, big endian
  kBmp = 0x1e,        // two octets a character, big endian
};

// string() writes the octets of `text` as they are, legal in that type or not.
Node string(StringType type, std::string_view text);

// bit_string() with `unused_bits` (0 to 7) in its last octet, which the caller has set to zero.
Node bit_string(BytesView bits, std::uint8_t unused_bits = 0);

// named_bits() is a BIT STRING of a named bit list: the numbers of the bits that are set, bit 0
// first, trailing zeros removed (X.690 section 11.2.2).
Node named_bits(std::span<const unsigned> set_bits);

Node octet_string(BytesView content);

// time() writes UTCTime for 1950 to 2049, GeneralizedTime otherwise (RFC 5280 section 4.1.2.5).
// GeneralizedTime has room for the years 0000 to 9999; others come out with the digits they have.
Node time(UnixTime time);
Node utc_time(UnixTime time);  // the year's last two digits, whatever the century
Node generalized_time(UnixTime time);

// --- Constructed.

Node constructed(std::uint8_t identifier, std::vector<Node> children);
Node sequence(std::vector<Node> children);
Node set(std::vector<Node> children);  // in the order given

// set_of() sorts its members by their encodings (X.690 section 11.6).
Node set_of(std::vector<Node> children);

template <typename... Nodes>
requires(std::same_as<std::remove_cvref_t<Nodes>, Node>&&...) std::vector<Node> nodes(
    Nodes&&... each) {
  std::vector<Node> list;
  list.reserve(sizeof...(each));
  (list.push_back(std::forward<Nodes>(each)), ...);
  return list;
}

// sequence(a, b, ...) moves its members in; sequence() is empty.
template <typename... Nodes>
requires(std::same_as<std::remove_cvref_t<Nodes>, Node>&&...) Node sequence(Nodes&&... each) {
  return sequence(nodes(std::forward<Nodes>(each)...));
}

// --- Wrappers: paths go through them (edit.h).

Node octet_string_of(Node inner);
Node bit_string_of(Node inner);  // no unused bits

// context_primitive() is [number] IMPLICIT over a primitive type; number 0 to 30.
Node context_primitive(unsigned number, Bytes content);
// context_constructed() is [number] IMPLICIT over a SEQUENCE or SET.
Node context_constructed(unsigned number, std::vector<Node> children);
// context_explicit() is [number] EXPLICIT over `inner`.
Node context_explicit(unsigned number, Node inner);
// implicit() gives a Node the tag [number] in place of its own; primitive stays primitive.
Node implicit(unsigned number, Node node);

// raw() is octets that are written as they are: an encoding from elsewhere, or garbage.
Node raw(Bytes encoding);

}  // namespace assay::der
