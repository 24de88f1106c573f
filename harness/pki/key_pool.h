// KeyPool: the private keys of a run. RSA and DSA keys are kept in a folder, as making them
// takes long; keys of curves are derived from a label.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/crypto/private_key.h"

namespace assay {

// PooledKey is a key and, of a kept type, its number in the folder: two certificates with equal
// numbers would share a key.
struct PooledKey {
  PrivateKey key;
  std::optional<std::size_t> number;
};

// A KeyPool remembers the keys it has read or derived; not for several threads at once.
class KeyPool {
 public:
  // open() lists the folder's "rsa2048-00.pem" and so on; each is read when it is first asked for.
  static Result<KeyPool> open(const std::string& folder);

  // size() is how many keys of a kept type the folder has.
  std::size_t size(KeyType type) const;

  // key() is, of a kept type, the key number `position` modulo size(), and of all others the key
  // that `label` stands for. An Error when the folder has none of the type, or one cannot be read.
  Result<PooledKey> key(KeyType type, std::size_t position, std::string_view label);

 private:
  std::string folder_;
  std::map<KeyType, std::size_t> sizes_;
  std::map<std::pair<KeyType, std::size_t>, PrivateKey> kept_;
  std::map<std::pair<KeyType, std::string>, PrivateKey> derived_;
};

}  // namespace assay
