#include "harness/model/alert.h"

#include <gtest/gtest.h>

#include <set>

namespace assay {
namespace {

struct AlertRow {
  int code;
  const char* name;
};
constexpr AlertRow kAlerts[] = {
    {0, "close_notify"},
    {40, "handshake_failure"},
    {42, "bad_certificate"},
    {43, "unsupported_certificate"},
    {45, "certificate_expired"},
    {46, "certificate_unknown"},
    {48, "unknown_ca"},
    {50, "decode_error"},
    {113, "bad_certificate_status_response"},
    {116, "certificate_required"},
    {120, "no_application_protocol"},
    {255, "alert_255"},
};

class AlertTest : public testing::TestWithParam<AlertRow> {};
TEST_P(AlertTest, a_code_has_the_name_of_the_registry) {
  EXPECT_EQ(alert_name(static_cast<std::uint8_t>(GetParam().code)), GetParam().name);
}
INSTANTIATE_TEST_SUITE_P(Alert, AlertTest, testing::ValuesIn(kAlerts),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Alert, no_two_codes_share_a_name) {
  std::set<std::string> names;
  for (int code = 0; code < 256; ++code) names.insert(alert_name(static_cast<std::uint8_t>(code)));
  EXPECT_EQ(names.size(), 256U);
}

TEST(Alert, levels_are_named_and_a_strange_one_is_shown) {
  EXPECT_EQ(alert_level_name(1), "warning");
  EXPECT_EQ(alert_level_name(2), "fatal");
  EXPECT_EQ(alert_level_name(7), "level_7");
}

}  // namespace
}  // namespace assay
