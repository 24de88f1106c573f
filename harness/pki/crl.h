// The CRL writer (RFC 5280 section 5.1).
//
// Labels of the tree: tbs {version, signature, issuer, thisUpdate, nextUpdate, revokedCertificates
// {0 {userCertificate, revocationDate, crlEntryExtensions {<name of the OID>}}}, crlExtensions
// {<name of the OID>}}, signatureAlgorithm, signature.
#pragma once

#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"
#include "harness/der/writer.h"
#include "harness/pki/extensions.h"
#include "harness/pki/status_profile.h"

namespace assay {

// RevokedFacts is what an entry takes from the certificates that it names.
struct RevokedFacts {
  Bytes serial;              // content octets of an INTEGER
  DistinguishedName issuer;  // where the entry names one
};

// CrlParts is what a profile takes from others.
struct CrlParts {
  DistinguishedName issuer_name;
  IssuerFacts authority;
  std::vector<RevokedFacts> revoked;  // one for each of the profile's
  SignatureAlgorithm algorithm = SignatureAlgorithm::kSha256WithRsa;
};

// UnsignedCrl is the tree with an empty signature, the edits inside the tbs made, and the octets to
// sign.
struct UnsignedCrl {
  der::Node tree;
  Bytes tbs;
};

// build_crl() makes the tree. Errors: texts of the profile that name no OID, and edits of nodes
// that are not there.
Result<UnsignedCrl> build_crl(const CrlProfile& profile, const CrlParts& parts);

// finish_crl() puts the signature in, makes the edits that come after it, and encodes.
Result<Bytes> finish_crl(const CrlProfile& profile, UnsignedCrl crl, Bytes signature);

}  // namespace assay
