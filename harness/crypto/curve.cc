#include "harness/crypto/curve.h"

#include <openssl/obj_mac.h>

#include <array>

namespace assay::libcrypto {
namespace {

struct Row {
  Curve curve;
  KeyType type;
  int nid;
  const char* name;
};

constexpr Row kRows[] = {
    {Curve::kP256, KeyType::kP256, NID_X9_62_prime256v1, SN_X9_62_prime256v1},
    {Curve::kP384, KeyType::kP384, NID_secp384r1, SN_secp384r1},
    {Curve::kP521, KeyType::kP521, NID_secp521r1, SN_secp521r1},
    {Curve::kP192, KeyType::kP192, NID_X9_62_prime192v1, SN_X9_62_prime192v1},
    {Curve::kP224, KeyType::kP224, NID_secp224r1, SN_secp224r1},
    {Curve::kSecp256k1, KeyType::kSecp256k1, NID_secp256k1, SN_secp256k1},
    {Curve::kBrainpoolP256r1, KeyType::kBrainpoolP256r1, NID_brainpoolP256r1, SN_brainpoolP256r1},
};

static_assert(std::size(kRows) == kCurves);

const Row& row_of(Curve curve) { return kRows[static_cast<std::size_t>(curve)]; }

std::array<Group, std::size(kRows)> make_groups() {
  start();
  std::array<Group, std::size(kRows)> groups;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i].reset(EC_GROUP_new_by_curve_name(kRows[i].nid));
    ASSAY_CHECK(groups[i] != nullptr);
  }
  return groups;
}

}  // namespace

const EC_GROUP& group_of(Curve curve) {
  static const std::array<Group, std::size(kRows)> groups = make_groups();
  return *groups[static_cast<std::size_t>(curve)];
}

const char* group_name(Curve curve) { return row_of(curve).name; }

std::optional<Curve> curve_named(std::string_view group_name) {
  for (const Row& row : kRows) {
    if (group_name == row.name) return row.curve;
  }
  return std::nullopt;
}

KeyType key_type(Curve curve) { return row_of(curve).type; }

Curve curve_of(KeyType type) {
  for (const Row& row : kRows) {
    if (row.type == type) return row.curve;
  }
  check_failed("a key type without a curve", __FILE__, __LINE__);
}

}  // namespace assay::libcrypto
