// Reasons: Mbed TLS's verify flags and error codes to Verdicts.
#pragma once

#include <cstdint>
#include <string>

#include "harness/model/verdict.h"

namespace assay::mbedtls {

// code_name() is an error code as Mbed TLS's own documents write it: "-0x2562".
std::string code_name(int code);

// code_words() is what mbedtls_strerror says of a code.
std::string code_words(int code);

// flags_verdict() is the verdict of verify flags (MBEDTLS_X509_BADCERT_* and BADCRL_*): accept for
// 0, else a reject whose native code lists the flags by name,
// "BADCERT_EXPIRED|BADCERT_NOT_TRUSTED", and whose words are Mbed TLS's own.
Verdict flags_verdict(std::uint32_t flags);

// code_verdict() is the reject of an error code; `otherwise` is the Reason of a code that the table
// does not hold.
Verdict code_verdict(int code, Reason otherwise = Reason::kOther);

}  // namespace assay::mbedtls
