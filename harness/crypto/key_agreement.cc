#include "harness/crypto/key_agreement.h"

#include <utility>

#include "harness/crypto/handles.h"

namespace assay {

using libcrypto::Pkey;

struct AgreementKey::Material {
  Pkey pkey;
};

namespace {

constexpr std::size_t kOctets = 32;

}  // namespace

AgreementKey::AgreementKey(std::shared_ptr<const Material> material)
    : material_(std::move(material)) {}

AgreementKey AgreementKey::generate() {
  libcrypto::start();
  Pkey pkey(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
  ASSAY_CHECK(pkey != nullptr);
  return AgreementKey(std::make_shared<const Material>(Material{std::move(pkey)}));
}

Result<AgreementKey> AgreementKey::from_octets(BytesView octets) {
  libcrypto::start();
  Pkey pkey(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, octets.data(), octets.size()));
  if (pkey == nullptr) return libcrypto::error("not an X25519 key");
  return AgreementKey(std::make_shared<const Material>(Material{std::move(pkey)}));
}

Bytes AgreementKey::public_octets() const {
  Bytes octets(kOctets);
  std::size_t size = octets.size();
  ASSAY_CHECK(EVP_PKEY_get_raw_public_key(material_->pkey.get(), octets.data(), &size) == 1);
  return octets;
}

Result<Bytes> AgreementKey::agree(BytesView peer) const {
  const Pkey other(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, peer.data(), peer.size()));
  if (other == nullptr) return libcrypto::error("not an X25519 public key");
  const libcrypto::PkeyContext context(
      EVP_PKEY_CTX_new_from_pkey(nullptr, material_->pkey.get(), nullptr));
  Bytes secret(kOctets);
  std::size_t size = secret.size();
  // The peer's key is on the curve whatever its octets: the check of EVP_PKEY_derive_set_peer()
  // would find nothing.
  if (EVP_PKEY_derive_init(context.get()) != 1 ||
      EVP_PKEY_derive_set_peer_ex(context.get(), other.get(), 0) != 1 ||
      EVP_PKEY_derive(context.get(), secret.data(), &size) != 1) {
    return libcrypto::error("X25519");
  }
  return secret;
}

}  // namespace assay
