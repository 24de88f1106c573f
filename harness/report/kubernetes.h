// kubernetes: a case as objects of a cluster.
#pragma once

#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/model/case.h"

namespace assay {

// kKubernetesLimit is what a Secret or a ConfigMap may hold, in octets.
inline constexpr std::size_t kKubernetesLimit = std::size_t{1} << 20;

// kubernetes_objects() is YAML of two objects: a Secret of type kubernetes.io/tls (tls.crt: the
// leaf and the pool as PEM; tls.key) and a ConfigMap (ca.crt: the anchors, ca.crl: the CRLs, if
// any). An Error of kind kInput says why a cluster cannot hold the case: no leaf, no key, too
// large.
Result<std::string> kubernetes_objects(const Case& what);

// kubernetes_name() is the name that both objects have: a DNS-1123 subdomain, '/' written as '.'.
// Ids that have more to lose get a part that is their own at the end.
std::string kubernetes_name(std::string_view case_id);

}  // namespace assay
