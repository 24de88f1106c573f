// Certificate extensions as DER nodes (RFC 5280 section 4.2).
#pragma once

#include <vector>

#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"
#include "harness/der/writer.h"
#include "harness/pki/extension_profile.h"

namespace assay {

// extension_node() is one Extension, labelled with the name of its OID; its members are labelled
// extnID, critical and value, and the content of `value` is what it wraps.
der::Node extension_node(Bytes oid, bool critical, der::Node inner);
der::Node extension_node(der::Oid oid, bool critical, der::Node inner);

// key_identifier_of() is SHA-1 of the public key's bits (RFC 5280 section 4.2.1.2, method 1). An
// Error when `spki` is not a SubjectPublicKeyInfo.
Result<Bytes> key_identifier_of(BytesView spki);

// IssuerFacts is what an authority key identifier takes from the certificate that issues.
struct IssuerFacts {
  Bytes key_id;
  DistinguishedName issuer_name;  // of the issuer's own issuer
  Bytes serial;                   // content octets of an INTEGER
};

// SubjectFacts is what the extensions of a profile take from the keys.
struct SubjectFacts {
  BytesView subject_id;  // stands where the profile gives no octets of its own
  KeyFamily family = KeyFamily::kRsa;
};

// authority_key_id_node() is the AuthorityKeyIdentifier extension.
Result<der::Node> authority_key_id_node(const AuthorityKeyId& value, const IssuerFacts& issuer);

// raw_extension_nodes() are extensions whose values are given.
Result<std::vector<der::Node>> raw_extension_nodes(const std::vector<RawExtension>& extensions);

// extension_nodes() are the extensions of a profile in its order.
Result<std::vector<der::Node>> extension_nodes(const ExtensionProfile& profile,
                                               const SubjectFacts& facts,
                                               const IssuerFacts& issuer);

}  // namespace assay
