#include "harness/report/kubernetes.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <regex>

#include "harness/der/pem.h"

namespace assay {
namespace {

struct NameRow {
  const char* name;
  std::string id;
  std::string expected;  // a name, or how it begins where a mark follows
};
const NameRow kNames[] = {
    {"slashes_become_dots", "rfc5280/der/x-1", "rfc5280.der.x-1"},
    {"instances_are_marked", "rfc5280/der/x@3", "rfc5280.der.x-3-"},
    {"upper_case_is_marked", "A/b", "x.b-"},
    {"dots_are_marked", "a/b/1.5", "a.b.1-5-"},
    {"foreign_ids_too", "webpki::san::no san", "webpki--san--no-san-"},
    {"long_parts_are_cut", "a/" + std::string(80, 'b'), "a." + std::string(46, 'b') + "-"},
    {"nothing_is_a_case", "", "case-"},
};
class KubernetesNameTest : public testing::TestWithParam<NameRow> {};
TEST_P(KubernetesNameTest, is_a_dns_1123_subdomain) {
  const std::string name = kubernetes_name(GetParam().id);
  if (GetParam().expected.ends_with('-')) {
    EXPECT_EQ(name.substr(0, name.size() - 16), GetParam().expected);
  } else {
    EXPECT_EQ(name, GetParam().expected);
  }
  static const std::regex kRule(
      "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"
      "(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*");
  EXPECT_TRUE(std::regex_match(name, kRule)) << name;
}
INSTANTIATE_TEST_SUITE_P(Names, KubernetesNameTest, testing::ValuesIn(kNames),
                         [](const auto& row) { return row.param.name; });

TEST(KubernetesName, ids_that_lose_the_same_keep_different_names) {
  EXPECT_NE(kubernetes_name("a/x@1"), kubernetes_name("a/x.1"));
  EXPECT_NE(kubernetes_name("a/x.1"), kubernetes_name("a/x/1"));
  std::string deep;
  for (int i = 0; i < 60; ++i) deep += "part" + std::to_string(i) + "/";
  EXPECT_LE(kubernetes_name(deep + "a").size(), 253U);
  EXPECT_NE(kubernetes_name(deep + "a"), kubernetes_name(deep + "b"));
}

Case sample() {
  Case made;
  made.id = "area/it's-one";
  made.question.leaf = {1, 2, 3};
  made.question.pool = {{4, 5}};
  made.question.anchors = {{6}, {7}};
  made.question.leaf_key = {8, 9};
  return made;
}

std::string decoded(const YAML::Node& node) {
  const Bytes octets = from_base64(node.as<std::string>()).value();
  return std::string(as_text(octets));
}

TEST(Kubernetes, a_secret_and_a_config_map_hold_the_pem_texts) {
  const std::string text = kubernetes_objects(sample()).value();
  const auto objects = YAML::LoadAll(text);
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0]["kind"].as<std::string>(), "Secret");
  EXPECT_EQ(objects[0]["type"].as<std::string>(), "kubernetes.io/tls");
  EXPECT_EQ(objects[0]["metadata"]["annotations"]["assay.test/case"].as<std::string>(),
            "area/it's-one");
  EXPECT_EQ(decoded(objects[0]["data"]["tls.crt"]), der::write_pem("CERTIFICATE", Bytes{1, 2, 3}) +
                                                        der::write_pem("CERTIFICATE", Bytes{4, 5}));
  EXPECT_EQ(decoded(objects[0]["data"]["tls.key"]), der::write_pem("PRIVATE KEY", Bytes{8, 9}));
  EXPECT_EQ(objects[1]["kind"].as<std::string>(), "ConfigMap");
  EXPECT_EQ(objects[1]["data"]["ca.crt"].as<std::string>(),
            der::write_pem("CERTIFICATE", Bytes{6}) + der::write_pem("CERTIFICATE", Bytes{7}));
  EXPECT_EQ(objects[0]["metadata"]["name"].as<std::string>(),
            objects[1]["metadata"]["name"].as<std::string>());
}

struct RefusalRow {
  const char* name;
  void (*spoil)(Question&);
  const char* words;
};
constexpr RefusalRow kRefusals[] = {
    {"no_leaf", [](Question& q) { q.leaf.clear(); }, "no leaf"},
    {"no_key", [](Question& q) { q.leaf_key.clear(); }, "no private key"},
    {"too_large", [](Question& q) { q.anchors = {Bytes(1'000'000)}; }, "Kubernetes takes 1048576"},
};
class KubernetesRefusalTest : public testing::TestWithParam<RefusalRow> {};
TEST_P(KubernetesRefusalTest, says_why_a_cluster_cannot_hold_it) {
  Case what = sample();
  GetParam().spoil(what.question);
  const auto made = kubernetes_objects(what);
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find(GetParam().words), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(Kubernetes, KubernetesRefusalTest, testing::ValuesIn(kRefusals),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace assay
