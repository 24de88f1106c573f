// Reads profiles from YAML, whole or as an edit: an edit is the same mapping read over an existing
// profile, so that only the fields it names change.
//
// The file: profile (name), title, expect (where it is not `rfc5280: accept`), question,
// certificates (a mapping, issuers first), crls, ocsp. `absent` takes an optional field away:
// `extended_key_usage: absent`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/yaml.h"
#include "harness/pki/profile.h"

namespace assay {

// ProfileReader records every mistake with its place, unknown references included.
class ProfileReader {
 public:
  explicit ProfileReader(const YamlReader& reader) : reader_(&reader) {}

  // read() takes a whole profile file.
  HierarchyProfile read(const YamlNode& root) const;

  // edit() reads `node` ({certificate or question: {field: value}, crls or ocsp:
  // {name: {field: value}}}) over `profile`.
  void edit(const YamlNode& node, HierarchyProfile& profile) const;

 private:
  void read_certificates(const YamlNode& node, HierarchyProfile& profile) const;
  static void mark_issuers(HierarchyProfile& profile);
  void read_crls(const YamlNode& node, HierarchyProfile& profile) const;
  void edit_crls(const YamlNode& node, HierarchyProfile& profile) const;
  void read_responses(const YamlNode& node, HierarchyProfile& profile) const;
  void edit_responses(const YamlNode& node, HierarchyProfile& profile) const;
  void read_question(const YamlNode& node, HierarchyProfile& profile) const;

  const YamlReader* reader_;
};

// read_expectations() reads {rfc5280: accept, strict: reject}; the first ruleset must be there.
void read_expectations(const YamlReader& reader, const YamlNode& node,
                       std::map<Ruleset, Expectation>& expect);

// The words of an edit that no certificate can have as its name.
inline constexpr std::string_view kQuestionKey = "question";
inline constexpr std::string_view kCrlsKey = "crls";
inline constexpr std::string_view kOcspKey = "ocsp";

// KnownCertificates are the names that a certificate's fields may hold.
struct KnownCertificates {
  std::vector<std::string_view> issuers;  // those that come before it
  std::vector<std::string_view> all;
};

// read_certificate() reads fields over `certificate`.
void read_certificate(const YamlReader& reader, const YamlNode& node,
                      const KnownCertificates& known, CertificateProfile& certificate);

// read_reference() reads a name that must be one of `valid`; `what` names the kind.
void read_reference(const YamlReader& reader, const YamlNode& node, std::string_view what,
                    const std::vector<std::string_view>& valid, std::string& out);

}  // namespace assay
