// Alerts: which alerts an Mbed TLS context sent. The library has no hook for them but its debug
// callback, whose threshold is process-global; so they are told from what it hands to the
// transport.
#pragma once

#include <optional>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/target/endpoint.h"
#include "targets/mbedtls/handles.h"

namespace assay::mbedtls {

// SentAlerts reads the records that go out. Every alert of a TLS 1.2 handshake about a certificate
// goes out in the clear and is exact.
class SentAlerts {
 public:
  // scan() takes the records of one send call, which are whole.
  void scan(BytesView records, std::vector<AlertEvent>& alerts);

  // fail() tells of the fatal alert of a failure with `code` that went out encrypted, if one did:
  // by the context's own note of it where it keeps one (3.x), else by the only alert that the
  // library sends with this code or these verify flags, else not at all.
  std::optional<AlertEvent> fail(const mbedtls_ssl_context* ssl, int code) const;

 private:
  bool fatal_in_clear_ = false;
  bool last_encrypted_ = false;
};

}  // namespace assay::mbedtls
