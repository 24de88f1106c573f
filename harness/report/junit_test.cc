#include "harness/report/junit.h"

#include <gtest/gtest.h>

#include "harness/report/sample_results.h"

namespace assay {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr char kGolden[] =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="assay verify" tests="5" failures="2" errors="0" skipped="0" time="3.250">
  <testsuite name="openssl" tests="2" failures="0" errors="0" skipped="0" time="0.001624" timestamp="2027-01-15T08:01:40Z">
    <properties>
      <property name="stack" value="OpenSSL"/>
      <property name="version" value="3.0.22"/>
      <property name="revision" value=""/>
      <property name="library" value="/usr/lib/x86_64-linux-gnu/libssl.so.3"/>
      <property name="library-sha256" value=""/>
      <property name="crashes" value="0 behaviours, 0 cases"/>
      <property name="false-rejects" value="0 behaviours, 0 cases"/>
    </properties>
    <testcase classname="openssl.rfc5280.validity" name="good" time="0.000812"/>
    <testcase classname="openssl.rfc5280.validity" name="expired" time="0.000812"/>
  </testsuite>
  <testsuite name="wolfssl" tests="2" failures="1" errors="0" skipped="0" time="0.001624" timestamp="2027-01-15T08:01:40Z">
    <properties>
      <property name="stack" value="wolfSSL"/>
      <property name="version" value="5.5.4"/>
      <property name="revision" value=""/>
      <property name="library" value="/usr/lib/x86_64-linux-gnu/libwolfssl.so.35"/>
      <property name="library-sha256" value=""/>
      <property name="crashes" value="0 behaviours, 0 cases"/>
      <property name="false-accepts.auth-bypass" value="1 behaviours, 1 cases"/>
      <property name="false-rejects" value="0 behaviours, 0 cases"/>
    </properties>
    <testcase classname="wolfssl.rfc5280.validity" name="good" time="0.000812"/>
    <testcase classname="wolfssl.rfc5280.validity" name="expired" time="0.000812"><failure type="new" message="expected reject (expired), got accept">A leaf whose notAfter has passed is refused&#10;case: rfc5280/validity/expired&#10;clauses: rfc5280-6.1.3-a-2&#10;native: ok&#10;words: &#10;next: assay explain rfc5280/validity/expired</failure></testcase>
  </testsuite>
  <testsuite name="stale deviations" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="deviations.openssl" name="rfc5280/serial/*"><failure type="stale" message="targets/openssl/deviations.yaml:12: nothing differed any more; correct or remove the entry"/></testcase>
  </testsuite>
</testsuites>
)";

TEST(Junit, a_run_is_written_so) {
  Results results = sample_verify();
  results.cases.resize(2);
  EXPECT_EQ(junit_report(results), kGolden);
}

TEST(Junit, broken_answers_fail_and_unsupported_ones_are_skipped_with_what_is_missing) {
  const std::string xml = junit_report(sample_verify());
  EXPECT_TRUE(contains(xml, R"(<failure type="broken" message="expected reject (name-mismatch), )"
                            R"(got crash">)"));
  EXPECT_TRUE(contains(xml, R"(name="revoked" time="0.000812"><skipped message="lacks crl"/>)"));
  EXPECT_TRUE(contains(xml, R"(<testsuite name="wolfssl" tests="6" failures="2" errors="0" )"
                            R"(skipped="2")"));
}

TEST(Junit, a_foreign_id_has_its_area_as_class) {
  EXPECT_TRUE(contains(junit_report(sample_verify()),
                       R"(<testcase classname="openssl.limbo" name="either")"));
}

TEST(Junit, hostile_words_stay_text) {
  Results results = sample_verify();
  results.cases[2].answers[0].finding = Finding::kNew;
  const std::string xml = junit_report(results);
  EXPECT_TRUE(contains(xml, "&#60;/script&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#10;"));
  EXPECT_TRUE(contains(xml,
                       "words: ]]&#62;\xef\xbf\xbd[31m&#60;/script&#62;\xef\xbf\xbd &#38; "
                       "&#34;&#60;!--&#39;"));
  for (const char c : xml) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
}

TEST(Junit, what_is_known_to_be_wrong_and_what_proves_nothing_is_no_pass) {
  Results results = sample_verify();
  results.deviations.emplace_back().evidence = "a source line";
  Answer& crash = results.cases.back().answers[1];
  crash.finding = Finding::kKnown;
  crash.verdict.decision = Decision::kCrash;
  crash.verdict.native = "SIGABRT";
  crash.note = "an empty name";
  crash.deviation = 0;
  results.cases[0].answers[1].finding = Finding::kVacuous;
  const std::string xml = junit_report(results);
  const std::size_t suite = xml.find("<testsuite name=\"wolfssl\"");
  const std::size_t first = xml.find("<testcase", suite);
  const std::size_t known = xml.find("<skipped message=\"known crash (SIGABRT): an empty name\"/>");
  ASSERT_NE(known, std::string::npos);
  EXPECT_LT(first, known);
  EXPECT_TRUE(contains(xml, R"(<property name="evidence" value="a source line"/>)"));
  EXPECT_TRUE(contains(xml, R"(<property name="finding" value="vacuous"/>)"));
}

}  // namespace
}  // namespace assay
