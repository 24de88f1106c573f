// Edits of a signed DER tree: those of what is signed come before the signature, all others after.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/der/edit.h"
#include "harness/der/writer.h"

namespace assay {

// TreeEdit breaks the DER tree. Edits inside "tbs" are made before the signature, so that it covers
// them, unless `after_signature` says otherwise; all others come after it.
struct TreeEdit {
  der::Edit edit;
  bool after_signature = false;

  bool operator==(const TreeEdit&) const = default;
};

// SignedPart says where a tree has its signature: beside `tbs`, under the label "signature".
struct SignedPart {
  std::string who;         // for errors: "certificate 'leaf'"
  std::string above = "";  // the path of the node that has both, with its '/'
};

// edit_before() makes the edits inside the tbs and gives the octets to sign.
Result<Bytes> edit_before(const std::vector<TreeEdit>& edits, const SignedPart& part,
                          der::Node& tree);

// finish_tree() puts the signature in (its last bit flipped, where it shall be corrupt), makes the
// edits that come after it, and encodes.
enum class SignatureBits { kAsMade, kLastFlipped };
Result<Bytes> finish_tree(const std::vector<TreeEdit>& edits, const SignedPart& part,
                          der::Node tree, Bytes signature, SignatureBits bits);

}  // namespace assay
