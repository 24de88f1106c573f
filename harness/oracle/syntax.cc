#include "harness/oracle/syntax.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>

namespace assay::oracle {
namespace {

constexpr std::size_t kMaxHost = 253;
constexpr std::size_t kMaxLabel = 63;
constexpr std::size_t kMaxLocalPart = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

bool is_label(std::string_view label, HostRule rule) {
  if (label.empty() || label.size() > kMaxLabel) return false;
  const bool common = rule == HostRule::kCommon;
  if (!common && (label.front() == '-' || label.back() == '-')) return false;
  return std::ranges::all_of(
      label, [&](char c) { return is_alphanumeric(c) || c == '-' || (common && c == '_'); });
}

// RFC 2822 section 3.2.4.
bool is_atom(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-/=?^_`{|}~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return is_alphanumeric(c) || kOthers.find(c) != std::string_view::npos;
  });
}

bool is_dot_string(std::string_view text) {
  for (;;) {
    const auto dot = text.find('.');
    if (!is_atom(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text = text.substr(dot + 1);
  }
}

// split_mailbox() has found the quotes; inside them stands what is printed.
bool is_local_part(std::string_view text) {
  if (text.size() > kMaxLocalPart) return false;
  if (text.front() != '"') return is_dot_string(text);
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; });
}

bool is_scheme(std::string_view text) {
  return !text.empty() && lower(text.front()) >= 'a' && lower(text.front()) <= 'z' &&
         std::ranges::all_of(
             text, [](char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
}

// RFC 5321 section 4.1.2: quotes and backslashes add nothing to a local part's meaning.
std::string unquoted(std::string_view local) {
  if (local.size() < 2 || local.front() != '"') return std::string(local);
  std::string plain;
  for (std::size_t i = 1; i + 1 < local.size(); ++i) {
    if (local[i] == '\\' && i + 2 < local.size()) ++i;
    plain.push_back(local[i]);
  }
  return plain;
}

// Drops userinfo and port; nothing where what follows the host is no port.
std::optional<std::string_view> host_of(std::string_view authority) {
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    authority = authority.substr(at + 1);
  }
  const bool bracketed = !authority.empty() && authority.front() == '[';
  const std::size_t end = bracketed ? authority.find(']') + 1 : authority.find(':');
  const std::string_view host = authority.substr(0, end);
  const std::string_view port = authority.substr(host.size());
  const bool is_port =
      port.empty() || (port.front() == ':' && std::ranges::all_of(port.substr(1), [](char c) {
                         return c >= '0' && c <= '9';
                       }));
  return is_port ? std::optional(host) : std::nullopt;
}

}  // namespace

bool same_caseless(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

bool ends_caseless(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() && same_caseless(text.substr(text.size() - tail.size()), tail);
}

bool is_host(std::string_view text, HostRule rule) {
  if (text.empty() || text.size() > kMaxHost) return false;
  for (;;) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot), rule)) return false;
    if (dot == std::string_view::npos) return true;
    text = text.substr(dot + 1);
  }
}

std::string_view without_wildcard(std::string_view text) {
  return text.starts_with("*.") ? text.substr(2) : text;
}

std::optional<Mailbox> split_mailbox(std::string_view text) {
  std::size_t at = text.find('@');
  if (!text.empty() && text.front() == '"') {
    std::size_t end = 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
    if (end + 1 >= text.size() || text[end + 1] != '@') return std::nullopt;
    at = end + 1;
  }
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  const Mailbox made{text.substr(0, at), text.substr(at + 1)};
  if (made.domain.empty() || made.domain.find('@') != std::string_view::npos) return std::nullopt;
  return made;
}

bool is_mailbox(std::string_view text) {
  const auto mailbox = split_mailbox(text);
  if (!mailbox || !is_local_part(mailbox->local)) return false;
  const std::string_view domain = mailbox->domain;
  if (domain.front() == '[') return domain.back() == ']';
  return is_host(domain, HostRule::kPreferred);
}

bool same_mailbox(const Mailbox& a, const Mailbox& b) {
  return a.local == b.local && same_caseless(a.domain, b.domain);
}

bool delivers_alike(const Mailbox& a, const Mailbox& b) {
  return unquoted(a.local) == unquoted(b.local) && same_caseless(a.domain, b.domain);
}

std::optional<Uri> split_uri(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon))) return std::nullopt;
  Uri made{text.substr(0, colon), {}, text.substr(colon + 1)};
  if (!made.rest.starts_with("//")) return made;
  const std::string_view authority = made.rest.substr(2, made.rest.find_first_of("/?#", 2) - 2);
  made.rest = made.rest.substr(2 + authority.size());
  const auto host = host_of(authority);
  if (!host) return std::nullopt;
  made.host = *host;
  return made;
}

std::optional<Bytes> parse_address(std::string_view text) {
  const std::string copy(text);
  if (copy.find('\0') != std::string::npos) return std::nullopt;
  std::array<std::uint8_t, 16> octets{};
  if (inet_pton(AF_INET, copy.c_str(), octets.data()) == 1) {
    return Bytes(octets.begin(), octets.begin() + 4);
  }
  if (inet_pton(AF_INET6, copy.c_str(), octets.data()) == 1) {
    return Bytes(octets.begin(), octets.end());
  }
  return std::nullopt;
}

std::string address_text(BytesView address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = address.size() == 4 ? AF_INET : AF_INET6;
  if (address.size() != 4 && address.size() != 16) return {};
  return inet_ntop(family, address.data(), text.data(), text.size()) == nullptr ? "" : text.data();
}

bool is_loose_address(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return true;
  const auto last = text.substr(text.rfind('.') + 1);
  return !last.empty() && (last.starts_with("0x") || last.starts_with("0X") ||
                           std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; }));
}

bool is_address(std::string_view host) {
  if (!host.empty() && host.front() == '[') return true;
  return parse_address(host).has_value();
}

}  // namespace assay::oracle
