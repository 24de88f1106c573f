#include "targets/wolfssl/verify.h"

#include <optional>

#include "targets/wolfssl/alerts.h"
#include "targets/wolfssl/probe_identity.h"
#include "targets/wolfssl/reasons.h"
#include "targets/wolfssl/script.h"
#include "targets/wolfssl/trust.h"

namespace assay::wolfssl {
namespace {

constexpr int kTls12 = 0x0303;

// What the leaf signs with, by wolfSSL's own reading; none for a key that no TLS suite of wolfSSL
// takes. An unreadable leaf is shown all the same.
std::optional<SignatureKey> signature_key(const Bytes& leaf) {
  const CertPtr cert(wolfSSL_X509_d2i(nullptr, leaf.data(), static_cast<int>(leaf.size())));
  if (!cert) return SignatureKey::kRsa;
  switch (wolfSSL_X509_get_pubkey_type(cert.get())) {
    case RSAk:
    case RSAPSSk:
      return SignatureKey::kRsa;
    case ECDSAk:
    case ED25519k:
    case ED448k:
      return SignatureKey::kEcdsa;
    default:
      return std::nullopt;
  }
}

Result<void> use_probe_identity(WOLFSSL_CTX* ctx) {
  ASSAY_TRY(certificate, from_hex(kProbeCertificateHex));
  ASSAY_TRY(key, from_hex(kProbeKeyHex));
  const bool ok = wolfSSL_CTX_use_certificate_buffer(ctx, certificate.data(),
                                                     static_cast<long>(certificate.size()),
                                                     WOLFSSL_FILETYPE_ASN1) == WOLFSSL_SUCCESS &&
                  wolfSSL_CTX_use_PrivateKey_buffer(ctx, key.data(), static_cast<long>(key.size()),
                                                    WOLFSSL_FILETYPE_ASN1) == WOLFSSL_SUCCESS;
  if (!ok) return harness_error("wolfSSL does not take the probe's own identity");
  return {};
}

// Probe is one wolfSSL endpoint that is shown one chain. A context serves one question: wolfSSL
// adds the intermediates that it verified to the context's own anchors (AddCA with
// WOLFSSL_CHAIN_CA in ProcessPeerCerts, internal.c).
class Probe {
 public:
  Result<Verdict> ask(const Question& question, const PeerName* name) {
    const std::optional<SignatureKey> key = signature_key(question.leaf);
    if (!key) {
      return rejected(Reason::kWeakAlgorithm, "no cipher suite",
                      "wolfSSL has no cipher suite for the leaf's kind of key");
    }
    ASSAY_CHECK_OK(prepare(question, name));
    ASSAY_CHECK_OK(question.purpose == Purpose::kServerAuth ? greet_client(*key) : greet_server());
    feed(wire_, certificate_message(question.leaf, question.pool));
    const int code = proceed();
    // An error on the way may leave the last word an accept.
    if (code != WOLFSSL_ERROR_WANT_READ || alerts_.first_error() != 0) forget_points();
    Verdict verdict = code == WOLFSSL_ERROR_WANT_READ ? accepted("WANT_READ (2)")
                                                      : rejection(code, alerts_.first_error());
    if (!notes_.empty()) verdict.words += (verdict.words.empty() ? "" : "; ") + notes_;
    return verdict;
  }

 private:
  Result<void> prepare(const Question& question, const PeerName* name) {
    const bool client = question.purpose == Purpose::kServerAuth;
    ctx_.reset(wolfSSL_CTX_new(client ? wolfTLS_client_method() : wolfTLS_server_method()));
    if (!ctx_) return harness_error("wolfSSL_CTX_new failed");
    // The script speaks TLS 1.2; without this each question would pay for a TLS 1.3 key share.
    wolfSSL_CTX_set_max_proto_version(ctx_.get(), kTls12);
    wolfSSL_CTX_set_session_cache_mode(ctx_.get(), WOLFSSL_SESS_CACHE_OFF);
    route_through_wire(ctx_.get());
    Alerts::announce(ctx_.get());
    if (!client) ASSAY_CHECK_OK(use_probe_identity(ctx_.get()));
    notes_ = trust(ctx_.get(), question);
    ssl_.reset(wolfSSL_new(ctx_.get()));
    if (!ssl_) return harness_error("wolfSSL_new failed");
    attach(ssl_.get(), wire_);
    alerts_.listen(ssl_.get());
    if (name != nullptr) return expect_name(ssl_.get(), *name, question.purpose);
    return {};
  }

  // Goes on until wolfSSL wants more bytes or fails; the code says which.
  int proceed() {
    const int result = wolfSSL_negotiate(ssl_.get());
    return result == WOLFSSL_SUCCESS ? 0 : wolfSSL_get_error(ssl_.get(), result);
  }

  Result<void> greet_client(SignatureKey key) {
    proceed();
    ASSAY_TRY(offer, read_client_offer(wire_.out));
    ASSAY_TRY(hello, server_hello(offer, key));
    feed(wire_, hello);
    return expect_waiting("ServerHello");
  }

  Result<void> greet_server() {
    feed(wire_, client_hello());
    return expect_waiting("ClientHello");
  }

  // The script's own messages must pass, or the verdict would not be about the chain.
  Result<void> expect_waiting(const char* message) {
    const int code = proceed();
    if (code == WOLFSSL_ERROR_WANT_READ) return {};
    return harness_error(std::string("wolfSSL refused the probe's ") + message + ": " +
                         native_of(code) + " " + words_of(code));
  }

  Wire wire_;  // before ssl_, which may still write an alert
  Alerts alerts_;
  CtxPtr ctx_;
  SslPtr ssl_;
  std::string notes_;
};

Verdict verify_once(const Question& question, const PeerName* name) {
  wolfSSL_ERR_clear_error();
  Result<Verdict> verdict = Probe().ask(question, name);
  wolfSSL_ERR_clear_error();
  if (!verdict) return rejected(Reason::kOther, "no verdict", verdict.error().message);
  return *std::move(verdict);
}

}  // namespace

Verdict verify(const Question& question) {
  if (question.names.empty()) return verify_once(question, nullptr);
  // A connection matches one name; a Question is content with any.
  Verdict verdict;
  for (const PeerName& name : question.names) {
    verdict = verify_once(question, &name);
    if (verdict.decision == Decision::kAccept) break;
  }
  return verdict;
}

}  // namespace assay::wolfssl
