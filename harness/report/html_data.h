// The data of the HTML page, packed: each text, certificate and handshake side once, rows as lists.
// harness/report/page.js is the other half of this format.
#pragma once

#include <string>

#include "harness/run/results.h"

namespace assay {

// html_data() is one JSON document without "<", so that it can stand in a script element.
std::string html_data(const Results& results);

}  // namespace assay
