// build/<key>/<shape>: certificates by the writer, from profile to signed octets, and by templates.
// The floor is one raw signature a certificate.
#include <fmt/format.h>

#include <memory>
#include <utility>

#include "bench/floor.h"
#include "bench/stamping.h"
#include "bench/workbench.h"
#include "harness/pki/certificate.h"

namespace assay::bench {
namespace {

constexpr std::size_t kBatch = 16;
constexpr std::size_t kTemplateBatch = 256;  // a pass is long beside the reading of the clock
constexpr KeyType kKeys[] = {KeyType::kRsa2048, KeyType::kP256, KeyType::kEd25519};

struct Shape {
  const char* name;
  std::vector<std::string> certificates;  // of the profile tls-server-3
};

// Writer makes certificates of one hierarchy, each time with another serial number.
class Writer {
 public:
  static Result<Writer> open(const Workbench& workbench, KeyType type) {
    const CatalogueEntry* entry = workbench.catalogue().find("profile/tls-server-3");
    if (entry == nullptr) return input_error("the catalogue has no profile tls-server-3");
    ASSAY_TRY(pool, workbench.keys());
    Writer made(entry->hierarchy);
    for (std::size_t i = 0; i < entry->hierarchy.certificates.size(); ++i) {
      ASSAY_TRY(pooled, pool.key(type, i, fmt::format("bench/build/{}", i)));
      made.keys_.push_back(pooled.key);
    }
    return made;
  }

  [[nodiscard]] Result<Bytes> write(const std::string& name, std::size_t serial) const {
    const std::size_t at = hierarchy_.position(name);
    const CertificateProfile& profile = hierarchy_.certificates.at(at);
    const std::size_t issuer = issuer_of(name);
    CertificateParts parts;
    parts.subject = profile.subject;
    parts.issuer_name = hierarchy_.certificates[issuer].subject;
    parts.serial.assign(16, 0x40);
    for (std::size_t i = 0; i < sizeof serial; ++i) {
      parts.serial[15 - i] = static_cast<std::uint8_t>(serial >> (8 * i));
    }
    parts.spki = keys_[at].spki();
    parts.family = family_of(keys_[at].type());
    parts.issuer_spki = keys_[issuer].spki();
    parts.algorithm = default_algorithm(keys_[issuer].type());
    ASSAY_TRY(certificate, build_certificate(profile, parts));
    ASSAY_TRY(signature, keys_[issuer].sign(parts.algorithm, certificate.tbs));
    return finish_certificate(profile, std::move(certificate), std::move(signature));
  }

  // check() reads what was written with the strict reader, which shares nothing with the writer,
  // and verifies it.
  [[nodiscard]] Result<void> check(const std::string& name, std::size_t serial) const {
    ASSAY_TRY(written, write(name, serial));
    ASSAY_TRY(good, verifies(written, keys_[issuer_of(name)]));
    if (!good) return harness_error("the signature of '" + name + "' does not verify");
    ASSAY_TRY(next, write(name, serial + 1));
    if (next == written) return harness_error("'" + name + "' does not change with its serial");
    return {};
  }

 private:
  explicit Writer(const HierarchyProfile& hierarchy) : hierarchy_(hierarchy) {}

  [[nodiscard]] std::size_t issuer_of(const std::string& name) const {
    const std::string& issuer = hierarchy_.find(name)->issuer;
    return hierarchy_.position(issuer == kSelf ? name : issuer);
  }

  HierarchyProfile hierarchy_;
  std::vector<PrivateKey> keys_;  // one a certificate
};

Result<Subject> make_writer(const Workbench& workbench, KeyType type, const Shape& shape) {
  ASSAY_TRY(opened, Writer::open(workbench, type));
  const auto writer = std::make_shared<const Writer>(std::move(opened));
  ASSAY_TRY(pool, workbench.keys());
  ASSAY_TRY(raw, RawKey::make(pool, type));
  Subject subject;
  subject.batch = kBatch;
  subject.check = [writer, shape]() -> Result<void> {
    for (const std::string& name : shape.certificates) ASSAY_CHECK_OK(writer->check(name, 0));
    return {};
  };
  subject.work = [writer, shape](std::size_t first) -> Result<void> {
    for (std::size_t i = first; i < first + kBatch; ++i) {
      for (const std::string& name : shape.certificates) {
        ASSAY_TRY(written, writer->write(name, i));
        if (written.empty()) return harness_error("nothing was written");
      }
    }
    return {};
  };
  const std::size_t signatures = kBatch * shape.certificates.size();
  subject.reference = [raw, signatures](std::size_t) { return raw.sign(signatures); };
  return subject;
}

enum class TemplateShape { kLeaf, kChain };

Result<Subject> make_template(const Workbench& workbench, KeyType type, TemplateShape shape) {
  ASSAY_TRY(opened, Stamper::open(workbench, type));
  const auto stamper = std::make_shared<Stamper>(std::move(opened));
  ASSAY_TRY(pool, workbench.keys());
  ASSAY_TRY(raw, RawKey::make(pool, type));
  const auto out = std::make_shared<Bytes>(3 * stamper->max_size());
  Subject subject;
  subject.batch = type == KeyType::kP256 ? kTemplateBatch : kBatch;
  const std::size_t batch = subject.batch;
  subject.check = [stamper] { return stamper->check(); };
  subject.work = [stamper, out, shape, batch](std::size_t first) -> Result<void> {
    for (std::size_t i = first; i < first + batch; ++i) {
      if (shape == TemplateShape::kLeaf) {
        ASSAY_CHECK_OK(stamper->leaf(i, *out));
      } else {
        ASSAY_CHECK_OK(stamper->chain(i, *out));
      }
    }
    return {};
  };
  const std::size_t signatures = batch * (shape == TemplateShape::kLeaf ? 1 : 3);
  subject.reference = [raw, signatures](std::size_t) { return raw.sign(signatures); };
  return subject;
}

}  // namespace

void add_build(Workbench& workbench, Failures& failures) {
  const Shape shapes[] = {{"leaf", {"leaf"}}, {"chain-3", {"root", "intermediate", "leaf"}}};
  for (const KeyType type : kKeys) {
    for (const Shape& shape : shapes) {
      add(fmt::format("build/{}/{}", name_of(type), shape.name), failures,
          [&workbench, type, shape] { return make_writer(workbench, type, shape); });
    }
    add(fmt::format("build/{}/template-leaf", name_of(type)), failures,
        [&workbench, type] { return make_template(workbench, type, TemplateShape::kLeaf); });
    add(fmt::format("build/{}/template-chain-3", name_of(type)), failures,
        [&workbench, type] { return make_template(workbench, type, TemplateShape::kChain); });
  }
}

}  // namespace assay::bench
