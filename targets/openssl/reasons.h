// Reasons: X509_V_ERR_* to Reason and to the code's own name.
#pragma once

#include <string>

#include "harness/model/verdict.h"

namespace assay::openssl {

// verify_verdict() is the verdict of a verify error code: accept for X509_V_OK, else a reject whose
// native code is the constant's name, "CERT_HAS_EXPIRED (10)". `depth` is where it arose, -1 if
// unknown.
Verdict verify_verdict(int code, int depth);

}  // namespace assay::openssl
