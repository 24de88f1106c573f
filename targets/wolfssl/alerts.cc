#include "targets/wolfssl/alerts.h"

#include <utility>

namespace assay::wolfssl {
namespace {

constexpr int kExDataIndex = 0;
constexpr int kCallbackAlert = 0x4000;  // SSL_CB_ALERT, whose spelling changed with releases

// The alerts of DoCertFatalAlert (internal.c), which queues its reason and then sends. Other alerts
// are sent before their reason is queued, when the queue still ends with something forgiven.
bool is_certificate_alert(int description) {
  constexpr int kBadCertificate = 42;
  constexpr int kCertificateRevoked = 44;
  constexpr int kCertificateExpired = 45;
  constexpr int kUnknownCa = 48;
  return description == kBadCertificate || description == kCertificateRevoked ||
         description == kCertificateExpired || description == kUnknownCa;
}

WOLFSSL_ALERT_HISTORY history_of(WOLFSSL* ssl) {
  WOLFSSL_ALERT_HISTORY history{};
  wolfSSL_get_alert_history(ssl, &history);
  return history;
}

AlertEvent event(AlertDirection direction, const WOLFSSL_ALERT& alert) {
  return {direction, static_cast<std::uint8_t>(alert.level), static_cast<std::uint8_t>(alert.code)};
}

}  // namespace

void Alerts::announce(WOLFSSL_CTX* ctx) { wolfSSL_CTX_set_info_callback(ctx, on_info); }

void Alerts::listen(WOLFSSL* ssl) {
  ssl_ = ssl;
  wolfSSL_set_ex_data(ssl, kExDataIndex, this);
}

void Alerts::on_info(const WOLFSSL* ssl, int type, int description) {
  if (type != kCallbackAlert) return;
  auto* self = static_cast<Alerts*>(wolfSSL_get_ex_data(ssl, kExDataIndex));
  if (self == nullptr) return;
  self->flush_sent();
  self->sending_ = true;
  if (!std::exchange(self->any_sent_, true) && is_certificate_alert(description)) {
    self->first_error_ = -static_cast<int>(wolfSSL_ERR_peek_last_error());
  }
}

void Alerts::flush_sent() {
  if (!std::exchange(sending_, false)) return;
  events_.push_back(event(AlertDirection::kSent, history_of(ssl_).last_tx));
}

void Alerts::update() {
  const WOLFSSL_ALERT received = history_of(ssl_).last_rx;
  if (received.code != received_.code || received.level != received_.level) {
    received_ = received;
    events_.push_back(event(AlertDirection::kReceived, received));
  }
  flush_sent();
}

std::vector<AlertEvent> Alerts::take() { return std::exchange(events_, {}); }

}  // namespace assay::wolfssl
