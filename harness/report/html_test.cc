#include "harness/report/html.h"

#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "harness/report/deflate_for_test.h"
#include "harness/report/html_data.h"
#include "harness/report/sample_results.h"

namespace assay {
namespace {

using Json = nlohmann::json;

Json run_of(const Results& results) { return Json::parse(html_data(results).run); }
Json certificates_of(const Results& results) {
  return Json::parse(html_data(results).certificates);
}

std::string_view element_of(std::string_view page, const std::string& name) {
  const std::string open = "<script id=\"packed-" + name + "\" type=\"text/plain\">";
  page.remove_prefix(page.find(open) + open.size());
  return page.substr(0, page.find("</script>"));
}

std::string unpacked(std::string_view page, const std::string& name) {
  return inflate_for_test(as_text(from_base64(element_of(page, name)).value()), 1 << 20);
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
  EXPECT_EQ(count(page, "<script"), 4U);
  EXPECT_EQ(count(page, "</script"), 4U);
  const Json run = Json::parse(unpacked(page, "run"));
  EXPECT_EQ(run["texts"][run["rows"]["title"][2].get<std::size_t>()],
            "</script><script>alert(1)</script>");
  const std::size_t words = run["answers"][run["cells"][0][2].get<std::size_t>()][4];
  EXPECT_EQ(run["texts"][words], "]]>.[31m</script>\xef\xbf\xbd & \"<!--'");
}

TEST(Html, the_page_holds_the_packed_data) {
  const Results results = sample_verify();
  const std::string page = html_report(results);
  const HtmlData data = html_data(results);
  EXPECT_EQ(unpacked(page, "run"), data.run);
  EXPECT_EQ(unpacked(page, "certificates"), data.certificates);
  EXPECT_EQ(unpacked(page, "der"), data.der);
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
  const Results results = sample_verify();
  const HtmlData data = html_data(results);
  const Bytes& key = results.cases[0].what.question.leaf_key;
  EXPECT_EQ(count(data.der, as_text(key)), 0U);
  EXPECT_EQ(count(data.run, base64(key)), 0U);
  EXPECT_EQ(count(data.run, "key"), 0U);
}

TEST(Html, a_row_carries_its_answers_and_its_chain) {
  const Results results = sample_verify();
  const Json run = run_of(results);
  EXPECT_EQ(run["failed"], true);
  const auto text = [&run](const char* field, std::size_t row) {
    return run["texts"][run["rows"][field][row].get<std::size_t>()];
  };
  EXPECT_EQ(run["rows"]["id"][1], "rfc5280/validity/expired");
  EXPECT_EQ(run["rows"]["twin"][1], 0);
  EXPECT_EQ(run["rows"]["twin"][0], -1);
  EXPECT_EQ(text("reason", 1), "expired");
  const auto finding = [&run](std::size_t column, std::size_t row) {
    return run["answers"][run["cells"][column][row].get<std::size_t>()][0];
  };
  EXPECT_EQ(finding(0, 1), "agree");
  EXPECT_EQ(finding(1, 1), "new");
  EXPECT_EQ(run["columns"][1]["counts"]["broken"], 1);
  const Json certificates = certificates_of(results);
  ASSERT_EQ(certificates["certificates"].size(), 2U);
  const Json& chain = certificates["chains"][1];
  EXPECT_EQ(certificates["texts"][chain[0].get<std::size_t>()], "leaf");
  EXPECT_EQ(chain[1], 0);
  EXPECT_EQ(chain[3], 1);
  const std::size_t subject = certificates["certificates"][1][0];
  EXPECT_EQ(certificates["texts"][subject], "O=Example Devices, CN=Example Root G1");
}

TEST(Html, the_area_is_that_of_the_catalogue) {
  Results results = sample_verify();
  results.cases[1].what.id = "rfc5280/validity/swept/a-b";
  results.cases[1].what.area = "rfc5280/validity";
  results.cases[1].what.behaviour = "rfc5280/validity/swept";
  const Json run = run_of(results);
  const auto text = [&run](const char* field, std::size_t row) {
    return run["texts"][run["rows"][field][row].get<std::size_t>()];
  };
  EXPECT_EQ(text("area", 1), "rfc5280/validity");
  EXPECT_EQ(text("behaviour", 1), "rfc5280/validity/swept");
  EXPECT_EQ(text("area", 5), "limbo");  // of a foreign id, "limbo::either"
}

TEST(Html, a_known_answer_carries_its_cause_and_a_case_its_clauses) {
  Results results = sample_verify();
  Deviation entry;
  entry.target = "wolfssl";
  entry.wrong = Fault::kNobody;
  entry.why = "Names are compared without case.";
  entry.evidence = "src/internal.c";
  entry.clause = "rfc5280-6.1.3-a-2";
  results.deviations = {entry};
  results.cases[3].answers[1].deviation = 0;
  results.clauses["rfc5280-6.1.3-a-2"] =
      Clause{"rfc5280-6.1.3-a-2", "A path is valid now", "RFC 5280", "6.1.3 (a) (2)", {}, {}};
  const Json run = run_of(results);
  const Json& answer = run["answers"][run["cells"][1][3].get<std::size_t>()];
  ASSERT_EQ(answer[8], 0);
  EXPECT_EQ(run["deviations"][0]["wrong"], "nobody");
  EXPECT_EQ(run["deviations"][0]["evidence"], "src/internal.c");
  EXPECT_EQ(run["clauses"]["rfc5280-6.1.3-a-2"][2], "A path is valid now");
  EXPECT_EQ(run["answers"][run["cells"][0][3].get<std::size_t>()][8], -1);
}

TEST(Html, a_reject_carries_its_one_edit) {
  Results results = sample_verify();
  results.cases[1].what.question.time += 86400;
  const Json run = run_of(results);
  const auto list = [&run](std::size_t row) {
    return run["lists"][run["rows"]["differs"][row].get<std::size_t>()];
  };
  EXPECT_EQ(list(1), Json({"time: 2027-01-16T08:00:00Z, in the twin 2027-01-15T08:00:00Z"}));
  EXPECT_EQ(list(0), Json::array());
}

TEST(Html, a_handshake_carries_both_sides_and_the_names_of_alerts) {
  const Json run = run_of(sample_handshake());
  const auto alerts_of_side = [&run](std::size_t which) {
    const std::size_t side = run["shakes"][0][3 + which];  // of the second case
    return run["alert_lists"][run["sides"][side][5].get<std::size_t>()];
  };
  EXPECT_EQ(alerts_of_side(0), Json::parse(R"([["sent","fatal",48]])"));
  EXPECT_EQ(alerts_of_side(1), Json::parse(R"([["received","fatal",48]])"));
  EXPECT_EQ(run["alerts"]["48"], "unknown_ca");
  EXPECT_EQ(run["columns"][1]["tls"], "1.3");
}

TEST(Html, many_certificates_are_described_but_not_carried) {
  Results results = sample_verify();
  Bytes noise(2 * kEmbeddedDerLimit);
  std::uint32_t state = 1;
  for (std::uint8_t& octet : noise) {
    state = state * 1664525 + 1013904223;
    octet = static_cast<std::uint8_t>(state >> 24);
  }
  results.cases[0].what.question.pool = {noise};
  const std::string page = html_report(results);
  EXPECT_EQ(element_of(page, "der"), "");
  EXPECT_NE(unpacked(page, "certificates").find("CN=broker.example.com"), std::string::npos);
}

// The page over thousands of rows stays a document that a browser opens at once.
TEST(Html, six_thousand_rows_take_a_few_octets_each) {
  Results results = sample_verify();
  const CaseResult row = results.cases[1];
  results.cases.assign(6000, row);
  EXPECT_LT(html_report(results).size(), html_report(sample_verify()).size() + 6000U * 10);
  EXPECT_EQ(run_of(results)["rows"]["id"].size(), 6000U);
}

TEST(Html, a_run_that_was_interrupted_says_so) {
  Results results = sample_verify();
  results.interrupted.signal = SIGINT;
  EXPECT_NE(html_data(results).run.find("interrupted by SIGINT"), std::string::npos);
}

}  // namespace
}  // namespace assay
