// The operations of edit.h on the node they have found.
#pragma once

#include <cstddef>
#include <vector>

#include "harness/base/result.h"
#include "harness/der/edit.h"
#include "harness/der/writer.h"

namespace assay::der {

// change() makes an edit of the node alone; `edit.path` is not looked at. An Error leaves the node
// as it was.
Result<void> change(Node& node, const Edit& edit);

// change_among() makes an edit of the node `siblings[at]` that moves it, or others, in that list.
Result<void> change_among(std::vector<Node>& siblings, std::size_t at, const Edit& edit);

}  // namespace assay::der
