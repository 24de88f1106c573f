#include "harness/run/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "harness/der/oid.h"
#include "harness/der/writer.h"
#include "harness/pki/certificate.h"

namespace assay {
namespace {

constexpr std::string_view kSignatureValue = "signatureValue";
constexpr std::string_view kOctets = "octets";

// Fields are the parts of a certificate by name, each with its encodings in order.
using Fields = std::map<std::string, std::vector<Bytes>>;

struct TakenApart {
  bool certificate = false;
  Fields fields;
  std::vector<std::string> order;  // the names of the extensions as they stand
};

bool is_context(const der::Node& node, unsigned number) {
  return node.identifier == Bytes{static_cast<std::uint8_t>(0xa0 | number)};
}

void add_extensions(const der::Node& wrapper, TakenApart& out) {
  if (wrapper.children.size() != 1) {
    out.fields["extensions"].push_back(der::encode(wrapper));
    return;
  }
  for (const der::Node& extension : wrapper.children[0].children) {
    const bool named = !extension.children.empty() && !extension.children[0].content.empty();
    const std::string name = named ? der::oid_text(extension.children[0].content) : "extension";
    out.fields[name].push_back(der::encode(extension));
    out.order.push_back(name);
  }
}

// TBSCertificate (RFC 5280 section 4.1), as far as it has that shape.
void add_tbs(const der::Node& tbs, TakenApart& out) {
  constexpr std::array<const char*, 6> kNames = {
      "serialNumber", "signature", "issuer", "validity", "subject", "subjectPublicKeyInfo"};
  std::size_t next = 0;
  for (const der::Node& child : tbs.children) {
    if (next == 0 && is_context(child, 0)) {
      out.fields["version"].push_back(der::encode(child));
    } else if (is_context(child, 3)) {
      add_extensions(child, out);
    } else {
      const char* name = next < kNames.size() ? kNames[next] : "uniqueIdentifiers";
      out.fields[name].push_back(der::encode(child));
      ++next;
    }
  }
}

TakenApart take_apart(const Bytes& der) {
  TakenApart out;
  const der::Node tree = tree_of(der);
  if (tree.children.size() != 3) {
    out.fields[std::string(kOctets)].push_back(der);
    return out;
  }
  out.certificate = true;
  add_tbs(tree.children[0], out);
  out.fields["signatureAlgorithm"].push_back(der::encode(tree.children[1]));
  out.fields[std::string(kSignatureValue)].push_back(der::encode(tree.children[2]));
  return out;
}

void compare(const std::string& part, const Bytes& a, const Bytes& b,
             std::vector<Difference>& found) {
  if (a == b) return;
  const TakenApart left = take_apart(a);
  const TakenApart right = take_apart(b);
  if (!left.certificate || !right.certificate) {
    found.push_back({part, std::string(kOctets)});
    return;
  }
  const std::size_t before = found.size();
  Fields all = left.fields;
  all.insert(right.fields.begin(), right.fields.end());
  bool value_differs = false;
  for (const auto& [name, ignored] : all) {
    const auto in_left = left.fields.find(name);
    const auto in_right = right.fields.find(name);
    const bool same = in_left != left.fields.end() && in_right != right.fields.end() &&
                      in_left->second == in_right->second;
    if (same) continue;
    if (name == kSignatureValue) {
      value_differs = true;
    } else {
      found.push_back({part, name});
    }
  }
  if (found.size() > before) return;
  if (left.order != right.order) {
    found.push_back({part, "order of extensions"});
  } else if (value_differs) {
    found.push_back({part, std::string(kSignatureValue)});
  } else {
    found.push_back({part, std::string(kOctets)});  // the same parts, encoded otherwise
  }
}

void compare(const std::string& part, const std::vector<Bytes>& a, const std::vector<Bytes>& b,
             std::vector<Difference>& found) {
  if (a == b) return;
  std::vector<Bytes> left = a;
  std::vector<Bytes> right = b;
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  if (a.size() != b.size() || left == right) {
    found.push_back({part, {}});
    return;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    compare(fmt::format("{} {}", part, i + 1), a[i], b[i], found);
  }
}

// A key stands in its certificate, as an identifier there and below, and decides algorithms; a name
// stands in the certificates below.
bool stands_elsewhere(const Difference& each) {
  constexpr std::string_view kFields[] = {"subjectPublicKeyInfo",
                                          "subjectKeyIdentifier",
                                          "authorityKeyIdentifier",
                                          "signature",
                                          "signatureAlgorithm",
                                          "issuer",
                                          "subject",
                                          "serialNumber"};
  return std::find(std::begin(kFields), std::end(kFields), each.field) != std::end(kFields);
}

}  // namespace

std::vector<Difference> differences(const Question& a, const Question& b) {
  std::vector<Difference> found;
  compare("leaf", a.leaf, b.leaf, found);
  compare("pool", a.pool, b.pool, found);
  compare("anchors", a.anchors, b.anchors, found);
  compare("crls", a.crls, b.crls, found);
  compare("ocsp", a.ocsp, b.ocsp, found);
  const auto part = [&](const char* name, bool same) {
    if (!same) found.push_back({name, {}});
  };
  part("revocation", a.revocation == b.revocation);
  part("time", a.time == b.time);
  part("names", a.names == b.names);
  part("purpose", a.purpose == b.purpose);
  part("key_usages", a.key_usages == b.key_usages);
  part("extended_key_usages", a.extended_key_usages == b.extended_key_usages);
  part("signature_algorithms", a.signature_algorithms == b.signature_algorithms);
  part("policy", a.policy == b.policy);
  part("max_depth", a.max_depth == b.max_depth);
  return found;
}

Extent extent_of(const std::vector<Difference>& found) {
  if (found.empty()) return Extent::kNone;
  if (found.size() == 1 && found[0].field != kOctets) return Extent::kField;
  return std::all_of(found.begin(), found.end(), stands_elsewhere) ? Extent::kKeyOrName
                                                                   : Extent::kMore;
}

}  // namespace assay
