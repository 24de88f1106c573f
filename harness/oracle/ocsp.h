// OcspResponse: a strict reading of basic OCSP responses (RFC 6960 section 4.2), without copies.
//
// Deviation from X.690 section 11.5: a version of v1 may be written out, as many responders do.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "harness/base/time.h"
#include "harness/oracle/algorithm.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/parse.h"

namespace assay::oracle {

enum class OcspStatus : std::uint8_t { kGood, kRevoked, kUnknown };

// OcspEntry is a SingleResponse; the views borrow the response.
struct OcspEntry {
  AlgorithmId digest;
  BytesView issuer_name_hash;
  BytesView issuer_key_hash;
  BytesView serial;
  OcspStatus status = OcspStatus::kUnknown;
  UnixTime this_update = 0;
  std::optional<UnixTime> next_update;
  bool has_unknown_critical = false;
};

struct OcspResponse {
  BytesView tbs;
  std::optional<Name> responder_name;      // one of these two
  std::optional<BytesView> responder_key;  // SHA-1 of its key
  UnixTime produced_at = 0;
  std::vector<OcspEntry> entries;
  bool has_unknown_critical = false;
  AlgorithmId algorithm;
  BytesView signature;
  std::vector<BytesView> certificates;
};

// read_ocsp() takes a whole OCSPResponse. Responses that are errors (tryLater and the like) or of
// another type than id-pkix-ocsp-basic are broken too: they say nothing about a certificate.
Read<OcspResponse> read_ocsp(BytesView der);

// is_about() tells whether the entry is of a certificate with this issuer (RFC 6960 section 4.1.1).
bool is_about(const OcspEntry& entry, const Certificate& certificate, const KeyInfo& issuer_key);

// key_identifier() is the SHA-1 of a public key's bits.
Bytes key_identifier(const KeyInfo& key);

}  // namespace assay::oracle
