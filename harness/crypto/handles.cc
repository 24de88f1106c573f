#include "harness/crypto/handles.h"

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <array>
#include <string>

namespace assay::libcrypto {

void start() {
  static const bool ready = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;
  ASSAY_CHECK(ready);
}

tl::unexpected<Error> error(std::string_view what) {
  std::string message(what);
  if (const unsigned long code = ERR_peek_last_error(); code != 0) {
    std::array<char, 256> words{};
    ERR_error_string_n(code, words.data(), words.size());
    message += ": ";
    message += words.data();
  }
  ERR_clear_error();
  return input_error(std::move(message));
}

Bignum to_bignum(BytesView magnitude) {
  ASSAY_CHECK(magnitude.size() <= 1U << 20);
  Bignum number(BN_bin2bn(magnitude.data(), static_cast<int>(magnitude.size()), nullptr));
  ASSAY_CHECK(number != nullptr);
  return number;
}

Bytes to_octets(const BIGNUM& number, std::size_t size) {
  Bytes octets(size);
  ASSAY_CHECK(BN_bn2binpad(&number, octets.data(), static_cast<int>(size)) >= 0);
  return octets;
}

}  // namespace assay::libcrypto
