#include "harness/model/capability.h"

#include <algorithm>

namespace assay {
namespace {

Capability of_name(NameKind kind) {
  switch (kind) {
    case NameKind::kDns:
      return Capability::kNameDns;
    case NameKind::kIp:
      return Capability::kNameIp;
    case NameKind::kEmail:
      return Capability::kNameEmail;
    case NameKind::kUri:
      return Capability::kNameUri;
  }
  check_failed("a name kind without a capability", __FILE__, __LINE__);
}

// The purpose's own extended key usage asks for nothing beside the purpose.
bool beyond_purpose(const std::string& usage, Purpose purpose) {
  return usage != (purpose == Purpose::kServerAuth ? "serverAuth" : "clientAuth");
}

}  // namespace

std::vector<Capability> needed_capabilities(const Question& q) {
  std::vector<Capability> needs;
  const auto need = [&needs](bool when, Capability capability) {
    if (when) needs.push_back(capability);
  };
  need(q.purpose == Purpose::kServerAuth, Capability::kServerAuth);
  need(q.purpose == Purpose::kClientAuth, Capability::kClientAuth);
  for (const PeerName& name : q.names) needs.push_back(of_name(name.kind));
  need(q.names.empty(), Capability::kNoName);
  need(q.revocation != RevocationMode::kOff, Capability::kCrl);
  need(q.revocation != RevocationMode::kOff && !q.ocsp.empty(), Capability::kOcsp);
  need(q.max_depth.has_value(), Capability::kMaxDepth);
  need(q.policy != PolicyInputs{}, Capability::kPolicies);
  need(!q.key_usages.empty(), Capability::kCallerKeyUsage);
  need(std::any_of(q.extended_key_usages.begin(), q.extended_key_usages.end(),
                   [&](const std::string& usage) { return beyond_purpose(usage, q.purpose); }),
       Capability::kCallerEku);
  need(!q.signature_algorithms.empty(), Capability::kSignatureAlgorithms);
  std::sort(needs.begin(), needs.end());
  needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
  return needs;
}

}  // namespace assay
