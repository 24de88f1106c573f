#include "targets/gnutls/endpoint.h"

#include <array>
#include <cerrno>
#include <cstring>

#include "targets/gnutls/identity.h"
#include "targets/gnutls/reasons.h"
#include "targets/gnutls/verify.h"

namespace assay::gnutls {
namespace {

constexpr std::size_t kChunk = 16384;

// The stock priority, narrowed to one version.
constexpr char kTls12[] = "NORMAL:-VERS-ALL:+VERS-TLS1.2";
constexpr char kTls13[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3";

class GnutlsEndpoint : public Endpoint {
 public:
  // Moves nothing afterwards: GnuTLS's callbacks hold `this`.
  static Result<std::unique_ptr<Endpoint>> make(const EndpointConfig& config) {
    std::unique_ptr<GnutlsEndpoint> endpoint(new GnutlsEndpoint(config));
    ASSAY_CHECK_OK(endpoint->configure(config));
    return std::unique_ptr<Endpoint>(std::move(endpoint));
  }

  Progress step(BytesView in, Bytes& out) override {
    append(inbox_, in);
    if (progress_ == Progress::kWantRead) handshake();
    if (progress_ == Progress::kDone) receive();
    // A failed session takes no more records; what still comes is dropped.
    if (progress_ != Progress::kWantRead) inbox_.clear();
    append(out, outbox_);
    outbox_.clear();
    return progress_;
  }

  Result<void> write(BytesView data) override {
    if (progress_ != Progress::kDone) return input_error("write before the handshake is done");
    while (!data.empty()) {
      const ssize_t sent = gnutls_record_send(session_.get(), data.data(), data.size());
      if (sent < 0) {
        return harness_error("gnutls_record_send: " + error_name(static_cast<int>(sent)));
      }
      data = data.subspan(static_cast<std::size_t>(sent));
    }
    return {};
  }

  Bytes read() override { return std::exchange(received_, {}); }

  void close() override {
    if (closing_ || (progress_ != Progress::kDone && progress_ != Progress::kClosed)) return;
    closing_ = true;
    if (gnutls_bye(session_.get(), GNUTLS_SHUT_WR) == GNUTLS_E_SUCCESS) {
      note(AlertDirection::kSent, GNUTLS_AL_WARNING, GNUTLS_A_CLOSE_NOTIFY);
    }
  }

  Verdict verdict() const override { return verdict_; }
  std::vector<AlertEvent> take_alerts() override { return std::exchange(alerts_, {}); }

  std::string version() const override {
    if (!established_) return "";
    return gnutls_protocol_get_name(gnutls_protocol_get_version(session_.get()));
  }

 private:
  explicit GnutlsEndpoint(const EndpointConfig& config)
      : references_(config.trust), verdict_(rejected(Reason::kOther, "handshake not finished")) {}

  Result<void> configure(const EndpointConfig& config) {
    const bool server = config.role == Role::kServer;
    const bool verifies = !server || config.verify_peer;
    gnutls_certificate_credentials_t credentials = nullptr;
    gnutls_certificate_allocate_credentials(&credentials);
    credentials_.reset(credentials);
    ASSAY_CHECK_OK(present(config, server));
    if (verifies) {
      Trust trust = make_trust(config.trust);
      remarks_ = trust.remarks;
      gnutls_certificate_set_trust_list(credentials, trust.list.release(), 0);
    }

    gnutls_session_t session = nullptr;
    const unsigned side = server ? GNUTLS_SERVER : GNUTLS_CLIENT;
    gnutls_init(&session, side | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | GNUTLS_NO_TICKETS);
    session_.reset(session);
    const char* priority = config.version == TlsVersion::kTls12 ? kTls12 : kTls13;
    if (const int code = gnutls_priority_set_direct(session, priority, nullptr); code < 0) {
      return input_error("GnuTLS does not take the priority " + std::string(priority) + ": " +
                         error_name(code));
    }
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials);
    gnutls_session_set_ptr(session, this);
    if (verifies) gnutls_session_set_verify_function(session, on_verify);
    if (server) {
      gnutls_certificate_server_set_request(
          session, config.verify_peer ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_IGNORE);
    } else {
      send_server_name(config.trust);
    }
    attach();
    return {};
  }

  Result<void> present(const EndpointConfig& config, bool server) {
    if (config.identity.chain.empty()) {
      if (server) return input_error("a server needs a certificate");
      return {};
    }
    if (!config.instrument) return use_identity(credentials_.get(), config.identity);
    ASSAY_TRY(instrument, Instrument::make(config.identity));
    instrument_ = std::move(instrument);
    gnutls_certificate_set_retrieve_function3(credentials_.get(), on_retrieve);
    return {};
  }

  // A name that GnuTLS will not put into the extension is matched all the same.
  void send_server_name(const Question& trust) {
    for (const PeerName& name : trust.names) {
      if (name.kind != NameKind::kDns) continue;
      gnutls_server_name_set(session_.get(), GNUTLS_NAME_DNS, name.value.data(), name.value.size());
      return;
    }
  }

  void attach() {
    gnutls_session_t session = session_.get();
    gnutls_transport_set_ptr(session, this);
    gnutls_transport_set_push_function(session, on_push);
    gnutls_transport_set_pull_function(session, on_pull);
    gnutls_transport_set_pull_timeout_function(session, on_pull_timeout);
  }

  static ssize_t on_push(gnutls_transport_ptr_t self, const void* data, std::size_t size) {
    append(static_cast<GnutlsEndpoint*>(self)->outbox_,
           {static_cast<const std::uint8_t*>(data), size});
    return static_cast<ssize_t>(size);
  }

  static ssize_t on_pull(gnutls_transport_ptr_t pointer, void* data, std::size_t size) {
    auto* self = static_cast<GnutlsEndpoint*>(pointer);
    if (self->inbox_.empty()) {
      gnutls_transport_set_errno(self->session_.get(), EAGAIN);
      return -1;
    }
    size = std::min(size, self->inbox_.size());
    std::memcpy(data, self->inbox_.data(), size);
    self->inbox_.erase(self->inbox_.begin(),
                       self->inbox_.begin() + static_cast<std::ptrdiff_t>(size));
    return static_cast<ssize_t>(size);
  }

  static int on_pull_timeout(gnutls_transport_ptr_t self, unsigned) {
    return static_cast<GnutlsEndpoint*>(self)->inbox_.empty() ? 0 : 1;
  }

  static int on_retrieve(gnutls_session_t session, const gnutls_cert_retr_st*,
                         gnutls_pcert_st** certs, unsigned* count, gnutls_ocsp_data_st** ocsp,
                         unsigned* ocsp_count, gnutls_privkey_t* key, unsigned* flags) {
    auto* self = static_cast<GnutlsEndpoint*>(gnutls_session_get_ptr(session));
    *ocsp = nullptr;
    *ocsp_count = 0;
    *flags = 0;  // the instrument keeps them
    self->instrument_->lend(certs, count, key);
    return 0;
  }

  // What lib/auto-verify.c:auto_verify_cb does, for several names and with the code kept.
  static int on_verify(gnutls_session_t session) {
    auto* self = static_cast<GnutlsEndpoint*>(gnutls_session_get_ptr(session));
    int last = 0;
    self->judged_ =
        self->references_.check([&](gnutls_typed_vdata_st* data, unsigned count, unsigned* status) {
          last = gnutls_certificate_verify_peers(session, data, count, status);
          return last;
        });
    if (self->judged_.decision == Decision::kAccept) return 0;
    return last < 0 ? GNUTLS_E_CERTIFICATE_ERROR : GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR;
  }

  void handshake() {
    for (;;) {
      const std::size_t before = inbox_.size();
      const int code = gnutls_handshake(session_.get());
      // It asks to be called again between the records of one message, too.
      if (code == GNUTLS_E_AGAIN && !inbox_.empty() && inbox_.size() < before) continue;
      if (code == GNUTLS_E_AGAIN) return;
      if (code == GNUTLS_E_SUCCESS) {
        progress_ = Progress::kDone;
        established_ = true;
        verdict_ = accepted();
        return;
      }
      if (gnutls_error_is_fatal(code) != 0) {
        fail(code);
        return;
      }
      note_warning(code);
    }
  }

  void receive() {
    std::array<std::uint8_t, kChunk> chunk{};
    for (;;) {
      const ssize_t n = gnutls_record_recv(session_.get(), chunk.data(), chunk.size());
      const int code = static_cast<int>(n);
      if (n > 0) {
        append(received_, BytesView(chunk).first(static_cast<std::size_t>(n)));
      } else if (n == 0) {
        progress_ = Progress::kClosed;
        note(AlertDirection::kReceived, GNUTLS_AL_WARNING, GNUTLS_A_CLOSE_NOTIFY);
        return;
      } else if (code == GNUTLS_E_AGAIN) {
        return;
      } else if (gnutls_error_is_fatal(code) != 0) {
        fail(code);
        return;
      } else {
        note_warning(code);
      }
    }
  }

  void fail(int code) {
    progress_ = Progress::kFailed;
    verdict_ = judged_.decision == Decision::kReject ? judged_ : error_verdict(code);
    if (!remarks_.empty()) verdict_.words += " " + remarks_;
    if (code == GNUTLS_E_FATAL_ALERT_RECEIVED) {
      const gnutls_alert_description_t alert = gnutls_alert_get(session_.get());
      note(AlertDirection::kReceived, GNUTLS_AL_FATAL, alert);
      verdict_.native += " (" + std::to_string(alert) + ")";
      const char* name = gnutls_alert_get_name(alert);
      if (name != nullptr) verdict_.words += " " + std::string(name) + ".";
      return;
    }
    // GnuTLS itself sends none after a failed verification: applications must.
    if (gnutls_alert_send_appropriate(session_.get(), code) < 0) return;
    int level = 0;
    const int alert = gnutls_error_to_alert(code, &level);
    note(AlertDirection::kSent, level, alert);
  }

  void note_warning(int code) {
    if (code != GNUTLS_E_WARNING_ALERT_RECEIVED) return;
    note(AlertDirection::kReceived, GNUTLS_AL_WARNING, gnutls_alert_get(session_.get()));
  }

  void note(AlertDirection direction, int level, int description) {
    alerts_.push_back(
        {direction, static_cast<std::uint8_t>(level), static_cast<std::uint8_t>(description)});
  }

  References references_;
  std::unique_ptr<Instrument> instrument_;
  CredentialsPtr credentials_;
  SessionPtr session_;  // after what it borrows
  std::string remarks_;
  Bytes inbox_;
  Bytes outbox_;
  Bytes received_;
  Verdict judged_ = accepted();  // of the peer's chain, by on_verify
  Verdict verdict_;
  Progress progress_ = Progress::kWantRead;
  bool established_ = false;
  bool closing_ = false;
  std::vector<AlertEvent> alerts_;
};

}  // namespace

Result<std::unique_ptr<Endpoint>> make_endpoint(const EndpointConfig& config) {
  return GnutlsEndpoint::make(config);
}

}  // namespace assay::gnutls
