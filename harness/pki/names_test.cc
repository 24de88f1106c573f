#include "harness/pki/names.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

struct IpRow {
  const char* name;
  const char* text;
  IpForm form;
  const char* octets;  // "" when the text is refused
};

class IpOctetsTest : public testing::TestWithParam<IpRow> {};

TEST_P(IpOctetsTest, ReadsOrRefuses) {
  const IpRow& row = GetParam();
  const auto octets = ip_octets(row.text, row.form);
  EXPECT_EQ(octets ? hex(*octets) : "", row.octets);
}

constexpr IpRow kIps[] = {
    {"four_octets", "192.0.2.10", IpForm::kAddress, "c000020a"},
    {"sixteen_octets", "2001:db8::10", IpForm::kAddress, "20010db8000000000000000000000010"},
    {"prefix_within_an_octet", "192.0.2.0/25", IpForm::kSubtree, "c0000200ffffff80"},
    {"prefix_of_nothing", "0.0.0.0/0", IpForm::kSubtree, "0000000000000000"},
    {"prefix_of_all", "192.0.2.1/32", IpForm::kSubtree, "c0000201ffffffff"},
    {"prefix_too_long", "192.0.2.1/33", IpForm::kSubtree, ""},
    {"address_with_prefix", "192.0.2.1/32", IpForm::kAddress, ""},
    {"subtree_without_prefix", "192.0.2.1", IpForm::kSubtree, ""},
    {"three_numbers", "192.0.2", IpForm::kAddress, ""},
    {"words_after_the_prefix", "192.0.2.0/24x", IpForm::kSubtree, ""},
};
INSTANTIATE_TEST_SUITE_P(Names, IpOctetsTest, testing::ValuesIn(kIps),
                         [](const auto& row) { return row.param.name; });

TEST(NameNode, KeepsOrderAndStringTypes) {
  const DistinguishedName name = {{{"O", "A", der::StringType::kPrintable}}, {{"CN", "b"}}};
  const auto node = name_node(name);
  ASSERT_TRUE(node) << node.error().message;
  EXPECT_EQ(hex(der::encode(*node)), "3018310a3008060355040a130141310a300806035504030c0162");
}

TEST(NameNode, SortsTheMembersOfOneRelativeName) {
  const auto one = name_node({{{"CN", "b"}, {"O", "A"}}});
  const auto other = name_node({{{"O", "A"}, {"CN", "b"}}});
  ASSERT_TRUE(one && other);
  EXPECT_EQ(der::encode(*one), der::encode(*other));
}

TEST(NameNode, RefusesAnUnknownAttributeType) { EXPECT_FALSE(name_node({{{"XYZ", "a"}}})); }

TEST(GeneralNameNodes, WritesTheTagOfEachKindAndEveryOctet) {
  GeneralNames names;
  names.dns = {std::string("a\0b", 3)};
  names.email = {"u@a"};
  names.uri = {"u:a"};
  names.ip = {"192.0.2.1"};
  const auto nodes = general_name_nodes(names, IpForm::kAddress);
  ASSERT_TRUE(nodes);
  EXPECT_EQ(hex(der::encode(der::sequence(*nodes))),
            "30158203610062"
            "8704c0000201"
            "8103754061"
            "8603753a61");
}

}  // namespace
}  // namespace assay
