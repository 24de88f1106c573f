// RSASSA-PSS-params (RFC 4055 section 3.1), of signatures and of keys.
#pragma once

#include <optional>

#include "harness/crypto/pss.h"
#include "harness/oracle/algorithm.h"

namespace assay::oracle {

// pss_parameters() are those of an id-RSASSA-PSS. Nothing for another algorithm, without parameters
// (which only keys may lack), and for what a verifier need not take: a digest other than SHA-1 and
// SHA-2, another mask function than MGF1, another trailer field than 1.
//
// DEFAULT values that are encoded are no DER (X.690 section 11.5). RFC 4055 has verifiers take
// those of hashAlgorithm, maskGenAlgorithm and trailerField all the same, and that of saltLength is
// as plain.
std::optional<PssParameters> pss_parameters(const AlgorithmId& id);

// writes_pss_default() tells whether one is encoded.
bool writes_pss_default(const AlgorithmId& id);

}  // namespace assay::oracle
