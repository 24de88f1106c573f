#include "harness/model/clause.h"

#include <gtest/gtest.h>

#include "harness/base/build_tree.h"

namespace assay {
namespace {

std::string read(std::string_view text, Clauses& clauses) {
  const auto root = parse_yaml(text, "c.yaml");
  if (!root) return root.error().message;
  Mistakes mistakes;
  read_clauses(YamlReader("c.yaml", mistakes), *root, clauses);
  return mistakes.empty() ? "" : mistakes.result().error().message;
}

TEST(ReadClauses, TakesEachField) {
  Clauses clauses;
  EXPECT_EQ(read("document: RFC 0\n"
                 "clauses:\n"
                 "  - {id: rfc0-1, section: '1', title: T, binds: issuer, strength: should}\n",
                 clauses),
            "");
  EXPECT_EQ(clauses.at("rfc0-1"),
            (Clause{"rfc0-1", "T", "RFC 0", "1", Binds::kIssuer, Strength::kShould}));
}

TEST(ReadClauses, ListsUnknownWordsMissingKeysAndDuplicateIds) {
  Clauses clauses;
  EXPECT_EQ(read("document: RFC 0\n"
                 "clauses:\n"
                 "  - {id: a, section: '1', title: T, binds: verifer, strength: must}\n"
                 "  - {id: a, section: '1', title: T, binds: issuer, strength: must}\n"
                 "  - {id: b, section: '1', tittle: T, binds: issuer, strength: must}\n",
                 clauses),
            "c.yaml:3:44: unknown binds 'verifer'; did you mean 'verifier'?\n"
            "c.yaml:4:10: the clause 'a' is defined twice\n"
            "c.yaml:5:5: a clause needs the key 'title'\n"
            "c.yaml:5:27: unknown key 'tittle'; did you mean 'title'?");
}

TEST(LoadClauses, ReadsTheClausesOfTheHouse) {
  const auto clauses = load_clauses(source_dir() + "/vectors/clauses");
  ASSERT_TRUE(clauses) << clauses.error().message;
  const Clause& clause = clauses->at("rfc5280-6.1.4-k");
  EXPECT_EQ(clause.document, "RFC 5280");
  EXPECT_EQ(clause.binds, Binds::kVerifier);
  EXPECT_EQ(clause.strength, Strength::kMust);
  for (const auto& [id, each] : *clauses) EXPECT_FALSE(each.title.empty()) << id;
}

TEST(LoadClauses, NamesTheFolderThatIsNotThere) {
  const auto clauses = load_clauses("/no/such/folder");
  ASSERT_FALSE(clauses);
  EXPECT_NE(clauses.error().message.find("/no/such/folder"), std::string::npos);
}

}  // namespace
}  // namespace assay
