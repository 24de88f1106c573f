// Owning handles of OpenSSL's objects, and small helpers that both halves of the adapter need.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/model/question.h"

namespace assay::openssl {

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using BioPtr = std::unique_ptr<BIO, Freer<BIO_free>>;
using CertPtr = std::unique_ptr<X509, Freer<X509_free>>;
using CrlPtr = std::unique_ptr<X509_CRL, Freer<X509_CRL_free>>;
using CtxPtr = std::unique_ptr<SSL_CTX, Freer<SSL_CTX_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using ParamPtr = std::unique_ptr<X509_VERIFY_PARAM, Freer<X509_VERIFY_PARAM_free>>;
using SslPtr = std::unique_ptr<SSL, Freer<SSL_free>>;
using StoreCtxPtr = std::unique_ptr<X509_STORE_CTX, Freer<X509_STORE_CTX_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Freer<X509_STORE_free>>;

// The list borrows its certificates. A function, because sk_X509_free is a macro.
inline void free_stack(STACK_OF(X509) * stack) { sk_X509_free(stack); }
using StackPtr = std::unique_ptr<STACK_OF(X509), Freer<free_stack>>;

// parse_certificate() reads one certificate as libssl does off the wire: octets left over are an
// error (tls_process_server_certificate: SSL_R_CERT_LENGTH_MISMATCH). Null when it cannot.
CertPtr parse_certificate(BytesView der);
CrlPtr parse_crl(BytesView der);

// queued_error() empties OpenSSL's error queue and gives its first entry's words, or "".
std::string queued_error();

// Variant: a way that applications call OpenSSL.
enum class Variant {
  kDefault,
  kStrict,        // X509_V_FLAG_X509_STRICT
  kPartialChain,  // X509_V_FLAG_PARTIAL_CHAIN
};

// fill_store() adds the question's anchors and CRLs. An anchor that cannot be decoded is not
// trusted, as with an application that loads a bundle and goes on.
void fill_store(X509_STORE* store, const Question& question);

// set_trust() sets time, purpose's revocation and policy inputs, depth and the variant's flags.
// Names are set apart.
void set_trust(X509_VERIFY_PARAM* param, const Question& question, Variant variant);

// set_name() sets the one reference identity that will be matched; false for an unusable one.
bool set_name(X509_VERIFY_PARAM* param, const PeerName& name);

// tolerates_missing_crl() is the verify callback of RevocationMode::kIfPresent.
int tolerates_missing_crl(int ok, X509_STORE_CTX* context);

}  // namespace assay::openssl
