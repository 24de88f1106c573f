// The strict YAML reader over any text. Laws: every line of an Error begins with the file's name
// ("and 7 more" aside); a tree written down in a plain form (flow style, every text in quotes) is
// read back equal.
#include <fmt/format.h>

#include "fuzz/fuzz.h"
#include "harness/base/yaml.h"
#include "harness/model/clause.h"

namespace assay {
namespace {

constexpr std::string_view kFile = "f.yaml";

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x20 || octet == 0x7f) {
      out += fmt::format("\\x{:02x}", octet);
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

std::string plain_form(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::kNull) return "~";
  if (node.kind == YamlNode::Kind::kText) return quoted(node.text);
  const bool is_map = node.kind == YamlNode::Kind::kMap;
  std::string out = is_map ? "{" : "[";
  for (const YamlNode& item : node.items) {
    if (is_map) out += "? " + quoted(item.key) + " : ";
    out += plain_form(item) + ", ";
  }
  return out + (is_map ? "}" : "]");
}

bool equal(const YamlNode& a, const YamlNode& b) {
  if (a.kind != b.kind || a.text != b.text || a.key != b.key || a.items.size() != b.items.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!equal(a.items[i], b.items[i])) return false;
  }
  return true;
}

// Every getter on every node, as if each field of a file held each value.
void read_values(const YamlReader& reader, const YamlNode& node) {
  (void)reader.text(node);
  (void)reader.flag(node);
  (void)reader.integer(node, -7, 1'000'000'007);
  (void)reader.time(node);
  (void)reader.octets(node);
  (void)reader.texts(node);
  for (const YamlNode& item : node.items) read_values(reader, item);
}

void check_tree(const YamlNode& root) {
  const auto again = parse_yaml(plain_form(root), kFile);
  ASSAY_CHECK(again.has_value() && equal(root, *again));
  Mistakes mistakes;
  const YamlReader reader(std::string(kFile), mistakes);
  read_values(reader, root);
  Clauses clauses;
  read_clauses(reader, root, clauses);
  const auto result = mistakes.result();
  if (!result) ASSAY_CHECK(begins_with_file(result.error().message, kFile));
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto root = assay::parse_yaml(assay::as_text({data, size}), assay::kFile);
  if (root) {
    assay::check_tree(*root);
  } else {
    ASSAY_CHECK(assay::begins_with_file(root.error().message, assay::kFile));
  }
  return 0;
}
