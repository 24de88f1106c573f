// X25519 key agreement (RFC 7748): the raw operations of an ephemeral TLS key exchange, by
// libcrypto.
#pragma once

#include <memory>

#include "harness/base/bytes.h"
#include "harness/base/result.h"

namespace assay {

// AgreementKey is an immutable handle: copies share the key, and any thread may agree with it.
class AgreementKey {
 public:
  // generate() makes a key of libcrypto's own random numbers: never the same twice.
  static AgreementKey generate();

  // from_octets() takes the 32 private octets of RFC 7748 section 5.
  static Result<AgreementKey> from_octets(BytesView octets);

  // public_octets() is the 32 octets for the peer.
  Bytes public_octets() const;

  // agree() is the 32 octets that both ends share. An Error for a peer's key that is not 32 octets
  // or gives the all-zero secret (RFC 7748 section 6.1).
  Result<Bytes> agree(BytesView peer) const;

  struct Material;

 private:
  explicit AgreementKey(std::shared_ptr<const Material> material);

  std::shared_ptr<const Material> material_;
};

}  // namespace assay
