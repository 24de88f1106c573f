// Algorithm identifiers and public keys of certificates (RFC 3279, 4055, 5480, 5758, 8410).
#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/crypto/algorithm.h"
#include "harness/crypto/public_key.h"
#include "harness/oracle/parse.h"

namespace assay::oracle {

// AlgorithmId borrows an AlgorithmIdentifier.
struct AlgorithmId {
  BytesView encoding;
  BytesView type;  // the OID's content
  std::optional<der::Element> parameters;
};

Read<AlgorithmId> read_algorithm(der::Reader& reader);

// signature_algorithm() is the algorithm that `id` means, if it is one that can be checked: of RSA
// with NULL parameters or none, of all others with none.
std::optional<SignatureAlgorithm> signature_algorithm(const AlgorithmId& id);

// DigestUse is the strength of a signature's digest: what rulesets judge.
enum class DigestUse : std::uint8_t { kStrong, kSha1, kBroken };
DigestUse digest_use(const AlgorithmId& id);

enum class KeyKind : std::uint8_t { kRsa, kEc, kEd25519, kOther };

// KeyInfo borrows a SubjectPublicKeyInfo.
struct KeyInfo {
  BytesView encoding;
  AlgorithmId algorithm;
  BytesView key;  // the content of the BIT STRING
  KeyKind kind = KeyKind::kOther;
  BytesView modulus;  // of kRsa, a magnitude
  BytesView exponent;
  std::optional<Curve> curve;  // of kEc, a curve of the table
};

// read_key() takes a SubjectPublicKeyInfo. An error for what is none; a key of a type or curve that
// is not known is none.
Read<KeyInfo> read_key(der::Reader& reader);

// import_key() makes it ready to verify; nothing where it cannot be, its numbers wrong or its type
// unknown.
std::optional<PublicKey> import_key(const KeyInfo& key);

// modulus_bits() of kRsa.
std::size_t modulus_bits(const KeyInfo& key);

}  // namespace assay::oracle
