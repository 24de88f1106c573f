#include "harness/run/difference.h"

#include <gtest/gtest.h>

#include "harness/base/build_tree.h"
#include "harness/base/row_name.h"
#include "harness/base/yaml.h"
#include "harness/pki/chain.h"
#include "harness/pki/profile_reader.h"

namespace assay {
namespace {

const std::string kVectors = source_dir() + "/vectors";

Question question_of(const std::string& edit) {
  const std::string path = std::string(kVectors) + "/profiles/tls-server-3.yaml";
  Mistakes mistakes;
  const YamlReader reader(path, mistakes);
  HierarchyProfile profile = ProfileReader(reader).read(load_yaml(path).value());
  if (!edit.empty()) ProfileReader(reader).edit(parse_yaml(edit, "edit").value(), profile);
  EXPECT_TRUE(mistakes.empty()) << mistakes.result().error().message;
  KeyPool pool = KeyPool::open(std::string(kVectors) + "/keys").value();
  SignatureCache cache;
  return make_chain(profile, {}, pool, cache).value().question;
}

struct DifferenceRow {
  const char* name;
  const char* edit;
  std::vector<Difference> found;
  Extent extent;
};
class DifferenceTest : public testing::TestWithParam<DifferenceRow> {};
TEST_P(DifferenceTest, of_an_edit_is_what_it_changed) {
  const auto found = differences(question_of(""), question_of(GetParam().edit));
  EXPECT_EQ(found, GetParam().found);
  EXPECT_EQ(extent_of(found), GetParam().extent);
}

std::vector<DifferenceRow> rows() {
  return {
      {"nothing", "", {}, Extent::kNone},
      {"a_time", "leaf: {not_after: 2027-01-01T00:00:00Z}", {{"leaf", "validity"}}, Extent::kField},
      {"an_extension_more",
       "intermediate: {extensions: [{oid: 1.2.3.4, value: '0500'}]}",
       {{"pool 1", "1.2.3.4"}},
       Extent::kField},
      {"a_signature",
       "leaf: {corrupt_signature: true}",
       {{"leaf", "signatureValue"}},
       Extent::kField},
      {"the_order",
       "leaf: {extension_order: [key_usage]}",
       {{"leaf", "order of extensions"}},
       Extent::kField},
      {"a_length",
       "leaf: {der: [{path: '', op: length, bytes: '80'}]}",
       {{"leaf", "octets"}},
       Extent::kMore},
      {"a_question", "question: {time: 2026-06-02T00:00:00Z}", {{"time", ""}}, Extent::kField},
      {"a_list", "question: {pool: []}", {{"pool", ""}}, Extent::kField},
      {"a_key",
       "intermediate: {key: p256}",
       {{"leaf", "authorityKeyIdentifier"},
        {"leaf", "signature"},
        {"leaf", "signatureAlgorithm"},
        {"pool 1", "subjectKeyIdentifier"},
        {"pool 1", "subjectPublicKeyInfo"}},
       Extent::kKeyOrName},
  };
}
INSTANTIATE_TEST_SUITE_P(Difference, DifferenceTest, testing::ValuesIn(rows()), RowName());

}  // namespace
}  // namespace assay
