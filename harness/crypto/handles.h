// Owning handles of libcrypto's objects, for harness/crypto only.
#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/check.h"
#include "harness/base/result.h"

namespace assay::libcrypto {

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

template <typename T, auto Free>
using Handle = std::unique_ptr<T, Freer<Free>>;

using Bignum = Handle<BIGNUM, BN_clear_free>;
using BignumContext = Handle<BN_CTX, BN_CTX_free>;
using Group = Handle<EC_GROUP, EC_GROUP_free>;
using Point = Handle<EC_POINT, EC_POINT_free>;
using Pkey = Handle<EVP_PKEY, EVP_PKEY_free>;
using PkeyContext = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

// start() makes libcrypto ready, whatever the machine's openssl.cnf says: the harness's answers
// must not depend on it. Called ahead of libcrypto's first use on every way in; cheap after the
// first.
void start();

// error() takes libcrypto's error queue, as "<what>: <its words>", and leaves it empty.
tl::unexpected<Error> error(std::string_view what);

Bignum to_bignum(BytesView magnitude);

// to_octets() writes a number in `size` octets, big endian.
Bytes to_octets(const BIGNUM& number, std::size_t size);

}  // namespace assay::libcrypto
