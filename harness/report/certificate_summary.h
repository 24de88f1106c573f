// CertificateSummary: what a certificate says, for people to read. No judgement is made from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/time.h"

namespace assay {

struct ExtensionSummary {
  std::string name;  // "basicConstraints", or a dotted OID
  bool critical = false;
  std::string value;  // "CA, path length 0"; empty for those that are not read further

  bool operator==(const ExtensionSummary&) const = default;
};

// CertificateSummary holds as much as could be read; what comes after `fault` is empty.
struct CertificateSummary {
  std::string subject;  // "CN=broker.example.com, O=Example", as encoded from left to right
  std::string issuer;
  std::string serial;     // hexadecimal content octets of the INTEGER
  std::string signature;  // "ecdsa-with-SHA256"
  std::optional<UnixTime> not_before;
  std::optional<UnixTime> not_after;
  std::string key;  // "RSA 2048", "EC P-256", "Ed25519"
  std::vector<ExtensionSummary> extensions;
  BytesView subject_der;  // borrow the certificate
  BytesView issuer_der;
  std::string fault;  // why reading stopped; empty when all was read
};

// summarize_certificate() reads `der`, which outlives the summary. Never fails: hostile input ends
// in a `fault`. Names hold foreign octets; make them printable() before they are shown.
CertificateSummary summarize_certificate(BytesView der);

}  // namespace assay
