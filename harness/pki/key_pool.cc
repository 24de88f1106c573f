#include "harness/pki/key_pool.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/base/file.h"

namespace assay {
namespace {

// Derived keys that are remembered: those of CAs come back in every case, those of leaves do not.
constexpr std::size_t kMaxRemembered = 4096;

std::string file_name(KeyType type, std::size_t number) {
  return fmt::format("{}-{:02}.pem", name_of(type), number);
}

}  // namespace

Result<KeyPool> KeyPool::open(const std::string& folder) {
  ASSAY_TRY(files, list_directory(folder));
  KeyPool pool;
  pool.folder_ = folder;
  for (const auto& [type, name] : EnumNames<KeyType>::kNames) {
    if (!is_kept(type)) continue;
    std::size_t& size = pool.sizes_[type];
    while (std::find(files.begin(), files.end(), file_name(type, size)) != files.end()) ++size;
  }
  return pool;
}

std::size_t KeyPool::size(KeyType type) const {
  const auto found = sizes_.find(type);
  return found == sizes_.end() ? 0 : found->second;
}

Result<PooledKey> KeyPool::key(KeyType type, std::size_t position, std::string_view label) {
  if (!is_kept(type)) {
    const std::pair<KeyType, std::string> id(type, label);
    if (const auto found = derived_.find(id); found != derived_.end()) {
      return PooledKey{found->second, std::nullopt};
    }
    ASSAY_TRY(key, PrivateKey::derive(type, as_bytes(label)));
    if (derived_.size() >= kMaxRemembered) derived_.clear();
    derived_.emplace(id, key);
    return PooledKey{std::move(key), std::nullopt};
  }
  if (size(type) == 0) {
    return input_error(fmt::format("{}: no key of type {}: put {} there", folder_, name_of(type),
                                   file_name(type, 0)));
  }
  const std::size_t number = position % size(type);
  if (const auto found = kept_.find({type, number}); found != kept_.end()) {
    return PooledKey{found->second, number};
  }
  const std::string path = folder_ + "/" + file_name(type, number);
  ASSAY_TRY(pem, read_file(path));
  auto key = PrivateKey::from_pem(pem);
  if (!key) return fail(std::move(key).error().in(path));
  if (key->type() != type) {
    return input_error(fmt::format("{}: holds a key of type {}", path, name_of(key->type())));
  }
  kept_.emplace(std::pair(type, number), *key);
  return PooledKey{std::move(*key), number};
}

}  // namespace assay
