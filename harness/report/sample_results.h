// A run with one answer of every kind, for the tests of the report formats.
#pragma once

#include "harness/run/results.h"

namespace assay {

// sample_verify() asks two targets six cases; hostile words, a crash and a stale entry included.
Results sample_verify();

// sample_handshake() is two targets in both roles and both TLS versions over two cases.
Results sample_handshake();

}  // namespace assay
