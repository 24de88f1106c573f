// DerTable: each certificate, CRL and OCSP response of a run once. The cases of a suite share
// their roots, so documents carry indices into one list.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include "harness/base/bytes.h"

namespace assay {

class DerTable {
 public:
  // index() is the place of these octets, which must outlive the table; new ones go to the end.
  std::size_t index(BytesView der);

  std::vector<std::size_t> indices(const std::vector<Bytes>& list);

  [[nodiscard]] const std::vector<BytesView>& entries() const { return entries_; }

 private:
  std::map<std::string_view, std::size_t> places_;
  std::vector<BytesView> entries_;
};

}  // namespace assay
