#include <gtest/gtest.h>

#include <map>

#include "harness/der/pem.h"
#include "harness/model/limbo.h"
#include "harness/model/suite.h"

namespace assay {
namespace {

constexpr UnixTime kNow = 1'800'000'000;

std::string pem(std::initializer_list<Bytes> list, std::string_view label = "CERTIFICATE") {
  std::string text;
  for (const Bytes& each : list) text += der::write_pem(label, each);
  return text;
}

Result<Suite> read(const std::map<std::string, std::string>& tree) {
  std::vector<NamedFile> files;
  for (const auto& [name, octets] : tree) files.push_back({name, octets});
  return read_case_folders(files, kNow);
}

TEST(ChainFiles, each_file_is_a_chain_with_what_is_beside_it) {
  const auto suite = read({{"a/ca.pem", pem({{1}})},
                           {"a/one.pem", pem({{2}, {3}})},
                           {"a/two.der", std::string("\x04\x05", 2)},
                           {"a/intermediates.crt", pem({{6}})},
                           {"a/list.crl", "\x07"},
                           {"a/b/root-2.pem", pem({{8}})},
                           {"a/b/three.cer", "\x09"}});
  ASSERT_TRUE(suite) << suite.error().message;
  ASSERT_EQ(suite->cases.size(), 3U);
  EXPECT_TRUE(suite->warnings.empty());
  std::map<std::string, Case> cases;
  for (const Case& each : suite->cases) cases[each.id] = each;
  const Question& one = cases["a/one.pem"].question;
  EXPECT_EQ(one.leaf, Bytes{2});
  EXPECT_EQ(one.pool, (std::vector<Bytes>{{3}, {6}}));
  EXPECT_EQ(one.anchors, std::vector<Bytes>{{1}});
  EXPECT_EQ(one.crls, std::vector<Bytes>{{7}});
  EXPECT_EQ(one.time, kNow);
  EXPECT_EQ(cases["a/two.der"].question.leaf, (Bytes{4, 5}));
  EXPECT_EQ(cases["a/b/three.cer"].question.anchors, std::vector<Bytes>{{8}});
  EXPECT_EQ(cases["a/b/three.cer"].question.pool, std::vector<Bytes>{{6}});
  EXPECT_EQ(cases["a/one.pem"].expected(Ruleset::kRfc5280), Expectation::kEither);
  EXPECT_TRUE(cases["a/one.pem"].foreign);
}

TEST(ChainFiles, a_name_that_only_begins_alike_is_a_chain) {
  const auto suite = read({{"carol.pem", pem({{1}})}, {"rooted.pem", pem({{2}})}});
  ASSERT_TRUE(suite);
  EXPECT_EQ(suite->cases.size(), 2U);
  ASSERT_EQ(suite->warnings.size(), 2U);
  EXPECT_NE(suite->warnings[0].find("carol.pem: nothing is trusted"), std::string::npos);
}

TEST(ChainFiles, a_folder_without_any_is_an_error) {
  const auto suite = read({{"ca.pem", pem({{1}})}});
  ASSERT_FALSE(suite);
  EXPECT_EQ(suite.error().message.substr(0, 9), "no chain:");
}

struct MistakeRow {
  const char* name;
  std::map<std::string, std::string> tree;
  const char* words;
};
const char kQuestion[] = R"({"leaf": "leaf.pem"})";
const MistakeRow kMistakes[] = {
    {"a_missing_file",
     {{"x/question.json", kQuestion}},
     "x/question.json: names the file leaf.pem, which is not there"},
    {"a_way_out",
     {{"x/question.json", R"({"leaf": "../leaf.pem"})"}, {"leaf.pem", pem({{1}})}},
     "names the file ../leaf.pem, which is not there"},
    {"no_json", {{"question.json", "{"}}, "question.json: "},
    {"an_unknown_key",
     {{"question.json", R"({"leaf": "leaf.pem", "tmie": 3})"}},
     "unknown key 'tmie'"},
    {"an_unknown_word",
     {{"question.json", R"({"leaf": "leaf.pem", "purpose": "server"})"}},
     "question.json: unknown purpose 'server'"},
    {"a_wrong_type", {{"question.json", R"({"leaf": 3})"}}, "leaf: expected a text"},
    {"a_broken_pem",
     {{"question.json", kQuestion}, {"leaf.pem", "-----BEGIN CERTIFICATE-----\n"}},
     "leaf.pem: "},
    {"two_leaves",
     {{"question.json", kQuestion}, {"leaf.pem", pem({{1}, {2}})}},
     "expected one certificate, found 2"},
    {"another_label",
     {{"question.json", kQuestion}, {"leaf.pem", pem({{1}}, "X509 CRL")}},
     "leaf.pem:1: a block 'X509 CRL' where 'CERTIFICATE' is expected"},
    {"an_empty_id",
     {{"question.json", kQuestion}, {"leaf.pem", pem({{1}})}, {"case.json", R"({"id": ""})"}},
     "case.json: id is empty"},
    {"an_id_twice",
     {{"a/question.json", kQuestion},
      {"a/leaf.pem", pem({{1}})},
      {"a/case.json", R"({"id": "i"})"},
      {"b/question.json", kQuestion},
      {"b/leaf.pem", pem({{1}})},
      {"b/case.json", R"({"id": "i"})"}},
     "b/question.json: the id i occurs twice"},
};
class CaseFolderMistakeTest : public testing::TestWithParam<MistakeRow> {};
TEST_P(CaseFolderMistakeTest, is_an_error_with_its_file) {
  const auto suite = read(GetParam().tree);
  ASSERT_FALSE(suite);
  EXPECT_NE(suite.error().message.find(GetParam().words), std::string::npos)
      << suite.error().message;
}
INSTANTIATE_TEST_SUITE_P(Mistakes, CaseFolderMistakeTest, testing::ValuesIn(kMistakes),
                         [](const auto& row) { return row.param.name; });

TEST(CaseFolder, a_question_without_a_case_has_an_open_outcome) {
  const auto suite = read({{"x/question.json", kQuestion}, {"x/leaf.pem", pem({{1}})}});
  ASSERT_TRUE(suite) << suite.error().message;
  EXPECT_EQ(suite->cases.front().id, "x");
  EXPECT_EQ(suite->cases.front().expected(Ruleset::kRfc5280), Expectation::kEither);
  EXPECT_EQ(suite->cases.front().question.time, kNow);
}

}  // namespace
}  // namespace assay
