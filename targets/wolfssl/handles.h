// Owning handles of wolfSSL's objects, and the bytes that a connection reads and writes.
#pragma once

#include <wolfssl/options.h>
// After options.h, which says how the library was built.
#include <wolfssl/error-ssl.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/asn.h>
#include <wolfssl/wolfcrypt/error-crypt.h>

#include <memory>

#include "harness/base/bytes.h"

#ifndef OPENSSL_EXTRA
#error "the wolfssl target needs a library built with --enable-opensslextra"
#endif

namespace assay::wolfssl {

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using CtxPtr = std::unique_ptr<WOLFSSL_CTX, Freer<wolfSSL_CTX_free>>;
using SslPtr = std::unique_ptr<WOLFSSL, Freer<wolfSSL_free>>;
using CertPtr = std::unique_ptr<WOLFSSL_X509, Freer<wolfSSL_X509_free>>;
using CrlPtr = std::unique_ptr<WOLFSSL_X509_CRL, Freer<wolfSSL_X509_CRL_free>>;

// Wire is the memory that stands in for a socket.
struct Wire {
  Bytes in;
  std::size_t taken = 0;  // octets of `in` that wolfSSL has read
  Bytes out;
};

// forget_points() empties the tables of points that a build with FP_ECC keeps from one signature
// check to the next. They know a point by its coordinates alone (wolfcrypt/src/ecc.c:find_base): a
// key whose curve is named wrong fills them for the right key too, and the next good signature of
// that key fails (README.md). So it is called after each refusal, the only end of such a check.
void forget_points();

// route_through_wire() makes the connections of `ctx` read and write their Wire.
void route_through_wire(WOLFSSL_CTX* ctx);

// attach() gives the connection its Wire, which must outlive it.
void attach(WOLFSSL* ssl, Wire& wire);

// feed() appends what the peer sent, and drops what was read already.
void feed(Wire& wire, BytesView bytes);

}  // namespace assay::wolfssl
