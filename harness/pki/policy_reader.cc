#include "harness/pki/policy_reader.h"

#include "harness/pki/field_reader.h"
#include "harness/pki/name_reader.h"

namespace assay {
namespace {

constexpr int kMaxSkip = 1'000'000;

// PolicyReader reads the structures, one a method.
class PolicyReader {
 public:
  explicit PolicyReader(const YamlReader& reader) : reader_(reader), names_(reader) {}

  void read(const YamlNode& node, CertificatePolicies& out) const {
    YamlMap map(reader_, node, "certificate_policies");
    read_each(reader_, map.find("policies"), out.policies,
              [this](const YamlNode& item, PolicyInformation& into) { information(item, into); });
    map.flag("critical", out.critical);
    map.finish();
  }

  void read(const YamlNode& node, PolicyMappings& out) const {
    YamlMap map(reader_, node, "policy_mappings");
    read_each(reader_, map.find("mappings"), out.mappings,
              [this](const YamlNode& item, PolicyMapping& into) {
                YamlMap inner(reader_, item, "a policy mapping");
                if (const YamlNode* oid = inner.require("issuer")) names_.oid(*oid, into.issuer);
                if (const YamlNode* oid = inner.require("subject")) names_.oid(*oid, into.subject);
                inner.finish();
              });
    map.flag("critical", out.critical);
    map.finish();
  }

  void read(const YamlNode& node, PolicyConstraints& out) const {
    YamlMap map(reader_, node, "policy_constraints");
    const auto skip = [this](const YamlNode& value, int& certificates) {
      number(value, certificates);
    };
    read_optional(map.find("require_explicit_policy"), out.require_explicit_policy, skip);
    read_optional(map.find("inhibit_policy_mapping"), out.inhibit_policy_mapping, skip);
    map.flag("critical", out.critical);
    map.finish();
  }

  // A number, or {skip_certs: n, critical: flag}.
  void read(const YamlNode& node, InhibitAnyPolicy& out) const {
    if (node.kind != YamlNode::Kind::kMap) return number(node, out.skip_certs);
    YamlMap map(reader_, node, "inhibit_any_policy");
    if (const YamlNode* skip = map.find("skip_certs")) number(*skip, out.skip_certs);
    map.flag("critical", out.critical);
    map.finish();
  }

 private:
  void number(const YamlNode& node, int& out) const {
    if (const auto n = reader_.integer(node, -1, kMaxSkip)) out = static_cast<int>(*n);
  }

  void information(const YamlNode& node, PolicyInformation& out) const {
    if (node.kind != YamlNode::Kind::kMap) return names_.oid(node, out.policy);
    YamlMap map(reader_, node, "a policy");
    if (const YamlNode* oid = map.require("oid")) names_.oid(*oid, out.policy);
    read_each(reader_, map.find("qualifiers"), out.qualifiers,
              [this](const YamlNode& item, PolicyQualifier& into) { qualifier(item, into); });
    map.finish();
  }

  void qualifier(const YamlNode& node, PolicyQualifier& out) const {
    YamlMap map(reader_, node, "a qualifier");
    std::string uri;
    if (map.text("cps", uri) != nullptr) {
      out = {"cps", der::encode(der::string(der::StringType::kIa5, uri))};
    } else if (const YamlNode* notice = map.find("notice")) {
      out = {"unotice", der::encode(notice_node(*notice))};
    } else {
      if (const YamlNode* oid = map.require("oid")) names_.oid(*oid, out.type);
      map.require("value");
      map.octets("value", out.value);
    }
    map.finish();
  }

  // RFC 5280 section 4.2.1.4: UserNotice.
  der::Node notice_node(const YamlNode& node) const {
    YamlMap map(reader_, node, "a notice");
    std::vector<der::Node> members;
    if (const YamlNode* organization = map.find("organization")) {
      std::vector<int> numbers;
      read_each(reader_, map.find("numbers"), numbers,
                [this](const YamlNode& item, int& each) { number(item, each); });
      std::vector<der::Node> list;
      for (const int each : numbers) list.push_back(der::integer(each));
      members.push_back(der::sequence(text_node(*organization), der::sequence(std::move(list))));
    }
    if (const YamlNode* text = map.find("text")) members.push_back(text_node(*text));
    map.finish();
    return der::sequence(std::move(members));
  }

  // A text is UTF8String unless it says otherwise: {visible: text}.
  der::Node text_node(const YamlNode& node) const {
    const bool typed = node.kind == YamlNode::Kind::kMap && node.items.size() == 1;
    const YamlNode& value = typed ? node.items.front() : node;
    auto type = der::StringType::kUtf8;
    if (typed) {
      if (const auto named = parse_name<der::StringType>("string type", value.key)) {
        type = *named;
      } else {
        reader_.wrong(value.key_place, named.error().message);
      }
    }
    return der::string(type, reader_.text(value).value_or(""));
  }

  const YamlReader& reader_;
  NameReader names_;
};

}  // namespace

void read_policies(const YamlReader& reader, YamlMap& map, ExtensionProfile& out) {
  const PolicyReader policy(reader);
  const auto read = [&](std::string_view key, auto& value) {
    read_optional(map.find(key), value,
                  [&](const YamlNode& node, auto& into) { policy.read(node, into); });
  };
  read("certificate_policies", out.certificate_policies);
  read("policy_mappings", out.policy_mappings);
  read("policy_constraints", out.policy_constraints);
  read("inhibit_any_policy", out.inhibit_any_policy);
}

}  // namespace assay
