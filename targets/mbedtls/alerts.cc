#include "targets/mbedtls/alerts.h"

#include <algorithm>

namespace assay::mbedtls {
namespace {

// RFC 5246 section 6.2.1: type, version, length.
constexpr std::size_t kHeaderSize = 5;
constexpr std::size_t kAlertSize = 2;

struct CodeAlert {
  int code;
  std::uint8_t alert;
};

// Failures after ChangeCipherSpec for which the library sends one alert only.
constexpr CodeAlert kCodeAlerts[] = {
    {MBEDTLS_ERR_SSL_INVALID_MAC, MBEDTLS_SSL_ALERT_MSG_BAD_RECORD_MAC},
    {MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE, MBEDTLS_SSL_ALERT_MSG_UNEXPECTED_MESSAGE},
};

#if MBEDTLS_VERSION_NUMBER >= 0x03000000
struct FlagAlert {
  std::uint32_t flags;
  std::uint8_t alert;
};

// In TLS 1.3 the alert after a failed verification is encrypted and not noted in the context: this
// is its choice, in its order (library/ssl_tls.c:mbedtls_ssl_verify_certificate).
constexpr FlagAlert kFlagAlerts[] = {
    {MBEDTLS_X509_BADCERT_OTHER, MBEDTLS_SSL_ALERT_MSG_ACCESS_DENIED},
    {MBEDTLS_X509_BADCERT_CN_MISMATCH, MBEDTLS_SSL_ALERT_MSG_BAD_CERT},
    {MBEDTLS_X509_BADCERT_KEY_USAGE | MBEDTLS_X509_BADCERT_EXT_KEY_USAGE |
         MBEDTLS_X509_BADCERT_BAD_PK | MBEDTLS_X509_BADCERT_BAD_KEY,
     MBEDTLS_SSL_ALERT_MSG_UNSUPPORTED_CERT},
    {MBEDTLS_X509_BADCERT_EXPIRED, MBEDTLS_SSL_ALERT_MSG_CERT_EXPIRED},
    {MBEDTLS_X509_BADCERT_REVOKED, MBEDTLS_SSL_ALERT_MSG_CERT_REVOKED},
    {MBEDTLS_X509_BADCERT_NOT_TRUSTED, MBEDTLS_SSL_ALERT_MSG_UNKNOWN_CA},
    {0xffffffffU, MBEDTLS_SSL_ALERT_MSG_CERT_UNKNOWN},
};

bool is_verification(int code) {
  return code == MBEDTLS_ERR_X509_CERT_VERIFY_FAILED || code == kBadCertificate ||
         code == MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED || code == MBEDTLS_ERR_X509_FATAL_ERROR;
}

std::optional<std::uint8_t> noted_alert(const mbedtls_ssl_context* ssl, int code) {
  if (ssl->ASSAY_MBEDTLS_FIELD(alert_reason) == code) return ssl->ASSAY_MBEDTLS_FIELD(alert_type);
  if (!is_verification(code)) return std::nullopt;
  const std::uint32_t flags = mbedtls_ssl_get_verify_result(ssl);
  for (const FlagAlert& each : kFlagAlerts) {
    if ((flags & each.flags) != 0) return each.alert;
  }
  return std::nullopt;
}
#else
std::optional<std::uint8_t> noted_alert(const mbedtls_ssl_context*, int) { return std::nullopt; }
#endif

}  // namespace

void SentAlerts::scan(BytesView records, std::vector<AlertEvent>& alerts) {
  while (records.size() >= kHeaderSize) {
    const std::size_t length = static_cast<std::size_t>(records[3] << 8 | records[4]);
    const BytesView body =
        records.subspan(kHeaderSize).first(std::min(length, records.size() - kHeaderSize));
    // Encrypted, an alert is longer, and in TLS 1.3 it is dressed as application data.
    const bool alert = records[0] == MBEDTLS_SSL_MSG_ALERT;
    last_encrypted_ =
        body.size() > kAlertSize && (alert || records[0] == MBEDTLS_SSL_MSG_APPLICATION_DATA);
    if (alert && body.size() == kAlertSize) {
      alerts.push_back({AlertDirection::kSent, body[0], body[1]});
      fatal_in_clear_ = body[0] == MBEDTLS_SSL_ALERT_LEVEL_FATAL;
    }
    records = records.subspan(kHeaderSize + body.size());
  }
}

std::optional<AlertEvent> SentAlerts::fail(const mbedtls_ssl_context* ssl, int code) const {
  if (fatal_in_clear_ || !last_encrypted_) return std::nullopt;
  std::optional<std::uint8_t> alert = noted_alert(ssl, code);
  for (const CodeAlert& each : kCodeAlerts) {
    if (!alert && each.code == code) alert = each.alert;
  }
  if (!alert) return std::nullopt;
  return AlertEvent{AlertDirection::kSent, MBEDTLS_SSL_ALERT_LEVEL_FATAL, *alert};
}

}  // namespace assay::mbedtls
