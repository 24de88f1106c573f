#include "harness/crypto/digest.h"

#include <array>
#include <cstddef>

#include "harness/crypto/handles.h"

namespace assay {
namespace {

using Method = libcrypto::Handle<EVP_MD, EVP_MD_free>;
constexpr std::size_t kDigests = std::size(EnumNames<DigestAlgorithm>::kNames);

std::array<Method, kDigests> fetch_all() {
  libcrypto::start();
  std::array<Method, kDigests> methods;
  for (const auto& [algorithm, name] : EnumNames<DigestAlgorithm>::kNames) {
    Method& method = methods[static_cast<std::size_t>(algorithm)];
    method.reset(EVP_MD_fetch(nullptr, name.data(), nullptr));
    ASSAY_CHECK(method != nullptr);
  }
  return methods;
}

// Fetched once: a fetch a digest costs as much as hashing some hundred octets.
const EVP_MD& method_of(DigestAlgorithm algorithm) {
  static const std::array<Method, kDigests> methods = fetch_all();
  return *methods[static_cast<std::size_t>(algorithm)];
}

}  // namespace

Bytes digest(DigestAlgorithm algorithm, BytesView message) {
  const EVP_MD& method = method_of(algorithm);
  Bytes out(static_cast<std::size_t>(EVP_MD_get_size(&method)));
  ASSAY_CHECK(EVP_Digest(message.data(), message.size(), out.data(), nullptr, &method, nullptr) ==
              1);
  return out;
}

}  // namespace assay
