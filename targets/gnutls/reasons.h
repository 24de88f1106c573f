// Reasons: GnuTLS's status bits and error codes to Verdicts.
#pragma once

#include <string>

#include "harness/model/verdict.h"

namespace assay::gnutls {

// error_name() is the constant's name, "GNUTLS_E_ASN1_DER_ERROR", or "GNUTLS_E (-999)".
std::string error_name(int code);

// status_verdict() is the verdict of a verification status (gnutls_certificate_status_t bits):
// accept for 0, else a reject whose native code lists the bits by name, "EXPIRED|SIGNER_NOT_FOUND",
// and whose words are GnuTLS's own.
Verdict status_verdict(unsigned status);

// error_verdict() is the reject of a negative error code; `otherwise` is the Reason of a code that
// the table does not hold.
Verdict error_verdict(int code, Reason otherwise = Reason::kOther);

}  // namespace assay::gnutls
