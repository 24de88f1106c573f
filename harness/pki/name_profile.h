// Names as plain data: distinguished names and general names (RFC 5280 sections 4.1.2.4, 4.2.1.6).
//
// A text may hold ranges: "h{1..1000}.assay.test" stands for a thousand names when it is written
// (harness/pki/range.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/text.h"
#include "harness/der/writer.h"

namespace assay {

// NameAttribute is one AttributeTypeAndValue (RFC 5280 section 4.1.2.4).
struct NameAttribute {
  std::string type;  // "CN", "commonName" or a dotted OID
  std::string value;
  der::StringType string = der::StringType::kUtf8;

  bool operator==(const NameAttribute&) const = default;
};

// A relative distinguished name has one attribute nearly always; a distinguished name is a list of
// them, as encoded. A relative name whose value holds a range stands for that many relative names.
using RelativeName = std::vector<NameAttribute>;
using DistinguishedName = std::vector<RelativeName>;

// GeneralNameKind has the keys of the files.
enum class GeneralNameKind {
  kDns,
  kIp,
  kEmail,
  kUri,
  kDirectory,
  kOther,
  kRegisteredId,
  kX400,
  kEdiParty,
};

// GeneralName is one name of any kind; which members count depends on it.
struct GeneralName {
  GeneralNameKind kind = GeneralNameKind::kDns;
  std::string text;             // kDns, kIp, kEmail, kUri; the OID of kRegisteredId and kOther
  DistinguishedName directory;  // kDirectory
  Bytes value;  // the DER inside a kOther's explicit tag; content octets of kX400 and kEdiParty
  // Of a subtree (RFC 5280 section 4.2.1.10), written where they are given.
  std::optional<int> minimum;
  std::optional<int> maximum;

  bool operator==(const GeneralName&) const = default;
};

// GeneralNames are written list by list, in this order. An IP address is in text form; in name
// constraints with a prefix length: "192.0.2.0/24".
struct GeneralNames {
  std::vector<std::string> dns;
  std::vector<std::string> ip;
  std::vector<std::string> email;
  std::vector<std::string> uri;
  std::vector<GeneralName> others;  // of the other kinds
  std::vector<GeneralName> list;    // of any kind, in the order given

  bool operator==(const GeneralNames&) const = default;
};

template <>
struct EnumNames<GeneralNameKind> {
  static constexpr std::pair<GeneralNameKind, std::string_view> kNames[] = {
      {GeneralNameKind::kDns, "dns"},
      {GeneralNameKind::kIp, "ip"},
      {GeneralNameKind::kEmail, "email"},
      {GeneralNameKind::kUri, "uri"},
      {GeneralNameKind::kDirectory, "directory"},
      {GeneralNameKind::kOther, "other"},
      {GeneralNameKind::kRegisteredId, "registered_id"},
      {GeneralNameKind::kX400, "x400"},
      {GeneralNameKind::kEdiParty, "edi_party"},
  };
};

template <>
struct EnumNames<der::StringType> {
  static constexpr std::pair<der::StringType, std::string_view> kNames[] = {
      {der::StringType::kUtf8, "utf8"},
      {der::StringType::kNumeric, "numeric"},
      {der::StringType::kPrintable, "printable"},
      {der::StringType::kTeletex, "teletex"},
      {der::StringType::kIa5, "ia5"},
      {der::StringType::kVisible, "visible"},
      {der::StringType::kUniversal, "universal"},
      {der::StringType::kBmp, "bmp"},
  };
};

}  // namespace assay
