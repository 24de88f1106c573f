#include "harness/oracle/identity.h"

#include <algorithm>

#include "harness/oracle/general_name.h"
#include "harness/oracle/syntax.h"

namespace assay::oracle {
namespace {

// RFC 9525 section 6.5: scheme and host; a reference with a path wants that too, as SPIFFE does.
bool matches_uri(std::string_view presented, std::string_view reference) {
  const auto has = split_uri(presented);
  const auto wanted = split_uri(reference);
  if (!has || !wanted || !same_caseless(has->scheme, wanted->scheme) ||
      !same_caseless(has->host, wanted->host)) {
    return false;
  }
  // "sip:voice.example.edu" has its host in the path.
  if (has->host.empty()) return same_caseless(has->rest, wanted->rest);
  return wanted->rest.empty() || wanted->rest == "/" || has->rest == wanted->rest;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// rfc5280-7.5
bool matches_email(std::string_view presented, std::string_view reference) {
  const auto has = split_mailbox(presented);
  const auto wanted = split_mailbox(reference);
  return has && wanted && same_mailbox(*has, *wanted);
}

// RFC 9598 section 3: a mailbox beyond ASCII is an otherName, and only such a one.
bool matches_utf8_email(const GeneralName& presented, std::string_view reference) {
  const auto mailbox = utf8_mailbox(presented);
  const auto split = mailbox ? split_mailbox(*mailbox) : std::nullopt;
  return split && !is_ascii(split->local) && is_ascii(split->domain) &&
         matches_email(*mailbox, reference);
}

GeneralNameKind kind_of(NameKind kind) {
  switch (kind) {
    case NameKind::kDns:
      return GeneralNameKind::kDns;
    case NameKind::kIp:
      return GeneralNameKind::kIp;
    case NameKind::kEmail:
      return GeneralNameKind::kEmail;
    default:
      return GeneralNameKind::kUri;
  }
}

bool matches(std::string_view presented, const PeerName& name,
             const std::optional<Bytes>& address) {
  switch (name.kind) {
    case NameKind::kDns:
      // rfc9525-6.3-exact
      return matches_dns(presented, name.value);
    case NameKind::kIp:
      // rfc9525-6.4
      return address && std::ranges::equal(as_bytes(presented), *address);
    case NameKind::kEmail:
      return matches_email(presented, name.value);
    default:
      return matches_uri(presented, name.value);
  }
}

// Whether an alternative name of a kind that identifies a service takes the common name's place.
bool has_service_name(const Certificate& certificate) {
  if (!certificate.extensions.alt_names) return false;
  GeneralNameCursor names(*certificate.extensions.alt_names);
  while (const auto each = names.next()) {
    if (each->kind == GeneralNameKind::kDns || each->kind == GeneralNameKind::kUri) return true;
  }
  return false;
}

bool matches_common_name(const Certificate& certificate, const PeerName& name) {
  const auto common = most_specific(certificate.subject, der::Oid::kCommonName);
  return common && name.kind == NameKind::kDns && !has_service_name(certificate) &&
         matches_dns(as_text(common->value), name.value);
}

}  // namespace

bool matches_dns(std::string_view presented, std::string_view reference) {
  if (reference.ends_with('.')) reference.remove_suffix(1);
  if (!is_host(reference, HostRule::kCommon) || is_address(reference)) return false;
  if (same_caseless(presented, reference)) return true;
  // rfc9525-6.3-wildcard
  if (!presented.starts_with("*.") || !is_host(presented.substr(2), HostRule::kCommon)) {
    return false;
  }
  const auto dot = reference.find('.');
  return dot != std::string_view::npos &&
         same_caseless(presented.substr(2), reference.substr(dot + 1));
}

bool speaks_for(const Certificate& certificate, const PeerName& name, CommonNameUse use) {
  const auto address =
      name.kind == NameKind::kIp ? parse_address(name.value) : std::optional<Bytes>();
  if (certificate.extensions.alt_names) {
    GeneralNameCursor names(*certificate.extensions.alt_names);
    while (const auto each = names.next()) {
      if (each->kind == kind_of(name.kind) && matches(as_text(each->value), name, address)) {
        return true;
      }
      if (name.kind == NameKind::kEmail && matches_utf8_email(*each, name.value)) return true;
    }
  }
  // rfc9525-2-cn
  return use == CommonNameUse::kFallback && matches_common_name(certificate, name);
}

}  // namespace assay::oracle
