#include "targets/mbedtls/identity.h"

#include <array>

#include "targets/mbedtls/reasons.h"

namespace assay::mbedtls {
namespace {

// Room for the public half of the largest key that Mbed TLS reads, an RSA key of 8192 bits.
constexpr std::size_t kPublicKeySize = 2048;

// A Certificate message goes into one record: 4 octets of header, 4 of context and list length (TLS
// 1.3), then 3 of length and 2 of extensions (TLS 1.3) for each certificate.
constexpr std::size_t kHeadSize = 8;
constexpr std::size_t kEntrySize = 5;

tl::unexpected<Error> refused(const std::string& what, int code) {
  return input_error("Mbed TLS " + what + ": " + code_name(code) + ", " + code_words(code));
}

Result<void> check_size(const Identity& identity) {
  std::size_t size = kHeadSize;
  for (const Bytes& each : identity.chain) size += kEntrySize + each.size();
  if (size <= MBEDTLS_SSL_OUT_CONTENT_LEN) return {};
  return refused("will not send a chain of " + std::to_string(size) + " octets",
                 MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
}

}  // namespace

Result<std::unique_ptr<Presented>> Presented::make(const Identity& identity, bool instrument,
                                                   Rng& rng) {
  ASSAY_CHECK_OK(check_size(identity));
  std::unique_ptr<Presented> made(new Presented());
  ASSAY_CHECK_OK(made->parse_key(identity.key, rng));
  ASSAY_CHECK_OK(instrument ? made->wrap_chain(identity) : made->parse_chain(identity));
  return made;
}

Presented::~Presented() {
  if (!raw_.empty()) mbedtls_pk_free(&raw_.front().pk);
}

Result<void> Presented::parse_key(BytesView key, [[maybe_unused]] Rng& rng) {
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
  const int code = mbedtls_pk_parse_key(key_.get(), key.data(), key.size(), nullptr, 0,
                                        mbedtls_ctr_drbg_random, rng.drbg.get());
#else
  const int code = mbedtls_pk_parse_key(key_.get(), key.data(), key.size(), nullptr, 0);
#endif
  if (code != 0) return refused("cannot use this key", code);
  return {};
}

Result<void> Presented::parse_chain(const Identity& identity) {
  for (std::size_t i = 0; i < identity.chain.size(); ++i) {
    const Bytes& each = identity.chain[i];
    const int code = mbedtls_x509_crt_parse_der(parsed_.get(), each.data(), each.size());
    if (code != 0) return refused("will not present certificate " + std::to_string(i), code);
  }
  return {};
}

Result<void> Presented::wrap_chain(const Identity& identity) {
  octets_ = identity.chain;
  raw_.resize(octets_.size());
  for (std::size_t i = 0; i < raw_.size(); ++i) {
    mbedtls_x509_crt_init(&raw_[i]);
    raw_[i].raw.p = octets_[i].data();
    raw_[i].raw.len = octets_[i].size();
    if (i + 1 < raw_.size()) raw_[i].next = &raw_[i + 1];
  }
  std::array<unsigned char, kPublicKeySize> buffer{};
  // Written at the buffer's end.
  const int size = mbedtls_pk_write_pubkey_der(key_.get(), buffer.data(), buffer.size());
  if (size < 0) return refused("cannot use this key", size);
  const auto length = static_cast<std::size_t>(size);
  const int code =
      mbedtls_pk_parse_public_key(&raw_.front().pk, buffer.data() + buffer.size() - length, length);
  if (code != 0) return refused("cannot use this key", code);
  return {};
}

}  // namespace assay::mbedtls
