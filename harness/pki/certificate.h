// The certificate writer: a profile and its keys' public halves become a DER tree, the tree becomes
// octets. The only writer of certificates in the product.
//
// Labels of the tree: tbs {version, serialNumber, signature, issuer, validity {notBefore,
// notAfter}, subject, subjectPublicKeyInfo {algorithm, subjectPublicKey {modulus, publicExponent:
// of an RSA key}}, extensions {<name of the OID> {extnID, critical, value}}}, signatureAlgorithm,
// signature.
#pragma once

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"
#include "harness/der/writer.h"
#include "harness/pki/profile.h"

namespace assay {

// CertificateParts is what a profile takes from others: its keys, its issuer, its number, the seed.
struct CertificateParts {
  DistinguishedName subject;
  DistinguishedName issuer_name;
  Bytes serial;                          // content octets of the INTEGER
  BytesView spki;                        // DER, of the subject's key
  KeyFamily family = KeyFamily::kRsa;    // of the subject's key
  BytesView issuer_spki;                 // DER, of the issuer's key
  DistinguishedName issuer_issuer_name;  // who issued the issuer
  Bytes issuer_serial;                   // content octets of its INTEGER
  SignatureAlgorithm algorithm = SignatureAlgorithm::kSha256WithRsa;
  Bytes algorithm_identifier;  // DER, in place of the algorithm's own, where not empty
};

// UnsignedCertificate is the tree with an empty signature, the edits inside the tbs made, and the
// octets to sign.
struct UnsignedCertificate {
  der::Node tree;
  Bytes tbs;
};

// build_certificate() makes the tree. Errors: texts of the profile that name no OID or address, and
// edits of nodes that are not there.
Result<UnsignedCertificate> build_certificate(const CertificateProfile& profile,
                                              const CertificateParts& parts);

// finish_certificate() puts the signature in, makes the edits that come after it, and encodes.
Result<Bytes> finish_certificate(const CertificateProfile& profile, UnsignedCertificate certificate,
                                 Bytes signature);

// tree_of() is DER taken apart into nodes without labels, as far as it is constructed; what cannot
// be decoded stays whole.
der::Node tree_of(BytesView der);

}  // namespace assay
