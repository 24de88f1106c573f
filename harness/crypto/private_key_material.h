// What a PrivateKey holds; for harness/crypto only.
#pragma once

#include "harness/crypto/handles.h"
#include "harness/crypto/key_form.h"
#include "harness/crypto/low_level.h"
#include "harness/crypto/private_key.h"

namespace assay {

// Immutable once made, so that threads may share it.
struct PrivateKey::Material {
  KeyType type;
  KeyForm form = KeyForm::kUsual;
  std::shared_ptr<EVP_PKEY> pkey = {};        // none of a key that is only shown
  std::shared_ptr<const BIGNUM> scalar = {};  // of a curve's key
  libcrypto::EcKey key = {};                  // the same, for signing
  Bytes spki = {};
  Bytes pkcs8 = {};
};

namespace libcrypto {

// number_of() is one of the key's, by libcrypto's name: OSSL_PKEY_PARAM_RSA_N. The key has it.
Bignum number_of(const EVP_PKEY& pkey, const char* name);

}  // namespace libcrypto
}  // namespace assay
