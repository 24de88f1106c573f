#include "harness/pki/profile_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/pki/status_reader.h"

namespace assay {
namespace {

std::vector<std::string_view> certificate_names(const HierarchyProfile& profile) {
  std::vector<std::string_view> names;
  for (const CertificateProfile& each : profile.certificates) names.push_back(each.name);
  return names;
}

// A certificate sees those before it as issuers and all as holders of keys.
KnownCertificates known_to(std::string_view name, const std::vector<std::string_view>& all) {
  return {{all.begin(), std::find(all.begin(), all.end(), name)}, all};
}

// QuestionReader reads the fields of a question over what is there.
class QuestionReader {
 public:
  QuestionReader(const YamlReader& reader, const HierarchyProfile& profile)
      : reader_(reader), certificates_(certificate_names(profile)) {
    for (const CrlProfile& crl : profile.crls) crls_.push_back(crl.name);
    for (const OcspProfile& response : profile.ocsp) ocsp_.push_back(response.name);
  }

  void read(const YamlNode& node, QuestionProfile& out) const {
    YamlMap map(reader_, node, "a question");
    if (const YamlNode* leaf = map.find("leaf")) {
      read_reference(reader_, *leaf, "certificate", certificates_, out.leaf);
    }
    references(map.find("pool"), certificates_, out.pool);
    references(map.find("anchors"), certificates_, out.anchors);
    references(map.find("crls"), crls_, out.crls);
    references(map.find("ocsp"), ocsp_, out.ocsp);
    map.word("revocation", out.revocation);
    map.time("time", out.time);
    if (const YamlNode* list = map.find("names")) names(*list, out.names);
    map.word("purpose", out.purpose);
    map.texts("key_usages", out.key_usages);
    map.texts("extended_key_usages", out.extended_key_usages);
    map.texts("signature_algorithms", out.signature_algorithms);
    if (const YamlNode* inputs = map.find("policy")) policy(*inputs, out.policy);
    if (const YamlNode* depth = map.find("max_depth")) {
      if (const auto value = reader_.integer(*depth, 0, 100)) {
        out.max_depth = static_cast<int>(*value);
      }
    }
    map.finish();
  }

 private:
  void references(const YamlNode* node, const std::vector<std::string_view>& valid,
                  std::vector<std::string>& out) const {
    if (node == nullptr) return;
    if (node->kind != YamlNode::Kind::kList) return reader_.wrong(*node, "a list is wanted here");
    out.clear();
    for (const YamlNode& item : node->items) {
      read_reference(reader_, item, "name", valid, out.emplace_back());
    }
  }

  void names(const YamlNode& node, std::vector<PeerName>& out) const {
    if (node.kind != YamlNode::Kind::kList) return reader_.wrong(node, "a list is wanted here");
    out.clear();
    for (const YamlNode& item : node.items) {
      if (item.kind != YamlNode::Kind::kMap || item.items.size() != 1) {
        reader_.wrong(item, "a name is a mapping of one member: {dns: text}");
        continue;
      }
      const YamlNode& member = item.items.front();
      const auto kind = parse_name<NameKind>("kind of name", member.key);
      if (!kind) reader_.wrong(member.key_place, kind.error().message);
      const auto value = reader_.text(member);
      if (kind && value) out.push_back({*kind, *value});
    }
  }

  void policy(const YamlNode& node, PolicyInputs& out) const {
    YamlMap map(reader_, node, "policy");
    map.texts("initial_policy_set", out.initial_policy_set);
    map.flag("explicit_policy", out.explicit_policy);
    map.flag("policy_mapping_inhibit", out.policy_mapping_inhibit);
    map.flag("any_policy_inhibit", out.any_policy_inhibit);
    map.finish();
  }

  const YamlReader& reader_;
  std::vector<std::string_view> certificates_;
  std::vector<std::string_view> crls_;
  std::vector<std::string_view> ocsp_;
};

}  // namespace

void read_expectations(const YamlReader& reader, const YamlNode& node,
                       std::map<Ruleset, Expectation>& expect) {
  YamlMap map(reader, node, "expect");
  map.require(name_of(Ruleset::kRfc5280));
  for (const auto& [ruleset, name] : EnumNames<Ruleset>::kNames) {
    const YamlNode* value = map.find(name);
    if (value == nullptr) continue;
    const auto expectation = reader.word<Expectation>("expectation", *value);
    if (expectation) expect[ruleset] = *expectation;
  }
  map.finish();
}

HierarchyProfile ProfileReader::read(const YamlNode& root) const {
  HierarchyProfile profile;
  YamlMap map(*reader_, root, "a profile");
  map.require("profile");
  map.text("profile", profile.name);
  map.require("title");
  map.text("title", profile.title);
  if (const YamlNode* node = map.find("expect")) read_expectations(*reader_, *node, profile.expect);
  if (const YamlNode* node = map.require("certificates")) read_certificates(*node, profile);
  mark_issuers(profile);
  if (const YamlNode* node = map.find(kCrlsKey)) read_crls(*node, profile);
  if (const YamlNode* node = map.find(kOcspKey)) read_responses(*node, profile);
  if (const YamlNode* node = map.require(kQuestionKey)) read_question(*node, profile);
  map.finish();
  return profile;
}

void ProfileReader::edit(const YamlNode& node, HierarchyProfile& profile) const {
  YamlMap map(*reader_, node, "an edit");
  if (const YamlNode* crls = map.find(kCrlsKey)) edit_crls(*crls, profile);
  if (const YamlNode* responses = map.find(kOcspKey)) edit_responses(*responses, profile);
  const auto all = certificate_names(profile);
  for (std::size_t i = 0; i < profile.certificates.size(); ++i) {
    const std::string& name = profile.certificates[i].name;
    if (const YamlNode* fields = map.find(name)) {
      const KnownCertificates known = known_to(name, all);
      read_certificate(*reader_, *fields, known, profile.certificates.edit(i));
    }
  }
  if (const YamlNode* question = map.find(kQuestionKey)) {
    QuestionReader(*reader_, profile).read(*question, profile.question);
  }
  map.finish();
}

void ProfileReader::read_certificates(const YamlNode& node, HierarchyProfile& profile) const {
  if (node.kind != YamlNode::Kind::kMap || node.items.empty()) {
    return reader_->wrong(node, "certificates is a mapping of at least one certificate");
  }
  std::vector<std::string_view> all;
  for (const YamlNode& item : node.items) {
    all.push_back(item.key);
    if (item.key == kQuestionKey || item.key == kCrlsKey || item.key == kOcspKey ||
        item.key == kSelf) {
      reader_->wrong(item.key_place, fmt::format("'{}' cannot name a certificate", item.key));
    }
  }
  for (const YamlNode& item : node.items) {
    CertificateProfile& certificate = profile.certificates.emplace_back();
    certificate.name = item.key;
    read_certificate(*reader_, item, known_to(item.key, all), certificate);
    for (const std::string_view key : {"subject", "not_before", "not_after"}) {
      if (item.kind == YamlNode::Kind::kMap && item.find(key) == nullptr) {
        reader_->wrong(item.key_place, fmt::format("a certificate needs the key '{}'", key));
      }
    }
  }
}

void ProfileReader::mark_issuers(HierarchyProfile& profile) {
  for (const CertificateProfile& each : profile.certificates) {
    const std::size_t issuer = profile.position(each.issuer);
    if (issuer < profile.certificates.size()) profile.certificates.edit(issuer).issues = true;
  }
}

void ProfileReader::read_crls(const YamlNode& node, HierarchyProfile& profile) const {
  if (node.kind != YamlNode::Kind::kMap) return reader_->wrong(node, "crls is a mapping");
  for (const YamlNode& item : node.items) {
    CrlProfile& crl = profile.crls.emplace_back();
    crl.name = item.key;
    read_crl(*reader_, item, certificate_names(profile), crl);
    for (const std::string_view key : {"issuer", "this_update"}) {
      if (item.kind == YamlNode::Kind::kMap && item.find(key) == nullptr) {
        reader_->wrong(item.key_place, fmt::format("a CRL needs the key '{}'", key));
      }
    }
  }
}

void ProfileReader::edit_crls(const YamlNode& node, HierarchyProfile& profile) const {
  YamlMap map(*reader_, node, "an edit of CRLs");
  for (std::size_t i = 0; i < profile.crls.size(); ++i) {
    if (const YamlNode* fields = map.find(profile.crls[i].name)) {
      read_crl(*reader_, *fields, certificate_names(profile), profile.crls.edit(i));
    }
  }
  map.finish();
}

void ProfileReader::read_responses(const YamlNode& node, HierarchyProfile& profile) const {
  if (node.kind != YamlNode::Kind::kMap) return reader_->wrong(node, "ocsp is a mapping");
  for (const YamlNode& item : node.items) {
    OcspProfile& response = profile.ocsp.emplace_back();
    response.name = item.key;
    read_ocsp(*reader_, item, certificate_names(profile), response);
    for (const std::string_view key : {"responder", "certificate", "this_update", "produced_at"}) {
      if (item.kind == YamlNode::Kind::kMap && item.find(key) == nullptr) {
        reader_->wrong(item.key_place, fmt::format("an OCSP response needs the key '{}'", key));
      }
    }
  }
}

void ProfileReader::edit_responses(const YamlNode& node, HierarchyProfile& profile) const {
  YamlMap map(*reader_, node, "an edit of OCSP responses");
  for (std::size_t i = 0; i < profile.ocsp.size(); ++i) {
    if (const YamlNode* fields = map.find(profile.ocsp[i].name)) {
      read_ocsp(*reader_, *fields, certificate_names(profile), profile.ocsp.edit(i));
    }
  }
  map.finish();
}

void ProfileReader::read_question(const YamlNode& node, HierarchyProfile& profile) const {
  QuestionReader(*reader_, profile).read(node, profile.question);
  if (node.kind != YamlNode::Kind::kMap) return;
  for (const std::string_view key : {"leaf", "anchors", "time", "purpose"}) {
    if (node.find(key) == nullptr) {
      reader_->wrong(node, fmt::format("a profile's question needs the key '{}'", key));
    }
  }
}

}  // namespace assay
