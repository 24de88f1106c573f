#include "harness/report/limbo_results.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/report/sample_results.h"

namespace assay {
namespace {

constexpr char kGolden[] = R"json({
 "version": 1,
 "harness": "wolfssl 5.5.4",
 "results": [
  {
   "id": "rfc5280::validity::good",
   "actual_result": "SUCCESS",
   "context": null
  },
  {
   "id": "rfc5280::validity::expired",
   "actual_result": "SUCCESS",
   "context": null
  },
  {
   "id": "rfc5280::names::hostile",
   "actual_result": "FAILURE",
   "context": "crash: signal 11 (SIGSEGV)"
  },
  {
   "id": "rfc5280::names::both-wrong",
   "actual_result": "FAILURE",
   "context": "-322"
  },
  {
   "id": "rfc5280::crl::revoked",
   "actual_result": "SKIPPED",
   "context": "lacks crl"
  },
  {
   "id": "limbo::either",
   "actual_result": "SUCCESS",
   "context": null
  }
 ]
}
)json";

TEST(LimboResults, every_case_is_listed_with_what_the_stack_said) {
  EXPECT_EQ(limbo_results(sample_verify(), 1), kGolden);
}

TEST(LimboResults, hostile_words_stay_one_json_text) {
  const auto json = nlohmann::json::parse(limbo_results(sample_verify(), 0));
  EXPECT_EQ(json["harness"], "openssl 3.0.22");
  EXPECT_EQ(json["results"][2]["context"], "62: ]]>\x1b[31m</script>\xef\xbf\xbd & \"<!--'");
}

}  // namespace
}  // namespace assay
