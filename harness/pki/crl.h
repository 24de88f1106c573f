// The CRL writer: a complete CRL of version 2 (RFC 5280 section 5.1) with its issuer's key
// identifier and a CRL number.
#pragma once

#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"
#include "harness/der/writer.h"
#include "harness/pki/profile.h"

namespace assay {

struct CrlParts {
  DistinguishedName issuer_name;
  BytesView issuer_spki;               // DER
  std::vector<Bytes> revoked_serials;  // content octets of INTEGERs
  SignatureAlgorithm algorithm = SignatureAlgorithm::kSha256WithRsa;
};

// UnsignedCrl is the tree with an empty signature, labelled like a certificate's, and the octets to
// sign.
struct UnsignedCrl {
  der::Node tree;
  Bytes tbs;
};

// build_crl() lists each serial as revoked at thisUpdate, without a reason code.
Result<UnsignedCrl> build_crl(const CrlProfile& profile, const CrlParts& parts);

// finish_crl() puts the signature in and encodes.
Result<Bytes> finish_crl(const CrlProfile& profile, UnsignedCrl crl, Bytes signature);

}  // namespace assay
