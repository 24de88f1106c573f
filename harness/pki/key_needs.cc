#include "harness/pki/key_needs.h"

#include <optional>

namespace assay {
namespace {

std::optional<Capability> need_of(KeyType type) {
  switch (type) {
    case KeyType::kP192:
      return Capability::kP192;
    case KeyType::kP224:
      return Capability::kP224;
    case KeyType::kSecp256k1:
      return Capability::kSecp256k1;
    case KeyType::kBrainpoolP256r1:
      return Capability::kBrainpool;
    case KeyType::kEd25519:
      return Capability::kEd25519;
    case KeyType::kEd448:
      return Capability::kEd448;
    case KeyType::kDsa1024:
    case KeyType::kDsa2048:
      return Capability::kDsa;
    default:
      return std::nullopt;
  }
}

}  // namespace

void add_needs(const PrivateKey& key, std::set<Capability>& needs) {
  if (const auto need = need_of(key.type())) needs.insert(*need);
  if (key.family() == KeyFamily::kRsaPss) needs.insert(Capability::kRsaPssKeys);
}

bool can_shake_hands(const PrivateKey& key) {
  switch (key.form()) {
    case KeyForm::kUsual:
    case KeyForm::kCompressed:
    case KeyForm::kPss:
    case KeyForm::kPssSha256:
    case KeyForm::kPssSha384:
      return key.family() != KeyFamily::kNone;
    default:
      return false;
  }
}

}  // namespace assay
