#include "targets/wolfssl/trust.h"

#include "targets/wolfssl/reasons.h"

namespace assay::wolfssl {
namespace {

void note(std::string& notes, const std::string& what, const std::string& why) {
  if (!notes.empty()) notes += "; ";
  notes += what + " not loaded: " + why;
}

void load_anchors(WOLFSSL_CTX* ctx, const Question& question, std::string& notes) {
  for (std::size_t i = 0; i < question.anchors.size(); ++i) {
    const Bytes& der = question.anchors[i];
    const int code = wolfSSL_CTX_load_verify_buffer(ctx, der.data(), static_cast<long>(der.size()),
                                                    WOLFSSL_FILETYPE_ASN1);
    if (code != WOLFSSL_SUCCESS) note(notes, "anchor " + std::to_string(i), native_of(code));
  }
}

// wolfSSL_CTX_LoadCRLBuffer wants the issuer at hand when the CRL is loaded, which only an anchor
// is; the store's function leaves the signature until the chain is there.
void load_crls(WOLFSSL_CTX* ctx, const Question& question, std::string& notes) {
  WOLFSSL_X509_STORE* store = wolfSSL_CTX_get_cert_store(ctx);
  for (std::size_t i = 0; i < question.crls.size(); ++i) {
    const Bytes& der = question.crls[i];
    const CrlPtr crl(wolfSSL_d2i_X509_CRL(nullptr, der.data(), static_cast<int>(der.size())));
    if (!crl || wolfSSL_X509_STORE_add_crl(store, crl.get()) != WOLFSSL_SUCCESS) {
      note(notes, "CRL " + std::to_string(i), "wolfSSL_X509_STORE_add_crl refused it");
    }
  }
}

// RevocationMode::kIfPresent without CRLs asks for nothing. All else is the chain mode: wolfSSL has
// no mode that forgives a missing CRL, and its store no leaf mode.
void check_revocation(WOLFSSL_CTX* ctx, const Question& question, std::string& notes) {
  const bool off = question.revocation == RevocationMode::kOff ||
                   (question.revocation == RevocationMode::kIfPresent && question.crls.empty());
  if (off) return;
  load_crls(ctx, question, notes);
  wolfSSL_CTX_EnableCRL(ctx, WOLFSSL_CRL_CHECKALL);
  // Builds with HAVE_CRL_IO would fetch a missing CRL over HTTP.
  wolfSSL_CTX_SetCRL_IOCb(ctx, nullptr);
}

}  // namespace

std::string trust(WOLFSSL_CTX* ctx, const Question& question) {
  std::string notes;
  wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_PEER | WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  load_anchors(ctx, question, notes);
  check_revocation(ctx, question, notes);
  if (question.max_depth) wolfSSL_CTX_set_verify_depth(ctx, *question.max_depth);
  return notes;
}

Result<void> expect_name(WOLFSSL* ssl, const PeerName& name, Purpose purpose) {
  if (name.kind == NameKind::kIp) {
    wolfSSL_X509_VERIFY_PARAM_set1_ip_asc(wolfSSL_get0_param(ssl), name.value.c_str());
    return {};
  }
  if (name.kind != NameKind::kDns ||
      wolfSSL_check_domain_name(ssl, name.value.c_str()) != WOLFSSL_SUCCESS) {
    return input_error("wolfSSL cannot match the name '" + name.value + "'");
  }
  if (purpose == Purpose::kServerAuth) {
    wolfSSL_UseSNI(ssl, WOLFSSL_SNI_HOST_NAME, name.value.data(),
                   static_cast<unsigned short>(name.value.size()));
  }
  return {};
}

}  // namespace assay::wolfssl
