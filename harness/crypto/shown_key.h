// Public keys that are only shown: of the right form and length, with no private half.
#pragma once

#include "harness/base/bytes.h"
#include "harness/crypto/algorithm.h"

namespace assay {

// is_only_shown() tells whether keys of the type are made as public halves only: ML-DSA (RFC 9881)
// and ML-KEM.
bool is_only_shown(KeyType type);

// shown_key_size() is the public key's in octets (FIPS 204 table 2, FIPS 203 table 3), of such a
// type.
std::size_t shown_key_size(KeyType type);

// shown_spki() is a DER SubjectPublicKeyInfo without parameters around `octets`, shown_key_size()
// of them. The coefficients of ML-KEM are brought below its modulus (FIPS 203 section 7.2); every
// string of the length is a key of ML-DSA.
Bytes shown_spki(KeyType type, Bytes octets);

}  // namespace assay
