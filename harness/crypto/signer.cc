#include "harness/crypto/signer.h"

#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "harness/crypto/digest.h"
#include "harness/crypto/handles.h"
#include "harness/crypto/low_level.h"

namespace assay {
namespace {

using libcrypto::DigestContext;
using libcrypto::Pkey;
using libcrypto::PkeyContext;

// The digest of a message, allocating nothing where it is SHA-256.
class Hasher {
 public:
  BytesView hash(DigestAlgorithm algorithm, BytesView message) {
    if (algorithm == DigestAlgorithm::kSha256) {
      libcrypto::sha256_into(message, sha256_);
      return sha256_;
    }
    other_ = digest(algorithm, message);
    return other_;
  }

 private:
  std::array<std::uint8_t, 32> sha256_{};
  Bytes other_;
};

Result<Pkey> pkey_of(const PrivateKey& key) {
  using PrivateKeyInfo = libcrypto::Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
  libcrypto::start();
  const std::uint8_t* at = key.pkcs8().data();
  const PrivateKeyInfo info(
      d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(key.pkcs8().size())));
  Pkey pkey(info == nullptr ? nullptr : EVP_PKCS82PKEY(info.get()));
  if (pkey == nullptr) return libcrypto::error("preparing a key");
  return pkey;
}

// PlainSigner is what has nothing to prepare.
class PlainSigner final : public Signer {
 public:
  PlainSigner(PrivateKey key, SignatureAlgorithm algorithm, std::size_t max_size)
      : key_(std::move(key)), algorithm_(algorithm), max_size_(max_size) {}

  [[nodiscard]] SignatureAlgorithm algorithm() const override { return algorithm_; }
  [[nodiscard]] std::size_t max_size() const override { return max_size_; }

  Result<std::size_t> sign(BytesView message, std::span<std::uint8_t> out) override {
    ASSAY_TRY(signature, key_.sign(algorithm_, message));
    ASSAY_CHECK(signature.size() <= out.size());
    std::copy(signature.begin(), signature.end(), out.begin());
    return signature.size();
  }

 private:
  PrivateKey key_;
  SignatureAlgorithm algorithm_;
  std::size_t max_size_;
};

// PkeySigner signs digests in one EVP_PKEY_CTX.
class PkeySigner final : public Signer {
 public:
  enum class Input { kMessage, kDigest };

  PkeySigner(Pkey pkey, PkeyContext context, SignatureAlgorithm algorithm, Input input)
      : pkey_(std::move(pkey)),
        context_(std::move(context)),
        algorithm_(algorithm),
        input_(input) {}

  [[nodiscard]] SignatureAlgorithm algorithm() const override { return algorithm_; }
  [[nodiscard]] std::size_t max_size() const override {
    return static_cast<std::size_t>(EVP_PKEY_get_size(pkey_.get()));
  }

  Result<std::size_t> sign(BytesView message, std::span<std::uint8_t> out) override {
    const BytesView digest =
        input_ == Input::kMessage ? hasher_.hash(*digest_of(algorithm_), message) : message;
    std::size_t size = out.size();
    if (EVP_PKEY_sign(context_.get(), out.data(), &size, digest.data(), digest.size()) != 1) {
      return libcrypto::error("signing");
    }
    return size;
  }

 private:
  Pkey pkey_;
  PkeyContext context_;
  SignatureAlgorithm algorithm_;
  Input input_;
  Hasher hasher_;
};

// EdwardsSigner keeps one EVP_MD_CTX: Ed25519 signs a message in one call.
class EdwardsSigner final : public Signer {
 public:
  EdwardsSigner(Pkey pkey, DigestContext context)
      : pkey_(std::move(pkey)), context_(std::move(context)) {}

  [[nodiscard]] SignatureAlgorithm algorithm() const override {
    return SignatureAlgorithm::kEd25519;
  }
  [[nodiscard]] std::size_t max_size() const override { return 64; }

  Result<std::size_t> sign(BytesView message, std::span<std::uint8_t> out) override {
    std::size_t size = out.size();
    if (EVP_DigestSign(context_.get(), out.data(), &size, message.data(), message.size()) != 1) {
      return libcrypto::error("signing");
    }
    return size;
  }

 private:
  Pkey pkey_;
  DigestContext context_;
};

class PoolSigner final : public Signer {
 public:
  PoolSigner(PooledSigner signer, SignatureAlgorithm algorithm, DigestAlgorithm digest)
      : signer_(std::move(signer)), algorithm_(algorithm), digest_(digest) {}

  [[nodiscard]] SignatureAlgorithm algorithm() const override { return algorithm_; }
  [[nodiscard]] std::size_t max_size() const override { return PooledSigner::kMaxSize; }

  Result<std::size_t> sign(BytesView message, std::span<std::uint8_t> out) override {
    return signer_.sign(hasher_.hash(digest_, message), out.first<PooledSigner::kMaxSize>());
  }

 private:
  PooledSigner signer_;
  SignatureAlgorithm algorithm_;
  DigestAlgorithm digest_;
  Hasher hasher_;
};

Result<std::unique_ptr<Signer>> pkey_signer(const PrivateKey& key, SignatureAlgorithm algorithm,
                                            PkeySigner::Input input) {
  ASSAY_TRY(pkey, pkey_of(key));
  PkeyContext context(EVP_PKEY_CTX_new(pkey.get(), nullptr));
  if (context == nullptr || EVP_PKEY_sign_init(context.get()) != 1) {
    return libcrypto::error("preparing a key");
  }
  const EVP_MD* method = EVP_get_digestbyname(name_of(*digest_of(algorithm)).data());
  if (EVP_PKEY_CTX_set_signature_md(context.get(), method) != 1 ||
      (family_of(algorithm) == KeyFamily::kRsa &&
       EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1)) {
    return libcrypto::error("preparing a key");
  }
  return std::make_unique<PkeySigner>(std::move(pkey), std::move(context), algorithm, input);
}

Result<std::unique_ptr<Signer>> edwards_signer(const PrivateKey& key) {
  ASSAY_TRY(pkey, pkey_of(key));
  DigestContext context(EVP_MD_CTX_new());
  if (context == nullptr || EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr,
                                                  pkey.get(), nullptr) != 1) {
    return libcrypto::error("preparing a key");
  }
  return std::make_unique<EdwardsSigner>(std::move(pkey), std::move(context));
}

Result<void> check_fit(const PrivateKey& key, SignatureAlgorithm algorithm) {
  if (family_of(key.type()) == family_of(algorithm)) return {};
  return input_error("a " + std::string(name_of(key.type())) + " key does not sign with " +
                     std::string(name_of(algorithm)));
}

}  // namespace

Result<std::unique_ptr<Signer>> make_signer(const PrivateKey& key, SignatureAlgorithm algorithm) {
  ASSAY_CHECK_OK(check_fit(key, algorithm));
  switch (family_of(algorithm)) {
    case KeyFamily::kRsa:
      return pkey_signer(key, algorithm, PkeySigner::Input::kMessage);
    case KeyFamily::kEd25519:
      return edwards_signer(key);
    default: {
      // Two INTEGERs as long as the order, their headers, and the SEQUENCE's.
      const std::size_t scalar = key.scalar().size();
      return std::make_unique<PlainSigner>(key, algorithm, 2 * (scalar + 3) + 3);
    }
  }
}

Result<std::unique_ptr<Signer>> make_pooled_signer(const PrivateKey& key,
                                                   SignatureAlgorithm algorithm,
                                                   std::shared_ptr<const NoncePool> pool) {
  ASSAY_CHECK_OK(check_fit(key, algorithm));
  ASSAY_TRY(signer, PooledSigner::open(key, std::move(pool)));
  return std::make_unique<PoolSigner>(std::move(signer), algorithm, *digest_of(algorithm));
}

Result<std::unique_ptr<Signer>> make_raw_signer(const PrivateKey& key) {
  if (key.type() == KeyType::kEd25519) return edwards_signer(key);
  const auto algorithm = algorithm_with(family_of(key.type()), DigestAlgorithm::kSha256);
  return pkey_signer(key, *algorithm, PkeySigner::Input::kDigest);
}

}  // namespace assay
