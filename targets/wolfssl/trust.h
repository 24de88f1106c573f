// Trust: a Question's anchors, CRLs, depth and names, given to wolfSSL as an application would.
#pragma once

#include <string>

#include "harness/base/result.h"
#include "harness/model/question.h"
#include "targets/wolfssl/handles.h"

namespace assay::wolfssl {

// trust() makes connections of `ctx` demand and judge the peer's chain under the question's
// anchors, CRLs and depth. What wolfSSL would not load is not trusted, as with an application that
// logs it and goes on: each is named in the text that is returned ("" when all were loaded).
std::string trust(WOLFSSL_CTX* ctx, const Question& question);

// expect_name() sets the one name that the peer's certificate must have; a client asks for a DNS
// name in SNI too.
Result<void> expect_name(WOLFSSL* ssl, const PeerName& name, Purpose purpose);

}  // namespace assay::wolfssl
