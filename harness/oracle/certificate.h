// Certificate: a strict reading of X.509 v1 to v3 (RFC 5280 section 4.1), without copies.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/base/time.h"
#include "harness/oracle/algorithm.h"
#include "harness/oracle/extensions.h"
#include "harness/oracle/name.h"
#include "harness/oracle/parse.h"

namespace assay::oracle {

// Certificate borrows the octets that it was read from.
struct Certificate {
  BytesView encoding;
  BytesView tbs;  // what is signed
  int version = 1;
  der::IntegerView serial;
  AlgorithmId inner_algorithm;
  Name issuer;
  UnixTime not_before = 0;
  UnixTime not_after = 0;
  bool time_form = true;  // each time in the form that its year asks for
  Name subject;
  KeyInfo key;
  bool has_unique_ids = false;
  Extensions extensions;
  AlgorithmId outer_algorithm;
  BytesView signature;

  // Self-issued (RFC 5280 section 3.2): issuer and subject are the same name.
  bool is_self_issued = false;
};

// read_certificate() takes a whole certificate, all octets of it. Faults inside extensions' values
// do not fail it: Extensions keeps them.
Read<Certificate> read_certificate(BytesView der);

// read_certificate() into an empty one: without the copy. After an error, `made` is good for
// nothing.
Read<void> read_certificate(BytesView der, Certificate& made);

// Outline is what path building looks for in a certificate that it may never use.
struct Outline {
  BytesView issuer;   // the content of the Name
  BytesView subject;  // likewise
};

// read_outline() finds names, at a tenth of the cost of reading all; it accepts much that
// read_certificate() does not.
std::optional<Outline> read_outline(BytesView der);

}  // namespace assay::oracle
