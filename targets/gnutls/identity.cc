#include "targets/gnutls/identity.h"

#include "targets/gnutls/reasons.h"

namespace assay::gnutls {
namespace {

tl::unexpected<Error> refused(const std::string& what, int code) {
  return input_error("GnuTLS " + what + ": " + error_name(code) + ", " + gnutls_strerror(code));
}

Result<X509KeyPtr> import_key(BytesView pkcs8) {
  gnutls_x509_privkey_t raw = nullptr;
  gnutls_x509_privkey_init(&raw);
  X509KeyPtr key(raw);
  const gnutls_datum_t der = borrow(pkcs8);
  const int code =
      gnutls_x509_privkey_import_pkcs8(raw, &der, GNUTLS_X509_FMT_DER, nullptr, GNUTLS_PKCS_PLAIN);
  if (code < 0) return refused("cannot use this key", code);
  return key;
}

}  // namespace

Result<void> use_identity(gnutls_certificate_credentials_t credentials, const Identity& identity) {
  std::vector<CertPtr> chain(identity.chain.size());
  std::vector<gnutls_x509_crt_t> list;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (const int code = import_certificate(identity.chain[i], chain[i]); code < 0) {
      return refused("will not present certificate " + std::to_string(i), code);
    }
    list.push_back(chain[i].get());
  }
  ASSAY_TRY(key, import_key(identity.key));
  const int code = gnutls_certificate_set_x509_key(credentials, list.data(),
                                                   static_cast<int>(list.size()), key.get());
  if (code < 0) return refused("will not present this chain", code);
  return {};
}

Result<std::unique_ptr<Instrument>> Instrument::make(const Identity& identity) {
  ASSAY_TRY(x509_key, import_key(identity.key));
  std::unique_ptr<Instrument> made(new Instrument());
  made->chain_ = identity.chain;
  gnutls_privkey_t key = nullptr;
  gnutls_privkey_init(&key);
  made->key_.reset(key);
  gnutls_pubkey_t public_key = nullptr;
  gnutls_pubkey_init(&public_key);
  made->public_key_.reset(public_key);
  int code = gnutls_privkey_import_x509(key, x509_key.get(), GNUTLS_PRIVKEY_IMPORT_COPY);
  // Usage 0 stands for any.
  if (code >= 0) code = gnutls_pubkey_import_privkey(public_key, key, 0, 0);
  if (code < 0) return refused("cannot use this key", code);
  for (const Bytes& each : made->chain_) {
    made->certs_.push_back({nullptr, borrow(each), GNUTLS_CRT_X509});
  }
  made->certs_.front().pubkey = public_key;
  return made;
}

void Instrument::lend(gnutls_pcert_st** certs, unsigned* count, gnutls_privkey_t* key) {
  *certs = certs_.data();
  *count = static_cast<unsigned>(certs_.size());
  *key = key_.get();
}

}  // namespace assay::gnutls
