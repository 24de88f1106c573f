// Digests (FIPS 180-4, FIPS 202, RFC 1321) by libcrypto.
#pragma once

#include <cstdint>

#include "harness/base/bytes.h"
#include "harness/base/text.h"

namespace assay {

enum class DigestAlgorithm : std::uint8_t {
  kMd5,
  kSha1,
  kSha224,
  kSha256,
  kSha384,
  kSha512,
  kSha3224,
  kSha3256,
  kSha3384,
  kSha3512
};

template <>
struct EnumNames<DigestAlgorithm> {
  static constexpr std::pair<DigestAlgorithm, std::string_view> kNames[] = {
      {DigestAlgorithm::kMd5, "md5"},          {DigestAlgorithm::kSha1, "sha1"},
      {DigestAlgorithm::kSha224, "sha224"},    {DigestAlgorithm::kSha256, "sha256"},
      {DigestAlgorithm::kSha384, "sha384"},    {DigestAlgorithm::kSha512, "sha512"},
      {DigestAlgorithm::kSha3224, "sha3-224"}, {DigestAlgorithm::kSha3256, "sha3-256"},
      {DigestAlgorithm::kSha3384, "sha3-384"}, {DigestAlgorithm::kSha3512, "sha3-512"},
  };
};

// digest() of `message`: 16, 20, 28, 32, 48 or 64 octets. Safe from any thread.
Bytes digest(DigestAlgorithm algorithm, BytesView message);

inline Bytes sha1(BytesView message) { return digest(DigestAlgorithm::kSha1, message); }
inline Bytes sha256(BytesView message) { return digest(DigestAlgorithm::kSha256, message); }
inline Bytes sha384(BytesView message) { return digest(DigestAlgorithm::kSha384, message); }
inline Bytes sha512(BytesView message) { return digest(DigestAlgorithm::kSha512, message); }

}  // namespace assay
