// verify: wolfSSL's verdict on a Question, read from a handshake that ends with the peer's
// Certificate (see README.md for why not CertManager or X509_STORE).
#pragma once

#include "harness/model/question.h"
#include "harness/model/verdict.h"

namespace assay::wolfssl {

// verify() shows the question's chain to a real wolfSSL client (Purpose::kServerAuth) or server
// (Purpose::kClientAuth). Accept: wolfSSL took the Certificate message and waits for the next.
Verdict verify(const Question& question);

}  // namespace assay::wolfssl
