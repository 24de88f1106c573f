// RSASSA-PSS (RFC 8017 section 8.1): what its signatures depend on beside key and message.
#pragma once

#include <cstdint>

#include "harness/crypto/digest.h"

namespace assay {

// PssParameters are RSASSA-PSS-params (RFC 4055 section 3.1), with its defaults; the mask function
// is MGF1, the trailer field 1.
struct PssParameters {
  DigestAlgorithm digest = DigestAlgorithm::kSha1;
  DigestAlgorithm mask_digest = DigestAlgorithm::kSha1;
  std::uint32_t salt_size = 20;  // octets

  bool operator==(const PssParameters&) const = default;
};

// permits() tells whether a key with the parameters `of_key` makes such signatures: with the same
// digests and no shorter a salt (RFC 4055 section 3.3).
constexpr bool permits(const PssParameters& of_key, const PssParameters& of_signature) {
  return of_signature.digest == of_key.digest && of_signature.mask_digest == of_key.mask_digest &&
         of_signature.salt_size >= of_key.salt_size;
}

}  // namespace assay
