#include "harness/pki/extensions.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

std::vector<std::string> labels(const std::vector<der::Node>& nodes) {
  std::vector<std::string> out;
  for (const der::Node& node : nodes) out.push_back(node.label);
  return out;
}

TEST(Extensions, a_raw_one_whose_type_is_a_range_is_one_of_each_type) {
  const auto nodes = raw_extension_nodes(
      {{"1.3.6.1.4.1.32473.{1..3}", false, {0x05, 0x00}}, {"keyUsage", true, {0x03, 0x01, 0x00}}});
  ASSERT_TRUE(nodes) << nodes.error().message;
  EXPECT_EQ(labels(*nodes), (std::vector<std::string>{"1.3.6.1.4.1.32473.1", "1.3.6.1.4.1.32473.2",
                                                      "1.3.6.1.4.1.32473.3", "keyUsage"}));
}

TEST(Extensions, purposes_may_be_a_range) {
  ExtensionProfile ranged;
  ranged.extended_key_usage = ExtendedKeyUsage{{"serverAuth", "1.3.6.1.4.1.32473.{9..11}"}, false};
  ExtensionProfile listed;
  listed.extended_key_usage = ExtendedKeyUsage{
      {"serverAuth", "1.3.6.1.4.1.32473.9", "1.3.6.1.4.1.32473.10", "1.3.6.1.4.1.32473.11"}, false};
  const auto short_form = extension_nodes(ranged, {}, {});
  const auto long_form = extension_nodes(listed, {}, {});
  ASSERT_TRUE(short_form && long_form);
  EXPECT_EQ(*short_form, *long_form);
}

TEST(Extensions, a_type_that_is_no_object_identifier_is_an_error) {
  EXPECT_FALSE(raw_extension_nodes({{"1.3.6.1.4.1.32473.{1..x}", false, {}}}));
}

}  // namespace
}  // namespace assay
