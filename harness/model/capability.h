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
  kEd448,                // verifies Ed448 (RFC 8410)
  kP192,                 // knows the curve P-192
  kP224,                 // knows the curve P-224
  kSecp256k1,            // knows the curve secp256k1
  kBrainpool,            // knows the curve brainpoolP256r1 (RFC 5639)
  kDsa,                  // verifies DSA
  kRsaPss,               // verifies RSASSA-PSS by RSA keys (RFC 4055)
  kRsaPssKeys,           // knows keys of id-RSASSA-PSS
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
      {Capability::kEd448, "ed448"},
      {Capability::kP192, "p192"},
      {Capability::kP224, "p224"},
      {Capability::kSecp256k1, "secp256k1"},
      {Capability::kBrainpool, "brainpool"},
      {Capability::kDsa, "dsa"},
      {Capability::kRsaPss, "rsa-pss"},
      {Capability::kRsaPssKeys, "rsa-pss-keys"},
      {Capability::kTls12, "tls12"},
      {Capability::kTls13, "tls13"},
  };
};

// needed_capabilities() is what a target must have to be asked `question`, sorted, each once. Key
// types are not in a Question's fields: a Case names them itself (Case::needs).
std::vector<Capability> needed_capabilities(const Question& question);

}  // namespace assay
