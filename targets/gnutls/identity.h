// Identity: what an endpoint presents, as a stock application or as an instrument.
#pragma once

#include <vector>

#include "harness/base/result.h"
#include "harness/target/endpoint.h"
#include "targets/gnutls/handles.h"

namespace assay::gnutls {

// use_identity() gives the chain and its key to the credentials as an application does: GnuTLS
// decodes every certificate, holds the key against the leaf, and later chooses whether to send it.
Result<void> use_identity(gnutls_certificate_credentials_t credentials, const Identity& identity);

// Instrument presents a chain as octets, undecoded: GnuTLS sees the key's public half only, so no
// taste of its own (key usage, digests, the issuers a server asks for) decides what is sent.
class Instrument {
 public:
  // make() fails for a key that GnuTLS cannot use. `identity` is copied.
  static Result<std::unique_ptr<Instrument>> make(const Identity& identity);

  // lend() fills the answer of a gnutls_certificate_retrieve_function3; this object keeps all.
  void lend(gnutls_pcert_st** certs, unsigned* count, gnutls_privkey_t* key);

 private:
  Instrument() = default;

  std::vector<Bytes> chain_;
  PrivateKeyPtr key_;
  PublicKeyPtr public_key_;
  std::vector<gnutls_pcert_st> certs_;  // borrows from the three above
};

}  // namespace assay::gnutls
