#include <cctype>

#include "harness/base/bytes.h"
#include "harness/model/limbo.h"

namespace assay {
namespace {

constexpr std::string_view kEscape = "x.";
constexpr std::string_view kSeparator = "::";

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_plain(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; }

// limbo's pattern of a part: [A-Za-z][A-Za-z0-9-.]+
bool fits(std::string_view part) {
  if (part.size() < 2 || !is_letter(part.front()) || part.starts_with(kEscape)) return false;
  for (const char c : part) {
    if (!is_plain(c) && c != '.') return false;
  }
  return true;
}

std::string escape(std::string_view part) {
  std::string text(kEscape);
  for (const char& c : part) text += is_plain(c) ? std::string(1, c) : "." + hex(as_bytes({&c, 1}));
  return text;
}

// A part that is no escape of ours is its own name.
std::string unescape(std::string_view part) {
  if (!part.starts_with(kEscape)) return std::string(part);
  std::string text;
  for (std::size_t i = kEscape.size(); i < part.size(); ++i) {
    if (part[i] != '.') {
      text += part[i];
      continue;
    }
    const auto octet = from_hex(part.substr(i + 1, 2));
    if (!octet || octet->size() != 1) return std::string(part);
    text += as_text(*octet);
    i += 2;
  }
  return text;
}

}  // namespace

std::string limbo_id(const Case& what) { return what.foreign ? what.id : limbo_id(what.id); }

std::string limbo_id(std::string_view rest) {
  std::string id;
  for (;;) {
    const std::size_t end = rest.find('/');
    const std::string_view part = rest.substr(0, end);
    id += fits(part) ? std::string(part) : escape(part);
    if (end == std::string_view::npos) return id;
    id += kSeparator;
    rest.remove_prefix(end + 1);
  }
}

std::string case_id(std::string_view limbo_id) {
  std::string id;
  for (;;) {
    const std::size_t end = limbo_id.find(kSeparator);
    id += unescape(limbo_id.substr(0, end));
    if (end == std::string_view::npos) return id;
    id += '/';
    limbo_id.remove_prefix(end + kSeparator.size());
  }
}

}  // namespace assay
