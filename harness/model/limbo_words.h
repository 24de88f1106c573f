// The words of x509-limbo's schema, version 1.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

#include "harness/model/question.h"

namespace assay::limbo {

inline constexpr int kVersion = 1;

inline constexpr std::string_view kFeatures[] = {
    "has-policy-constraints",
    "has-cert-policies",
    "no-cert-policies",
    "pedantic-public-suffix-wildcard",
    "name-constraint-dn",
    "pedantic-webpki-subscriber-key",
    "pedantic-webpki-eku",
    "pedantic-serial-number",
    "max-chain-depth",
    "pedantic-rfc5280",
    "rfc5280-incompatible-with-webpki",
    "denial-of-service",
    "has-crl",
};

inline constexpr std::string_view kImportances[] = {"undetermined", "low", "medium", "high",
                                                    "critical"};

inline constexpr std::string_view kKeyUsages[] = {
    "digitalSignature", "contentCommitment", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign",      "cRLSign",           "encipherOnly",    "decipherOnly",
};

inline constexpr std::string_view kExtendedKeyUsages[] = {
    "anyExtendedKeyUsage", "serverAuth",   "clientAuth",  "codeSigning",
    "emailProtection",     "timeStamping", "OCSPSigning",
};

inline constexpr std::string_view kSignatureAlgorithms[] = {
    "RSA_WITH_MD5",
    "RSA_WITH_SHA1",
    "RSA_WITH_SHA224",
    "RSA_WITH_SHA256",
    "RSA_WITH_SHA384",
    "RSA_WITH_SHA512",
    "RSA_WITH_SHA3_224",
    "RSA_WITH_SHA3_256",
    "RSA_WITH_SHA3_384",
    "RSA_WITH_SHA3_512",
    "RSASSA_PSS",
    "ECDSA_WITH_SHA1",
    "ECDSA_WITH_SHA224",
    "ECDSA_WITH_SHA256",
    "ECDSA_WITH_SHA384",
    "ECDSA_WITH_SHA512",
    "ECDSA_WITH_SHA3_224",
    "ECDSA_WITH_SHA3_256",
    "ECDSA_WITH_SHA3_384",
    "ECDSA_WITH_SHA3_512",
    "DSA_WITH_SHA1",
    "DSA_WITH_SHA224",
    "DSA_WITH_SHA256",
    "DSA_WITH_SHA384",
    "DSA_WITH_SHA512",
    "ED25519",
    "ED448",
    "GOSTR3411_94_WITH_3410_2001",
    "GOSTR3410_2012_WITH_3411_2012_256",
    "GOSTR3410_2012_WITH_3411_2012_512",
};

struct PeerKind {
  NameKind kind;
  std::string_view word;
};
inline constexpr PeerKind kPeerKinds[] = {
    {NameKind::kEmail, "RFC822"}, {NameKind::kDns, "DNS"}, {NameKind::kIp, "IP"}};

template <typename Words>
bool has_word(const Words& words, std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// ruleset_of() is the ruleset that x509-limbo's own suite means by an id (DESIGN section 5). What
// another suite means by such an id, nobody knows.
inline Ruleset ruleset_of(std::string_view id) {
  if (id.starts_with("webpki::")) return Ruleset::kWebpki;
  if (id.starts_with("rfc5280::")) return Ruleset::kStrict;
  return Ruleset::kRfc5280;
}

inline constexpr std::string_view kFeatureTag = "feature:";
inline constexpr std::string_view kImportanceTag = "importance:";

}  // namespace assay::limbo
