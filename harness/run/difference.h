// difference: where two questions are not the same, octet by octet.
#pragma once

#include <string>
#include <vector>

#include "harness/model/question.h"

namespace assay {

// Difference is one place: a field of a certificate ("leaf", "keyUsage"), a list that has other
// members ("pool", ""), what is no certificate ("crls 1", "octets"), a part of the question
// ("time", "").
struct Difference {
  std::string part;
  std::string field;

  bool operator==(const Difference&) const = default;
};

// differences() compares everything that a verifier may know; the leaf's private key is no part of
// it. A signature value that differs with what it signs is no difference of its own. Extensions
// are compared by their OIDs, so that one more is one difference.
std::vector<Difference> differences(const Question& a, const Question& b);

// Extent is how far one edit reaches.
enum class Extent {
  kNone,       // the questions are equal
  kField,      // one field of one certificate, or one part of the question
  kKeyOrName,  // a key, a name or an algorithm, which stands in several places
  kMore,       // members of a list, or a structure that cannot be taken apart
};

Extent extent_of(const std::vector<Difference>& found);

}  // namespace assay
