// Profiles from any YAML, and the certificate writer over whatever was read, hostile edits and all.
//
// Laws: every line of an Error names the file; what the writer refuses it refuses in one line; the
// report can say something about every certificate.
#include "fuzz/fuzz.h"
#include "harness/pki/certificate.h"
#include "harness/pki/profile_reader.h"
#include "harness/report/certificate_summary.h"

namespace assay {
namespace {

// An Ed25519 SubjectPublicKeyInfo (RFC 8410 section 10.1).
constexpr std::uint8_t kSpki[] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21,
                                  0x00, 0x19, 0xbf, 0x44, 0x09, 0x69, 0x84, 0xcd, 0xfe, 0x85, 0x41,
                                  0xba, 0xc1, 0x67, 0xdc, 0x3b, 0x96, 0xc8, 0x50, 0x86, 0xaa, 0x30,
                                  0xb6, 0xb6, 0xcb, 0x0c, 0x5c, 0x38, 0xad, 0x70, 0x31, 0x66, 0xe1};

void write_down(const CertificateProfile& profile) {
  CertificateParts parts;
  parts.subject = profile.subject;
  parts.issuer_name = profile.issuer_name.value_or(profile.subject);
  parts.serial = profile.serial.value_or(Bytes{0x40});
  parts.spki = kSpki;
  parts.family = KeyFamily::kEd25519;
  parts.issuer_spki = kSpki;
  parts.algorithm = SignatureAlgorithm::kEd25519;
  auto made = build_certificate(profile, parts);
  if (!made) return ASSAY_CHECK(is_clean(made.error().message));
  const auto written = finish_certificate(profile, std::move(*made), Bytes(64, 0x5a));
  if (!written) return ASSAY_CHECK(is_clean(written.error().message));
  ASSAY_CHECK(written->size() >= profile.trailing.size());
  (void)summarize_certificate(*written);
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto root = assay::parse_yaml(assay::as_text({data, size}), "f.yaml");
  if (!root) return 0;
  assay::Mistakes mistakes;
  const assay::YamlReader reader("f.yaml", mistakes);
  const assay::HierarchyProfile profile = assay::ProfileReader(reader).read(*root);
  if (const auto sound = mistakes.result(); !sound) {
    ASSAY_CHECK(assay::begins_with_file(sound.error().message, "f.yaml"));
    return 0;
  }
  for (const auto& certificate : profile.certificates) assay::write_down(certificate);
  return 0;
}
