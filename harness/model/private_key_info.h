// PrivateKeyInfo (RFC 5958 section 2): one form for the private keys that PEM files hold.
#pragma once

#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"

namespace assay {

// private_key_info() takes the octets of a PEM block by its label and returns PKCS#8 DER.
//
// "PRIVATE KEY" is taken as it is, whatever its octets; "RSA PRIVATE KEY" (RFC 8017 appendix A.1.2)
// and "EC PRIVATE KEY" (RFC 5915, with its curve) and "DSA PRIVATE KEY" (OpenSSL's) are wrapped. An
// Error for other labels and for octets that do not have the label's structure.
Result<Bytes> private_key_info(std::string_view label, BytesView der);

}  // namespace assay
