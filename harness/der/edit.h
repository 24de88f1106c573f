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

enum class EditOp {
  kReplace,    // the whole encoding becomes `bytes`
  kContent,    // the content octets become `bytes`, the children go
  kFlip,       // `bytes` are XORed onto the content's last octets; the children become content
  kTag,        // the identifier octets become `bytes`
  kLength,     // the length octets become `bytes`
  kRemove,     // the node goes
  kAppend,     // `bytes` come after the content and the children
  kPrepend,    // `bytes` come before the first child, or before the content where there is none
  kDuplicate,  // a copy follows the node
  kSwapNext,   // the node and the one after it change places
};

struct Edit {
  std::string path;
  EditOp op = EditOp::kReplace;
  Bytes bytes;

  bool operator==(const Edit&) const = default;
};

// find() is the node at `path`, or an Error that names the part that is not there and the children
// that are. The pointer lives as long as the tree is not changed.
Result<Node*> find(Node& root, std::string_view path);
Result<const Node*> find(const Node& root, std::string_view path);

// apply() makes one edit. An Error leaves the tree as it was: no such node, the root cannot be
// removed, duplicated or swapped, nothing follows a node to swap, `bytes` missing where the
// operation needs them or longer than what kFlip has to flip.
Result<void> apply(Node& root, const Edit& edit);

}  // namespace assay::der

namespace assay {

template <>
struct EnumNames<der::EditOp> {
  static constexpr std::pair<der::EditOp, std::string_view> kNames[] = {
      {der::EditOp::kReplace, "replace"},     {der::EditOp::kContent, "content"},
      {der::EditOp::kFlip, "flip"},           {der::EditOp::kTag, "tag"},
      {der::EditOp::kLength, "length"},       {der::EditOp::kRemove, "remove"},
      {der::EditOp::kAppend, "append"},       {der::EditOp::kPrepend, "prepend"},
      {der::EditOp::kDuplicate, "duplicate"}, {der::EditOp::kSwapNext, "swap-next"},
  };
};

}  // namespace assay
