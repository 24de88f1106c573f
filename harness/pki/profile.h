// Profiles: what certificates, CRLs and whole hierarchies look like, as plain data.
//
// A profile says nothing about keys' values, seeds or octets: those come with the chain
// (harness/pki/chain.h). Everything here can be compared, so that an edit that changes nothing
// is found.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/shared_list.h"
#include "harness/base/text.h"
#include "harness/base/time.h"
#include "harness/crypto/algorithm.h"
#include "harness/model/case.h"
#include "harness/model/question.h"
#include "harness/pki/extension_profile.h"
#include "harness/pki/name_profile.h"
#include "harness/pki/signature_profile.h"
#include "harness/pki/status_profile.h"
#include "harness/pki/tree_edit.h"

namespace assay {

// Vary is what sets the copies of a certificate apart, beside their serial numbers.
enum class Vary { kSerial, kKey, kSubject, kBoth };

// Copies is a crowd: `count` certificates of one profile. All but the last have a number; the last
// is the one that the profile describes, and the one that others name as their issuer.
struct Copies {
  int count = 1;
  Vary vary = Vary::kSerial;

  bool operator==(const Copies&) const = default;
};

// kMaxCrowd and kMaxRow bound what one profile multiplies to.
inline constexpr int kMaxCrowd = 100'000;
inline constexpr int kMaxRow = 1'000;

// kSelf as an issuer: the certificate is self-signed.
inline constexpr std::string_view kSelf = "self";

// CertificateProfile names other certificates of its hierarchy by their names there.
struct CertificateProfile : ExtensionProfile {
  std::string name;
  bool issues = false;  // other certificates of the profile's file name it as their issuer
  std::string issuer = std::string(kSelf);
  std::optional<DistinguishedName> issuer_name;  // in place of the issuer's subject
  DistinguishedName subject;
  std::optional<Bytes> serial;  // content octets of the INTEGER; derived from the seed otherwise
  int version = 3;              // 1 leaves the extensions out
  std::optional<KeyType> key;   // the caller's choice otherwise
  KeyForm key_form = KeyForm::kUsual;  // how the key is written
  std::string key_of;                  // the certificate whose key this one has too; empty: its own
  UnixTime not_before = 0;
  UnixTime not_after = 0;
  std::optional<SignatureAlgorithm> signature_algorithm;  // the signer's default otherwise
  std::string signature_oid;  // in place of the algorithm's own, inside and outside; or empty
  std::optional<SignatureAlgorithm> tbs_signature_algorithm;  // what the tbs claims, where it lies
  SignatureProfile signature;                                 // where it is not as usual
  std::string signed_by;  // the certificate whose key signs in the issuer's place; or empty
  bool corrupt_signature = false;  // the last bit is flipped after signing
  std::vector<TreeEdit> der;
  Bytes trailing;  // octets after the certificate
  // A row of certificates, each issued by the one before it and the first by `issuer`. The last is
  // the one that the profile describes; the subjects of the others end in their numbers.
  int row = 1;
  Copies copies;

  bool operator==(const CertificateProfile&) const = default;
};

// QuestionProfile is a Question whose certificates, CRLs and OCSP responses are named, not made.
struct QuestionProfile {
  std::string leaf;
  std::vector<std::string> pool;
  std::vector<std::string> anchors;
  std::vector<std::string> crls;
  std::vector<std::string> ocsp;
  RevocationMode revocation = RevocationMode::kOff;
  UnixTime time = 0;
  std::vector<PeerName> names;
  Purpose purpose = Purpose::kServerAuth;
  std::vector<std::string> key_usages;
  std::vector<std::string> extended_key_usages;
  std::vector<std::string> signature_algorithms;
  PolicyInputs policy;
  std::optional<int> max_depth;

  bool operator==(const QuestionProfile&) const = default;
};

// HierarchyProfile: certificates with issuers before what they issue, and one question about them.
struct HierarchyProfile {
  std::string name;
  std::string title;
  SharedList<CertificateProfile> certificates;
  SharedList<CrlProfile> crls;
  SharedList<OcspProfile> ocsp;
  QuestionProfile question;
  // Unchanged it is accepted; a private PKI may say otherwise of other rulesets.
  std::map<Ruleset, Expectation> expect = {{Ruleset::kRfc5280, Expectation::kAccept}};

  // position() is the index of a certificate, or certificates.size().
  [[nodiscard]] std::size_t position(std::string_view certificate) const;
  // find() is the certificate of that name, or null.
  [[nodiscard]] const CertificateProfile* find(std::string_view certificate) const;
  [[nodiscard]] const CrlProfile* find_crl(std::string_view crl) const;
  [[nodiscard]] const OcspProfile* find_ocsp(std::string_view response) const;

  bool operator==(const HierarchyProfile&) const = default;
};

template <>
struct EnumNames<Vary> {
  static constexpr std::pair<Vary, std::string_view> kNames[] = {
      {Vary::kSerial, "serial"},
      {Vary::kKey, "key"},
      {Vary::kSubject, "subject"},
      {Vary::kBoth, "both"},
  };
};

}  // namespace assay
