// The blocks that an RSA private key signs (RFC 8017 section 9), right and wrong.
#pragma once

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/pss.h"
#include "harness/crypto/signature_scheme.h"

namespace assay {

// pkcs1_block() is the EMSA-PKCS1-v1_5 encoding of `message` in `size` octets, in the given
// form; of kCubeRoot, zeros follow the DigestInfo, for the root to fill. An Error for a form that
// is not of PKCS #1, and for a size that it does not fit in.
Result<Bytes> pkcs1_block(SignatureForm form, DigestAlgorithm digest, BytesView message,
                          std::size_t size);

// pss_block() is the EMSA-PSS encoding of `message` for a modulus of `bits`. The salt is the octets
// 01 02 03 and so on: nothing depends on its being fresh here. Errors as above.
Result<Bytes> pss_block(SignatureForm form, const PssParameters& how, BytesView message,
                        std::size_t bits);

}  // namespace assay
