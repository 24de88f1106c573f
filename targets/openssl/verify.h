// verify: one Question put to X509_verify_cert, set up as libssl does in a handshake.
#pragma once

#include "harness/model/verdict.h"
#include "targets/openssl/handles.h"

namespace assay::openssl {

// verify() gives the verdict on the question's chain. `level` is the security level of a stock
// SSL_CTX, which libssl hands to the chain check (ssl_verify_cert_chain).
Verdict verify(const Question& question, Variant variant, int level);

}  // namespace assay::openssl
