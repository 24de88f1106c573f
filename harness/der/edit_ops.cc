#include "harness/der/edit_ops.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace assay::der {
namespace {

constexpr std::uint8_t kConstructed = 0x20;
constexpr std::uint8_t kNumber = 0x1f;
constexpr std::uint8_t kLongForm = 0x80;
constexpr std::uint8_t kBitString = 0x03;
constexpr std::size_t kMaxLengthOctets = 126;  // 127 is reserved (X.690 section 8.1.3.5)

std::size_t content_size(const Node& node) {
  std::size_t size = node.content.size();
  for (const Node& child : node.children) size += encoded_size(child);
  return size;
}

// Turns the children into content.
void flatten(Node& node) {
  for (const Node& child : node.children) append(node.content, encode(child));
  node.children.clear();
}

Result<std::size_t> count_of(BytesView bytes) {
  constexpr std::size_t kMaxOctets = 4;
  std::size_t count = 0;
  if (bytes.size() > kMaxOctets) return input_error("a count has four octets at most");
  for (const std::uint8_t octet : bytes) count = count << 8 | octet;
  if (count == 0) return input_error("a count of at least 1 is wanted");
  return count;
}

Result<void> flip(Node& node, const Edit& edit) {
  const BytesView mask = edit.bytes;
  const std::size_t size = node.encoding ? node.encoding->size() : content_size(node);
  if (mask.size() > size) {
    return input_error(fmt::format("{} octets to flip, but the node has {}", mask.size(), size));
  }
  if (!node.encoding) flatten(node);
  Bytes& octets = node.encoding ? *node.encoding : node.content;
  const std::size_t start = edit.op == EditOp::kFlipFront ? 0 : size - mask.size();
  for (std::size_t i = 0; i < mask.size(); ++i) octets[start + i] ^= mask[i];
  return {};
}

void add_front(Node& node, const Bytes& bytes) {
  if (node.encoding) {
    node.encoding->insert(node.encoding->begin(), bytes.begin(), bytes.end());
  } else if (node.children.empty()) {
    node.content.insert(node.content.begin(), bytes.begin(), bytes.end());
  } else {
    node.children.insert(node.children.begin(), raw(bytes));
  }
}

void add_back(Node& node, const Bytes& bytes) {
  if (node.encoding) {
    append(*node.encoding, bytes);
  } else {
    node.children.push_back(raw(bytes));
  }
}

Result<void> flip_tag(Node& node, BytesView mask) {
  if (mask.size() > node.identifier.size()) {
    return input_error(fmt::format("{} octets to flip, but the identifier has {}", mask.size(),
                                   node.identifier.size()));
  }
  for (std::size_t i = 0; i < mask.size(); ++i) node.identifier[i] ^= mask[i];
  return {};
}

// X.690 sections 8.1.2.3 and 8.1.2.4.
Result<void> write_long_tag(Node& node) {
  if (node.identifier.size() != 1) return input_error("the tag number is written so already");
  const std::uint8_t octet = node.identifier.front();
  node.identifier = {static_cast<std::uint8_t>(octet | kNumber),
                     static_cast<std::uint8_t>(octet & kNumber)};
  return {};
}

Result<void> pad_length(Node& node, std::size_t count) {
  Bytes octets = length_octets(content_size(node));
  if (octets.size() > 1) octets.erase(octets.begin());
  const std::size_t zeros = octets.front() < kLongForm && octets.size() == 1 ? count - 1 : count;
  octets.insert(octets.begin(), zeros, 0);
  if (octets.size() > kMaxLengthOctets) return input_error("a length has 126 octets at most");
  octets.insert(octets.begin(), static_cast<std::uint8_t>(kLongForm | octets.size()));
  node.length = std::move(octets);
  return {};
}

Result<void> set_length(Node& node, EditOp op, std::size_t count) {
  const std::size_t size = content_size(node);
  switch (op) {
    case EditOp::kPadLength:
      return pad_length(node, count);
    case EditOp::kLongerLength:
      node.length = length_octets(size + count);
      return {};
    default:
      if (count > size) return input_error(fmt::format("the content has {} octets", size));
      node.length = length_octets(size - count);
      return {};
  }
}

// A constructed bit string is made of bit strings, of which the last alone may have unused bits
// (X.690 section 8.6.4); all other strings of octet strings (sections 8.7.3 and 8.23.3).
Result<void> segment(Node& node, std::size_t count) {
  Node flat = node;
  flatten(flat);
  const bool bits = node.identifier == Bytes{kBitString};
  BytesView octets = flat.content;
  const std::uint8_t unused = bits && !octets.empty() ? octets.front() : 0;
  if (bits && !octets.empty()) octets = octets.subspan(1);
  if (count > octets.size()) {
    return input_error(fmt::format("{} segments, but {} octets", count, octets.size()));
  }
  std::vector<Node> segments;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = octets.size() * i / count;
    const std::size_t end = octets.size() * (i + 1) / count;
    const BytesView part = octets.subspan(begin, end - begin);
    segments.push_back(bits ? bit_string(part, i + 1 == count ? unused : std::uint8_t{0})
                            : octet_string(part));
  }
  node.identifier.front() |= kConstructed;
  node.content.clear();
  node.children = std::move(segments);
  return {};
}

// The new node takes the label: a path that led to the old one leads through it.
void wrap(Node& node, const Bytes& identifier) {
  Node inner = std::move(node);
  node = Node{std::exchange(inner.label, {}), identifier, {}, {}, {}, {}};
  node.children.push_back(std::move(inner));
}

Result<void> unwrap(std::vector<Node>& siblings, std::size_t at) {
  if (siblings[at].children.empty()) return input_error("no children to take the node's place");
  std::vector<Node> children = std::move(siblings[at].children);
  const auto place = siblings.erase(siblings.begin() + static_cast<std::ptrdiff_t>(at));
  siblings.insert(place, std::make_move_iterator(children.begin()),
                  std::make_move_iterator(children.end()));
  return {};
}

bool takes_count(EditOp op) {
  return op == EditOp::kPadLength || op == EditOp::kLongerLength || op == EditOp::kShorterLength ||
         op == EditOp::kSegment;
}

bool needs_bytes(EditOp op) {
  return op == EditOp::kFlip || op == EditOp::kFlipFront || op == EditOp::kAppend ||
         op == EditOp::kPrepend || op == EditOp::kFlipTag || op == EditOp::kWrap ||
         op == EditOp::kInsert || takes_count(op);
}

bool takes_none(EditOp op) {
  return op == EditOp::kRemove || op == EditOp::kDuplicate || op == EditOp::kSwapNext ||
         op == EditOp::kUnwrap || op == EditOp::kLongTag || op == EditOp::kIndefiniteLength;
}

Result<void> check_bytes(const Edit& edit) {
  if (needs_bytes(edit.op) && edit.bytes.empty()) return input_error("octets are missing");
  if (takes_none(edit.op) && !edit.bytes.empty()) return input_error("takes no octets");
  if (edit.op != EditOp::kContent && !edit.tag.empty()) return input_error("takes no tag");
  return {};
}

// Edits that raw octets allow too.
bool change_whole(Node& node, const Edit& edit) {
  switch (edit.op) {
    case EditOp::kReplace:
      node.encoding = edit.bytes;
      return true;
    case EditOp::kAppend:
      add_back(node, edit.bytes);
      return true;
    case EditOp::kPrepend:
      add_front(node, edit.bytes);
      return true;
    case EditOp::kWrap:
      wrap(node, edit.bytes);
      return true;
    default:
      return false;
  }
}

Result<void> change_counted(Node& node, const Edit& edit) {
  ASSAY_TRY(count, count_of(edit.bytes));
  return edit.op == EditOp::kSegment ? segment(node, count) : set_length(node, edit.op, count);
}

}  // namespace

Result<void> change(Node& node, const Edit& edit) {
  ASSAY_CHECK_OK(check_bytes(edit));
  if (edit.op == EditOp::kFlip || edit.op == EditOp::kFlipFront) return flip(node, edit);
  if (change_whole(node, edit)) return {};
  if (node.encoding) return input_error("raw octets have no identifier, length or content");
  if (takes_count(edit.op)) return change_counted(node, edit);
  if (edit.op == EditOp::kFlipTag) return flip_tag(node, edit.bytes);
  if (edit.op == EditOp::kLongTag) return write_long_tag(node);
  if (edit.op == EditOp::kTag) node.identifier = edit.bytes;
  if (edit.op == EditOp::kLength) node.length = edit.bytes;
  if (edit.op == EditOp::kIndefiniteLength) {
    node.length = Bytes{kLongForm};
    add_back(node, {0x00, 0x00});
  }
  if (edit.op == EditOp::kContent) {
    node.content = edit.bytes;
    node.children.clear();
    if (!edit.tag.empty()) node.identifier = edit.tag;
  }
  return {};
}

Result<void> change_among(std::vector<Node>& siblings, std::size_t at, const Edit& edit) {
  ASSAY_CHECK_OK(check_bytes(edit));
  const auto place = siblings.begin() + static_cast<std::ptrdiff_t>(at);
  switch (edit.op) {
    case EditOp::kRemove:
      siblings.erase(place);
      return {};
    case EditOp::kInsert:
      siblings.insert(place, raw(edit.bytes));
      return {};
    case EditOp::kDuplicate: {
      Node copy = *place;
      siblings.insert(place + 1, std::move(copy));
      return {};
    }
    case EditOp::kUnwrap:
      return unwrap(siblings, at);
    default:
      if (at + 1 == siblings.size()) return input_error("no node follows to change places with");
      std::iter_swap(place, place + 1);
      return {};
  }
}

}  // namespace assay::der
