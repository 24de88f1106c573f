#include "harness/crypto/shown_key.h"

#include "harness/base/check.h"
#include "harness/der/writer.h"

namespace assay {
namespace {

using der::Oid;

struct Row {
  KeyType type;
  Oid id;
  std::size_t size;
};

constexpr Row kRows[] = {
    {KeyType::kMlDsa44, Oid::kMlDsa44, 1312},
    {KeyType::kMlDsa65, Oid::kMlDsa65, 1952},
    {KeyType::kMlDsa87, Oid::kMlDsa87, 2592},
    {KeyType::kMlKem768, Oid::kMlKem768, 1184},
};

const Row* find_row(KeyType type) {
  for (const Row& row : kRows) {
    if (row.type == type) return &row;
  }
  return nullptr;
}

// Two coefficients of 12 bits in three octets, the last 32 octets are a seed.
void reduce(Bytes& key) {
  constexpr unsigned kModulus = 3329;
  constexpr std::size_t kSeed = 32;
  for (std::size_t i = 0; i + 3 + kSeed <= key.size(); i += 3) {
    const unsigned first = (key[i] | (key[i + 1] & 0x0fU) << 8) % kModulus;
    const unsigned second = (key[i + 1] >> 4 | unsigned{key[i + 2]} << 4) % kModulus;
    key[i] = static_cast<std::uint8_t>(first);
    key[i + 1] = static_cast<std::uint8_t>(first >> 8 | (second & 0x0f) << 4);
    key[i + 2] = static_cast<std::uint8_t>(second >> 4);
  }
}

}  // namespace

bool is_only_shown(KeyType type) { return find_row(type) != nullptr; }

std::size_t shown_key_size(KeyType type) {
  const Row* row = find_row(type);
  ASSAY_CHECK(row != nullptr);
  return row->size;
}

Bytes shown_spki(KeyType type, Bytes octets) {
  const Row* row = find_row(type);
  ASSAY_CHECK(row != nullptr && octets.size() == row->size);
  if (type == KeyType::kMlKem768) reduce(octets);
  return der::encode(der::sequence(der::sequence(der::oid(row->id)), der::bit_string(octets)));
}

}  // namespace assay
