#include "bench/floor.h"

#include <array>
#include <utility>

namespace assay::bench {
namespace {

constexpr std::array<std::uint8_t, 32> kMessage{0x41};

}  // namespace

RawKey::RawKey(PrivateKey private_key, PublicKey public_key, Bytes signature)
    : private_key_(std::move(private_key)),
      public_key_(std::move(public_key)),
      algorithm_(default_algorithm(private_key_.type())),
      signature_(std::move(signature)) {}

Result<RawKey> RawKey::make(KeyPool& pool, KeyType type) {
  ASSAY_TRY(pooled, pool.key(type, 0, "bench/floor"));
  ASSAY_TRY(public_key, PublicKey::from_spki(pooled.key.spki()));
  ASSAY_TRY(signature, pooled.key.sign(default_algorithm(type), kMessage));
  return RawKey(pooled.key, std::move(public_key), std::move(signature));
}

Result<void> RawKey::sign(std::size_t count) const {
  for (std::size_t i = 0; i < count; ++i) {
    ASSAY_TRY(signature, private_key_.sign(algorithm_, kMessage));
    if (signature != signature_) return harness_error("a raw signature differs from the first");
  }
  return {};
}

Result<void> RawKey::verify(std::size_t count) const {
  for (std::size_t i = 0; i < count; ++i) {
    if (!public_key_.verify(algorithm_, kMessage, signature_)) {
      return harness_error("a raw signature does not verify");
    }
  }
  return {};
}

Result<void> agree(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const AgreementKey client = AgreementKey::generate();
    const AgreementKey server = AgreementKey::generate();
    ASSAY_TRY(at_client, client.agree(server.public_octets()));
    ASSAY_TRY(at_server, server.agree(client.public_octets()));
    if (at_client != at_server) return harness_error("a raw key agreement disagrees");
  }
  return {};
}

}  // namespace assay::bench
