// Bundles: the certificates of a question in the forms that other tools take.
//
// An Error of kind kInput says why a form cannot hold a question: a case that is broken on purpose
// may be too broken for it. Equal questions give equal octets.
#pragma once

#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/model/question.h"

namespace assay {

// kBundlePassword opens every PKCS#12 file of ours: what is inside is published anyway.
inline constexpr std::string_view kBundlePassword = "assay";

// pkcs7_bundle() is a SignedData that nobody signed (RFC 5652 section 5.1, "degenerate"): leaf,
// pool and CRLs in their order. Each must be one SEQUENCE in DER, whatever is inside.
Result<Bytes> pkcs7_bundle(const Question& question);

// pkcs12_bundle() is a PFX (RFC 7292) with the leaf's key, the leaf and the pool under
// kBundlePassword: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC, and an HMAC-SHA-256. Salts are
// fixed and vectors come from what they encrypt, so that equal questions give equal octets, which
// libcrypto's own PKCS12_create() does not promise; keys that hide something want neither.
Result<Bytes> pkcs12_bundle(const Question& question);

// certification_request() asks for the leaf's certificate (RFC 2986): its subject and extensions,
// without those that only an issuer knows, and the public key of the leaf's private key, which
// signs. The leaf must be decodable as far as these.
Result<Bytes> certification_request(const Question& question);

}  // namespace assay
