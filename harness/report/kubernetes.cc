#include "harness/report/kubernetes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "harness/base/bytes.h"
#include "harness/der/pem.h"

namespace assay {
namespace {

// RFC 1123 section 2.1; Kubernetes' documentation, "Object Names and IDs".
constexpr std::size_t kMaxName = 253;
constexpr std::size_t kMaxLabel = 63;
constexpr std::size_t kMarkSize = 17;  // '-' and sixteen digits

// FNV-1a: a mark that tells ids apart, nothing that anyone attacks.
std::uint64_t mark_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// A label of lower-case letters, digits and inner '-'.
std::string label(std::string_view part) {
  std::string text;
  for (const char c : part) text += is_alphanumeric(c) ? c : '-';
  if (text.size() > kMaxLabel - kMarkSize) text.resize(kMaxLabel - kMarkSize);
  while (!text.empty() && text.back() == '-') text.pop_back();
  text.erase(0, text.find_first_not_of('-'));
  return text.empty() ? "x" : text;
}

std::string pem(std::string_view kind, const std::vector<Bytes>& list) {
  std::string text;
  for (const Bytes& each : list) text += der::write_pem(kind, each);
  return text;
}

// A block scalar: PEM has no line that could end it.
std::string block(std::string_view key, std::string_view text) {
  if (text.empty()) return fmt::format("  {}: \"\"\n", key);
  std::string out = fmt::format("  {}: |\n", key);
  for (const std::string_view line : split(text, '\n')) {
    if (!line.empty()) out += fmt::format("    {}\n", line);
  }
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : one_line(text)) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string head(std::string_view kind, const Case& what) {
  return fmt::format(
      "apiVersion: v1\nkind: {}\nmetadata:\n  name: {}\n  annotations:\n    assay.test/case: {}\n"
      "    assay.test/expected: {}\n",
      kind, kubernetes_name(what.id), quoted(what.id),
      name_of(what.expected(what.question.ruleset)));
}

}  // namespace

std::string kubernetes_name(std::string_view case_id) {
  std::string name;
  bool is_same = true;
  for (const std::string_view part : split(case_id, '/')) {
    const std::string made = label(part);
    is_same = is_same && made == part;
    name += (name.empty() ? "" : ".") + made;
  }
  if (name.size() > kMaxName - kMarkSize) {
    name.resize(kMaxName - kMarkSize);
    is_same = false;
    while (!is_alphanumeric(name.back())) name.pop_back();
  }
  if (is_same && !name.empty()) return name;
  return fmt::format("{}-{:016x}", name.empty() ? "case" : name, mark_of(case_id));
}

Result<std::string> kubernetes_objects(const Case& what) {
  const Question& question = what.question;
  if (question.leaf.empty()) return input_error("no leaf");
  if (question.leaf_key.empty()) {
    return input_error("no private key of the leaf, which a kubernetes.io/tls Secret must have");
  }
  const std::string chain = pem("CERTIFICATE", {question.leaf}) + pem("CERTIFICATE", question.pool);
  const std::string key = pem("PRIVATE KEY", {question.leaf_key});
  const std::string anchors = pem("CERTIFICATE", question.anchors);
  const std::string crls = pem("X509 CRL", question.crls);
  const std::size_t size = std::max(chain.size() + key.size(), anchors.size() + crls.size());
  if (size > kKubernetesLimit) {
    return input_error(fmt::format("{} octets: Kubernetes takes {}", size, kKubernetesLimit));
  }
  std::string text = head("Secret", what);
  text += fmt::format("type: kubernetes.io/tls\ndata:\n  tls.crt: {}\n  tls.key: {}\n---\n",
                      base64(as_bytes(chain)), base64(as_bytes(key)));
  text += head("ConfigMap", what) + "data:\n" + block("ca.crt", anchors);
  if (!crls.empty()) text += block("ca.crl", crls);
  return text;
}

}  // namespace assay
