// Identity: what an endpoint presents, as a stock application or as an instrument.
#pragma once

#include <memory>
#include <vector>

#include "harness/base/result.h"
#include "harness/target/endpoint.h"
#include "targets/mbedtls/handles.h"

namespace assay::mbedtls {

// Presented is a chain with its key, in the form that mbedtls_ssl_conf_own_cert takes.
class Presented {
 public:
  // make() decodes every certificate, as an application does; for an instrument it hands the octets
  // over undecoded, with the key's public half as the leaf's, so that Mbed TLS knows of no key
  // usage for which a server would withhold its chain (library/ssl_srv.c:ssl_pick_cert).
  // Fails for a key that Mbed TLS cannot use and for a chain that it cannot send.
  static Result<std::unique_ptr<Presented>> make(const Identity& identity, bool instrument,
                                                 Rng& rng);
  ~Presented();
  Presented(const Presented&) = delete;
  Presented& operator=(const Presented&) = delete;

  mbedtls_x509_crt* chain() { return raw_.empty() ? parsed_.get() : raw_.data(); }
  mbedtls_pk_context* key() { return key_.get(); }

 private:
  Presented() = default;
  Result<void> parse_key(BytesView key, Rng& rng);
  Result<void> parse_chain(const Identity& identity);
  Result<void> wrap_chain(const Identity& identity);

  Key key_;
  Crt parsed_;
  std::vector<Bytes> octets_;
  std::vector<mbedtls_x509_crt> raw_;  // an instrument's; borrows from octets_
};

}  // namespace assay::mbedtls
