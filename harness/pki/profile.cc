#include "harness/pki/profile.h"

#include <algorithm>

namespace assay {
namespace {

template <typename T>
auto by_name(const SharedList<T>& all, std::string_view name) {
  return std::find_if(all.begin(), all.end(), [name](const T& each) { return each.name == name; });
}

}  // namespace

std::size_t HierarchyProfile::position(std::string_view certificate) const {
  return static_cast<std::size_t>(by_name(certificates, certificate) - certificates.begin());
}

const CertificateProfile* HierarchyProfile::find(std::string_view certificate) const {
  const auto found = by_name(certificates, certificate);
  return found == certificates.end() ? nullptr : &*found;
}

const CrlProfile* HierarchyProfile::find_crl(std::string_view crl) const {
  const auto found = by_name(crls, crl);
  return found == crls.end() ? nullptr : &*found;
}

const OcspProfile* HierarchyProfile::find_ocsp(std::string_view response) const {
  const auto found = by_name(ocsp, response);
  return found == ocsp.end() ? nullptr : &*found;
}

}  // namespace assay
