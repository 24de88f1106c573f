// stamping: certificates of one hierarchy from templates, as fast as they can be made: root,
// intermediate and leaf of the profile tls-server-3 with another serial number, validity and names
// each time, and chain by chain with other keys of a ring.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "bench/workbench.h"
#include "harness/pki/template.h"

namespace assay::bench {

class Stamper {
 public:
  // open() makes templates and keys; P-256 keys sign with a pool of nonces.
  static Result<Stamper> open(const Workbench& workbench, KeyType type);

  // max_size() is the most octets that a certificate of leaf() or chain() has.
  [[nodiscard]] std::size_t max_size() const { return max_size_; }

  // leaf() writes the leaf number `number` under the first keys and returns its size.
  Result<std::size_t> leaf(std::size_t number, std::span<std::uint8_t> out);

  // chain() writes the root, the intermediate and the leaf number `number`, one after the other,
  // and returns their sizes. `out` has room for three.
  Result<std::array<std::size_t, 3>> chain(std::size_t number, std::span<std::uint8_t> out);

  // check() reads a leaf and chains with the strict reader, verifies them, and sees that another
  // number gives other octets. That templates are the writer's octets is a test's business.
  Result<void> check();

 private:
  static constexpr std::size_t kKeys = 5;  // of the ring

  struct Key {
    PrivateKey key;
    TemplateKey ready;
    std::unique_ptr<Signer> signer;
  };

  explicit Stamper(const HierarchyProfile& hierarchy) : hierarchy_(hierarchy) {}
  Result<void> add_key(KeyType type, PrivateKey key, std::shared_ptr<const NoncePool> nonces);
  Result<void> add_template(const char* name, std::vector<std::string> words);
  Key& key(std::size_t number) { return keys_[number % kKeys]; }

  HierarchyProfile hierarchy_;
  std::vector<Key> keys_;
  std::vector<CertificateTemplate> templates_;  // root, intermediate, leaf
  std::size_t max_size_ = 0;
};

// verifies() is whether a certificate, read strictly, is signed by that key; an Error when it
// cannot be read.
Result<bool> verifies(BytesView certificate, const PrivateKey& issuer);

}  // namespace assay::bench
