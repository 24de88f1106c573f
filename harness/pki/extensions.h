// Certificate extensions as DER nodes (RFC 5280 section 4.2).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/der/writer.h"
#include "harness/pki/profile.h"

namespace assay {

// extension_node() is one Extension, labelled with the name of its OID; its members are labelled
// extnID, critical and value, and the content of `value` is what it wraps.
der::Node extension_node(Bytes oid, bool critical, der::Node inner);

// key_identifier_of() is SHA-1 of the public key's bits (RFC 5280 section 4.2.1.2, method 1). An
// Error when `spki` is not a SubjectPublicKeyInfo.
Result<Bytes> key_identifier_of(BytesView spki);

// authority_key_id_node() is the AuthorityKeyIdentifier extension with that keyIdentifier.
der::Node authority_key_id_node(BytesView key_identifier);

// SubjectFacts is what the extensions of a profile take from the keys.
struct SubjectFacts {
  BytesView subject_id;    // stands where the profile gives no octets of its own
  BytesView authority_id;  // likewise
  KeyFamily family = KeyFamily::kRsa;
};

// extension_nodes() are the extensions of a profile in its order.
Result<std::vector<der::Node>> extension_nodes(const CertificateProfile& profile,
                                               const SubjectFacts& facts);

}  // namespace assay
