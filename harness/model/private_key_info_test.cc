#include "harness/model/private_key_info.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

struct KeyRow {
  const char* name;
  const char* label;
  const char* from;  // hexadecimal DER
  const char* info;
};
// Numbers of one octet: only the structure is looked at.
constexpr KeyRow kKeys[] = {
    {"pkcs8_stays", "PRIVATE KEY", "3000", "3000"},
    {"rsa_is_wrapped", "RSA PRIVATE KEY", "3003020100",
     "3019 020100 300d 06092a864886f70d010101 0500 0405 3003020100"},
    {"ec_takes_its_curve_along", "EC PRIVATE KEY", "3012 020101 040105 a00a 06082a8648ce3d030107",
     "302e 020100 3013 06072a8648ce3d0201 06082a8648ce3d030107 "
     "0414 3012 020101 040105 a00a 06082a8648ce3d030107"},
    {"dsa_is_taken_apart", "DSA PRIVATE KEY", "3012 020100 020117 02010b 020104 020108 020103",
     "301e 020100 3014 06072a8648ce380401 3009 020117 02010b 020104 0403 020103"},
};

class KeyTest : public testing::TestWithParam<KeyRow> {};
TEST_P(KeyTest, becomes_private_key_info) {
  auto info = private_key_info(GetParam().label, from_hex(GetParam().from).value());
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(hex(*info), hex(from_hex(GetParam().info).value()));
}
INSTANTIATE_TEST_SUITE_P(PrivateKeyInfo, KeyTest, testing::ValuesIn(kKeys),
                         [](const auto& row) { return std::string(row.param.name); });

struct NoKeyRow {
  const char* name;
  const char* label;
  const char* from;
  const char* message;
};
constexpr NoKeyRow kNoKeys[] = {
    {"certificate", "CERTIFICATE", "3000", "a block 'CERTIFICATE' where a private key is expected"},
    {"encrypted", "ENCRYPTED PRIVATE KEY", "3000", "a block 'ENCRYPTED PRIVATE KEY' where"},
    {"rsa_of_nothing", "RSA PRIVATE KEY", "", "RSA PRIVATE KEY: offset 0"},
    {"rsa_with_a_tail", "RSA PRIVATE KEY", "300302010000", "RSA PRIVATE KEY: offset 5"},
    {"ec_without_a_curve", "EC PRIVATE KEY", "3006020101040105", "EC PRIVATE KEY: offset 8"},
    {"dsa_cut_short", "DSA PRIVATE KEY", "3006020100020117", "DSA PRIVATE KEY: offset 8"},
};
class NoKeyTest : public testing::TestWithParam<NoKeyRow> {};
TEST_P(NoKeyTest, is_an_error_with_its_place) {
  const auto info = private_key_info(GetParam().label, from_hex(GetParam().from).value());
  ASSERT_FALSE(info);
  EXPECT_EQ(info.error().message.substr(0, std::string(GetParam().message).size()),
            GetParam().message);
}
INSTANTIATE_TEST_SUITE_P(PrivateKeyInfo, NoKeyTest, testing::ValuesIn(kNoKeys),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace assay
