// Identity: what an endpoint presents, given to wolfSSL.
#pragma once

#include "harness/target/endpoint.h"
#include "targets/wolfssl/handles.h"

namespace assay::wolfssl {

// use_identity() makes the connections of `ctx` present the chain, leaf first; an empty chain
// presents none. An Error says what wolfSSL would not take.
Result<void> use_identity(WOLFSSL_CTX* ctx, const Identity& identity);

// forgive_own_keys() lets an instrument present keys below wolfSSL's minimum sizes.
void forgive_own_keys(WOLFSSL_CTX* ctx);

}  // namespace assay::wolfssl
