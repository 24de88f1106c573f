#include "targets/gnutls/verify.h"

#include <arpa/inet.h>

#include "targets/gnutls/reasons.h"

namespace assay::gnutls {
namespace {

// What priority "NORMAL" adds to a session's verify flags (lib/priority.c: pgroups); a session adds
// nothing else. Without it SHA-1 and short keys would be judged by another yardstick.
constexpr unsigned kSessionFlags = GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_LOW);

// A session refuses a longer list before it looks at it (DEFAULT_MAX_VERIFY_DEPTH in
// lib/gnutls_int.h, applied by lib/cert-session.c:_gnutls_x509_cert_verify_peers).
constexpr std::size_t kSessionLimit = 16;

constexpr std::size_t kIpv4Octets = 4;
constexpr std::size_t kIpv6Octets = 16;

Bytes parse_address(const std::string& text) {
  Bytes address(kIpv6Octets);
  if (inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return address;
  address.resize(kIpv4Octets);
  if (inet_pton(AF_INET, text.c_str(), address.data()) == 1) return address;
  return {};
}

void remark(std::string& remarks, const char* what, std::size_t index, int code) {
  remarks += (remarks.empty() ? "" : "; ") + std::string(what) + " " + std::to_string(index) +
             " left out: " + error_name(code);
}

void add_anchors(const Question& question, Trust& trust) {
  for (std::size_t i = 0; i < question.anchors.size(); ++i) {
    CertPtr cert;
    if (const int code = import_certificate(question.anchors[i], cert); code < 0) {
      remark(trust.remarks, "anchor", i, code);
      continue;
    }
    gnutls_x509_crt_t raw = cert.release();  // the list frees it
    gnutls_x509_trust_list_add_cas(trust.list.get(), &raw, 1, GNUTLS_TL_USE_IN_TLS);
  }
}

// GNUTLS_TL_VERIFY_CRL would drop the CRLs of intermediates, and stock credentials do not set it
// (lib/cert-cred-x509.c:gnutls_certificate_set_x509_crl).
void add_crls(const Question& question, Trust& trust) {
  for (std::size_t i = 0; i < question.crls.size(); ++i) {
    gnutls_x509_crl_t raw = nullptr;
    gnutls_x509_crl_init(&raw);
    CrlPtr crl(raw);
    const gnutls_datum_t der = borrow(question.crls[i]);
    if (const int code = gnutls_x509_crl_import(raw, &der, GNUTLS_X509_FMT_DER); code < 0) {
      remark(trust.remarks, "CRL", i, code);
      continue;
    }
    raw = crl.release();  // the list frees it
    gnutls_x509_trust_list_add_crls(trust.list.get(), &raw, 1, 0, 0);
  }
}

// A session refuses the whole Certificate message when one certificate cannot be decoded
// (lib/auth/cert.c:_gnutls_proc_x509_crt, lib/cert-session.c:_gnutls_x509_cert_verify_peers).
int import_chain(const Question& question, std::vector<CertPtr>& chain) {
  chain.resize(1 + question.pool.size());
  int code = import_certificate(question.leaf, chain.front());
  for (std::size_t i = 0; code >= 0 && i < question.pool.size(); ++i) {
    code = import_certificate(question.pool[i], chain[i + 1]);
  }
  return code;
}

// After the chain, the handshake holds the leaf's keyUsage against what its key does there, which
// is to sign in every suite of TLS 1.3 and in the first choices of TLS 1.2
// (lib/tls-sig.c:_gnutls_check_key_usage_for_sig; no usage, or one that cannot be read, passes).
bool may_sign(gnutls_x509_crt_t leaf) {
  unsigned usage = 0;
  if (gnutls_x509_crt_get_key_usage(leaf, &usage, nullptr) < 0) return true;
  return usage == 0 || (usage & GNUTLS_KEY_DIGITAL_SIGNATURE) != 0;
}

}  // namespace

int import_certificate(BytesView der, CertPtr& cert) {
  gnutls_x509_crt_t raw = nullptr;
  if (const int code = gnutls_x509_crt_init(&raw); code < 0) return code;
  cert.reset(raw);
  const gnutls_datum_t data = borrow(der);
  return gnutls_x509_crt_import(raw, &data, GNUTLS_X509_FMT_DER);
}

Trust make_trust(const Question& question) {
  Trust trust;
  gnutls_x509_trust_list_t raw = nullptr;
  gnutls_x509_trust_list_init(&raw, 0);
  trust.list.reset(raw);
  add_anchors(question, trust);
  if (question.revocation != RevocationMode::kOff) add_crls(question, trust);
  return trust;
}

References::References(const Question& question) {
  const char* oid = question.purpose == Purpose::kServerAuth ? GNUTLS_KP_TLS_WWW_SERVER
                                                             : GNUTLS_KP_TLS_WWW_CLIENT;
  values_.reserve(question.names.size() + 1);  // sets borrow from it: it must not move
  values_.push_back(to_bytes(as_bytes(std::string_view(oid, std::string_view(oid).size() + 1))));
  purpose_ = {GNUTLS_DT_KEY_PURPOSE_OID, values_.back().data(), 0};
  for (const PeerName& name : question.names) add(name);
  if (question.names.empty()) sets_.push_back({purpose_});
}

void References::add(const PeerName& name) {
  const bool address = name.kind == NameKind::kIp;
  if (name.kind == NameKind::kUri) return;
  values_.push_back(address ? parse_address(name.value) : to_bytes(as_bytes(name.value)));
  Bytes& value = values_.back();
  // GnuTLS skips the check of an address of no octets.
  if (address && value.empty()) return;
  const auto size = static_cast<unsigned>(value.size());
  if (!address) value.push_back(0);
  const gnutls_vdata_types_t type = address                         ? GNUTLS_DT_IP_ADDRESS
                                    : name.kind == NameKind::kEmail ? GNUTLS_DT_RFC822NAME
                                                                    : GNUTLS_DT_DNS_HOSTNAME;
  sets_.push_back({{type, value.data(), size}, purpose_});
}

Verdict References::verdict_of(int code, unsigned status) {
  return code < 0 ? error_verdict(code, Reason::kMalformed) : status_verdict(status);
}

Verdict verify(const Question& question) {
  std::vector<CertPtr> chain;
  if (const int code = import_chain(question, chain); code < 0) {
    return rejected(Reason::kMalformed, error_name(code), gnutls_strerror(code));
  }
  if (chain.size() > kSessionLimit) return error_verdict(GNUTLS_E_CONSTRAINT_ERROR);

  const Trust trust = make_trust(question);
  std::vector<gnutls_x509_crt_t> list;
  list.reserve(chain.size());
  for (const CertPtr& each : chain) list.push_back(each.get());
  // The list goes in as sent: GnuTLS sorts it itself (lib/x509/common.c:_gnutls_sort_clist).
  References references(question);
  Verdict verdict =
      references.check([&](gnutls_typed_vdata_st* data, unsigned count, unsigned* status) {
        return gnutls_x509_trust_list_verify_crt2(trust.list.get(), list.data(),
                                                  static_cast<unsigned>(list.size()), data, count,
                                                  kSessionFlags, status, nullptr);
      });
  if (verdict.decision == Decision::kAccept && !may_sign(list.front())) {
    verdict = error_verdict(GNUTLS_E_KEY_USAGE_VIOLATION);
  }
  if (!trust.remarks.empty()) verdict.words += (verdict.words.empty() ? "" : " ") + trust.remarks;
  return verdict;
}

}  // namespace assay::gnutls
