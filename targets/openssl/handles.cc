#include "targets/openssl/handles.h"

#include <openssl/err.h>

namespace assay::openssl {

CertPtr parse_certificate(BytesView der) {
  const unsigned char* p = der.data();
  CertPtr cert(d2i_X509(nullptr, &p, static_cast<long>(der.size())));
  if (cert && p != der.data() + der.size()) cert.reset();
  ERR_clear_error();
  return cert;
}

CrlPtr parse_crl(BytesView der) {
  const unsigned char* p = der.data();
  CrlPtr crl(d2i_X509_CRL(nullptr, &p, static_cast<long>(der.size())));
  ERR_clear_error();
  return crl;
}

std::string queued_error() {
  const unsigned long code = ERR_peek_error();
  const char* text = code != 0 ? ERR_reason_error_string(code) : nullptr;
  ERR_clear_error();
  return text != nullptr ? text : "";
}

void fill_store(X509_STORE* store, const Question& question) {
  for (const Bytes& anchor : question.anchors) {
    if (const CertPtr cert = parse_certificate(anchor)) X509_STORE_add_cert(store, cert.get());
  }
  if (question.revocation == RevocationMode::kOff) return;
  for (const Bytes& each : question.crls) {
    if (const CrlPtr crl = parse_crl(each)) X509_STORE_add_crl(store, crl.get());
  }
}

namespace {

unsigned long revocation_flags(RevocationMode mode) {
  switch (mode) {
    case RevocationMode::kOff:
      return 0;
    case RevocationMode::kRequireLeaf:
      return X509_V_FLAG_CRL_CHECK;
    case RevocationMode::kIfPresent:
    case RevocationMode::kRequireChain:
      return X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL;
  }
  return 0;
}

constexpr char kAnyPolicy[] = "2.5.29.32.0";

void set_policies(X509_VERIFY_PARAM* param, const PolicyInputs& policy) {
  if (policy == PolicyInputs{}) return;  // as an application that knows of no policies
  unsigned long flags = X509_V_FLAG_POLICY_CHECK;
  if (policy.explicit_policy) flags |= X509_V_FLAG_EXPLICIT_POLICY;
  if (policy.policy_mapping_inhibit) flags |= X509_V_FLAG_INHIBIT_MAP;
  if (policy.any_policy_inhibit) flags |= X509_V_FLAG_INHIBIT_ANY;
  X509_VERIFY_PARAM_set_flags(param, flags);
  // To OpenSSL no policies are none that an explicit policy could be
  // (crypto/x509/pcy_tree.c:tree_calculate_user_set); in a question they stand for anyPolicy.
  std::vector<std::string> accepted = policy.initial_policy_set;
  if (accepted.empty()) accepted.emplace_back(kAnyPolicy);
  for (const std::string& oid : accepted) {
    // The parameter takes ownership of the object.
    if (ASN1_OBJECT* object = OBJ_txt2obj(oid.c_str(), 1)) {
      X509_VERIFY_PARAM_add0_policy(param, object);
    }
  }
}

}  // namespace

void set_trust(X509_VERIFY_PARAM* param, const Question& question, Variant variant) {
  X509_VERIFY_PARAM_set_time(param, static_cast<time_t>(question.time));
  X509_VERIFY_PARAM_set_flags(param, revocation_flags(question.revocation));
  if (question.max_depth) X509_VERIFY_PARAM_set_depth(param, *question.max_depth);
  if (variant == Variant::kStrict) X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT);
  if (variant == Variant::kPartialChain) {
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
  }
  set_policies(param, question.policy);
}

bool set_name(X509_VERIFY_PARAM* param, const PeerName& name) {
  switch (name.kind) {
    case NameKind::kDns:
      return X509_VERIFY_PARAM_set1_host(param, name.value.data(), name.value.size()) == 1;
    case NameKind::kIp:
      return X509_VERIFY_PARAM_set1_ip_asc(param, name.value.c_str()) == 1;
    case NameKind::kEmail:
      return X509_VERIFY_PARAM_set1_email(param, name.value.data(), name.value.size()) == 1;
    case NameKind::kUri:
      return false;
  }
  return false;
}

int tolerates_missing_crl(int ok, X509_STORE_CTX* context) {
  if (ok == 1 || X509_STORE_CTX_get_error(context) != X509_V_ERR_UNABLE_TO_GET_CRL) return ok;
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

}  // namespace assay::openssl
