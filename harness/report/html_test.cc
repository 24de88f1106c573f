#include "harness/report/html.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/base/file.h"
#include "harness/report/sample_results.h"

namespace assay {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kOpen = R"(<script id="data" type="application/json">)";
constexpr std::string_view kClose = "</script>";

std::string_view data_of(std::string_view page) {
  page.remove_prefix(page.find(kOpen) + kOpen.size());
  return page.substr(0, page.find(kClose));
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

TEST(Html, hostile_words_close_no_element) {
  const std::string page = html_report(sample_verify());
  EXPECT_EQ(count(page, "<script"), 2U);
  EXPECT_EQ(count(page, "</script"), 2U);
  EXPECT_EQ(count(data_of(page), "<"), 0U);
  const Json data = Json::parse(data_of(page));
  EXPECT_EQ(data["rows"][2]["title"], "</script><script>alert(1)</script>");
  const std::size_t words = data["rows"][2]["cells"][0][1][3];
  EXPECT_EQ(data["texts"][words], "]]>.[31m</script>\xef\xbf\xbd & \"<!--'");
}

TEST(Html, a_mark_of_the_template_in_the_data_stays_data) {
  Results results = sample_verify();
  results.cases[0].what.title = "@SCRIPT@ @DATA@ @STYLE@";
  const std::string page = html_report(results);
  EXPECT_EQ(Json::parse(data_of(page))["rows"][0]["title"], "@SCRIPT@ @DATA@ @STYLE@");
  EXPECT_EQ(count(page, "@SCRIPT@"), 1U);
  EXPECT_EQ(count(page, "showHead();"), 1U);
}

TEST(Html, nothing_is_loaded_from_anywhere) {
  const std::string page = html_report(sample_verify());
  EXPECT_EQ(count(page, "http:"), 0U);
  EXPECT_EQ(count(page, "https:"), 0U);
  EXPECT_EQ(count(page, "url("), 0U);
  EXPECT_EQ(count(page, "@import"), 0U);
  EXPECT_EQ(count(page, " src="), 0U);
  EXPECT_EQ(count(page, "<link"), 0U);
  EXPECT_EQ(count(page, "default-src 'none'"), 1U);
}

TEST(Html, the_script_makes_no_markup_of_texts) {
  const std::string page = html_report(sample_verify());
  for (const char* way :
       {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("}) {
    EXPECT_EQ(count(page, way), 0U) << way;
  }
}

TEST(Html, private_keys_stay_out) {
  const std::string key = base64(sample_verify().cases[0].what.question.leaf_key);
  EXPECT_EQ(count(html_report(sample_verify()), key), 0U);
}

TEST(Html, a_row_carries_its_answers_and_its_chain) {
  const Json data = Json::parse(data_of(html_report(sample_verify())));
  EXPECT_EQ(data["failed"], true);
  EXPECT_EQ(data["certificates"].size(), 2U);
  const Json& row = data["rows"][1];
  EXPECT_EQ(row["id"], "rfc5280/validity/expired");
  EXPECT_EQ(row["twin"], "rfc5280/validity/good");
  EXPECT_EQ(row["cells"][0][0], "agree");
  EXPECT_EQ(row["cells"][1][0], "new");
  EXPECT_EQ(row["question"]["chain"], Json::parse(R"([["leaf",0],["anchor",1]])"));
  EXPECT_EQ(data["certificates"][1]["subject"], "O=Example Devices, CN=Example Root G1");
  EXPECT_EQ(data["columns"][1]["counts"]["broken"], 1);
}

TEST(Html, a_handshake_carries_both_sides_and_the_names_of_alerts) {
  const Json data = Json::parse(data_of(html_report(sample_handshake())));
  const Json& handshake = data["rows"][1]["cells"][0][5];
  EXPECT_EQ(handshake[0][6], Json::parse(R"([["sent","fatal",48]])"));
  EXPECT_EQ(handshake[1][6], Json::parse(R"([["received","fatal",48]])"));
  EXPECT_EQ(data["alerts"]["48"], "unknown_ca");
  EXPECT_EQ(data["columns"][1]["tls"], "1.3");
}

TEST(Html, many_certificates_are_described_but_not_carried) {
  Results results = sample_verify();
  results.cases[0].what.question.pool = {Bytes(kEmbeddedDerLimit + 1)};
  const Json data = Json::parse(data_of(html_report(results)));
  EXPECT_FALSE(data["certificates"][0].contains("der"));
  EXPECT_EQ(data["certificates"][0]["subject"], "CN=broker.example.com");
}

// The page over thousands of rows stays a document that a browser opens at once.
TEST(Html, six_thousand_rows_take_a_few_hundred_octets_each) {
  Results results = sample_verify();
  const CaseResult row = results.cases[1];
  results.cases.assign(6000, row);
  const std::string page = html_report(results);
  EXPECT_LT(page.size(), 6000U * 700);
  EXPECT_EQ(Json::parse(data_of(page))["rows"].size(), 6000U);
}

}  // namespace
}  // namespace assay
