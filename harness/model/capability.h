// Capability: what a target can be asked. The harness skips from these; adapters never do. Each
// declared one is proved at start by a canary pair, and each undeclared one by failing it.
#pragma once

#include <vector>

#include "harness/base/text.h"
#include "harness/model/question.h"

namespace assay {

enum class Capability {
  kServerAuth,           // judges a server's chain
  kClientAuth,           // judges a client's chain
  kNameDns,              // matches a DNS name
  kNameIp,               // matches an IP address
  kNameEmail,            // matches a mailbox
  kNameUri,              // matches a URI
  kNoName,               // answers when no name is asked for
  kCrl,                  // checks CRLs given with the question
  kOcsp,                 // checks OCSP responses given with the question
  kMaxDepth,             // takes a maximum path length from the caller
  kPolicies,             // takes certificate-policy inputs
  kCallerKeyUsage,       // takes key usages that the caller demands
  kCallerEku,            // takes extended key usages other than the purpose's own
  kSignatureAlgorithms,  // takes a list of allowed signature algorithms
  kEd25519,              // verifies Ed25519 (RFC 8410)
  kTls12,                // shakes hands in TLS 1.2
  kTls13,                // shakes hands in TLS 1.3
};

template <>
struct EnumNames<Capability> {
  static constexpr std::pair<Capability, std::string_view> kNames[] = {
      {Capability::kServerAuth, "server-auth"},
      {Capability::kClientAuth, "client-auth"},
      {Capability::kNameDns, "name-dns"},
      {Capability::kNameIp, "name-ip"},
      {Capability::kNameEmail, "name-email"},
      {Capability::kNameUri, "name-uri"},
      {Capability::kNoName, "no-name"},
      {Capability::kCrl, "crl"},
      {Capability::kOcsp, "ocsp"},
      {Capability::kMaxDepth, "max-depth"},
      {Capability::kPolicies, "policies"},
      {Capability::kCallerKeyUsage, "caller-key-usage"},
      {Capability::kCallerEku, "caller-eku"},
      {Capability::kSignatureAlgorithms, "signature-algorithms"},
      {Capability::kEd25519, "ed25519"},
      {Capability::kTls12, "tls12"},
      {Capability::kTls13, "tls13"},
  };
};

// needed_capabilities() is what a target must have to be asked `question`, sorted, each once. Key
// types are not in a Question's fields: a Case names them itself (Case::needs).
std::vector<Capability> needed_capabilities(const Question& question);

}  // namespace assay
