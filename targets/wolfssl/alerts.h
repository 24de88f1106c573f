// Alerts: what a connection sent and received, in order, from wolfSSL's own records.
//
// wolfSSL keeps the last alert of each direction only (wolfSSL_get_alert_history); its info
// callback tells of an alert about to be sent, without the level. The two together miss nothing
// but a received warning that equals the one before it.
#pragma once

#include <vector>

#include "harness/target/endpoint.h"
#include "targets/wolfssl/handles.h"

namespace assay::wolfssl {

class Alerts {
 public:
  Alerts() = default;
  Alerts(const Alerts&) = delete;
  Alerts& operator=(const Alerts&) = delete;

  // announce() makes the connections of `ctx` that are made later tell; once a context.
  static void announce(WOLFSSL_CTX* ctx);

  // listen() is called once, before the handshake; this object must outlive the connection.
  void listen(WOLFSSL* ssl);

  // update() is called after each call into the connection.
  void update();

  // take() are the alerts since the last call.
  std::vector<AlertEvent> take();

  // first_error() is the code that wolfSSL gave as the reason of its first alert, when that was
  // about a certificate; another code may end the handshake. 0 when there is none.
  [[nodiscard]] int first_error() const { return first_error_; }

 private:
  static void on_info(const WOLFSSL* ssl, int type, int description);
  void flush_sent();

  WOLFSSL* ssl_ = nullptr;
  std::vector<AlertEvent> events_;
  bool sending_ = false;  // announced by the callback, not yet in the history
  bool any_sent_ = false;
  int first_error_ = 0;
  WOLFSSL_ALERT received_{-1, -1};
};

}  // namespace assay::wolfssl
