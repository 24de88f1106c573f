// CertificateTemplate: what the certificate writer (certificate.h) wrote for one profile, with the
// places of what differs from one certificate to the next. Writing one more is a copy, some patches
// and a signature: no tree, no allocation.
//
// A test holds its octets against the writer's.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/crypto/signer.h"
#include "harness/pki/certificate.h"

namespace assay {

// TemplateKey is a public key ready to be put into certificates.
struct TemplateKey {
  Bytes spki;
  Bytes id;  // SHA-1 of the public key's bits: 20 octets

  // of() is an Error when `spki` is no SubjectPublicKeyInfo.
  static Result<TemplateKey> of(BytesView spki);
};

// CertificateStamp is what one certificate has of its own; what is left out stays as it is in the
// template. All views are borrowed for the call.
struct CertificateStamp {
  BytesView serial = {};  // content octets, as many as the template's serial number has
  std::optional<UnixTime> not_before = {};
  std::optional<UnixTime> not_after = {};
  std::span<const std::string_view> words = {};  // for the template's words in turn, each as long
  const TemplateKey* subject_key = nullptr;      // of the type of the template's
  const TemplateKey* issuer_key = nullptr;       // for the authority's key identifier
};

class CertificateTemplate {
 public:
  // make() writes the profile once. `words` are texts that stand in the issuer's name, the
  // subject's name or the alternative names, as a whole or within, and do not overlap; each of
  // their places is patched. Errors: what build_certificate() says, a word that stands nowhere, and
  // a profile that is more than the plain certificate: with edits of the DER, a corrupt signature
  // or octets after it.
  static Result<CertificateTemplate> make(const CertificateProfile& profile,
                                          const CertificateParts& parts,
                                          std::span<const std::string> words = {});

  // max_size() is the most octets that write() needs with that signer.
  [[nodiscard]] std::size_t max_size(const Signer& signer) const;

  // write() puts the certificate at the start of `out`, of max_size() octets or more, and returns
  // its size. Errors: a signer of another algorithm than the template's, a stamp that does not have
  // the template's sizes, a time of the other form (UTCTime ends with 2049).
  Result<std::size_t> write(const CertificateStamp& stamp, Signer& signer,
                            std::span<std::uint8_t> out) const;

 private:
  // Place is where octets stand in the tbs.
  struct Place {
    std::size_t at = 0;
    std::size_t size = 0;
  };
  class Surveyor;

  CertificateTemplate() = default;
  Result<void> patch(const CertificateStamp& stamp, std::uint8_t* tbs) const;
  Result<void> patch_words(std::span<const std::string_view> words, std::uint8_t* tbs) const;
  Result<void> patch_keys(const CertificateStamp& stamp, std::uint8_t* tbs) const;

  Bytes tbs_;
  SignatureAlgorithm algorithm_ = SignatureAlgorithm::kSha256WithRsa;
  Place serial_;
  Place not_before_;
  Place not_after_;
  Place spki_;
  std::vector<Place> subject_ids_;
  std::vector<Place> issuer_ids_;
  std::vector<std::vector<Place>> words_;  // of each word
};

}  // namespace assay
