// For tests: certificates taken apart with the strict DER reader, which shares nothing with the
// writer.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "harness/der/oid.h"
#include "harness/der/reader.h"

namespace assay {

struct ReadExtension {
  std::string name;
  bool critical = false;
  Bytes value;
};

struct ReadCertificateFields {
  std::int64_t version = 1;
  Bytes tbs, serial, algorithm, issuer, subject, spki, outer_algorithm, signature;
  UnixTime not_before = 0;
  UnixTime not_after = 0;
  std::vector<ReadExtension> extensions;

  const ReadExtension* find(std::string_view name) const {
    for (const ReadExtension& each : extensions) {
      if (each.name == name) return &each;
    }
    return nullptr;
  }
};

inline der::Parsed<std::vector<ReadExtension>> read_extension_list(der::Reader list) {
  std::vector<ReadExtension> extensions;
  while (!list.at_end()) {
    ASSAY_DER_TRY(extension, list.sequence());
    ReadExtension out;
    ASSAY_DER_TRY(oid, extension.oid());
    out.name = der::oid_text(oid);
    ASSAY_DER_TRY(critical, extension.boolean_or_false());
    out.critical = critical;
    ASSAY_DER_TRY(value, extension.octet_string());
    out.value = to_bytes(value);
    ASSAY_DER_CHECK_OK(extension.finish());
    extensions.push_back(std::move(out));
  }
  return extensions;
}

inline der::Parsed<ReadCertificateFields> take_apart(BytesView der) {
  ReadCertificateFields out;
  der::Reader outermost(der);
  ASSAY_DER_TRY(certificate, outermost.sequence());
  ASSAY_DER_CHECK_OK(outermost.finish());
  ASSAY_DER_TRY(tbs_element, certificate.expect(der::tag::kSequence));
  out.tbs = to_bytes(tbs_element.encoding);
  ASSAY_DER_TRY(outer_algorithm, certificate.expect(der::tag::kSequence));
  out.outer_algorithm = to_bytes(outer_algorithm.encoding);
  ASSAY_DER_TRY(signature, certificate.bit_string());
  out.signature = to_bytes(signature.octets);
  ASSAY_DER_CHECK_OK(certificate.finish());

  ASSAY_DER_TRY(tbs, certificate.into(tbs_element));
  if (tbs.next_is(der::Tag::context_constructed(0))) {
    ASSAY_DER_TRY(wrapper, tbs.enter(der::Tag::context_constructed(0)));
    ASSAY_DER_TRY(version, wrapper.small_integer());
    out.version = version + 1;
    ASSAY_DER_CHECK_OK(wrapper.finish());
  }
  ASSAY_DER_TRY(serial, tbs.integer());
  out.serial = to_bytes(serial.octets);
  ASSAY_DER_TRY(algorithm, tbs.expect(der::tag::kSequence));
  out.algorithm = to_bytes(algorithm.encoding);
  ASSAY_DER_TRY(issuer, tbs.expect(der::tag::kSequence));
  out.issuer = to_bytes(issuer.encoding);
  ASSAY_DER_TRY(validity, tbs.sequence());
  ASSAY_DER_TRY(not_before, validity.time());
  ASSAY_DER_TRY(not_after, validity.time());
  ASSAY_DER_CHECK_OK(validity.finish());
  out.not_before = not_before;
  out.not_after = not_after;
  ASSAY_DER_TRY(subject, tbs.expect(der::tag::kSequence));
  out.subject = to_bytes(subject.encoding);
  ASSAY_DER_TRY(spki, tbs.expect(der::tag::kSequence));
  out.spki = to_bytes(spki.encoding);
  if (!tbs.at_end()) {
    ASSAY_DER_TRY(wrapper, tbs.enter(der::Tag::context_constructed(3)));
    ASSAY_DER_TRY(list, wrapper.sequence());
    ASSAY_DER_CHECK_OK(wrapper.finish());
    ASSAY_DER_TRY(extensions, read_extension_list(list));
    out.extensions = std::move(extensions);
  }
  ASSAY_DER_CHECK_OK(tbs.finish());
  return out;
}

// must_take_apart() fails the test when the octets are no certificate.
inline ReadCertificateFields must_take_apart(BytesView der) {
  auto read = take_apart(der);
  EXPECT_TRUE(read) << (read ? "" : der::to_text(read.error()));
  return read ? std::move(*read) : ReadCertificateFields{};
}

}  // namespace assay
