// The certificates of a run as the HTML page shows them, each once, and the chains they stand in.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/report/der_table.h"
#include "harness/report/text_table.h"
#include "harness/run/results.h"

namespace assay {

inline constexpr std::size_t kMaxWords = 2000;  // code points of one foreign text on the page

class HtmlCertificates {
 public:
  // add() draws the chain of the next case; `question` must outlive this.
  void add(const Question& question);

  // document() is {"texts": [...], "extensions": [[name, critical, value], ...], "certificates":
  // [...], "chains": [[role, certificate, ...], ...]}; see certificate() for a row.
  [[nodiscard]] nlohmann::ordered_json document();

  // octets() is all certificates in their order.
  [[nodiscard]] std::string octets() const;

 private:
  nlohmann::ordered_json certificate(BytesView der);

  DerTable table_;
  TextTable texts_;
  TextTable extensions_;
  nlohmann::ordered_json chains_ = nlohmann::ordered_json::array();
};

}  // namespace assay
