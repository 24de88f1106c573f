// name_text: a distinguished name as people write it.
#pragma once

#include <string>

#include "harness/der/reader.h"

namespace assay {

// name_text() reads the content of a Name: "O=Example, CN=broker.example.com", as encoded from left
// to right, attributes of one RDN joined by " + ". Values are foreign octets as they stand.
der::Parsed<std::string> name_text(der::Reader rdns);

}  // namespace assay
