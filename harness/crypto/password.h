// Keys from passwords, and what PKCS#12 seals with them, by libcrypto.
#pragma once

#include <cstddef>
#include <string_view>

#include "harness/base/bytes.h"

namespace assay {

// pbkdf2_sha256() is PBKDF2 with HMAC-SHA-256 (RFC 8018 section 5.2), `size` octets.
Bytes pbkdf2_sha256(std::string_view password, BytesView salt, int iterations, std::size_t size);

// pkcs12_mac_key() is the 32 octets that PKCS#12 authenticates with (RFC 7292 appendix B, SHA-256,
// ID 3) for a password in UTF-8.
Bytes pkcs12_mac_key(std::string_view password, BytesView salt, int iterations);

Bytes hmac_sha256(BytesView key, BytesView message);

// aes256_cbc_encrypt() pads as PKCS#7 does (RFC 8018 section 6.1.1); `key` has 32 octets, `iv` 16.
Bytes aes256_cbc_encrypt(BytesView key, BytesView iv, BytesView message);

}  // namespace assay
