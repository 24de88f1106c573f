#include "targets/mbedtls/verify.h"

#include "targets/mbedtls/reasons.h"

namespace assay::mbedtls {
namespace {

// The handshake passes over a certificate whose signature algorithm it does not know
// (library/ssl_tls.c:ssl_parse_certificate_chain).
constexpr int kUnknownSignature = MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG + MBEDTLS_ERR_OID_NOT_FOUND;

// parse_chain() reads leaf and pool as the handshake reads a Certificate message: one certificate
// that cannot be decoded refuses it all. A leaf of unknown signature algorithm is refused too: the
// handshake would judge the next certificate in its place and fail at the leaf's signature.
int parse_chain(const Question& question, mbedtls_x509_crt* chain) {
  int code = mbedtls_x509_crt_parse_der(chain, question.leaf.data(), question.leaf.size());
  for (std::size_t i = 0; code == 0 && i < question.pool.size(); ++i) {
    const Bytes& each = question.pool[i];
    code = mbedtls_x509_crt_parse_der(chain, each.data(), each.size());
    if (code == kUnknownSignature) code = 0;
  }
  return code;
}

// What library/ssl_tls.c:mbedtls_ssl_check_cert_usage adds to the flags, for a key exchange in
// which the leaf's key signs: every suite of TLS 1.3, and the first choice of a stock TLS 1.2
// client.
std::uint32_t usage_flags(const mbedtls_x509_crt* leaf, Purpose purpose) {
  std::uint32_t flags = 0;
  if (mbedtls_x509_crt_check_key_usage(leaf, MBEDTLS_X509_KU_DIGITAL_SIGNATURE) != 0) {
    flags |= MBEDTLS_X509_BADCERT_KEY_USAGE;
  }
  const bool server = purpose == Purpose::kServerAuth;
  const char* oid = server ? MBEDTLS_OID_SERVER_AUTH : MBEDTLS_OID_CLIENT_AUTH;
  const std::size_t size = server ? MBEDTLS_OID_SIZE(MBEDTLS_OID_SERVER_AUTH)
                                  : MBEDTLS_OID_SIZE(MBEDTLS_OID_CLIENT_AUTH);
  if (mbedtls_x509_crt_check_extended_key_usage(leaf, oid, size) != 0) {
    flags |= MBEDTLS_X509_BADCERT_EXT_KEY_USAGE;
  }
  return flags;
}

Verdict verify_once(const Question& question, Crt& chain, Trust& trust, const char* name) {
  std::uint32_t flags = 0;
  const int code = mbedtls_x509_crt_verify_with_profile(chain.get(), trust.anchors(), trust.crls(),
                                                        &mbedtls_x509_crt_profile_default, name,
                                                        &flags, nullptr, nullptr);
  if (code != 0 && code != MBEDTLS_ERR_X509_CERT_VERIFY_FAILED) return code_verdict(code);
  return flags_verdict(flags | usage_flags(chain.get(), question.purpose));
}

}  // namespace

Trust::Trust(const Question& question) {
  for (std::size_t i = 0; i < question.anchors.size(); ++i) {
    const Bytes& each = question.anchors[i];
    const int code = mbedtls_x509_crt_parse_der(anchors_.get(), each.data(), each.size());
    if (code == 0) has_anchors_ = true;
    if (code != 0) remark("anchor", i, code);
  }
  if (question.revocation == RevocationMode::kOff) return;
  for (std::size_t i = 0; i < question.crls.size(); ++i) {
    const Bytes& each = question.crls[i];
    const int code = mbedtls_x509_crl_parse_der(crls_.get(), each.data(), each.size());
    if (code == 0) has_crls_ = true;
    if (code != 0) remark("CRL", i, code);
  }
}

void Trust::remark(const char* what, std::size_t index, int code) {
  remarks_ += (remarks_.empty() ? "" : "; ") + std::string(what) + " " + std::to_string(index) +
              " left out: " + code_name(code) + " " + code_words(code);
}

Verdict verify(const Question& question) {
  Crt chain;
  if (const int code = parse_chain(question, chain.get()); code != 0) {
    return code_verdict(code, Reason::kMalformed);
  }
  Trust trust(question);
  Verdict verdict;
  if (question.names.empty()) verdict = verify_once(question, chain, trust, nullptr);
  for (const PeerName& name : question.names) {
    verdict = verify_once(question, chain, trust, name.value.c_str());
    if (verdict.decision == Decision::kAccept) break;
  }
  if (!trust.remarks().empty()) {
    verdict.words += (verdict.words.empty() ? "" : "; ") + trust.remarks();
  }
  return verdict;
}

}  // namespace assay::mbedtls
