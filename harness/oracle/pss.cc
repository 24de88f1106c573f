#include "harness/oracle/pss.h"

#include "harness/der/oid.h"

namespace assay::oracle {
namespace {

using der::Oid;
using der::Tag;

constexpr std::int64_t kMaxSalt = 1 << 16;  // octets: more than any modulus has

// The digests of RFC 4055 section 2.1.
std::optional<DigestAlgorithm> digest_named(BytesView type) {
  const auto known = der::known(type);
  if (known == Oid::kSha1) return DigestAlgorithm::kSha1;
  if (known == Oid::kSha224) return DigestAlgorithm::kSha224;
  if (known == Oid::kSha256) return DigestAlgorithm::kSha256;
  if (known == Oid::kSha384) return DigestAlgorithm::kSha384;
  if (known == Oid::kSha512) return DigestAlgorithm::kSha512;
  return std::nullopt;
}

// RFC 4055 section 2.1: NULL parameters and none mean the same.
Read<void> read_digest(der::Reader& reader, DigestAlgorithm& digest) {
  const std::size_t offset = reader.offset();
  ORACLE_TRY(id, read_algorithm(reader));
  const auto named = digest_named(id.type);
  if (!named || (id.parameters && !is_null(id.parameters))) return broken(Rule::kChoice, offset);
  digest = *named;
  return {};
}

// RFC 4055 section 2.2.
Read<void> read_mask(der::Reader& reader, DigestAlgorithm& digest) {
  const std::size_t offset = reader.offset();
  ORACLE_TRY(id, read_algorithm(reader));
  if (der::known(id.type) != Oid::kMgf1 || !id.parameters) return broken(Rule::kChoice, offset);
  der::Reader inside(id.parameters->encoding);
  return read_digest(inside, digest);
}

Read<void> read_salt(der::Reader& reader, std::uint32_t& size) {
  const std::size_t offset = reader.offset();
  ORACLE_TRY(number, reader.small_integer());
  if (number < 0 || number > kMaxSalt) {
    return broken(Rule::kRange, offset);
  }
  size = static_cast<std::uint32_t>(number);
  return {};
}

Read<void> read_trailer(der::Reader& reader, bool& is_there) {
  const std::size_t offset = reader.offset();
  ORACLE_TRY(number, reader.small_integer());
  if (number != 1) return broken(Rule::kRange, offset);
  is_there = true;
  return {};
}

// Written is RSASSA-PSS-params as they stand there: without what is left out.
struct Written {
  std::optional<DigestAlgorithm> digest;
  std::optional<DigestAlgorithm> mask_digest;
  std::optional<std::uint32_t> salt_size;
  bool trailer = false;  // it can only be the default
};

// An optional field, explicitly tagged: its content is left to `take`.
template <typename Value, typename Take>
Read<void> read_field(der::Reader& reader, std::uint32_t number, std::optional<Value>& value,
                      Take take) {
  ORACLE_TRY(wrapper, reader.optional(Tag::context_constructed(number)));
  if (!wrapper) return {};
  ORACLE_TRY(inside, reader.into(*wrapper));
  ORACLE_CHECK_OK(take(inside, value.emplace()));
  ORACLE_CHECK_OK(inside.finish());
  return {};
}

// RFC 4055 section 3.1.
Read<Written> read_parameters(der::Reader reader) {
  ORACLE_TRY(fields, reader.sequence());
  Written made;
  std::optional<bool> trailer;
  ORACLE_CHECK_OK(read_field(fields, 0, made.digest, read_digest));
  ORACLE_CHECK_OK(read_field(fields, 1, made.mask_digest, read_mask));
  ORACLE_CHECK_OK(read_field(fields, 2, made.salt_size, read_salt));
  ORACLE_CHECK_OK(read_field(fields, 3, trailer, read_trailer));
  ORACLE_CHECK_OK(fields.finish());
  made.trailer = trailer.has_value();
  return made;
}

std::optional<Written> written_parameters(const AlgorithmId& id) {
  if (der::known(id.type) != Oid::kRsaPss || !id.parameters) return std::nullopt;
  const auto read = read_parameters(der::Reader(id.parameters->encoding));
  return read ? std::optional(*read) : std::nullopt;
}

}  // namespace

std::optional<PssParameters> pss_parameters(const AlgorithmId& id) {
  constexpr PssParameters kDefaults;
  const auto written = written_parameters(id);
  if (!written) return std::nullopt;
  return PssParameters{written->digest.value_or(kDefaults.digest),
                       written->mask_digest.value_or(kDefaults.mask_digest),
                       written->salt_size.value_or(kDefaults.salt_size)};
}

bool writes_pss_default(const AlgorithmId& id) {
  constexpr PssParameters kDefaults;
  const auto written = written_parameters(id);
  return written && (written->trailer || written->digest == kDefaults.digest ||
                     written->mask_digest == kDefaults.mask_digest ||
                     written->salt_size == kDefaults.salt_size);
}

}  // namespace assay::oracle
