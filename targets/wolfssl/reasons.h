// Reasons: what wolfSSL's error codes say, in our vocabulary.
#pragma once

#include <string>

#include "harness/model/verdict.h"

namespace assay::wolfssl {

// reason_of() maps a code of wolfssl/error-ssl.h or wolfcrypt/error-crypt.h; Reason::kOther for one
// that does not say why.
Reason reason_of(int code);

// native_of() is the code's stable spelling: "ASN_NO_SIGNER_E (-188)", or "(-999)" for a code that
// the table does not name.
std::string native_of(int code);

// words_of() is wolfSSL's own text for the code.
std::string words_of(int code);

// rejection() is the Verdict of a handshake that failed with `code`, which the application sees,
// where wolfSSL had sent its first alert because of `first_code` (0: it sent none). The two differ
// when wolfSSL 5.5 goes on after a bad intermediate and then misses it as the issuer: native names
// both, the Reason is the first's.
Verdict rejection(int code, int first_code);

}  // namespace assay::wolfssl
