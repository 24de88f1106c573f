#include "targets/openssl/endpoint.h"

#include <openssl/err.h>

#include <array>

#include "targets/openssl/reasons.h"

namespace assay::openssl {
namespace {

constexpr std::size_t kChunk = 16 * 1024;

// An instrument presents whatever it is given: level 0 switches its own tastes off.
constexpr int kNoSecurityLevel = 0;

Result<void> use_identity(SSL_CTX* ctx, const Identity& identity) {
  if (identity.chain.empty()) return {};
  // Only what the question has is sent, never what OpenSSL would add from its store.
  SSL_CTX_set_mode(ctx, SSL_MODE_NO_AUTO_CHAIN);
  const CertPtr leaf = parse_certificate(identity.chain.front());
  if (!leaf || SSL_CTX_use_certificate(ctx, leaf.get()) != 1) {
    return input_error("OpenSSL will not present this leaf: " + queued_error());
  }
  for (std::size_t i = 1; i < identity.chain.size(); ++i) {
    const CertPtr cert = parse_certificate(identity.chain[i]);
    if (!cert || SSL_CTX_add1_chain_cert(ctx, cert.get()) != 1) {
      return input_error("OpenSSL will not present certificate " + std::to_string(i) + ": " +
                         queued_error());
    }
  }
  const unsigned char* p = identity.key.data();
  const KeyPtr key(d2i_AutoPrivateKey(nullptr, &p, static_cast<long>(identity.key.size())));
  if (!key || SSL_CTX_use_PrivateKey(ctx, key.get()) != 1) {
    return input_error("OpenSSL cannot use this key: " + queued_error());
  }
  return {};
}

class OpensslEndpoint : public Endpoint {
 public:
  // Moves nothing afterwards: OpenSSL's callbacks hold `this`.
  static Result<std::unique_ptr<Endpoint>> make(const EndpointConfig& config, Variant variant) {
    std::unique_ptr<OpensslEndpoint> endpoint(new OpensslEndpoint());
    ASSAY_CHECK_OK(endpoint->configure(config, variant));
    return std::unique_ptr<Endpoint>(std::move(endpoint));
  }

  Progress step(BytesView in, Bytes& out) override {
    if (!in.empty()) BIO_write(to_ssl_, in.data(), static_cast<int>(in.size()));
    if (progress_ == Progress::kWantRead) handshake();
    // Reading goes on after a failure too: it is how a late alert is seen.
    if (progress_ != Progress::kWantRead) read_application_data();
    drain(out);
    ERR_clear_error();
    return progress_;
  }

  Result<void> write(BytesView data) override {
    if (progress_ != Progress::kDone) return input_error("write before the handshake is done");
    if (SSL_write(ssl_.get(), data.data(), static_cast<int>(data.size())) <= 0) {
      return harness_error("SSL_write: " + queued_error());
    }
    return {};
  }

  Bytes read() override { return std::exchange(received_, {}); }
  void close() override { SSL_shutdown(ssl_.get()); }
  Verdict verdict() const override { return verdict_; }
  std::vector<AlertEvent> take_alerts() override { return std::exchange(alerts_, {}); }
  std::string version() const override {
    return SSL_is_init_finished(ssl_.get()) != 0 ? SSL_get_version(ssl_.get()) : "";
  }

 private:
  OpensslEndpoint() = default;

  Result<void> configure(const EndpointConfig& config, Variant variant) {
    const bool server = config.role == Role::kServer;
    ctx_.reset(SSL_CTX_new(server ? TLS_server_method() : TLS_client_method()));
    SSL_CTX* ctx = ctx_.get();
    const int version = static_cast<int>(config.version);
    SSL_CTX_set_min_proto_version(ctx, version);
    SSL_CTX_set_max_proto_version(ctx, version);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(ctx, 0);
    if (config.instrument) SSL_CTX_set_security_level(ctx, kNoSecurityLevel);
    ASSAY_CHECK_OK(use_identity(ctx, config.identity));
    verifies_ = !server || config.verify_peer;
    if (verifies_) {
      fill_store(SSL_CTX_get_cert_store(ctx), config.trust);
      const auto callback =
          config.trust.revocation == RevocationMode::kIfPresent ? tolerates_missing_crl : nullptr;
      SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, callback);
    }
    ssl_.reset(SSL_new(ctx));
    if (verifies_) ASSAY_CHECK_OK(trust(config.trust, variant, server));
    attach(server);
    return {};
  }

  Result<void> trust(const Question& question, Variant variant, bool server) {
    set_trust(SSL_get0_param(ssl_.get()), question, variant);
    if (question.names.size() > 1) return input_error("a handshake matches one name only");
    if (question.names.empty()) return {};
    const PeerName& name = question.names.front();
    if (!set_name(SSL_get0_param(ssl_.get()), name)) {
      return input_error("OpenSSL cannot match the name '" + name.value + "'");
    }
    if (!server && name.kind == NameKind::kDns) {
      SSL_set_tlsext_host_name(ssl_.get(), name.value.c_str());
    }
    return {};
  }

  void attach(bool server) {
    BioPtr in(BIO_new(BIO_s_mem()));
    BioPtr out(BIO_new(BIO_s_mem()));
    BIO_set_mem_eof_return(in.get(), -1);
    BIO_set_mem_eof_return(out.get(), -1);
    to_ssl_ = in.get();
    from_ssl_ = out.get();
    SSL_set_bio(ssl_.get(), in.release(), out.release());
    SSL_set_app_data(ssl_.get(), this);
    SSL_set_info_callback(ssl_.get(), on_info);
    server ? SSL_set_accept_state(ssl_.get()) : SSL_set_connect_state(ssl_.get());
    verdict_ = rejected(Reason::kOther, "handshake not finished");
  }

  static void on_info(const SSL* ssl, int where, int value) {
    if ((where & SSL_CB_ALERT) == 0) return;
    auto* self = static_cast<OpensslEndpoint*>(SSL_get_app_data(ssl));
    self->alerts_.push_back(
        {(where & SSL_CB_READ) != 0 ? AlertDirection::kReceived : AlertDirection::kSent,
         static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)});
  }

  void handshake() {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) {
      progress_ = Progress::kDone;
      verdict_ = accepted("OK (0)");
      return;
    }
    if (SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_READ) fail();
  }

  void fail() {
    progress_ = Progress::kFailed;
    const long code = SSL_get_verify_result(ssl_.get());
    if (verifies_ && code != X509_V_OK) {
      verdict_ = verify_verdict(static_cast<int>(code), -1);
      ERR_clear_error();
      return;
    }
    const unsigned long error = ERR_peek_error();
    const bool undecodable =
        ERR_GET_LIB(error) == ERR_LIB_ASN1 || ERR_GET_REASON(error) == SSL_R_CERT_LENGTH_MISMATCH;
    const std::string words = queued_error();
    verdict_ = rejected(undecodable ? Reason::kMalformed : Reason::kOther,
                        undecodable ? "d2i_X509 failed" : words, words);
  }

  void read_application_data() {
    std::array<std::uint8_t, kChunk> chunk{};
    for (;;) {
      const int n = SSL_read(ssl_.get(), chunk.data(), static_cast<int>(chunk.size()));
      if (n > 0) {
        append(received_, BytesView(chunk).first(static_cast<std::size_t>(n)));
        continue;
      }
      const int error = SSL_get_error(ssl_.get(), n);
      if (progress_ != Progress::kDone || error == SSL_ERROR_WANT_READ) return;
      if (error == SSL_ERROR_ZERO_RETURN) {
        progress_ = Progress::kClosed;
        return;
      }
      fail();
      return;
    }
  }

  void drain(Bytes& out) {
    std::array<std::uint8_t, kChunk> chunk{};
    for (int n; (n = BIO_read(from_ssl_, chunk.data(), static_cast<int>(chunk.size()))) > 0;) {
      append(out, BytesView(chunk).first(static_cast<std::size_t>(n)));
    }
  }

  CtxPtr ctx_;
  SslPtr ssl_;
  BIO* to_ssl_ = nullptr;    // owned by ssl_
  BIO* from_ssl_ = nullptr;  // owned by ssl_
  bool verifies_ = false;
  Progress progress_ = Progress::kWantRead;
  Verdict verdict_;
  Bytes received_;
  std::vector<AlertEvent> alerts_;
};

}  // namespace

Result<std::unique_ptr<Endpoint>> make_endpoint(const EndpointConfig& config, Variant variant) {
  auto endpoint = OpensslEndpoint::make(config, variant);
  ERR_clear_error();
  return endpoint;
}

}  // namespace assay::openssl
