#include "harness/der/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "harness/base/check.h"

namespace assay::der {
namespace {

constexpr std::uint8_t kConstructed = 0x20;
constexpr std::uint8_t kContext = 0x80;
constexpr unsigned kMaxLowTag = 30;

std::size_t octets_of(std::uint64_t value) {
  std::size_t count = 1;
  while ((value >>= 8) != 0) ++count;
  return count;
}

std::size_t length_size(std::size_t content) { return content < 0x80 ? 1 : 1 + octets_of(content); }

// Content sizes in the order in which the nodes are written, so that each is counted once.
using Sizes = std::vector<std::size_t>;

std::size_t measure(const Node& node, Sizes& sizes) {
  if (node.encoding) return node.encoding->size();
  const std::size_t slot = sizes.size();
  sizes.push_back(0);
  std::size_t content = node.content.size();
  for (const Node& child : node.children) content += measure(child, sizes);
  sizes[slot] = content;
  return node.identifier.size() + (node.length ? node.length->size() : length_size(content)) +
         content;
}

void put_length(Bytes& out, std::size_t content) {
  if (content < 0x80) {
    out.push_back(static_cast<std::uint8_t>(content));
    return;
  }
  const std::size_t count = octets_of(content);
  out.push_back(static_cast<std::uint8_t>(0x80 | count));
  for (std::size_t i = count; i-- > 0;) {
    out.push_back(static_cast<std::uint8_t>(content >> (8 * i)));
  }
}

void write(const Node& node, Sizes::const_iterator& size, Bytes& out) {
  if (node.encoding) return append(out, *node.encoding);
  append(out, node.identifier);
  const std::size_t content = *size++;
  if (node.length) {
    append(out, *node.length);
  } else {
    put_length(out, content);
  }
  append(out, node.content);
  for (const Node& child : node.children) write(child, size, out);
}

// Two's complement in the fewest octets (X.690 section 8.3.2).
Bytes twos_complement(std::int64_t value) {
  Bytes octets;
  for (int shift = 56; shift >= 0; shift -= 8) {
    octets.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> shift));
  }
  std::size_t skip = 0;
  const std::uint8_t fill = value < 0 ? 0xff : 0x00;
  while (skip < 7 && octets[skip] == fill && ((octets[skip + 1] ^ fill) & 0x80) == 0) ++skip;
  octets.erase(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(skip));
  return octets;
}

std::uint8_t context_octet(unsigned number, std::uint8_t form) {
  ASSAY_CHECK(number <= kMaxLowTag);
  return static_cast<std::uint8_t>(kContext | form | number);
}

Node text_node(std::uint8_t identifier, std::string_view text) {
  return primitive(identifier, to_bytes(as_bytes(text)));
}

}  // namespace

std::size_t encoded_size(const Node& node) {
  Sizes sizes;
  return measure(node, sizes);
}

Bytes encode(const Node& node) {
  Sizes sizes;
  Bytes out;
  out.reserve(measure(node, sizes));
  Sizes::const_iterator size = sizes.begin();
  write(node, size, out);
  return out;
}

Bytes length_octets(std::size_t content_size) {
  Bytes octets;
  put_length(octets, content_size);
  return octets;
}

Node primitive(std::uint8_t identifier, Bytes content) {
  Node node;
  node.identifier = {identifier};
  node.content = std::move(content);
  return node;
}

Node boolean(bool value) { return primitive(0x01, {static_cast<std::uint8_t>(value ? 0xff : 0)}); }

Node null() { return primitive(0x05, {}); }

Node integer(std::int64_t value) { return primitive(0x02, twos_complement(value)); }

Node unsigned_integer(BytesView magnitude) {
  while (!magnitude.empty() && magnitude.front() == 0) magnitude = magnitude.subspan(1);
  Bytes content;
  content.reserve(magnitude.size() + 1);
  if (magnitude.empty() || (magnitude.front() & 0x80) != 0) content.push_back(0);
  append(content, magnitude);
  return primitive(0x02, std::move(content));
}

Node enumerated(std::int64_t value) { return primitive(0x0a, twos_complement(value)); }

Node oid(Oid id) { return primitive(0x06, to_bytes(octets(id))); }

Node oid(Bytes content) { return primitive(0x06, std::move(content)); }

Node string(StringType type, std::string_view text) {
  return text_node(static_cast<std::uint8_t>(type), text);
}

Node bit_string(BytesView bits, std::uint8_t unused_bits) {
  ASSAY_CHECK(unused_bits <= 7);
  Bytes content;
  content.reserve(bits.size() + 1);
  content.push_back(unused_bits);
  append(content, bits);
  return primitive(0x03, std::move(content));
}

Node named_bits(std::span<const unsigned> set_bits) {
  Bytes bits;
  unsigned highest = 0;
  for (const unsigned bit : set_bits) {
    highest = std::max(highest, bit);
    if (bit / 8 >= bits.size()) bits.resize(bit / 8 + 1);
    bits[bit / 8] = static_cast<std::uint8_t>(bits[bit / 8] | 0x80U >> bit % 8);
  }
  return bit_string(bits,
                    bits.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(7 - highest % 8));
}

Node octet_string(BytesView content) { return primitive(0x04, to_bytes(content)); }

Node time(UnixTime time) {
  const int year = to_civil(time).year;
  return year >= 1950 && year <= 2049 ? utc_time(time) : generalized_time(time);
}

Node utc_time(UnixTime time) {
  const CivilTime c = to_civil(time);
  const int year_of_century = (c.year % 100 + 100) % 100;
  return text_node(0x17, fmt::format("{:02}{:02}{:02}{:02}{:02}{:02}Z", year_of_century, c.month,
                                     c.day, c.hour, c.minute, c.second));
}

Node generalized_time(UnixTime time) {
  const CivilTime c = to_civil(time);
  return text_node(0x18, fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}Z", c.year, c.month, c.day,
                                     c.hour, c.minute, c.second));
}

Node constructed(std::uint8_t identifier, std::vector<Node> children) {
  Node node;
  node.identifier = {identifier};
  node.children = std::move(children);
  return node;
}

Node sequence(std::vector<Node> children) { return constructed(0x30, std::move(children)); }

Node set(std::vector<Node> children) { return constructed(0x31, std::move(children)); }

Node set_of(std::vector<Node> children) {
  std::vector<std::pair<Bytes, Node>> keyed;
  keyed.reserve(children.size());
  for (Node& child : children) {
    Bytes key = encode(child);
    keyed.emplace_back(std::move(key), std::move(child));
  }
  // A shorter encoding that is the start of a longer one cannot occur in DER, so the padding with
  // zeros of X.690 section 11.6 is the order of the octets.
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < keyed.size(); ++i) children[i] = std::move(keyed[i].second);
  return set(std::move(children));
}

Node octet_string_of(Node inner) {
  Node node = primitive(0x04, {});
  node.children.push_back(std::move(inner));
  return node;
}

Node bit_string_of(Node inner) {
  Node node = primitive(0x03, {0});
  node.children.push_back(std::move(inner));
  return node;
}

Node context_primitive(unsigned number, Bytes content) {
  return primitive(context_octet(number, 0), std::move(content));
}

Node context_constructed(unsigned number, std::vector<Node> children) {
  return constructed(context_octet(number, kConstructed), std::move(children));
}

Node context_explicit(unsigned number, Node inner) {
  return context_constructed(number, nodes(std::move(inner)));
}

Node implicit(unsigned number, Node node) {
  ASSAY_CHECK(node.identifier.size() == 1);
  const auto form = static_cast<std::uint8_t>(node.identifier.front() & kConstructed);
  node.identifier = {context_octet(number, form)};
  return node;
}

Node raw(Bytes encoding) {
  Node node;
  node.encoding = std::move(encoding);
  return node;
}

}  // namespace assay::der
