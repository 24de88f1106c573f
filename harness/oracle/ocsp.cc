#include "harness/oracle/ocsp.h"

#include <algorithm>

#include "harness/crypto/digest.h"
#include "harness/der/oid.h"
#include "harness/oracle/crl.h"
#include "harness/oracle/signed.h"

namespace assay::oracle {
namespace {

using der::Oid;
using der::Tag;

// rfc6960-4.4
Read<void> read_extensions(der::Reader wrapper, bool& unknown) {
  ORACLE_TRY(list, wrapper.sequence());
  ORACLE_CHECK_OK(wrapper.finish());
  if (list.at_end()) return broken(Rule::kEmptyList, list.offset());
  TypeSet types;
  while (!list.at_end()) {
    const std::size_t offset = list.offset();
    ORACLE_TRY(extension, list.sequence());
    ORACLE_TRY(type, extension.oid());
    ORACLE_CHECK_OK(types.add(type, offset));
    ORACLE_TRY(critical, extension.boolean_or_false());
    ORACLE_TRY(value, extension.octet_string());
    static_cast<void>(value);
    ORACLE_CHECK_OK(extension.finish());
    unknown = unknown || (critical && der::known(type) != Oid::kOcspNonce);
  }
  return {};
}

Read<OcspStatus> read_status(der::Reader& single) {
  ORACLE_TRY(status, single.any());
  if (status.tag == Tag::context(0) && status.content.empty()) return OcspStatus::kGood;
  if (status.tag == Tag::context(2) && status.content.empty()) return OcspStatus::kUnknown;
  if (status.tag != Tag::context_constructed(1)) return broken(Rule::kChoice, status.offset);
  ORACLE_TRY(revoked, single.into(status));
  ORACLE_TRY(when, revoked.generalized_time());
  static_cast<void>(when);
  ORACLE_TRY(wrapper, revoked.optional(Tag::context_constructed(0)));
  ORACLE_CHECK_OK(revoked.finish());
  if (!wrapper) return OcspStatus::kRevoked;
  ORACLE_TRY(inside, revoked.into(*wrapper));
  ORACLE_TRY(reason, inside.small_integer(der::tag::kEnumerated));
  ORACLE_CHECK_OK(inside.finish());
  if (!is_crl_reason(reason)) return broken(Rule::kRange, wrapper->offset);
  return OcspStatus::kRevoked;
}

Read<void> read_certificate_id(der::Reader& single, OcspEntry& entry) {
  ORACLE_TRY(id, single.sequence());
  ORACLE_TRY(digest_id, read_algorithm(id));
  ORACLE_TRY(name_hash, id.octet_string());
  ORACLE_TRY(key_hash, id.octet_string());
  ORACLE_TRY(serial, id.integer());
  ORACLE_CHECK_OK(id.finish());
  entry.digest = digest_id;
  entry.issuer_name_hash = name_hash;
  entry.issuer_key_hash = key_hash;
  entry.serial = serial.octets;
  return {};
}

Read<OcspEntry> read_entry(der::Reader& list) {
  ORACLE_TRY(single, list.sequence());
  OcspEntry entry;
  ORACLE_CHECK_OK(read_certificate_id(single, entry));
  ORACLE_TRY(status, read_status(single));
  entry.status = status;
  ORACLE_TRY(this_update, single.generalized_time());
  entry.this_update = this_update;
  ORACLE_TRY(next, single.optional(Tag::context_constructed(0)));
  if (next) {
    ORACLE_TRY(inside, single.into(*next));
    ORACLE_TRY(time, inside.generalized_time());
    ORACLE_CHECK_OK(inside.finish());
    entry.next_update = time;
  }
  ORACLE_TRY(extensions, single.optional(Tag::context_constructed(1)));
  if (extensions) {
    ORACLE_TRY(inside, single.into(*extensions));
    ORACLE_CHECK_OK(read_extensions(inside, entry.has_unknown_critical));
  }
  ORACLE_CHECK_OK(single.finish());
  return entry;
}

Read<void> read_responder(der::Reader& data, OcspResponse& response) {
  ORACLE_TRY(id, data.any());
  ORACLE_TRY(inside, data.into(id));
  if (id.tag == Tag::context_constructed(1)) {
    ORACLE_TRY(name, read_name(inside));
    response.responder_name = name;
  } else if (id.tag == Tag::context_constructed(2)) {
    ORACLE_TRY(key, inside.octet_string());
    response.responder_key = key;
  } else {
    return broken(Rule::kChoice, id.offset);
  }
  ORACLE_CHECK_OK(inside.finish());
  return {};
}

// RFC 6960 section 4.2.1
Read<void> read_data(der::Reader data, OcspResponse& response) {
  ORACLE_TRY(wrapper, data.optional(Tag::context_constructed(0)));
  if (wrapper) {
    // A v1 that is written out is BER (X.690 section 11.5); responders do it, all read it.
    ORACLE_TRY(inside, data.into(*wrapper));
    ORACLE_TRY(version, inside.small_integer());
    ORACLE_CHECK_OK(inside.finish());
    if (version != 0) return broken(Rule::kVersion, wrapper->offset);
  }
  ORACLE_CHECK_OK(read_responder(data, response));
  ORACLE_TRY(produced_at, data.generalized_time());
  response.produced_at = produced_at;
  ORACLE_TRY(list, data.sequence());
  while (!list.at_end()) {
    ORACLE_TRY(entry, read_entry(list));
    response.entries.push_back(entry);
  }
  ORACLE_TRY(extensions, data.optional(Tag::context_constructed(1)));
  if (extensions) {
    ORACLE_TRY(inside, data.into(*extensions));
    ORACLE_CHECK_OK(read_extensions(inside, response.has_unknown_critical));
  }
  ORACLE_CHECK_OK(data.finish());
  return {};
}

Read<void> read_certificates(der::Reader& basic, OcspResponse& response) {
  ORACLE_TRY(wrapper, basic.optional(Tag::context_constructed(0)));
  if (!wrapper) return {};
  ORACLE_TRY(inside, basic.into(*wrapper));
  ORACLE_TRY(list, inside.sequence());
  ORACLE_CHECK_OK(inside.finish());
  while (!list.at_end()) {
    ORACLE_TRY(certificate, list.expect(der::tag::kSequence));
    response.certificates.push_back(certificate.encoding);
  }
  return {};
}

Read<OcspResponse> read_basic(BytesView der) {
  der::Reader input(der);
  ORACLE_TRY(basic, input.sequence());
  ORACLE_CHECK_OK(input.finish());
  OcspResponse response;
  ORACLE_TRY(data, basic.expect(der::tag::kSequence));
  response.tbs = data.encoding;
  ORACLE_TRY(inside, basic.into(data));
  ORACLE_CHECK_OK(read_data(inside, response));
  ORACLE_TRY(algorithm, read_algorithm(basic));
  response.algorithm = algorithm;
  ORACLE_TRY(signature, read_signature(basic));
  response.signature = signature;
  ORACLE_CHECK_OK(read_certificates(basic, response));
  ORACLE_CHECK_OK(basic.finish());
  return response;
}

std::optional<DigestAlgorithm> digest_named(const AlgorithmId& id) {
  const auto known = der::known(id.type);
  if (known == Oid::kSha1) return DigestAlgorithm::kSha1;
  if (known == Oid::kSha256) return DigestAlgorithm::kSha256;
  if (known == Oid::kSha384) return DigestAlgorithm::kSha384;
  if (known == Oid::kSha512) return DigestAlgorithm::kSha512;
  return std::nullopt;
}

}  // namespace

Read<OcspResponse> read_ocsp(BytesView der) {
  der::Reader input(der);
  ORACLE_TRY(response, input.sequence());
  ORACLE_CHECK_OK(input.finish());
  const std::size_t offset = response.offset();
  ORACLE_TRY(status, response.small_integer(der::tag::kEnumerated));
  // rfc6960-2.3
  if (status != 0) return broken(Rule::kRange, offset);
  ORACLE_TRY(wrapper, response.enter(Tag::context_constructed(0)));
  ORACLE_CHECK_OK(response.finish());
  ORACLE_TRY(bytes, wrapper.sequence());
  ORACLE_CHECK_OK(wrapper.finish());
  ORACLE_TRY(type, bytes.oid());
  if (der::known(type) != Oid::kOcspBasic) return broken(Rule::kChoice, offset);
  ORACLE_TRY(basic, bytes.octet_string());
  ORACLE_CHECK_OK(bytes.finish());
  return read_basic(basic);
}

Bytes key_identifier(const KeyInfo& key) { return sha1(key.key); }

// rfc6960-4.1.1
bool is_about(const OcspEntry& entry, const Certificate& certificate, const KeyInfo& issuer_key) {
  const auto algorithm = digest_named(entry.digest);
  return algorithm && std::ranges::equal(entry.serial, certificate.serial.octets) &&
         std::ranges::equal(entry.issuer_name_hash,
                            digest(*algorithm, certificate.issuer.encoding)) &&
         std::ranges::equal(entry.issuer_key_hash, digest(*algorithm, issuer_key.key));
}

}  // namespace assay::oracle
