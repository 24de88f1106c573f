#include "harness/oracle/certificate.h"

#include "harness/oracle/signed.h"

namespace assay::oracle {
namespace {

using der::Tag;

// rfc5280-4.1.2.1
Read<void> read_version(der::Reader& tbs, Certificate& made) {
  const std::size_t offset = tbs.offset();
  ORACLE_TRY(wrapper, tbs.optional(Tag::context_constructed(0)));
  if (!wrapper) return {};
  ORACLE_TRY(inside, tbs.into(*wrapper));
  ORACLE_TRY(number, inside.small_integer());
  ORACLE_CHECK_OK(inside.finish());
  // x690-11.5
  if (number == 0) return broken(Rule::kWrittenDefault, offset);
  if (number != 1 && number != 2) return broken(Rule::kVersion, offset);
  made.version = static_cast<int>(number) + 1;
  return {};
}

// rfc5280-4.1.2.5
Read<UnixTime> read_time(der::Reader& validity, bool& right_form) {
  constexpr UnixTime kYear2050 = 2'524'608'000;
  const bool short_form = validity.next_is(der::tag::kUtcTime);
  ORACLE_TRY(time, validity.time(der::TimeRule::kEitherForm));
  right_form = right_form && short_form == (time < kYear2050);
  return time;
}

Read<void> read_validity(der::Reader& tbs, Certificate& made) {
  ORACLE_TRY(validity, tbs.sequence());
  ORACLE_TRY(not_before, read_time(validity, made.time_form));
  ORACLE_TRY(not_after, read_time(validity, made.time_form));
  ORACLE_CHECK_OK(validity.finish());
  made.not_before = not_before;
  made.not_after = not_after;
  return {};
}

// rfc5280-4.1.2.8
Read<void> read_unique_ids(der::Reader& tbs, Certificate& made) {
  for (const std::uint32_t number : {1U, 2U}) {
    if (!tbs.next_is(Tag::context(number))) continue;
    const std::size_t offset = tbs.offset();
    ORACLE_TRY(bits, tbs.bit_string(Tag::context(number)));
    static_cast<void>(bits);
    if (made.version < 2) return broken(Rule::kVersionOfFields, offset);
    made.has_unique_ids = true;
  }
  return {};
}

// rfc5280-4.1.2.1
Read<void> read_extensions(der::Reader& tbs, Certificate& made) {
  const std::size_t offset = tbs.offset();
  ORACLE_TRY(wrapper, tbs.optional(Tag::context_constructed(3)));
  if (!wrapper) return {};
  if (made.version < 3) return broken(Rule::kVersionOfFields, offset);
  ORACLE_TRY(inside, tbs.into(*wrapper));
  ORACLE_CHECK_OK(made.extensions.read(inside));
  ORACLE_CHECK_OK(inside.finish());
  made.extensions.decode();
  return {};
}

Read<void> read_tbs(der::Reader tbs, Certificate& made) {
  ORACLE_CHECK_OK(read_version(tbs, made));
  ORACLE_TRY(serial, tbs.integer());
  made.serial = serial;
  ORACLE_TRY(algorithm, read_algorithm(tbs));
  made.inner_algorithm = algorithm;
  ORACLE_TRY(issuer, read_name(tbs));
  made.issuer = issuer;
  ORACLE_CHECK_OK(read_validity(tbs, made));
  ORACLE_TRY(subject, read_name(tbs));
  made.subject = subject;
  ORACLE_TRY(key, read_key(tbs));
  made.key = key;
  ORACLE_CHECK_OK(read_unique_ids(tbs, made));
  ORACLE_CHECK_OK(read_extensions(tbs, made));
  ORACLE_CHECK_OK(tbs.finish());
  made.is_self_issued = same_name(issuer, subject);
  return {};
}

}  // namespace

Read<void> read_certificate(BytesView der, Certificate& made) {
  der::Reader input(der);
  ORACLE_TRY(certificate, input.sequence());
  ORACLE_CHECK_OK(input.finish());
  made.encoding = der;
  ORACLE_TRY(tbs, certificate.expect(der::tag::kSequence));
  made.tbs = tbs.encoding;
  ORACLE_TRY(inside, certificate.into(tbs));
  ORACLE_CHECK_OK(read_tbs(inside, made));
  ORACLE_TRY(algorithm, read_algorithm(certificate));
  made.outer_algorithm = algorithm;
  ORACLE_TRY(signature, read_signature(certificate));
  made.signature = signature;
  ORACLE_CHECK_OK(certificate.finish());
  return {};
}

Read<Certificate> read_certificate(BytesView der) {
  Read<Certificate> made(Certificate{});
  if (const auto read = read_certificate(der, *made); !read) return tl::unexpected(read.error());
  return made;
}

std::optional<Outline> read_outline(BytesView der) {
  der::Reader input(der);
  auto certificate = input.sequence();
  if (!certificate) return std::nullopt;
  auto tbs = certificate->sequence();
  if (!tbs || !tbs->optional(Tag::context_constructed(0)) || !tbs->any() || !tbs->any()) {
    return std::nullopt;
  }
  const auto issuer = tbs->expect(der::tag::kSequence);
  if (!issuer || !tbs->any()) return std::nullopt;
  const auto subject = tbs->expect(der::tag::kSequence);
  if (!subject) return std::nullopt;
  return Outline{issuer->content, subject->content};
}

}  // namespace assay::oracle
