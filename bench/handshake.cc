// handshake/<stack>/<version>/<mode>: a stack's client against its own server in this process:
// both ends opened from their octets, a full handshake, application data there and back.
//
// The floor of a full (EC)DHE handshake is 2 keys made, 2 secrets derived, 1 signature and 3
// checks (CertificateVerify, leaf, intermediate); mTLS adds 1 signature and 3 checks.
#include <fmt/format.h>

#include <memory>

#include "bench/floor.h"
#include "bench/shaking.h"

namespace assay::bench {
namespace {

constexpr std::size_t kBatch = 8;

Result<void> raw_handshakes(const RawKey& raw, Mode mode) {
  const std::size_t sides = mode == Mode::kMtls ? 2 : 1;
  ASSAY_CHECK_OK(agree(kBatch));
  ASSAY_CHECK_OK(raw.sign(kBatch * sides));
  return raw.verify(kBatch * sides * 3);
}

Result<Subject> make(const Workbench& workbench, Stack& stack, TlsVersion version, Mode mode) {
  ASSAY_TRY(made, pairs(workbench, version, mode));
  const auto shaken = std::make_shared<const std::vector<Pair>>(std::move(made));
  ASSAY_TRY(pool, workbench.keys());
  ASSAY_TRY(raw, RawKey::make(pool, KeyType::kP256));
  Target& target = stack.module.target();
  const std::string& who = stack.info.id;
  Subject subject;
  subject.batch = kBatch;
  subject.check = [&target, &who, shaken, mode]() -> Result<void> {
    for (std::size_t i = 0; i < kBatch; ++i) {
      ASSAY_CHECK_OK(shake(target, (*shaken)[i], who));
    }
    return check_refusal(target, shaken->front(), mode, who);
  };
  subject.work = [&target, &who, shaken](std::size_t first) -> Result<void> {
    for (std::size_t i = first; i < first + kBatch; ++i) {
      ASSAY_CHECK_OK(shake(target, (*shaken)[i % kQuestions], who));
    }
    return {};
  };
  subject.reference = [raw, mode](std::size_t) { return raw_handshakes(raw, mode); };
  return subject;
}

}  // namespace

void add_handshake(Workbench& workbench, Failures& failures) {
  for (Stack& stack : workbench.stacks()) {
    for (const TlsVersion version : {TlsVersion::kTls12, TlsVersion::kTls13}) {
      const bool is_12 = version == TlsVersion::kTls12;
      if (!stack.has(is_12 ? Capability::kTls12 : Capability::kTls13)) continue;
      for (const Mode mode : {Mode::kServerAuth, Mode::kMtls}) {
        add(fmt::format("handshake/{}/{}/{}", stack.info.id, name_of(version), name_of(mode)),
            failures,
            [&workbench, &stack, version, mode] { return make(workbench, stack, version, mode); });
      }
    }
  }
}

}  // namespace assay::bench
