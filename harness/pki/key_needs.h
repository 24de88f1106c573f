// What a target must know for a key to mean anything to it.
#pragma once

#include <set>

#include "harness/crypto/private_key.h"
#include "harness/model/capability.h"

namespace assay {

// add_needs() adds what a target needs for the key and for the signatures that are its default.
// Nothing for RSA and for the curves P-256, P-384 and P-521, which every target must know.
void add_needs(const PrivateKey& key, std::set<Capability>& needs);

// can_shake_hands() tells whether TLS has a signature for the key in its form: not for those that
// sign nothing, nor for forms of curves and DSA that PKIX or TLS do not have.
bool can_shake_hands(const PrivateKey& key);

}  // namespace assay
