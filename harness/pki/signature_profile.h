// SignatureProfile: how a certificate's signature is made and named, where that is not as usual.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/base/text.h"
#include "harness/base/yaml.h"
#include "harness/crypto/private_key.h"

namespace assay {

// IdentifierParameters are those of the signature's AlgorithmIdentifier.
enum class IdentifierParameters : std::uint8_t {
  kUsual,  // NULL for RSA, RSASSA-PSS-params for RSASSA-PSS, none for all others
  kAbsent,
  kNull,
  kEmpty,  // an empty SEQUENCE: of RSASSA-PSS, all defaults
};

template <>
struct EnumNames<IdentifierParameters> {
  static constexpr std::pair<IdentifierParameters, std::string_view> kNames[] = {
      {IdentifierParameters::kUsual, "usual"},
      {IdentifierParameters::kAbsent, "absent"},
      {IdentifierParameters::kNull, "nothing"},
      {IdentifierParameters::kEmpty, "empty"},
  };
};

struct SignatureProfile {
  std::optional<PssParameters> pss;  // RSASSA-PSS, whatever the algorithm
  SignatureForm form = SignatureForm::kProper;
  IdentifierParameters parameters = IdentifierParameters::kUsual;
  Bytes identifier;  // in place of the AlgorithmIdentifier, inside and outside, where not empty

  bool operator==(const SignatureProfile&) const = default;
};

// read_signature() reads over `out`:
//
//     pss: { digest: sha256, mask_digest: sha256, salt: 32 }   (mask_digest: as digest)
//     form: <a SignatureForm: high-s, garbage-after-hash, ...>
//     parameters: absent | nothing | empty
//     identifier: <hexadecimal DER of an AlgorithmIdentifier>
void read_signature(const YamlReader& reader, const YamlNode& node, SignatureProfile& out);

// signature_identifier() is the DER AlgorithmIdentifier of a signature that is made so.
Bytes signature_identifier(const SignatureScheme& scheme, const SignatureProfile& profile);

}  // namespace assay
