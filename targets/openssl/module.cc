// OpenSSL as a target: the default as libssl applications get it, and two ways of calling it that
// change verdicts.
#include <dlfcn.h>

#include <optional>

#include "harness/target/target.h"
#include "targets/openssl/endpoint.h"
#include "targets/openssl/verify.h"

namespace assay::openssl {
namespace {

template <typename Function>
std::string library_of(Function* function) {
  Dl_info info{};
  return dladdr(reinterpret_cast<const void*>(function), &info) != 0 ? info.dli_fname : "";
}

// The level a stock context has: Debian builds with 2.
int stock_security_level() {
  const CtxPtr ctx(SSL_CTX_new(TLS_method()));
  return SSL_CTX_get_security_level(ctx.get());
}

class OpensslTarget : public Target {
 public:
  OpensslTarget(std::string id, Variant variant)
      : id_(std::move(id)), variant_(variant), level_(stock_security_level()) {}

  TargetInfo info() const override {
    return TargetInfo{
        .id = id_,
        .name = "OpenSSL",
        .version = OpenSSL_version(OPENSSL_VERSION_STRING),
        .compiled = OPENSSL_VERSION_STR,
        .build = std::string(OpenSSL_version(OPENSSL_VERSION)) + "; security level " +
                 std::to_string(level_),
        .library = library_of(&SSL_CTX_new),
        .parts = {library_of(&X509_verify_cert)},
        .capabilities = {Capability::kServerAuth, Capability::kClientAuth, Capability::kNameDns,
                         Capability::kNameIp, Capability::kNameEmail, Capability::kNoName,
                         Capability::kCrl, Capability::kMaxDepth, Capability::kPolicies,
                         Capability::kEd25519, Capability::kEd448, Capability::kP224,
                         Capability::kSecp256k1, Capability::kBrainpool, Capability::kDsa,
                         Capability::kRsaPss, Capability::kRsaPssKeys, Capability::kTls12,
                         Capability::kTls13},
    };
  }

  Verdict verify(const Question& question) override {
    return openssl::verify(question, variant_, level_);
  }

  Result<std::unique_ptr<Endpoint>> endpoint(const EndpointConfig& config) override {
    return make_endpoint(config, variant_);
  }

 private:
  std::string id_;
  Variant variant_;
  int level_;
};

std::optional<Variant> parse_variant(std::string_view text) {
  if (text.empty()) return Variant::kDefault;
  if (text == "strict") return Variant::kStrict;
  if (text == "partial-chain") return Variant::kPartialChain;
  return std::nullopt;
}

}  // namespace
}  // namespace assay::openssl

ASSAY_MODULE_EXPORT assay::Target* assay_make_target(const char* variant) {
  using assay::openssl::OpensslTarget;
  const auto parsed = assay::openssl::parse_variant(variant);
  if (!parsed) return nullptr;
  const std::string id = *variant == '\0' ? "openssl" : std::string("openssl/") + variant;
  return std::make_unique<OpensslTarget>(id, *parsed).release();
}
