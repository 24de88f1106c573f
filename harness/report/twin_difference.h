// What tells a case from its twin, in words: the one edit as it stands in the octets.
#pragma once

#include <string>
#include <vector>

#include "harness/model/question.h"

namespace assay {

// kMostDifferences is how many are told; one more line says how many were left out.
inline constexpr std::size_t kMostDifferences = 4;

// twin_differences() is one line for each place where `question` is not as its twin:
// "leaf: keyUsage keyCertSign, in the twin digitalSignature", "time: 2026-06-01T00:00:00Z, in the
// twin ...". Values that cannot be read are left out; foreign octets are made printable.
std::vector<std::string> twin_differences(const Question& question, const Question& twin);

}  // namespace assay
