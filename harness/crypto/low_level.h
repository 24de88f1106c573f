// The calls that OpenSSL 3.0 deprecates, behind one door; no other file may use any.
//
// Why they are needed: EVP of 3.0 cannot sign with a chosen nonce, and turning the raw numbers of a
// certificate's key into an EVP_PKEY costs 10 to 30 % of a P-256 check where EC_KEY costs nothing.
#pragma once

#include <memory>
#include <span>

#include "harness/base/bytes.h"
#include "harness/crypto/digest.h"
#include "harness/crypto/handles.h"
#include "harness/crypto/pss.h"
#include "harness/crypto/public_key.h"

namespace assay::libcrypto {

using EcKey = std::shared_ptr<EC_KEY>;
using RsaKey = std::shared_ptr<RSA>;
using DsaKey = std::shared_ptr<DSA>;

// ec_private_key() takes a scalar from 1 to order - 1.
EcKey ec_private_key(Curve curve, const BIGNUM& scalar);

// ec_key_of_generator() is the private key 1 on a curve whose generator is `point`, so that its
// public key is that point (CVE-2020-0601).
EcKey ec_key_of_generator(Curve curve, BytesView point);

// ec_public_key() is null when `point` is not on the curve, is the point at infinity, or is in
// another form than compressed or uncompressed (RFC 5480 section 2.2).
EcKey ec_public_key(Curve curve, BytesView point);

// ecdsa_sign() is the DER ECDSA-Sig-Value for the nonce `k`, or empty for one of the nonces, never
// met, that give r or s = 0 (FIPS 186-4 section 6.4).
Bytes ecdsa_sign(EC_KEY& key, BytesView digest, const BIGNUM& k);

// ecdsa_verify() takes r and s from 1 to order - 1, in DER: libcrypto encodes what it has read anew
// and compares. So does dsa_verify().
bool ecdsa_verify(EC_KEY& key, BytesView digest, BytesView signature);

// sha256_into() hashes into the caller's octets, without the objects that EVP makes.
void sha256_into(BytesView message, std::span<std::uint8_t, 32> out);

RsaKey rsa_public_key(BytesView modulus, BytesView exponent);

// rsa_verify() is RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2).
bool rsa_verify(RSA& key, DigestAlgorithm algorithm, BytesView digest, BytesView signature);

// rsa_verify_pss() is RSASSA-PSS (RFC 8017 section 8.1.2).
bool rsa_verify_pss(RSA& key, const PssParameters& how, BytesView digest, BytesView signature);

// dsa_public_key() is null for numbers outside their ranges (FIPS 186-4 section 4.1): p and q odd,
// q of 160, 224 or 256 bits, g and y from 2 to p - 1. It does not look for primes.
DsaKey dsa_public_key(const DsaParameters& parameters, BytesView y);

bool dsa_verify(DSA& key, BytesView digest, BytesView signature);

}  // namespace assay::libcrypto
