// The syntax of names inside certificates: host names, mailboxes, URIs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "harness/base/bytes.h"

namespace assay::oracle {

// same_caseless() compares with ASCII letters in either case.
bool same_caseless(std::string_view a, std::string_view b);

// ends_caseless() tells whether `text` ends in `tail`, likewise.
bool ends_caseless(std::string_view text, std::string_view tail);

enum class HostRule : std::uint8_t {
  kPreferred,  // RFC 1034 section 3.5 with RFC 1123 section 2.1: letters, digits, hyphens inside
  kCommon,     // underscores and hyphens anywhere as well
};

// is_host() tells whether `text` is a domain name of labels of 1 to 63 octets, 253 in all, without
// a dot at either end.
bool is_host(std::string_view text, HostRule rule);

// without_wildcard() drops a leading "*." and nothing else.
std::string_view without_wildcard(std::string_view text);

// Mailbox is RFC 5321's Local-part "@" Domain, split.
struct Mailbox {
  std::string_view local;
  std::string_view domain;
};

// split_mailbox() is nothing for what has no local part, no domain or an "@" too many outside
// quotes.
std::optional<Mailbox> split_mailbox(std::string_view text);

// is_mailbox() tells whether `text` is a Mailbox of RFC 2821 section 4.1.2: a dot-string or a
// quoted string of at most 64 octets, an "@", and a domain or an address in brackets.
bool is_mailbox(std::string_view text);

// same_mailbox() compares local parts octet by octet, quotes included, and domains without regard
// to letter case (RFC 5280 section 7.5).
bool same_mailbox(const Mailbox& a, const Mailbox& b);

// delivers_alike() is same_mailbox() with quotes that change nothing taken off: what a mail system
// takes for one mailbox (RFC 5321 section 4.1.2).
bool delivers_alike(const Mailbox& a, const Mailbox& b);

// Uri is RFC 3986's, as far as names are compared.
struct Uri {
  std::string_view scheme;
  std::string_view host;  // empty without an authority
  std::string_view rest;  // from the path on
};

// split_uri() is nothing without a scheme, and where something other than a port of digits follows
// the host (RFC 3986 section 3.2).
std::optional<Uri> split_uri(std::string_view text);

// parse_address() reads the text of an IP address: 4 or 16 octets, or nothing.
std::optional<Bytes> parse_address(std::string_view text);

// address_text() writes 4 octets in dotted form, 16 in that of RFC 5952; empty for all others.
std::string address_text(BytesView address);

// is_loose_address() tells whether a person would read `text` as an address: digits and dots, or
// colons, hexadecimal and leading zeros included.
bool is_loose_address(std::string_view text);

// is_address() tells whether a host is an IP address in text form, bracketed ones too.
bool is_address(std::string_view host);

}  // namespace assay::oracle
