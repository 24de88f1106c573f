// The OCSP writer: basic responses, and the statuses that have none (RFC 6960 section 4.2.1).
//
// Labels of the tree: responseStatus, responseBytes {responseType, response {tbs {version,
// responderID, producedAt, responses {0 {certID {hashAlgorithm, issuerNameHash, issuerKeyHash,
// serialNumber}, certStatus, thisUpdate, nextUpdate, singleExtensions}}, responseExtensions},
// signatureAlgorithm, signature, certs}}. What "responseBytes/response/tbs" holds is signed.
#pragma once

#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"
#include "harness/der/writer.h"
#include "harness/pki/status_profile.h"

namespace assay {

// OcspFacts is what an answer takes from the certificates that it names.
struct OcspFacts {
  DistinguishedName issuer_name;
  Bytes issuer_spki;  // DER
  Bytes serial;       // content octets of an INTEGER
};

// OcspParts is what a profile takes from others.
struct OcspParts {
  DistinguishedName responder_name;
  Bytes responder_spki;            // DER
  std::vector<OcspFacts> answers;  // the profile's own first, then one for each of `more`
  std::vector<Bytes> certificates;
  SignatureAlgorithm algorithm = SignatureAlgorithm::kSha256WithRsa;
};

// UnsignedOcsp is the tree with an empty signature, the edits inside the tbs made, and the octets
// to sign: none, where the response status says that there are no responseBytes.
struct UnsignedOcsp {
  der::Node tree;
  Bytes tbs;
};

// build_ocsp() makes the tree. Errors: texts of the profile that name no OID, and edits of nodes
// that are not there.
Result<UnsignedOcsp> build_ocsp(const OcspProfile& profile, const OcspParts& parts);

// finish_ocsp() puts the signature in, makes the edits that come after it, and encodes.
Result<Bytes> finish_ocsp(const OcspProfile& profile, UnsignedOcsp response, Bytes signature);

}  // namespace assay
