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

// is_null() tells whether parameters are there, as NULL.
inline bool is_null(const std::optional<der::Element>& parameters) {
  return parameters && parameters->tag == der::tag::kNull && parameters->content.empty();
}

// names_algorithm() tells whether `id` is of an algorithm that can be checked, its parameters
// apart.
bool names_algorithm(const AlgorithmId& id);

// signature_algorithm() is the algorithm that `id` means, if it is one that can be checked: of RSA
// and ECDSA with NULL parameters or none, of all others with none. RSASSA-PSS is
// pss_parameters()'s.
std::optional<SignatureAlgorithm> signature_algorithm(const AlgorithmId& id);

// has_due_parameters() is false for an RSA signature without the NULL that its issuer owes (RFC
// 4055 section 5), which verifiers do without.
bool has_due_parameters(const AlgorithmId& id);

// has_idle_parameters() is true for an ECDSA signature with the NULL that its issuer must leave out
// (RFC 5758 section 3.2), which verifiers pass over.
bool has_idle_parameters(const AlgorithmId& id);

// DigestUse is the strength of a signature's digest: what rulesets judge. Of RSASSA-PSS, the
// message's digest counts; that of the mask function need not resist collisions.
enum class DigestUse : std::uint8_t { kStrong, kSha1, kBroken };
DigestUse digest_use(const AlgorithmId& id);

enum class KeyKind : std::uint8_t { kRsa, kEc, kEd25519, kEd448, kDsa, kRsaPss, kOther };

// KeyInfo borrows a SubjectPublicKeyInfo.
struct KeyInfo {
  BytesView encoding;
  AlgorithmId algorithm;
  BytesView key;  // the content of the BIT STRING
  KeyKind kind = KeyKind::kOther;
  BytesView modulus;  // of kRsa and kRsaPss, a magnitude
  BytesView exponent;
  std::optional<Curve> curve;  // of kEc, a curve of the table
};

// read_key() takes a SubjectPublicKeyInfo. An error for what is none. A key that nothing can be
// verified with is of kOther, or of kEc without a curve: of a type or curve that is not known, with
// parameters other than its type asks for, or with unused bits.
Read<KeyInfo> read_key(der::Reader& reader);

// import_key() makes it ready to verify; nothing where it cannot be, its numbers wrong or its type
// unknown.
std::optional<PublicKey> import_key(const KeyInfo& key);

// inherits_parameters() tells whether it is a DSA key without parameters, which takes those of the
// key that signed its certificate (RFC 3279 section 2.3.2).
bool inherits_parameters(const KeyInfo& key);

// is_ml_dsa() tells whether it is a key of ML-DSA (RFC 9881), which this oracle cannot verify with.
bool is_ml_dsa(const KeyInfo& key);

// has_due_parameters() tells whether the identifier of a key has the parameters that its type asks
// for: NULL for rsaEncryption (RFC 3279 section 2.3.1), a curve by name for id-ecPublicKey (RFC
// 5480 section 2.1.1), none for the curves of RFC 8410 and for ML-DSA (RFC 9881 section 2). True of
// types that are not known.
bool has_due_parameters(const KeyInfo& key);

// import_heir() is import_key() for such a key, below `above`; nothing where that is no DSA key
// with parameters of its own.
std::optional<PublicKey> import_heir(const KeyInfo& key, const KeyInfo& above);

// modulus_bits() of kRsa or kRsaPss.
std::size_t modulus_bits(const KeyInfo& key);

}  // namespace assay::oracle
