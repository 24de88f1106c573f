// The oracle as a target: it is asked in a worker like every stack, so that its answers stand in
// the same columns and its bugs cost no more than theirs.
#include <dlfcn.h>

#include <memory>

#include "harness/oracle/validate.h"
#include "harness/target/target.h"

namespace assay {
namespace {

std::string own_path() {
  Dl_info place{};
  if (dladdr(reinterpret_cast<const void*>(&own_path), &place) == 0) return {};
  return place.dli_fname;
}

// OracleTarget obeys each question's ruleset, or always the one of its variant.
class OracleTarget : public Target {
 public:
  OracleTarget(std::string id, const OracleOptions& options)
      : id_(std::move(id)), options_(options) {}

  TargetInfo info() const override {
    using enum Capability;
    TargetInfo info{id_,
                    "Assay oracle",
                    ASSAY_VERSION,
                    ASSAY_VERSION,
                    "RFC 5280 section 6; libcrypto for raw signatures",
                    own_path(),
                    {}};
    info.capabilities = {kServerAuth,
                         kClientAuth,
                         kNameDns,
                         kNameIp,
                         kNameEmail,
                         kNameUri,
                         kNoName,
                         kCrl,
                         kOcsp,
                         kMaxDepth,
                         kPolicies,
                         kCallerKeyUsage,
                         kSignatureAlgorithms,
                         kRsaPss};
    // The Baseline Requirements know RSA and three curves only (6.1.5), and no purposes of a leaf
    // beside those of TLS (7.1.2.7.10).
    if (options_.ruleset != Ruleset::kWebpki) {
      info.capabilities.insert(
          info.capabilities.end(),
          {kCallerEku, kEd25519, kEd448, kP192, kP224, kSecp256k1, kBrainpool, kDsa, kRsaPssKeys});
    }
    return info;
  }

  Verdict verify(const Question& question) override { return validate(question, options_).verdict; }

  Result<std::unique_ptr<Endpoint>> endpoint(const EndpointConfig&) override {
    return input_error("the oracle judges chains and shakes no hands");
  }

 private:
  std::string id_;
  OracleOptions options_;
};

}  // namespace
}  // namespace assay

ASSAY_MODULE_EXPORT assay::Target* assay_make_target(const char* variant) {
  using namespace assay;  // NOLINT(google-build-using-namespace): the module's one function
  if (*variant == '\0') return std::make_unique<OracleTarget>("oracle", OracleOptions{}).release();
  for (const auto& [ruleset, name] : EnumNames<Ruleset>::kNames) {
    if (name != variant) continue;
    OracleOptions options;
    options.ruleset = ruleset;
    return std::make_unique<OracleTarget>("oracle/" + std::string(name), options).release();
  }
  return nullptr;
}
