// Certificate extensions (RFC 5280 section 4.2): the list, and the values that path validation
// reads. Views borrow the certificate; nothing is allocated.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/der/oid.h"
#include "harness/oracle/parse.h"

namespace assay::oracle {

// kMaxExtensions is the limit of extensions in one list.
inline constexpr std::size_t kMaxExtensions = 256;

struct Extension {
  bool present = false;
  bool critical = false;
  BytesView value;  // the content of extnValue
};

// BasicConstraints, KeyUsage and the rest are as RFC 5280 section 4.2.1 defines them.
struct BasicConstraints {
  bool ca = false;
  // A cA of FALSE that is written out is BER (X.690 section 11.5); many issue it, all read it.
  bool has_written_false = false;
  std::optional<std::int64_t> path_length;  // not negative
};

struct KeyUsage {
  std::uint16_t bits = 0;  // bit n is the named bit n
  bool has_trailing_zeros = false;

  bool has(unsigned bit) const { return (bits >> bit & 1U) != 0; }
  bool has_any(std::initializer_list<unsigned> any) const {
    return std::ranges::any_of(any, [this](unsigned bit) { return has(bit); });
  }
  bool has_others(std::initializer_list<unsigned> than) const {
    unsigned rest = bits;
    for (const unsigned bit : than) rest &= ~(1U << bit);
    return rest != 0;
  }
};

namespace usage {
inline constexpr unsigned kDigitalSignature = 0;
inline constexpr unsigned kContentCommitment = 1;
inline constexpr unsigned kKeyEncipherment = 2;
inline constexpr unsigned kDataEncipherment = 3;
inline constexpr unsigned kKeyAgreement = 4;
inline constexpr unsigned kKeyCertSign = 5;
inline constexpr unsigned kCrlSign = 6;
inline constexpr unsigned kEncipherOnly = 7;
inline constexpr unsigned kDecipherOnly = 8;
}  // namespace usage

struct AuthorityKeyId {
  std::optional<BytesView> key_id;
  std::optional<BytesView> issuer;  // the content of a GeneralNames
  std::optional<BytesView> serial;  // the content of an INTEGER
};

// Subtrees are the contents of GeneralSubtrees; absent is not the same as empty.
struct NameConstraints {
  std::optional<BytesView> permitted;
  std::optional<BytesView> excluded;
  bool critical = false;
};

struct PolicyConstraints {
  std::optional<std::int64_t> require_explicit;
  std::optional<std::int64_t> inhibit_mapping;
};

// ExtensionFault is the first extension whose value cannot be read.
struct ExtensionFault {
  der::Oid id;
  bool critical = false;
  ParseError error;
};

class Extensions {
 public:
  // read() takes the SEQUENCE OF Extension into an empty object. An error for what is no such list,
  // or an extension twice; values are looked at in decode().
  Read<void> read(der::Reader& reader);

  // decode() reads the values of certificate extensions; faults are kept, not returned.
  void decode();

  // get() is the extension of that type, one of OidKind::kExtension.
  const Extension& get(der::Oid id) const { return known_[slot(id)]; }
  bool has(der::Oid id) const { return get(id).present; }
  bool empty() const { return count_ == 0; }

  // unknown_critical() is the type of the first critical extension that cannot be processed: none
  // of the table's, or policies with a qualifier that is not known.
  const std::optional<BytesView>& unknown_critical() const { return unknown_critical_; }

  // fault() is the first of the extensions that a verifier processes, or that are critical;
  // idle_fault() the first of all others.
  const std::optional<ExtensionFault>& fault() const { return fault_; }
  const std::optional<ExtensionFault>& idle_fault() const { return idle_fault_; }

  // What follows is set where the extension is there and well-formed.
  std::optional<BasicConstraints> basic_constraints;
  std::optional<KeyUsage> key_usage;
  std::optional<BytesView> purposes;      // the OIDs of extKeyUsage
  std::optional<BytesView> alt_names;     // the GeneralNames of subjectAltName
  std::optional<BytesView> issuer_names;  // the GeneralNames of issuerAltName
  std::optional<NameConstraints> name_constraints;
  std::optional<BytesView> policies;  // the PolicyInformation list
  std::optional<BytesView> mappings;  // the policy mappings
  std::optional<PolicyConstraints> policy_constraints;
  std::optional<std::int64_t> inhibit_any_policy;
  std::optional<AuthorityKeyId> authority_key_id;
  std::optional<BytesView> subject_key_id;
  std::optional<BytesView> distribution_points;  // the list of cRLDistributionPoints
  std::optional<BytesView> freshest;             // the list of freshestCRL

 private:
  static constexpr std::size_t kFirst =
      static_cast<std::size_t>(der::Oid::kSubjectDirectoryAttributes);
  static constexpr std::size_t kCount =
      static_cast<std::size_t>(der::Oid::kNetscapeCertType) - kFirst + 1;
  static std::size_t slot(der::Oid id) { return static_cast<std::size_t>(id) - kFirst; }

  Read<void> add(BytesView type, const Extension& extension, std::size_t offset,
                 const der::Reader& start);
  static Read<void> check_unknown(BytesView type, std::size_t offset, der::Reader before);
  Read<void> decode_one(der::Oid id, der::Reader value);
  Read<void> decode_constraint(der::Oid id, der::Reader& value);
  Read<void> decode_pointer(der::Oid id, der::Reader& value);

  std::array<Extension, kCount> known_;
  std::size_t count_ = 0;
  std::optional<BytesView> unknown_critical_;
  std::optional<ExtensionFault> fault_;
  std::optional<ExtensionFault> idle_fault_;
};

// TypeSet tells a second extension of a type from the first (RFC 5280 section 4.2), in lists that
// Extensions does not read.
class TypeSet {
 public:
  // add() is an error for a type that is there, and for one more than kMaxExtensions.
  Read<void> add(BytesView type, std::size_t offset);

 private:
  std::vector<BytesView> types_;
};

// lists_purpose() tells whether the OIDs of an extKeyUsage hold `oid`.
bool lists_purpose(BytesView purposes, BytesView oid);

// names_responder() tells whether authorityInfoAccess has an OCSP responder.
bool names_responder(const Extensions& extensions);

// OidCursor runs over the first OID of each member of a list: KeyPurposeIds themselves, or the
// policies of PolicyInformations.
class OidCursor {
 public:
  explicit OidCursor(BytesView list) : list_(list) {}
  std::optional<BytesView> next();

 private:
  der::Reader list_;
};

// MappingCursor runs over policy mappings.
struct PolicyMapping {
  BytesView issuer_policy;
  BytesView subject_policy;
};
class MappingCursor {
 public:
  explicit MappingCursor(BytesView list) : list_(list) {}
  std::optional<PolicyMapping> next();

 private:
  der::Reader list_;
};

}  // namespace assay::oracle
