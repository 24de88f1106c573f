// Mbed TLS as a target, as applications of libmbedtls get it.
#include <dlfcn.h>

#include <array>

#include "harness/target/target.h"
#include "targets/mbedtls/endpoint.h"
#include "targets/mbedtls/reasons.h"
#include "targets/mbedtls/verify.h"

#if MBEDTLS_VERSION_NUMBER >= 0x03000000
#include <psa/crypto.h>
#endif

namespace assay::mbedtls {
namespace {

template <typename Function>
std::string library_of(Function* function) {
  Dl_info info{};
  return dladdr(reinterpret_cast<const void*>(function), &info) != 0 ? info.dli_fname : "";
}

std::string library_version() {
  std::array<char, 9> text{};  // mbedtls_version_get_string() fills up to nine octets
  mbedtls_version_get_string(text.data());
  return text.data();
}

// The compile-time choices that change verdicts or handshakes.
constexpr const char* kFeatures[] = {
    "MBEDTLS_HAVE_TIME_DATE",
    "MBEDTLS_SSL_ALL_ALERT_MESSAGES",
    "MBEDTLS_SSL_PROTO_TLS1_2",
    "MBEDTLS_SSL_PROTO_TLS1_3",
    "MBEDTLS_THREADING_C",
    "MBEDTLS_USE_PSA_CRYPTO",
    "MBEDTLS_X509_ALLOW_UNSUPPORTED_CRITICAL_EXTENSION",
    "MBEDTLS_X509_CHECK_EXTENDED_KEY_USAGE",
    "MBEDTLS_X509_CHECK_KEY_USAGE",
    "MBEDTLS_X509_CRL_PARSE_C",
    "MBEDTLS_X509_RSASSA_PSS_SUPPORT",
};

std::string build_options() {
  std::string options;
  for (const char* each : kFeatures) {
    if (mbedtls_version_check_feature(each) != 0) continue;
    options += (options.empty() ? "" : " ") + std::string(each);
  }
  return options;
}

std::vector<Capability> capabilities() {
  std::vector<Capability> all = {Capability::kServerAuth, Capability::kClientAuth,
                                 Capability::kNameDns,    Capability::kNoName,
                                 Capability::kCrl,        Capability::kTls12};
  all.insert(all.end(), {Capability::kP192, Capability::kP224, Capability::kSecp256k1,
                         Capability::kBrainpool, Capability::kRsaPss});
  if (kMatchesIpAndUri) all.insert(all.end(), {Capability::kNameIp, Capability::kNameUri});
  if (kSpeaksTls13) all.push_back(Capability::kTls13);
  return all;
}

class MbedtlsTarget : public Target {
 public:
  explicit MbedtlsTarget(std::shared_ptr<Rng> rng) : rng_(std::move(rng)) {}

  TargetInfo info() const override {
    return TargetInfo{
        .id = "mbedtls",
        .name = "Mbed TLS",
        .version = library_version(),
        .compiled = MBEDTLS_VERSION_STRING,
        .build = build_options(),
        .library = library_of(&mbedtls_ssl_init),
        .parts = {library_of(&mbedtls_x509_crt_verify), library_of(&mbedtls_pk_verify)},
        .capabilities = capabilities(),
    };
  }

  Verdict verify(const Question& question) override { return mbedtls::verify(question); }

  Result<std::unique_ptr<Endpoint>> endpoint(const EndpointConfig& config) override {
    if (rng_->seeded != 0) return harness_error("no randomness: " + code_words(rng_->seeded));
    return make_endpoint(config, rng_);
  }

 private:
  std::shared_ptr<Rng> rng_;
};

}  // namespace
}  // namespace assay::mbedtls

ASSAY_MODULE_EXPORT assay::Target* assay_make_target(const char* variant) {
  if (*variant != '\0') return nullptr;
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
  // TLS 1.3 computes through PSA; without it each handshake fails and tells why.
  psa_crypto_init();
#endif
  return std::make_unique<assay::mbedtls::MbedtlsTarget>(std::make_shared<assay::mbedtls::Rng>())
      .release();
}
