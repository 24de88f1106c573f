// Owning handles of GnuTLS's objects.
#pragma once

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <memory>
#include <type_traits>

#include "harness/base/bytes.h"

namespace assay::gnutls {

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

// GnuTLS names its objects by pointer types: gnutls_x509_crt_t is a pointer already.
template <typename Pointer, auto Free>
using Handle = std::unique_ptr<std::remove_pointer_t<Pointer>, Freer<Free>>;

// A trust list frees its certificates and CRLs with itself.
inline void free_trust_list(gnutls_x509_trust_list_t list) {
  gnutls_x509_trust_list_deinit(list, 1);
}

// gnutls_free is a variable, so it cannot be a template's argument.
inline void free_text(unsigned char* text) { gnutls_free(text); }

using CertPtr = Handle<gnutls_x509_crt_t, gnutls_x509_crt_deinit>;
using CredentialsPtr =
    Handle<gnutls_certificate_credentials_t, gnutls_certificate_free_credentials>;
using CrlPtr = Handle<gnutls_x509_crl_t, gnutls_x509_crl_deinit>;
using PrivateKeyPtr = Handle<gnutls_privkey_t, gnutls_privkey_deinit>;
using PublicKeyPtr = Handle<gnutls_pubkey_t, gnutls_pubkey_deinit>;
using SessionPtr = Handle<gnutls_session_t, gnutls_deinit>;
using TextPtr = Handle<unsigned char*, free_text>;
using TrustListPtr = Handle<gnutls_x509_trust_list_t, free_trust_list>;
using X509KeyPtr = Handle<gnutls_x509_privkey_t, gnutls_x509_privkey_deinit>;

// borrow() shows octets to GnuTLS, which takes them as mutable and leaves them alone.
inline gnutls_datum_t borrow(BytesView bytes) {
  return {const_cast<unsigned char*>(bytes.data()), static_cast<unsigned>(bytes.size())};
}

// import_certificate() reads one DER certificate into `cert`; the code is GnuTLS's, 0 or negative.
int import_certificate(BytesView der, CertPtr& cert);

}  // namespace assay::gnutls
