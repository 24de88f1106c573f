#include "targets/openssl/verify.h"

#include <openssl/err.h>

#include "targets/openssl/reasons.h"

namespace assay::openssl {
namespace {

// libssl refuses the whole Certificate message when one of its certificates cannot be decoded.
struct Chain {
  CertPtr leaf;
  std::vector<CertPtr> pool;
};

bool parse_chain(const Question& question, Chain& chain) {
  chain.leaf = parse_certificate(question.leaf);
  if (!chain.leaf) return false;
  for (const Bytes& each : question.pool) {
    chain.pool.push_back(parse_certificate(each));
    if (!chain.pool.back()) return false;
  }
  return true;
}

Verdict verify_once(const Question& question, const Chain& chain, const PeerName* name,
                    Variant variant, int level) {
  const StorePtr store(X509_STORE_new());
  fill_store(store.get(), question);
  const StackPtr pool(sk_X509_new_null());
  // As off the wire: the untrusted list starts with the leaf itself.
  sk_X509_push(pool.get(), chain.leaf.get());
  for (const CertPtr& each : chain.pool) sk_X509_push(pool.get(), each.get());

  const StoreCtxPtr context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), chain.leaf.get(), pool.get());
  X509_STORE_CTX_set_default(
      context.get(), question.purpose == Purpose::kServerAuth ? "ssl_server" : "ssl_client");
  X509_VERIFY_PARAM* param = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_auth_level(param, level);
  set_trust(param, question, variant);
  if (name != nullptr && !set_name(param, *name)) {
    return rejected(Reason::kNameMismatch, "unusable reference identity", queued_error());
  }
  if (question.revocation == RevocationMode::kIfPresent) {
    X509_STORE_CTX_set_verify_cb(context.get(), tolerates_missing_crl);
  }
  const int ok = X509_verify_cert(context.get());
  const int code = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (ok != 1 && code == X509_V_OK) return rejected(Reason::kOther, "X509_verify_cert failed");
  return verify_verdict(ok == 1 ? X509_V_OK : code, X509_STORE_CTX_get_error_depth(context.get()));
}

}  // namespace

Verdict verify(const Question& question, Variant variant, int level) {
  Chain chain;
  if (!parse_chain(question, chain)) {
    return rejected(Reason::kMalformed, "d2i_X509 failed", "a certificate cannot be decoded");
  }
  if (question.names.empty()) return verify_once(question, chain, nullptr, variant, level);
  // X509_VERIFY_PARAM wants a host, a mailbox and an address to match all at once; a Question is
  // content with one.
  Verdict verdict;
  for (const PeerName& name : question.names) {
    verdict = verify_once(question, chain, &name, variant, level);
    if (verdict.decision == Decision::kAccept) break;
  }
  return verdict;
}

}  // namespace assay::openssl
