#include "harness/pki/tree_edit.h"

#include <utility>

namespace assay {
namespace {

enum class Phase { kBefore, kAfter };

Result<void> apply_edits(const std::vector<TreeEdit>& edits, const SignedPart& part, Phase phase,
                         der::Node& tree) {
  const std::string tbs = part.above + "tbs";
  for (const TreeEdit& each : edits) {
    const std::string& path = each.edit.path;
    const bool within = path == tbs || path.starts_with(tbs + "/");
    const Phase when = each.after_signature || !within ? Phase::kAfter : Phase::kBefore;
    if (when != phase) continue;
    if (auto done = der::apply(tree, each.edit); !done) {
      return fail(std::move(done).error().in(part.who));
    }
  }
  return {};
}

}  // namespace

Result<Bytes> edit_before(const std::vector<TreeEdit>& edits, const SignedPart& part,
                          der::Node& tree) {
  ASSAY_CHECK_OK(apply_edits(edits, part, Phase::kBefore, tree));
  ASSAY_TRY(edited, der::find(std::as_const(tree), part.above + "tbs"));
  return der::encode(*edited);
}

Result<Bytes> finish_tree(const std::vector<TreeEdit>& edits, const SignedPart& part,
                          der::Node tree, Bytes signature, SignatureBits bits) {
  if (bits == SignatureBits::kLastFlipped && !signature.empty()) signature.back() ^= 1;
  ASSAY_TRY(place, der::find(tree, part.above + "signature"));
  *place = der::bit_string(signature).as("signature");
  ASSAY_CHECK_OK(apply_edits(edits, part, Phase::kAfter, tree));
  return der::encode(tree);
}

}  // namespace assay
