#include "harness/report/certificate_summary.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "harness/der/oid.h"
#include "harness/der/reader.h"
#include "harness/report/extension_summary.h"
#include "harness/report/name_text.h"

namespace assay {
namespace {

using der::Element;
using der::Parsed;
using der::Reader;
using der::Tag;

Parsed<std::string> read_name(const Reader& outer, const Element& element) {
  ASSAY_DER_TRY(rdns, outer.into(element));
  return name_text(rdns);
}

Parsed<std::string> read_algorithm(Reader& reader) {
  ASSAY_DER_TRY(algorithm, reader.sequence());
  ASSAY_DER_TRY(id, algorithm.oid());
  return der::oid_text(id);
}

std::string curve_name(BytesView oid) {
  const auto id = der::known(oid);
  if (id == der::Oid::kP256) return "P-256";
  if (id == der::Oid::kP384) return "P-384";
  if (id == der::Oid::kP521) return "P-521";
  return der::oid_text(oid);
}

std::size_t bits_of(BytesView magnitude) {
  if (magnitude.empty()) return 0;
  std::size_t bits = magnitude.size() * 8;
  for (unsigned bit = 0x80; bit != 0 && (magnitude[0] & bit) == 0; bit >>= 1) --bits;
  return bits;
}

Parsed<std::string> read_key(Reader& tbs) {
  ASSAY_DER_TRY(info, tbs.sequence());
  ASSAY_DER_TRY(algorithm, info.sequence());
  ASSAY_DER_TRY(id, algorithm.oid());
  ASSAY_DER_TRY(bits, info.bit_string());
  const auto known = der::known(id);
  if (known == der::Oid::kRsaEncryption || known == der::Oid::kRsaPss) {
    ASSAY_DER_TRY(outer, info.into(bits.octets));
    ASSAY_DER_TRY(key, outer.sequence());
    ASSAY_DER_TRY(modulus, key.integer());
    return fmt::format("{} {}", known == der::Oid::kRsaPss ? "RSA-PSS" : "RSA",
                       bits_of(modulus.magnitude()));
  }
  if (known == der::Oid::kEcPublicKey) {
    if (!algorithm.next_is(der::tag::kOid)) return std::string("EC, explicit curve");
    ASSAY_DER_TRY(curve, algorithm.oid());
    return "EC " + curve_name(curve);
  }
  return der::oid_text(id);
}

Parsed<void> read_extensions(Reader& tbs, CertificateSummary& summary) {
  ASSAY_DER_TRY(wrapper, tbs.enter(Tag::context_constructed(3)));
  ASSAY_DER_TRY(list, wrapper.sequence());
  while (!list.at_end()) {
    ASSAY_DER_TRY(extension, list.sequence());
    ASSAY_DER_TRY(id, extension.oid());
    // An encoded FALSE is a defect of the certificate, not a reason to show nothing.
    ExtensionSummary made{der::oid_text(id), false, {}};
    if (extension.next_is(der::tag::kBoolean)) {
      ASSAY_DER_TRY(critical, extension.boolean());
      made.critical = critical;
    }
    ASSAY_DER_TRY(value, extension.octet_string());
    made.value = extension_text(id, value);
    summary.extensions.push_back(std::move(made));
  }
  return {};
}

Parsed<void> skip_unique_ids(Reader& tbs) {
  for (const std::uint32_t number : {1U, 2U}) {
    ASSAY_DER_TRY(id, tbs.optional(Tag::context(number)));
    static_cast<void>(id);
  }
  return {};
}

Parsed<void> read_certificate(BytesView octets, CertificateSummary& summary) {
  Reader outer(octets);
  ASSAY_DER_TRY(certificate, outer.sequence());
  ASSAY_DER_TRY(tbs, certificate.sequence());
  ASSAY_DER_TRY(version, tbs.optional(Tag::context_constructed(0)));
  static_cast<void>(version);
  ASSAY_DER_TRY(serial, tbs.integer());
  summary.serial = hex(serial.octets);
  ASSAY_DER_TRY(signature, read_algorithm(tbs));
  summary.signature = std::move(signature);
  ASSAY_DER_TRY(issuer, tbs.expect(der::tag::kSequence));
  summary.issuer_der = issuer.encoding;
  ASSAY_DER_TRY(issuer_text, read_name(tbs, issuer));
  summary.issuer = std::move(issuer_text);
  ASSAY_DER_TRY(validity, tbs.sequence());
  ASSAY_DER_TRY(not_before, validity.time(der::TimeRule::kEitherForm));
  ASSAY_DER_TRY(not_after, validity.time(der::TimeRule::kEitherForm));
  summary.not_before = not_before;
  summary.not_after = not_after;
  ASSAY_DER_TRY(subject, tbs.expect(der::tag::kSequence));
  summary.subject_der = subject.encoding;
  ASSAY_DER_TRY(subject_text, read_name(tbs, subject));
  summary.subject = std::move(subject_text);
  ASSAY_DER_TRY(key, read_key(tbs));
  summary.key = std::move(key);
  ASSAY_DER_CHECK_OK(skip_unique_ids(tbs));
  if (!tbs.at_end()) ASSAY_DER_CHECK_OK(read_extensions(tbs, summary));
  return {};
}

}  // namespace

CertificateSummary summarize_certificate(BytesView octets) {
  CertificateSummary summary;
  if (const auto read = read_certificate(octets, summary); !read) {
    summary.fault = der::to_text(read.error());
  }
  return summary;
}

}  // namespace assay
