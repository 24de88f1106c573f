#include "bench/floor.h"

#include <array>
#include <utility>

#include "harness/crypto/digest.h"

namespace assay::bench {
namespace {

constexpr std::array<std::uint8_t, 32> kMessage{0x41};

}  // namespace

Result<RawKey> RawKey::make(KeyPool& pool, KeyType type) {
  ASSAY_TRY(pooled, pool.key(type, 0, "bench/floor"));
  ASSAY_TRY(public_key, PublicKey::from_spki(pooled.key.spki()));
  ASSAY_TRY(signer, make_raw_signer(pooled.key));
  RawKey made(std::move(public_key), std::move(signer));
  made.signature_.resize(made.signer_->max_size());
  const bool whole = made.signer_->algorithm() == SignatureAlgorithm::kEd25519;
  ASSAY_TRY(size,
            made.signer_->sign(whole ? to_bytes(kMessage) : sha256(kMessage), made.signature_));
  made.signature_.resize(size);
  if (!made.is_right(made.signature_)) return harness_error("a raw signature does not verify");
  return made;
}

bool RawKey::is_right(BytesView signature) const {
  return public_key_.verify(signer_->algorithm(), kMessage, signature);
}

Result<void> RawKey::sign(std::size_t count) const {
  std::array<std::uint8_t, 1024> out;
  for (std::size_t i = 0; i < count; ++i) {
    ASSAY_TRY(size, signer_->sign(kMessage, out));
    if (size < 64) return harness_error("a raw signature is too short");
  }
  return {};
}

Result<void> RawKey::verify(std::size_t count) const {
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_right(signature_)) return harness_error("a raw signature does not verify");
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
