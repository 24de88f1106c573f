// Edits of a DER tree: how a case breaks exactly one thing.
//
// A path is labels and indices (from 0) joined by '/': "tbs/validity/notAfter",
// "tbs/extensions/basicConstraints/value/0". The empty path is the root. A label means the first
// child that has it; an index counts the children as written. A child without a label that is the
// only one (the SEQUENCE inside an EXPLICIT tag, the DER inside an octet string) is looked through
// when a label is sought, so that "tbs/extensions/keyUsage" need not name the wrapper.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/base/text.h"
#include "harness/der/writer.h"

namespace assay::der {

// EditOp says what happens to the node. A *count* is `bytes` as a number, big endian, at least 1.
enum class EditOp {
  // The node's octets.
  kReplace,    // the whole encoding becomes `bytes`
  kContent,    // the content octets become `bytes`, the children go; the identifier becomes `tag`,
               // where there is one
  kFlip,       // `bytes` are XORed onto the content's last octets; the children become content
  kFlipFront,  // the same, onto its first octets
  kAppend,     // `bytes` come after the content and the children
  kPrepend,    // `bytes` come before the first child, or before the content where there is none
  // Its identifier.
  kTag,      // the identifier octets become `bytes`
  kFlipTag,  // `bytes` are XORed onto the first identifier octets: 20 changes the form, 40, 80 or
             // c0
             // the class
  kLongTag,  // a tag number below 31 is written in the form for those of 31 and above
  // Its length.
  kLength,            // the length octets become `bytes`
  kPadLength,         // the long form, a count of octets longer than needed (X.690 section 10.1)
  kLongerLength,      // the length says a count of octets more than there are
  kShorterLength,     // the length says a count of octets fewer than there are
  kIndefiniteLength,  // 80 in place of the length, end-of-contents octets after the content
  // Its form and its wrappers.
  kSegment,  // a string becomes constructed, of a count of segments (X.690 sections 8.6 and 8.7)
  kWrap,     // the node becomes the only child of a new one whose identifier octets are `bytes`
  kUnwrap,   // the node's children take its place
  // Its place among its siblings.
  kRemove,     // the node goes
  kInsert,     // `bytes` come ahead of the node
  kDuplicate,  // a copy follows the node
  kSwapNext,   // the node and the one after it change places
};

struct Edit {
  std::string path;
  EditOp op = EditOp::kReplace;
  Bytes bytes;
  Bytes tag = {};  // of kContent only

  bool operator==(const Edit&) const = default;
};

// find() is the node at `path`, or an Error that names the part that is not there and the children
// that are. The pointer lives as long as the tree is not changed.
Result<Node*> find(Node& root, std::string_view path);
Result<const Node*> find(const Node& root, std::string_view path);

// apply() makes one edit. What it says of a length holds for the content as it is then: a later
// edit inside the node does not move it. An Error leaves the tree as it was: no such node, the root
// cannot be removed, duplicated, swapped, unwrapped or preceded, nothing follows a node to swap,
// `bytes` missing or too many or no count where the operation wants one.
Result<void> apply(Node& root, const Edit& edit);

}  // namespace assay::der

namespace assay {

template <>
struct EnumNames<der::EditOp> {
  static constexpr std::pair<der::EditOp, std::string_view> kNames[] = {
      {der::EditOp::kReplace, "replace"},
      {der::EditOp::kContent, "content"},
      {der::EditOp::kFlip, "flip"},
      {der::EditOp::kFlipFront, "flip-front"},
      {der::EditOp::kAppend, "append"},
      {der::EditOp::kPrepend, "prepend"},
      {der::EditOp::kTag, "tag"},
      {der::EditOp::kFlipTag, "flip-tag"},
      {der::EditOp::kLongTag, "long-tag"},
      {der::EditOp::kLength, "length"},
      {der::EditOp::kPadLength, "pad-length"},
      {der::EditOp::kLongerLength, "longer-length"},
      {der::EditOp::kShorterLength, "shorter-length"},
      {der::EditOp::kIndefiniteLength, "indefinite-length"},
      {der::EditOp::kSegment, "segment"},
      {der::EditOp::kWrap, "wrap"},
      {der::EditOp::kUnwrap, "unwrap"},
      {der::EditOp::kRemove, "remove"},
      {der::EditOp::kInsert, "insert"},
      {der::EditOp::kDuplicate, "duplicate"},
      {der::EditOp::kSwapNext, "swap-next"},
  };
};

}  // namespace assay
