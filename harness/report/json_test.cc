#include "harness/report/json.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/base/build_tree.h"
#include "harness/model/json_schema_for_test.h"
#include "harness/report/sample_results.h"

namespace assay {
namespace {

using Json = nlohmann::json;

Json document(const Results& results) { return Json::parse(json_report(results)); }

// What may differ between two runs of equal inputs.
void drop_times(Json& json) {
  if (json.is_object()) {
    json.erase("micros");
    json.erase("times");
  }
  for (Json& each : json) {
    if (each.is_structured()) drop_times(each);
  }
}

TEST(Json, the_document_keeps_to_its_schema) {
  const Json schema =
      Json::parse(std::ifstream(source_dir() + "/vectors/schema/results.schema.json"));
  EXPECT_EQ(schema_violation(schema, document(sample_verify())), "");
  EXPECT_EQ(schema_violation(schema, document(sample_handshake())), "");
}

TEST(Json, the_schema_refuses_what_the_format_does_not_have) {
  const Json schema =
      Json::parse(std::ifstream(source_dir() + "/vectors/schema/results.schema.json"));
  Json json = document(sample_verify());
  json["cases"][0]["verdicts"]["openssl"]["finding"] = "fine";
  EXPECT_EQ(schema_violation(schema, json), "/cases/0/verdicts/openssl/finding: not in the enum");
  json = document(sample_verify());
  json["cases"][0].erase("expect");
  EXPECT_EQ(schema_violation(schema, json), "/cases/0: lacks expect");
}

TEST(Json, an_answer_stands_under_its_column) {
  const Json json = document(sample_verify());
  const Json& row = json["cases"][1];
  EXPECT_EQ(row["id"], "rfc5280/validity/expired");
  EXPECT_EQ(row["expect"], "reject");
  EXPECT_EQ(row["verdicts"]["openssl"]["native"], "10");
  EXPECT_EQ(row["verdicts"]["openssl"]["finding"], "agree");
  EXPECT_EQ(row["verdicts"]["wolfssl"]["decision"], "accept");
  EXPECT_EQ(row["verdicts"]["wolfssl"]["finding"], "new");
  EXPECT_EQ(json["summary"]["columns"]["wolfssl"]["broken"], 1);
  EXPECT_EQ(json["summary"]["exit"], 1);
  EXPECT_EQ(json["stale"][0]["line"], 12);
}

TEST(Json, certificates_that_cases_share_are_written_once) {
  const Json json = document(sample_verify());
  EXPECT_EQ(json["der"].size(), 2U);
  const Json& question = json["cases"][5]["question"];
  EXPECT_EQ(
      from_base64(json["der"][question["leaf"].get<std::size_t>()].get<std::string>()).value(),
      sample_verify().cases[5].what.question.leaf);
}

TEST(Json, private_keys_stay_out) {
  const std::string text = json_report(sample_verify());
  EXPECT_EQ(text.find(base64(sample_verify().cases[0].what.question.leaf_key)), std::string::npos);
  EXPECT_EQ(text.find("key\""), std::string::npos);
}

TEST(Json, both_sides_of_a_handshake_and_their_alerts_are_told) {
  const Json json = document(sample_handshake());
  const Json& answer = json["cases"][1]["verdicts"]["openssl>wolfssl/1.3"];
  EXPECT_EQ(answer["handshake"]["client"]["alerts"][0],
            Json::parse(R"({"direction":"sent","level":"fatal","code":48,"name":"unknown_ca"})"));
  EXPECT_EQ(answer["handshake"]["server"]["alerts"][0]["direction"], "received");
  EXPECT_EQ(answer["handshake"]["server"]["target"], "wolfssl");
  EXPECT_EQ(answer["handshake"]["wire"][0]["name"], "unknown_ca");
}

TEST(Json, two_runs_of_equal_inputs_differ_in_times_only) {
  Results first = sample_handshake();
  Results second = first;
  second.started += 60;
  second.seconds *= 2;
  for (CaseResult& row : second.cases) {
    for (Answer& answer : row.answers) {
      answer.verdict.micros += 7;
      answer.handshake->client.verdict.micros += 7;
    }
  }
  Json a = document(first);
  Json b = document(second);
  EXPECT_NE(a, b);
  drop_times(a);
  drop_times(b);
  EXPECT_EQ(a, b);
}

TEST(Json, words_that_are_no_utf8_are_replaced) {
  const Json json = document(sample_verify());
  EXPECT_EQ(json["cases"][2]["verdicts"]["openssl"]["words"],
            "]]>\x1b[31m</script>\xef\xbf\xbd & \"<!--'");
}

}  // namespace
}  // namespace assay
