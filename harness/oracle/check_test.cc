// The list of checks, the code that cites clauses, and the files that define them agree.
#include "harness/oracle/check.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/model/clause.h"
#include "harness/pki/catalogue.h"

namespace assay {
namespace {

const std::string kFolder = source_dir() + "/harness/oracle/";

// Ids in comments ("// rfc5280-6.1.4-k") and in the table ("rfc5280-6.1.4-k").
std::set<std::string> cited_by_code() {
  std::set<std::string> ids;
  const auto files = list_directory(kFolder);
  EXPECT_TRUE(files);
  const std::regex id("(?:// |\")((?:rfc[0-9]+|cabf-br|x690|sp800-131a)-[0-9][0-9A-Za-z.-]*)");
  for (const std::string& file : *files) {
    if (file.find("_test") != std::string::npos) continue;
    const auto text = read_file(kFolder + file);
    EXPECT_TRUE(text);
    for (std::sregex_iterator at(text->begin(), text->end(), id), end; at != end; ++at) {
      std::string found = (*at)[1];
      while (found.ends_with('.')) found.pop_back();
      ids.insert(found);
    }
  }
  return ids;
}

TEST(ClauseTest, each_clause_that_the_code_cites_is_defined) {
  const auto clauses = load_clauses(source_dir() + "/vectors/clauses");
  ASSERT_TRUE(clauses) << clauses.error().message;
  const auto cited = cited_by_code();
  EXPECT_GT(cited.size(), 100U);
  for (const std::string& id : cited) EXPECT_TRUE(clauses->contains(id)) << id;
}

TEST(ClauseTest, each_clause_is_cited_by_the_code_or_by_a_case) {
  const auto catalogue = load_catalogue(source_dir() + "/vectors");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  std::set<std::string> cited = cited_by_code();
  for (const CatalogueEntry& each : catalogue->entries) {
    cited.insert(each.clauses.begin(), each.clauses.end());
  }
  for (const auto& [id, clause] : catalogue->clauses) EXPECT_TRUE(cited.contains(id)) << id;
}

TEST(CheckTest, a_check_that_rfc5280_makes_binds_the_verifier_or_makes_a_certificate_unreadable) {
  const auto clauses = load_clauses(source_dir() + "/vectors/clauses");
  ASSERT_TRUE(clauses) << clauses.error().message;
  for (const OracleCheckEntry& each : oracle_checks()) {
    const bool made = checks_of(Ruleset::kRfc5280).test(static_cast<std::size_t>(each.id));
    const bool unreadable = each.reason == Reason::kMalformed;
    const bool judged = each.reason == Reason::kWeakAlgorithm || each.reason == Reason::kPolicy;
    if (!made || unreadable || judged) continue;
    EXPECT_EQ(clauses->at(std::string(each.clause)).binds, Binds::kVerifier) << each.name;
  }
}

TEST(CheckTest, strict_and_webpki_make_every_check_of_legacy) {
  const auto legacy = checks_of(Ruleset::kLegacy);
  EXPECT_EQ(legacy & ~checks_of(Ruleset::kStrict), OracleCheckSet());
  EXPECT_EQ(legacy & ~checks_of(Ruleset::kWebpki), OracleCheckSet());
}

TEST(CheckTest, names_are_unique) {
  std::set<std::string_view> names;
  for (const OracleCheckEntry& each : oracle_checks()) {
    EXPECT_TRUE(names.insert(each.name).second) << each.name;
  }
}

}  // namespace
}  // namespace assay
