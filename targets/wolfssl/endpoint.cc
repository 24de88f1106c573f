#include "targets/wolfssl/endpoint.h"

#include <array>
#include <utility>

#include "targets/wolfssl/alerts.h"
#include "targets/wolfssl/identity.h"
#include "targets/wolfssl/reasons.h"
#include "targets/wolfssl/trust.h"

namespace assay::wolfssl {
namespace {

constexpr std::size_t kChunk = 1U << 14;

class WolfsslEndpoint : public Endpoint {
 public:
  // Moves nothing afterwards: wolfSSL's callbacks hold parts of `this`.
  static Result<std::unique_ptr<Endpoint>> make(const EndpointConfig& config) {
    std::unique_ptr<WolfsslEndpoint> endpoint(new WolfsslEndpoint());
    ASSAY_CHECK_OK(endpoint->configure(config));
    return std::unique_ptr<Endpoint>(std::move(endpoint));
  }

  Progress step(BytesView in, Bytes& out) override {
    wolfSSL_ERR_clear_error();
    feed(wire_, in);
    if (progress_ == Progress::kWantRead) shake_hands();
    // wolfSSL reads no more once it has failed (ProcessReply, internal.c), so that a peer's alert
    // crossing ours stays unread.
    if (progress_ == Progress::kDone) read_application_data();
    alerts_.update();
    append(out, std::exchange(wire_.out, {}));
    wolfSSL_ERR_clear_error();
    return progress_;
  }

  Result<void> write(BytesView data) override {
    if (progress_ != Progress::kDone) return input_error("write before the handshake is done");
    const int count = static_cast<int>(data.size());
    const int written = wolfSSL_write(ssl_.get(), data.data(), count);
    if (written == count) return {};
    return harness_error("wolfSSL_write: " + native_of(wolfSSL_get_error(ssl_.get(), written)));
  }

  Bytes read() override { return std::exchange(received_, {}); }

  void close() override {
    wolfSSL_shutdown(ssl_.get());
    alerts_.update();
  }

  Verdict verdict() const override { return verdict_; }
  std::vector<AlertEvent> take_alerts() override { return alerts_.take(); }

  std::string version() const override {
    return wolfSSL_is_init_finished(ssl_.get()) != 0 ? wolfSSL_get_version(ssl_.get()) : "";
  }

 private:
  WolfsslEndpoint() = default;

  Result<void> configure(const EndpointConfig& config) {
    const bool server = config.role == Role::kServer;
    const bool judges = !server || config.verify_peer;
    if (config.trust.names.size() > 1) return input_error("a handshake matches one name only");
    ctx_.reset(wolfSSL_CTX_new(server ? wolfTLS_server_method() : wolfTLS_client_method()));
    if (!ctx_) return harness_error("wolfSSL_CTX_new failed");
    ASSAY_CHECK_OK(set_up(config, server));
    std::string notes;
    if (judges) {
      notes = trust(ctx_.get(), config.trust);
    } else {
      wolfSSL_CTX_set_verify(ctx_.get(), WOLFSSL_VERIFY_NONE, nullptr);
    }
    ssl_.reset(wolfSSL_new(ctx_.get()));
    if (!ssl_) return harness_error("wolfSSL_new failed");
    attach(ssl_.get(), wire_);
    alerts_.listen(ssl_.get());
    verdict_ = rejected(Reason::kOther, "handshake not finished");
    notes_ = std::move(notes);
    if (!judges || config.trust.names.empty()) return {};
    const Purpose purpose = server ? Purpose::kClientAuth : Purpose::kServerAuth;
    return expect_name(ssl_.get(), config.trust.names.front(), purpose);
  }

  Result<void> set_up(const EndpointConfig& config, bool server) {
    WOLFSSL_CTX* ctx = ctx_.get();
    const int version = static_cast<int>(config.version);
    if (wolfSSL_CTX_set_min_proto_version(ctx, version) != WOLFSSL_SUCCESS ||
        wolfSSL_CTX_set_max_proto_version(ctx, version) != WOLFSSL_SUCCESS) {
      return harness_error("this wolfSSL does not speak the TLS version");
    }
    wolfSSL_CTX_set_session_cache_mode(ctx, WOLFSSL_SESS_CACHE_OFF);
    if (server) {
      wolfSSL_CTX_NoTicketTLSv12(ctx);
      wolfSSL_CTX_no_ticket_TLSv13(ctx);
    }
    route_through_wire(ctx);
    Alerts::announce(ctx);
    if (config.instrument) forgive_own_keys(ctx);
    return use_identity(ctx, config.identity);
  }

  void shake_hands() {
    const int result = wolfSSL_negotiate(ssl_.get());
    if (result == WOLFSSL_SUCCESS) {
      progress_ = Progress::kDone;
      verdict_ = accepted("OK (0)");
      verdict_.words = notes_;
      return;
    }
    const int code = wolfSSL_get_error(ssl_.get(), result);
    if (code != WOLFSSL_ERROR_WANT_READ) fail(code);
  }

  void fail(int code) {
    progress_ = Progress::kFailed;
    forget_points();
    verdict_ = rejection(code, alerts_.first_error());
    if (!notes_.empty()) verdict_.words += "; " + notes_;
  }

  void read_application_data() {
    std::array<std::uint8_t, kChunk> chunk{};
    for (;;) {
      const int n = wolfSSL_read(ssl_.get(), chunk.data(), static_cast<int>(chunk.size()));
      if (n > 0) {
        append(received_, BytesView(chunk).first(static_cast<std::size_t>(n)));
        continue;
      }
      const int code = wolfSSL_get_error(ssl_.get(), n);
      if (code == WOLFSSL_ERROR_WANT_READ) return;
      if (code == WOLFSSL_ERROR_ZERO_RETURN) {
        progress_ = Progress::kClosed;
        return;
      }
      fail(code);
      return;
    }
  }

  Wire wire_;  // before ssl_, which may still write an alert
  Alerts alerts_;
  CtxPtr ctx_;
  SslPtr ssl_;
  Progress progress_ = Progress::kWantRead;
  Verdict verdict_;
  std::string notes_;
  Bytes received_;
};

}  // namespace

Result<std::unique_ptr<Endpoint>> make_endpoint(const EndpointConfig& config) {
  auto endpoint = WolfsslEndpoint::make(config);
  wolfSSL_ERR_clear_error();
  return endpoint;
}

}  // namespace assay::wolfssl
