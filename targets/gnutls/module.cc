// GnuTLS as a target, as libgnutls applications get it.
#include <dlfcn.h>

#include "harness/target/target.h"
#include "targets/gnutls/endpoint.h"
#include "targets/gnutls/verify.h"

namespace assay::gnutls {
namespace {

std::string library_path() {
  Dl_info info{};
  return dladdr(reinterpret_cast<const void*>(&gnutls_check_version), &info) != 0 ? info.dli_fname
                                                                                  : "";
}

std::string build_options() {
  std::string options;
#if GNUTLS_VERSION_NUMBER >= 0x030703
  const gnutls_library_config_st* each = gnutls_get_library_config();
  for (; each != nullptr && each->name != nullptr; ++each) {
    options += (options.empty() ? "" : "; ") + std::string(each->name) + "=" + each->value;
  }
#endif
  return options;
}

class GnutlsTarget : public Target {
 public:
  TargetInfo info() const override {
    return TargetInfo{
        .id = "gnutls",
        .name = "GnuTLS",
        .version = gnutls_check_version(nullptr),
        .compiled = GNUTLS_VERSION,
        .build = build_options(),
        .library = library_path(),
        .capabilities = {Capability::kServerAuth, Capability::kClientAuth, Capability::kNameDns,
                         Capability::kNameIp, Capability::kNameEmail, Capability::kNoName,
                         Capability::kCrl, Capability::kEd25519, Capability::kEd448,
                         Capability::kP192, Capability::kP224, Capability::kDsa,
                         Capability::kRsaPss, Capability::kRsaPssKeys, Capability::kTls12,
                         Capability::kTls13},
    };
  }

  Verdict verify(const Question& question) override { return gnutls::verify(question); }

  Result<std::unique_ptr<Endpoint>> endpoint(const EndpointConfig& config) override {
    return make_endpoint(config);
  }
};

}  // namespace
}  // namespace assay::gnutls

ASSAY_MODULE_EXPORT assay::Target* assay_make_target(const char* variant) {
  if (*variant != '\0') return nullptr;
  return std::make_unique<assay::gnutls::GnutlsTarget>().release();
}
