// A target that is deliberately wrong, one way a variant. A harness that does not notice each of
// them is not worth running; harness/cli/canary_test.cc holds it to that.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "harness/target/target.h"

namespace assay {
namespace {

enum class Fault {
  kNone,  // rejects what is malformed only: as a control, it is wrong by honest ignorance
  kAcceptAll,
  kRejectAll,
  kCrash,
  kAbort,
  kHang,
  kLeak,
  kNoise,
  kThrow,
  kOverclaim,  // declares a capability that it lacks
};

struct Row {
  const char* name;
  Fault fault;
};
constexpr Row kFaults[] = {
    {"", Fault::kNone},
    {"accept-all", Fault::kAcceptAll},
    {"reject-all", Fault::kRejectAll},
    {"crash", Fault::kCrash},
    {"abort", Fault::kAbort},
    {"hang", Fault::kHang},
    {"leak", Fault::kLeak},
    {"noise", Fault::kNoise},
    {"throw", Fault::kThrow},
    {"overclaim", Fault::kOverclaim},
};

// The faulty variants answer well until a question's leaf names them, so that a test can see that
// the questions before and after the fault are not lost: the marker is in the leaf's octets.
constexpr std::string_view kMarker = "fault.assay.example";

bool marked(const Question& question) {
  return as_text(question.leaf).find(kMarker) != std::string_view::npos;
}

[[noreturn]] void leak_until_stopped() {
  constexpr std::size_t kBlock = 16 << 20;
  for (;;) {
    // Touched, so that it is resident; volatile, so that it is kept.
    auto* block = static_cast<volatile char*>(std::malloc(kBlock));
    if (block == nullptr) std::abort();
    for (std::size_t i = 0; i < kBlock; i += 4096) block[i] = 1;
    ::usleep(1000);
  }
}

[[noreturn]] void hang() {
  for (;;) ::pause();
}

void make_noise() {
  for (int i = 0; i < 2000; ++i) {
    std::fprintf(stdout, "noise on standard output %d\n", i);
    std::fprintf(stderr, "noise on standard error %d\n", i);
  }
  std::fflush(stdout);
}

class CanaryTarget : public Target {
 public:
  explicit CanaryTarget(const Row& row)
      : id_(*row.name == '\0' ? "canary" : std::string("canary/") + row.name), fault_(row.fault) {}

  TargetInfo info() const override {
    TargetInfo info{id_, "canary", "1", "1", "deliberately wrong", "", {}};
    info.capabilities = {Capability::kServerAuth, Capability::kClientAuth, Capability::kNameDns,
                         Capability::kNoName};
    if (fault_ == Fault::kOverclaim) info.capabilities.push_back(Capability::kCrl);
    return info;
  }

  Verdict verify(const Question& question) override {
    if (fault_ == Fault::kAcceptAll) return accepted();
    if (fault_ == Fault::kRejectAll) return rejected(Reason::kOther, "no");
    if (marked(question)) misbehave();
    return accepted();
  }

  Result<std::unique_ptr<Endpoint>> endpoint(const EndpointConfig&) override {
    return input_error("the canary shakes no hands");
  }

 private:
  void misbehave() const {
    switch (fault_) {
      case Fault::kCrash:
        std::raise(SIGSEGV);
        break;
      case Fault::kAbort:
        std::abort();
      case Fault::kHang:
        hang();
      case Fault::kLeak:
        leak_until_stopped();
      case Fault::kNoise:
        make_noise();
        break;
      case Fault::kThrow:
        throw 1;
      default:
        break;
    }
  }

  std::string id_;
  Fault fault_;
};

}  // namespace
}  // namespace assay

ASSAY_MODULE_EXPORT assay::Target* assay_make_target(const char* variant) {
  for (const assay::Row& row : assay::kFaults) {
    if (std::strcmp(row.name, variant) == 0) {
      return std::make_unique<assay::CanaryTarget>(row).release();
    }
  }
  return nullptr;
}
