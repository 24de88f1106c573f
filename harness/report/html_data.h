// The data of the HTML page, packed: each text, answer, question and certificate once, cases as
// columns of numbers. harness/report/page.js is the other half of this format.
#pragma once

#include <string>

#include "harness/run/results.h"

namespace assay {

// HtmlData is three documents, so that a page is usable before it has read them all.
struct HtmlData {
  std::string run;           // JSON: what the tables show
  std::string certificates;  // JSON: what every certificate says, and who stands in which chain
  std::string der;           // the certificates' octets, one after the other
};

HtmlData html_data(const Results& results);

}  // namespace assay
