// The end of every signed structure: certificates, CRLs, basic OCSP responses.
#pragma once

#include "harness/oracle/parse.h"

namespace assay::oracle {

// read_signature() takes the BIT STRING of a signature: whole octets (rfc5280-4.1.1.3).
inline Read<BytesView> read_signature(der::Reader& reader) {
  const std::size_t offset = reader.offset();
  ORACLE_TRY(signature, reader.bit_string());
  if (signature.unused_bits != 0) return broken(Rule::kSignatureBits, offset);
  return signature.octets;
}

}  // namespace assay::oracle
