#include "harness/crypto/password.h"

#include <openssl/hmac.h>
#include <openssl/pkcs12.h>

#include "harness/crypto/handles.h"

namespace assay {
namespace {

using CipherContext = libcrypto::Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
constexpr std::size_t kSha256Size = 32;
constexpr std::size_t kBlock = 16;

int size_of(std::string_view text) { return static_cast<int>(text.size()); }
int size_of(BytesView octets) { return static_cast<int>(octets.size()); }

}  // namespace

Bytes pbkdf2_sha256(std::string_view password, BytesView salt, int iterations, std::size_t size) {
  libcrypto::start();
  Bytes key(size);
  ASSAY_CHECK(PKCS5_PBKDF2_HMAC(password.data(), size_of(password), salt.data(), size_of(salt),
                                iterations, EVP_sha256(), static_cast<int>(size), key.data()) == 1);
  return key;
}

Bytes pkcs12_mac_key(std::string_view password, BytesView salt, int iterations) {
  libcrypto::start();
  Bytes own_salt = to_bytes(salt);  // the call does not promise to leave it alone
  Bytes key(kSha256Size);
  ASSAY_CHECK(PKCS12_key_gen_utf8(password.data(), size_of(password), own_salt.data(),
                                  size_of(salt), PKCS12_MAC_ID, iterations, size_of(key),
                                  key.data(), EVP_sha256()) == 1);
  return key;
}

Bytes hmac_sha256(BytesView key, BytesView message) {
  libcrypto::start();
  Bytes code(kSha256Size);
  ASSAY_CHECK(HMAC(EVP_sha256(), key.data(), size_of(key), message.data(), message.size(),
                   code.data(), nullptr) != nullptr);
  return code;
}

Bytes aes256_cbc_encrypt(BytesView key, BytesView iv, BytesView message) {
  libcrypto::start();
  ASSAY_CHECK(key.size() == kSha256Size && iv.size() == kBlock);
  const CipherContext context(EVP_CIPHER_CTX_new());
  Bytes out(message.size() + kBlock);
  int body = 0;
  int end = 0;
  ASSAY_CHECK(
      context != nullptr &&
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, key.data(), iv.data()) == 1 &&
      EVP_EncryptUpdate(context.get(), out.data(), &body, message.data(), size_of(message)) == 1 &&
      EVP_EncryptFinal_ex(context.get(), out.data() + body, &end) == 1);
  out.resize(static_cast<std::size_t>(body + end));
  return out;
}

}  // namespace assay
