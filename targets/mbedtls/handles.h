// Owning handles of Mbed TLS's objects, and the one place that knows what 3.x renamed.
#pragma once

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/error.h>
#include <mbedtls/oid.h>
#include <mbedtls/ssl.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crl.h>
#include <mbedtls/x509_crt.h>

#include <string>

// 3.0 hides the fields of its structs behind MBEDTLS_PRIVATE().
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
#define ASSAY_MBEDTLS_FIELD(field) MBEDTLS_PRIVATE(field)
#else
#define ASSAY_MBEDTLS_FIELD(field) field
#endif

namespace assay::mbedtls {

// Mbed TLS's objects are structs that the caller holds: a Context is one, made and unmade.
template <typename T, auto Init, auto Free>
class Context {
 public:
  Context() { Init(&value_); }
  ~Context() { Free(&value_); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  T* get() { return &value_; }
  const T* get() const { return &value_; }
  T* operator->() { return &value_; }

 private:
  T value_;
};

using Config = Context<mbedtls_ssl_config, mbedtls_ssl_config_init, mbedtls_ssl_config_free>;
using Crl = Context<mbedtls_x509_crl, mbedtls_x509_crl_init, mbedtls_x509_crl_free>;
using Crt = Context<mbedtls_x509_crt, mbedtls_x509_crt_init, mbedtls_x509_crt_free>;
using Drbg = Context<mbedtls_ctr_drbg_context, mbedtls_ctr_drbg_init, mbedtls_ctr_drbg_free>;
using Entropy = Context<mbedtls_entropy_context, mbedtls_entropy_init, mbedtls_entropy_free>;
using Key = Context<mbedtls_pk_context, mbedtls_pk_init, mbedtls_pk_free>;
using Ssl = Context<mbedtls_ssl_context, mbedtls_ssl_init, mbedtls_ssl_free>;

// Rng is the random source of one target and all its endpoints: seeding costs more than a question.
struct Rng {
  Entropy entropy;
  Drbg drbg;
  int seeded = mbedtls_ctr_drbg_seed(drbg.get(), mbedtls_entropy_func, entropy.get(), nullptr, 0);
};

// 3.0 dropped "handshake" from the name and kept the number.
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
inline constexpr int kBadCertificate = MBEDTLS_ERR_SSL_BAD_CERTIFICATE;
#else
inline constexpr int kBadCertificate = MBEDTLS_ERR_SSL_BAD_HS_CERTIFICATE;
#endif

// The versions that this build speaks.
#if MBEDTLS_VERSION_NUMBER >= 0x03020000 && defined(MBEDTLS_SSL_PROTO_TLS1_3)
inline constexpr bool kSpeaksTls13 = true;
#else
inline constexpr bool kSpeaksTls13 = false;
#endif

// 3.5 matches IP addresses and, octet by octet, URIs (library/x509_crt.c:x509_crt_check_san);
// before, every name was compared with DNS names only.
#if MBEDTLS_VERSION_NUMBER >= 0x03050000
inline constexpr bool kMatchesIpAndUri = true;
#else
inline constexpr bool kMatchesIpAndUri = false;
#endif

}  // namespace assay::mbedtls
