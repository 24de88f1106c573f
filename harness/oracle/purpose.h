// What certificates may be used for: by their issuer's word, by the caller's wish, and by the
// strength of what signed them.
#pragma once

#include "harness/model/question.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/judge.h"
#include "harness/oracle/path.h"

namespace assay::oracle {

// check_ca() is 6.1.4 (k), check_signs() 6.1.4 (n) and (o).
bool check_ca(Judge& judge, const Certificate& certificate);
bool check_signs(Judge& judge, const Certificate& certificate);

// check_key_strength() refuses keys that anybody can break, whoever has them.
bool check_key_strength(Judge& judge, const Certificate& certificate);

// check_signature_algorithm() holds what signed a certificate against its age and the caller's
// list.
bool check_signature_algorithm(Judge& judge, const Certificate& certificate,
                               const Question& question);

// check_purpose() holds the path against the question's purpose and the caller's demands.
bool check_purpose(Judge& judge, PathView path, const Question& question,
                   const LatitudeSet& otherwise);

}  // namespace assay::oracle
