// Reads CRLs and OCSP responses from YAML, whole or as edits.
#pragma once

#include <string_view>
#include <vector>

#include "harness/base/yaml.h"
#include "harness/pki/status_profile.h"

namespace assay {

// read_crl() reads fields over `crl`; `certificates` are the names that they may hold. A revoked
// certificate is its name, or {certificate, serial, at, reason, invalidity_date, issuer,
// extensions}; a number is n or {value: n, critical: flag}.
void read_crl(const YamlReader& reader, const YamlNode& node,
              const std::vector<std::string_view>& certificates, CrlProfile& crl);

// read_ocsp() reads fields over `response`. The answers of `more` take what they do not say from
// the response's own.
void read_ocsp(const YamlReader& reader, const YamlNode& node,
               const std::vector<std::string_view>& certificates, OcspProfile& response);

}  // namespace assay
