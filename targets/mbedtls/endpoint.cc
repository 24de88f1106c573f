#include "targets/mbedtls/endpoint.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "harness/model/alert.h"
#include "targets/mbedtls/alerts.h"
#include "targets/mbedtls/identity.h"
#include "targets/mbedtls/reasons.h"
#include "targets/mbedtls/verify.h"

namespace assay::mbedtls {
namespace {

constexpr std::size_t kChunk = 16384;

void set_version(mbedtls_ssl_config* config, [[maybe_unused]] TlsVersion version) {
#if MBEDTLS_VERSION_NUMBER >= 0x03020000
  const auto number = version == TlsVersion::kTls13
                          ? static_cast<mbedtls_ssl_protocol_version>(0x0304)
                          : MBEDTLS_SSL_VERSION_TLS1_2;
  mbedtls_ssl_conf_min_tls_version(config, number);
  mbedtls_ssl_conf_max_tls_version(config, number);
#else
  mbedtls_ssl_conf_min_version(config, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
  mbedtls_ssl_conf_max_version(config, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
#endif
}

// Codes after which the handshake goes on at once.
bool goes_on(int code) {
#if MBEDTLS_VERSION_NUMBER >= 0x03000000 && defined(MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET)
  if (code == MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET) return true;
#endif
  return code == MBEDTLS_ERR_SSL_CRYPTO_IN_PROGRESS;
}

class MbedtlsEndpoint : public Endpoint {
 public:
  // Moves nothing afterwards: Mbed TLS's callbacks hold `this`.
  static Result<std::unique_ptr<Endpoint>> make(const EndpointConfig& config,
                                                std::shared_ptr<Rng> rng) {
    std::unique_ptr<MbedtlsEndpoint> endpoint(new MbedtlsEndpoint(config, std::move(rng)));
    ASSAY_CHECK_OK(endpoint->configure(config));
    return std::unique_ptr<Endpoint>(std::move(endpoint));
  }

  Progress step(BytesView in, Bytes& out) override {
    append(inbox_, in);
    if (progress_ == Progress::kWantRead) handshake();
    if (progress_ == Progress::kDone) receive();
    // A failed context must not be used again; what still comes is dropped.
    if (progress_ == Progress::kFailed || progress_ == Progress::kClosed) inbox_.clear();
    append(out, outbox_);
    outbox_.clear();
    return progress_;
  }

  Result<void> write(BytesView data) override {
    if (progress_ != Progress::kDone) return input_error("write before the handshake is done");
    while (!data.empty()) {
      const int sent = mbedtls_ssl_write(ssl_.get(), data.data(), data.size());
      if (sent < 0) {
        return harness_error("mbedtls_ssl_write: " + code_name(sent) + " " + code_words(sent));
      }
      data = data.subspan(static_cast<std::size_t>(sent));
    }
    return {};
  }

  Bytes read() override { return std::exchange(received_, {}); }

  void close() override {
    if (closing_ || (progress_ != Progress::kDone && progress_ != Progress::kClosed)) return;
    closing_ = true;
    if (mbedtls_ssl_close_notify(ssl_.get()) != 0) return;
    note(AlertDirection::kSent, MBEDTLS_SSL_ALERT_LEVEL_WARNING,
         MBEDTLS_SSL_ALERT_MSG_CLOSE_NOTIFY);
  }

  Verdict verdict() const override { return verdict_; }
  std::vector<AlertEvent> take_alerts() override { return std::exchange(alerts_, {}); }
  std::string version() const override {
    return established_ ? mbedtls_ssl_get_version(ssl_.get()) : "";
  }

 private:
  MbedtlsEndpoint(const EndpointConfig& config, std::shared_ptr<Rng> rng)
      : rng_(std::move(rng)),
        trust_(config.trust),
        verifies_(config.role == Role::kClient || config.verify_peer),
        verdict_(rejected(Reason::kOther, "handshake not finished")) {}

  Result<void> configure(const EndpointConfig& config) {
    const bool server = config.role == Role::kServer;
    if (config.version == TlsVersion::kTls13 && !kSpeaksTls13) {
      return input_error("this build of Mbed TLS does not speak TLS 1.3");
    }
    mbedtls_ssl_config* settings = settings_.get();
    int code = mbedtls_ssl_config_defaults(
        settings, server ? MBEDTLS_SSL_IS_SERVER : MBEDTLS_SSL_IS_CLIENT,
        MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
    if (code != 0) return refused("mbedtls_ssl_config_defaults", code);
    set_version(settings, config.version);
    mbedtls_ssl_conf_rng(settings, mbedtls_ctr_drbg_random, rng_->drbg.get());
#if defined(MBEDTLS_SSL_SESSION_TICKETS) && defined(MBEDTLS_SSL_CLI_C)
    mbedtls_ssl_conf_session_tickets(settings, MBEDTLS_SSL_SESSION_TICKETS_DISABLED);
#endif
    mbedtls_ssl_conf_authmode(settings,
                              verifies_ ? MBEDTLS_SSL_VERIFY_REQUIRED : MBEDTLS_SSL_VERIFY_NONE);
    if (verifies_) mbedtls_ssl_conf_ca_chain(settings, trust_.anchors(), trust_.crls());
    ASSAY_CHECK_OK(present(config, server));
    code = mbedtls_ssl_setup(ssl_.get(), settings);
    if (code != 0) return refused("mbedtls_ssl_setup", code);
    ASSAY_CHECK_OK(set_name(config.trust, server));
    mbedtls_ssl_set_bio(ssl_.get(), this, on_send, on_receive, nullptr);
    return {};
  }

  Result<void> present(const EndpointConfig& config, bool server) {
    if (config.identity.chain.empty()) {
      if (server) return input_error("a server needs a certificate");
      return {};
    }
    ASSAY_TRY(presented, Presented::make(config.identity, config.instrument, *rng_));
    presented_ = std::move(presented);
    const int code =
        mbedtls_ssl_conf_own_cert(settings_.get(), presented_->chain(), presented_->key());
    if (code != 0) return refused("mbedtls_ssl_conf_own_cert", code);
    return {};
  }

  // One call is both the server name that a client sends and the name that is matched.
  Result<void> set_name(const Question& trust, bool server) {
    if (!verifies_) return {};
    if (trust.names.size() > 1) return input_error("a handshake matches one name only");
    if (trust.names.empty() && server) return {};
    // 3.6.3 refuses a client that never said whether it wants a name matched.
    const char* name = trust.names.empty() ? nullptr : trust.names.front().value.c_str();
    const int code = mbedtls_ssl_set_hostname(ssl_.get(), name);
    if (code != 0) return refused("mbedtls_ssl_set_hostname", code);
    return {};
  }

  static tl::unexpected<Error> refused(const char* call, int code) {
    return input_error(std::string(call) + ": " + code_name(code) + " " + code_words(code));
  }

  static int on_send(void* pointer, const unsigned char* data, std::size_t size) {
    auto* self = static_cast<MbedtlsEndpoint*>(pointer);
    append(self->outbox_, {data, size});
    self->sent_.scan({data, size}, self->alerts_);
    return static_cast<int>(size);
  }

  static int on_receive(void* pointer, unsigned char* data, std::size_t size) {
    auto* self = static_cast<MbedtlsEndpoint*>(pointer);
    if (self->inbox_.empty()) return MBEDTLS_ERR_SSL_WANT_READ;
    size = std::min(size, self->inbox_.size());
    std::memcpy(data, self->inbox_.data(), size);
    self->inbox_.erase(self->inbox_.begin(),
                       self->inbox_.begin() + static_cast<std::ptrdiff_t>(size));
    return static_cast<int>(size);
  }

  void handshake() {
    int code = 0;
    do {
      code = mbedtls_ssl_handshake(ssl_.get());
    } while (goes_on(code));
    if (code == MBEDTLS_ERR_SSL_WANT_READ) return;
    if (code != 0) {
      fail(code);
      return;
    }
    progress_ = Progress::kDone;
    established_ = true;
    verdict_ = accepted();
  }

  void receive() {
    std::array<std::uint8_t, kChunk> chunk{};
    for (;;) {
      const int n = mbedtls_ssl_read(ssl_.get(), chunk.data(), chunk.size());
      if (n > 0) {
        append(received_, BytesView(chunk).first(static_cast<std::size_t>(n)));
      } else if (n == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) {
        progress_ = Progress::kClosed;
        note(AlertDirection::kReceived, MBEDTLS_SSL_ALERT_LEVEL_WARNING,
             MBEDTLS_SSL_ALERT_MSG_CLOSE_NOTIFY);
        return;
      } else if (n == MBEDTLS_ERR_SSL_WANT_READ) {
        return;
      } else if (!goes_on(n)) {
        fail(n);
        return;
      }
    }
  }

  void fail(int code) {
    progress_ = Progress::kFailed;
    verdict_ = verdict_of(code);
    if (!trust_.remarks().empty()) verdict_.words += "; " + trust_.remarks();
    if (code == MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE) {
      const unsigned char* alert = ssl_->ASSAY_MBEDTLS_FIELD(in_msg);
      note(AlertDirection::kReceived, alert[0], alert[1]);
      verdict_.native += " (" + std::to_string(alert[1]) + ")";
      verdict_.words += ": " + alert_name(alert[1]);
    } else if (const auto alert = sent_.fail(ssl_.get(), code)) {
      alerts_.push_back(*alert);
    }
  }

  Verdict verdict_of(int code) const {
    const std::uint32_t flags = mbedtls_ssl_get_verify_result(ssl_.get());
    const bool judged = code == MBEDTLS_ERR_X509_CERT_VERIFY_FAILED || code == kBadCertificate ||
                        code == MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED;
    return verifies_ && judged && flags != 0 ? flags_verdict(flags) : code_verdict(code);
  }

  void note(AlertDirection direction, std::uint8_t level, std::uint8_t description) {
    alerts_.push_back({direction, level, description});
  }

  std::shared_ptr<Rng> rng_;
  Trust trust_;
  std::unique_ptr<Presented> presented_;
  Config settings_;
  Ssl ssl_;  // after what it borrows
  bool verifies_;
  SentAlerts sent_;
  Bytes inbox_;
  Bytes outbox_;
  Bytes received_;
  Verdict verdict_;
  Progress progress_ = Progress::kWantRead;
  bool established_ = false;
  bool closing_ = false;
  std::vector<AlertEvent> alerts_;
};

}  // namespace

Result<std::unique_ptr<Endpoint>> make_endpoint(const EndpointConfig& config,
                                                std::shared_ptr<Rng> rng) {
  return MbedtlsEndpoint::make(config, std::move(rng));
}

}  // namespace assay::mbedtls
