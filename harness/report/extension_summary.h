// What the extensions that most cases turn on say, in a few words.
#pragma once

#include <string>

#include "harness/base/bytes.h"

namespace assay {

// extension_text() reads the value of basicConstraints, keyUsage, extKeyUsage, subjectAltName and
// nameConstraints; "" for others, and "undecodable: ..." for a value that is not what the extension
// holds. Texts hold foreign octets.
std::string extension_text(BytesView oid, BytesView value);

}  // namespace assay
