// Link: what joins two Endpoints, and what it sees pass between them.
#pragma once

#include <vector>

#include "harness/base/bytes.h"
#include "harness/target/endpoint.h"

namespace assay {

// AlertSniffer follows the TLS records of one direction and keeps the alerts that pass in
// plaintext. It reads record headers only (RFC 8446 section 5.1); an encrypted alert has another
// length or outer type and is not seen.
class AlertSniffer {
 public:
  explicit AlertSniffer(AlertDirection direction) : direction_(direction) {}

  // see() takes the next bytes of the stream, in any division.
  void see(BytesView bytes, std::vector<AlertEvent>& alerts);

 private:
  AlertDirection direction_;
  Bytes record_;          // header and, of an alert record, its content
  std::size_t skip_ = 0;  // octets of the current record still to pass
};

}  // namespace assay
