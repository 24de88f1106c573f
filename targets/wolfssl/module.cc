// wolfSSL as a target.
#include <dlfcn.h>

#include <string_view>

#include "harness/target/target.h"
#include "targets/wolfssl/endpoint.h"
#include "targets/wolfssl/handles.h"
#include "targets/wolfssl/verify.h"

namespace assay::wolfssl {
namespace {

std::string library_path() {
  Dl_info info{};
  return dladdr(reinterpret_cast<const void*>(&wolfSSL_lib_version), &info) != 0 ? info.dli_fname
                                                                                 : "";
}

// The options that change verdicts.
std::string build_options() {
  std::string options = "OPENSSL_EXTRA";
#ifdef WOLFSSL_ALT_CERT_CHAINS
  options += " WOLFSSL_ALT_CERT_CHAINS";
#endif
#ifdef OPENSSL_COMPATIBLE_DEFAULTS
  options += " OPENSSL_COMPATIBLE_DEFAULTS";
#endif
#ifdef WOLFSSL_ASN_TEMPLATE
  options += " WOLFSSL_ASN_TEMPLATE";
#endif
#ifdef WOLFSSL_TRUST_PEER_CERT
  options += " WOLFSSL_TRUST_PEER_CERT";
#endif
#ifdef IGNORE_NAME_CONSTRAINTS
  options += " IGNORE_NAME_CONSTRAINTS";
#endif
#ifdef IGNORE_KEY_EXTENSIONS
  options += " IGNORE_KEY_EXTENSIONS";
#endif
#ifdef HAVE_CRL
  options += " HAVE_CRL";
#endif
#ifdef HAVE_CRL_IO
  options += " HAVE_CRL_IO";
#endif
  return options;
}

class WolfsslTarget : public Target {
 public:
  WolfsslTarget() { wolfSSL_Init(); }
  ~WolfsslTarget() override { wolfSSL_Cleanup(); }
  WolfsslTarget(const WolfsslTarget&) = delete;
  WolfsslTarget& operator=(const WolfsslTarget&) = delete;

  TargetInfo info() const override {
    TargetInfo info{
        .id = "wolfssl",
        .name = "wolfSSL",
        .version = wolfSSL_lib_version(),
        .compiled = LIBWOLFSSL_VERSION_STRING,
        .build = build_options(),
        .library = library_path(),
        .capabilities = {Capability::kServerAuth, Capability::kClientAuth, Capability::kNameDns,
                         Capability::kNameIp, Capability::kNoName, Capability::kCrl,
                         Capability::kMaxDepth},
    };
#ifdef HAVE_ED25519
    info.capabilities.push_back(Capability::kEd25519);
#endif
#ifdef HAVE_ED448
    info.capabilities.push_back(Capability::kEd448);
#endif
#if defined(HAVE_ECC224) || defined(HAVE_ALL_CURVES)
    info.capabilities.push_back(Capability::kP224);
#endif
#ifdef HAVE_ECC_KOBLITZ
    info.capabilities.push_back(Capability::kSecp256k1);
#endif
#ifdef HAVE_ECC_BRAINPOOL
    info.capabilities.push_back(Capability::kBrainpool);
#endif
#ifdef WC_RSA_PSS
    info.capabilities.push_back(Capability::kRsaPss);
    info.capabilities.push_back(Capability::kRsaPssKeys);
#endif
    info.capabilities.push_back(Capability::kTls12);
    info.capabilities.push_back(Capability::kTls13);
    return info;
  }

  Verdict verify(const Question& question) override { return wolfssl::verify(question); }

  Result<std::unique_ptr<Endpoint>> endpoint(const EndpointConfig& config) override {
    return make_endpoint(config);
  }
};

}  // namespace
}  // namespace assay::wolfssl

ASSAY_MODULE_EXPORT assay::Target* assay_make_target(const char* variant) {
  if (!std::string_view(variant).empty()) return nullptr;
  return std::make_unique<assay::wolfssl::WolfsslTarget>().release();
}
