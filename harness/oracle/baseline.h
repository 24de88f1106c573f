// What the CA/Browser Forum's TLS Baseline Requirements ask beyond RFC 5280, as far as a chain and
// a question can show it.
#pragma once

#include "harness/model/question.h"
#include "harness/oracle/duties.h"

namespace assay::oracle {

// check_baseline() holds one certificate against them; false with the first that is broken.
bool check_baseline(Judge& judge, const Certificate& certificate, Place place, Purpose purpose);

}  // namespace assay::oracle
