#include "harness/model/clause.h"

#include <string_view>

#include "harness/base/file.h"

namespace assay {
namespace {

void read_clause(const YamlReader& reader, const YamlNode& node, const std::string& document,
                 Clauses& clauses) {
  Clause clause;
  clause.document = document;
  YamlMap map(reader, node, "a clause");
  const YamlNode* id = map.require("id");
  map.text("id", clause.id);
  map.require("title");
  map.text("title", clause.title);
  map.require("section");
  map.text("section", clause.section);
  map.require("binds");
  map.word("binds", clause.binds);
  map.require("strength");
  map.word("strength", clause.strength);
  map.finish();
  if (id == nullptr || clause.id.empty()) return;
  if (!clauses.emplace(clause.id, clause).second) {
    reader.wrong(*id, "the clause '" + clause.id + "' is defined twice");
  }
}

}  // namespace

void read_clauses(const YamlReader& reader, const YamlNode& root, Clauses& clauses) {
  std::string document;
  YamlMap map(reader, root, "a file of clauses");
  map.require("document");
  map.text("document", document);
  if (const YamlNode* list = map.require("clauses")) {
    if (list->kind != YamlNode::Kind::kList) reader.wrong(*list, "clauses is a list");
    for (const YamlNode& node : list->items) read_clause(reader, node, document, clauses);
  }
  map.finish();
}

Result<Clauses> load_clauses(const std::string& folder) {
  ASSAY_TRY(names, list_directory(folder));
  constexpr std::string_view kSuffix = ".yaml";
  Clauses clauses;
  Mistakes mistakes;
  for (const std::string& name : names) {
    if (!std::string_view(name).ends_with(kSuffix)) continue;
    const std::string path = folder + "/" + name;
    const auto root = load_yaml(path);
    if (root) {
      read_clauses(YamlReader(path, mistakes), *root, clauses);
    } else {
      mistakes.add(root.error());
    }
  }
  ASSAY_CHECK_OK(mistakes.result());
  return clauses;
}

}  // namespace assay
