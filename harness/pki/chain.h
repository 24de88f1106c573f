// Chain: the signed certificates and CRLs of a hierarchy that its question uses.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/signer.h"
#include "harness/model/capability.h"
#include "harness/model/question.h"
#include "harness/pki/key_pool.h"
#include "harness/pki/profile.h"

namespace assay {

// GenerateOptions decide all that a profile leaves open. Equal options, profiles and key folders
// give equal octets, signatures included.
struct GenerateOptions {
  std::uint64_t seed = 1;
  KeyType keys = KeyType::kRsa2048;  // of certificates that name no key type
  // Instances above 0 are the same question with another serial number (and, of curves, another
  // key) in the certificates that issue nothing; the others stay as they are.
  unsigned instance = 0;
};

struct Chain {
  Question question;
  std::set<Capability> needs;  // for the keys of its certificates and of their signers
};

// SignatureCache keeps signatures by (octets, key, scheme), so that what is equal in many cases
// is signed once. Those of end entities go when the instance changes: memory does not grow with it.
//
// P-256 keys sign with the seed's pool of nonces (crypto/ecdsa_pool.h): they are throw-away keys,
// and sign nothing outside a test.
class SignatureCache {
 public:
  enum class Keep { kAlways, kThisInstance };
  explicit SignatureCache(std::uint64_t seed = 1) : seed_(seed) {}

  Result<Bytes> sign(const PrivateKey& key, const SignatureScheme& scheme, BytesView tbs, Keep keep,
                     unsigned instance);

  std::uint64_t made() const { return made_; }  // signatures that were really computed

 private:
  Result<Bytes> sign_pooled(const PrivateKey& key, SignatureAlgorithm algorithm, BytesView tbs);

  std::uint64_t seed_;
  std::shared_ptr<const NoncePool> nonces_;  // made when first needed
  std::map<Bytes, Bytes> always_;
  std::map<Bytes, Bytes> this_instance_;
  unsigned instance_ = 0;
  std::uint64_t made_ = 0;
};

// make_chain() signs what `profile.question` uses and nothing else. Errors: a key pool too small to
// give each of them its own key, an algorithm that does not fit its key, an edit of a node that is
// not there.
Result<Chain> make_chain(const HierarchyProfile& profile, const GenerateOptions& options,
                         KeyPool& pool, SignatureCache& cache);

}  // namespace assay
