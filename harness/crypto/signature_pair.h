// The pair of numbers that ECDSA and DSA signatures are, and the wrong ways of writing it; for
// harness/crypto only.
#pragma once

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/handles.h"
#include "harness/crypto/signature_scheme.h"

namespace assay::libcrypto {

// SignaturePair is r and s, from 1 to order - 1 where they are right.
struct SignaturePair {
  Bignum r;
  Bignum s;
};

// read_pair() takes the DER ECDSA-Sig-Value that this program has made itself.
SignaturePair read_pair(BytesView der);

// write_pair() is the signature in the given form. An Error for a form that is not one of a pair.
Result<Bytes> write_pair(SignaturePair pair, const BIGNUM& order, SignatureForm form);

// shift_edwards_s() adds the order to S of an Ed25519 or Ed448 signature (RFC 8032 sections 5.1.7
// and 5.2.7 want S below it).
Bytes shift_edwards_s(Bytes signature);

}  // namespace assay::libcrypto
