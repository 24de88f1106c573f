#include "harness/pki/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "harness/der/edit.h"
#include "harness/pki/extensions.h"

namespace assay {
namespace {

constexpr std::size_t kMaxSignature = 1024;  // RSA-8192
constexpr std::size_t kMaxHeader = 4;        // of a certificate below 64 KiB
constexpr std::size_t kMaxTbs = 60'000;
constexpr std::size_t kUtcDigits = 12;  // YYMMDDHHMMSS; GeneralizedTime has 14

std::size_t header_size(std::size_t content) {
  return content < 0x80 ? 2 : content < 0x100 ? 3 : 4;
}

// Writes a header for up to 64 KiB of content; returns what follows it.
std::uint8_t* put_header(std::uint8_t* out, std::uint8_t identifier, std::size_t content) {
  *out++ = identifier;
  if (content >= 0x100) {
    *out++ = 0x82;
    *out++ = static_cast<std::uint8_t>(content >> 8);
  } else if (content >= 0x80) {
    *out++ = 0x81;
  }
  *out++ = static_cast<std::uint8_t>(content);
  return out;
}

void put_two_digits(int value, std::uint8_t* out) {
  out[0] = static_cast<std::uint8_t>('0' + value / 10);
  out[1] = static_cast<std::uint8_t>('0' + value % 10);
}

// Writes the digits of a time over a time of the same form.
Result<void> put_time(UnixTime time, std::size_t size, std::uint8_t* out) {
  const CivilTime c = to_civil(time);
  const bool is_utc = size == kUtcDigits + 1;
  // rfc5280-4.1.2.5
  if (is_utc != (c.year >= 1950 && c.year <= 2049) || c.year < 0 || c.year > 9999) {
    return input_error(fmt::format("{} is not written as {}, which the template has",
                                   format_time(time), is_utc ? "UTCTime" : "GeneralizedTime"));
  }
  if (!is_utc) {
    put_two_digits(c.year / 100, out);
    out += 2;
  }
  const int fields[] = {c.year % 100, c.month, c.day, c.hour, c.minute, c.second};
  for (const int field : fields) {
    put_two_digits(field, out);
    out += 2;
  }
  return {};
}

Result<void> check_plain(const CertificateProfile& profile) {
  const char* const surplus = !profile.der.empty()        ? "edits of its DER"
                              : profile.corrupt_signature ? "a corrupt signature"
                              : !profile.trailing.empty() ? "octets after it"
                                                          : nullptr;
  if (surplus == nullptr) return {};
  return input_error(fmt::format("certificate '{}' has {}: no template, write it by itself",
                                 profile.name, surplus));
}

}  // namespace

Result<TemplateKey> TemplateKey::of(BytesView spki) {
  ASSAY_TRY(id, key_identifier_of(spki));
  return TemplateKey{to_bytes(spki), std::move(id)};
}

// Surveyor walks the tree that was encoded and takes down where things stand.
class CertificateTemplate::Surveyor {
 public:
  Surveyor(CertificateTemplate& to, std::span<const std::string> words, const TemplateKey& subject,
           const TemplateKey& issuer)
      : to_(to), words_(words), subject_(subject), issuer_(issuer) {
    to_.words_.resize(words.size());
  }

  Result<void> survey(const der::Node& tbs) {
    std::size_t at = content_at(tbs, 0);
    for (const der::Node& field : tbs.children) {
      visit(field, at);
      at += der::encoded_size(field);
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (to_.words_[i].empty()) {
        return input_error(fmt::format("no name of the certificate has the word '{}'", words_[i]));
      }
    }
    return {};
  }

 private:
  static std::size_t content_at(const der::Node& node, std::size_t at) {
    std::size_t content = node.content.size();
    for (const der::Node& child : node.children) content += der::encoded_size(child);
    return at + der::encoded_size(node) - content;
  }
  static Place content_of(const der::Node& node, std::size_t at) {
    return {content_at(node, at), node.content.size()};
  }

  void visit(const der::Node& node, std::size_t at) {
    if (node.label == "serialNumber") to_.serial_ = content_of(node, at);
    if (node.label == "issuer" || node.label == "subject") find_words(node, at);
    if (node.label == "subjectPublicKeyInfo") to_.spki_ = {at, der::encoded_size(node)};
    if (node.label == "notBefore") to_.not_before_ = content_of(node, at);
    if (node.label == "notAfter") to_.not_after_ = content_of(node, at);
    if (node.label == "subjectAltName") find_words(node, at);
    if (node.label == "subjectKeyIdentifier") find(subject_.id, node, at, to_.subject_ids_);
    if (node.label == "authorityKeyIdentifier") find(issuer_.id, node, at, to_.issuer_ids_);
    if (node.label != "validity" && node.label != "extensions" && !node.label.empty()) return;
    each_child(node, at,
               [this](const der::Node& child, std::size_t where) { visit(child, where); });
  }

  void find_words(const der::Node& node, std::size_t at) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      find(as_bytes(words_[i]), node, at, to_.words_[i]);
    }
  }

  // Every place of `octets` in the content octets from here down, object identifiers apart.
  void find(BytesView octets, const der::Node& node, std::size_t at, std::vector<Place>& places) {
    if (node.identifier == Bytes{0x06}) return;
    const std::size_t content = content_at(node, at);
    for (auto from = node.content.begin();;) {
      from = std::search(from, node.content.end(), octets.begin(), octets.end());
      if (octets.empty() || from == node.content.end()) break;
      const auto offset = static_cast<std::size_t>(from - node.content.begin());
      places.push_back({content + offset, octets.size()});
      from += static_cast<std::ptrdiff_t>(octets.size());
    }
    each_child(node, at, [&](const der::Node& child, std::size_t where) {
      find(octets, child, where, places);
    });
  }

  template <typename Visit>
  static void each_child(const der::Node& node, std::size_t at, const Visit& visit) {
    std::size_t where = content_at(node, at) + node.content.size();
    for (const der::Node& child : node.children) {
      visit(child, where);
      where += der::encoded_size(child);
    }
  }

  CertificateTemplate& to_;
  std::span<const std::string> words_;
  const TemplateKey& subject_;
  const TemplateKey& issuer_;
};

Result<CertificateTemplate> CertificateTemplate::make(const CertificateProfile& profile,
                                                      const CertificateParts& parts,
                                                      std::span<const std::string> words) {
  ASSAY_CHECK_OK(check_plain(profile));
  ASSAY_TRY(certificate, build_certificate(profile, parts));
  if (certificate.tbs.size() > kMaxTbs) {
    return input_error(fmt::format("certificate '{}' is too large for a template", profile.name));
  }
  ASSAY_TRY(subject, TemplateKey::of(parts.spki));
  ASSAY_TRY(issuer, TemplateKey::of(parts.issuer_spki));
  CertificateTemplate made;
  ASSAY_TRY(tbs, der::find(std::as_const(certificate.tree), "tbs"));
  ASSAY_CHECK_OK(Surveyor(made, words, subject, issuer).survey(*tbs));
  made.tbs_ = std::move(certificate.tbs);
  made.algorithm_ = parts.algorithm;
  return made;
}

std::size_t CertificateTemplate::max_size(const Signer& signer) const {
  constexpr std::size_t kBitString = 5;  // header and the number of unused bits
  return kMaxHeader + tbs_.size() + algorithm_identifier(algorithm_).size() + kBitString +
         signer.max_size();
}

Result<std::size_t> CertificateTemplate::write(const CertificateStamp& stamp, Signer& signer,
                                               std::span<std::uint8_t> out) const {
  if (signer.algorithm() != algorithm_) {
    return input_error(fmt::format("a template for {} is not signed with {}", name_of(algorithm_),
                                   name_of(signer.algorithm())));
  }
  ASSAY_CHECK(out.size() >= max_size(signer) && signer.max_size() <= kMaxSignature);
  std::uint8_t* const tbs = out.data() + kMaxHeader;
  std::memcpy(tbs, tbs_.data(), tbs_.size());
  ASSAY_CHECK_OK(patch(stamp, tbs));
  std::array<std::uint8_t, kMaxSignature> signature;
  ASSAY_TRY(size, signer.sign({tbs, tbs_.size()}, signature));

  const BytesView algorithm = algorithm_identifier(algorithm_);
  const std::size_t bits = 1 + size;
  const std::size_t content = tbs_.size() + algorithm.size() + header_size(bits) + bits;
  std::uint8_t* at = put_header(out.data(), 0x30, content);
  // A certificate below 256 octets has a shorter header.
  if (at != tbs) std::memmove(at, tbs, tbs_.size());
  at += tbs_.size();
  std::memcpy(at, algorithm.data(), algorithm.size());
  at = put_header(at + algorithm.size(), 0x03, bits);
  *at++ = 0;  // no unused bits
  std::memcpy(at, signature.data(), size);
  return header_size(content) + content;
}

Result<void> CertificateTemplate::patch(const CertificateStamp& stamp, std::uint8_t* tbs) const {
  if (!stamp.serial.empty()) {
    if (stamp.serial.size() != serial_.size) {
      return input_error(fmt::format("a serial number of {} octets in a template with {}",
                                     stamp.serial.size(), serial_.size));
    }
    std::memcpy(tbs + serial_.at, stamp.serial.data(), serial_.size);
  }
  if (stamp.not_before) {
    ASSAY_CHECK_OK(put_time(*stamp.not_before, not_before_.size, tbs + not_before_.at));
  }
  if (stamp.not_after) {
    ASSAY_CHECK_OK(put_time(*stamp.not_after, not_after_.size, tbs + not_after_.at));
  }
  if (!stamp.words.empty()) ASSAY_CHECK_OK(patch_words(stamp.words, tbs));
  return patch_keys(stamp, tbs);
}

Result<void> CertificateTemplate::patch_words(std::span<const std::string_view> words,
                                              std::uint8_t* tbs) const {
  if (words.size() != words_.size()) {
    return input_error(fmt::format("{} words for a template with {}", words.size(), words_.size()));
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const Place& place : words_[i]) {
      if (words[i].size() != place.size) {
        return input_error(
            fmt::format("the word '{}' is not {} octets long", one_line(words[i]), place.size));
      }
      std::memcpy(tbs + place.at, words[i].data(), place.size);
    }
  }
  return {};
}

Result<void> CertificateTemplate::patch_keys(const CertificateStamp& stamp,
                                             std::uint8_t* tbs) const {
  if (stamp.subject_key != nullptr) {
    const TemplateKey& key = *stamp.subject_key;
    if (key.spki.size() != spki_.size) {
      return input_error(fmt::format("a public key of {} octets in a template with {}",
                                     key.spki.size(), spki_.size));
    }
    std::memcpy(tbs + spki_.at, key.spki.data(), spki_.size);
    for (const Place& id : subject_ids_) std::memcpy(tbs + id.at, key.id.data(), id.size);
  }
  if (stamp.issuer_key != nullptr) {
    for (const Place& id : issuer_ids_) {
      std::memcpy(tbs + id.at, stamp.issuer_key->id.data(), id.size);
    }
  }
  return {};
}

}  // namespace assay
