#include "harness/report/twin_difference.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/report/sample_results.h"

namespace assay {
namespace {

using Lines = std::vector<std::string>;

Question sample() { return sample_verify().cases[0].what.question; }

TEST(TwinDifference, equal_questions_have_none) {
  EXPECT_EQ(twin_differences(sample(), sample()), Lines{});
}

TEST(TwinDifference, a_part_of_the_question_is_told_with_both_values) {
  Question question = sample();
  question.names = {{NameKind::kDns, "other.example.com"}};
  EXPECT_EQ(twin_differences(question, sample()),
            Lines{"names: other.example.com, in the twin broker.example.com"});
}

TEST(TwinDifference, a_field_of_a_certificate_is_told_with_both_values) {
  Question question = sample();
  // The leaf's keyUsage, digitalSignature: its bit string is 07 80.
  const Bytes usage = {0x03, 0x02, 0x07, 0x80};
  const auto at =
      std::search(question.leaf.begin(), question.leaf.end(), usage.begin(), usage.end());
  ASSERT_NE(at, question.leaf.end());
  at[2] = 0x05;
  at[3] = 0x20;
  EXPECT_EQ(twin_differences(question, sample()),
            Lines{"leaf: keyUsage keyEncipherment, in the twin digitalSignature"});
}

TEST(TwinDifference, a_member_more_is_told_by_the_number_of_members) {
  Question question = sample();
  question.pool.push_back(question.anchors[0]);
  EXPECT_EQ(twin_differences(question, sample()), Lines{"pool: 1, in the twin 0"});
}

TEST(TwinDifference, one_of_several_is_named_by_its_place) {
  Question twin = sample();
  twin.pool = {twin.anchors[0], twin.leaf};
  Question question = twin;
  std::swap(question.pool[0][15], question.pool[0][16]);  // within the serial number
  ASSERT_NE(question.pool, twin.pool);
  const Lines lines = twin_differences(question, twin);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].rfind("certificate 2 of those sent: serialNumber ", 0), 0U) << lines[0];
}

TEST(TwinDifference, what_cannot_be_read_is_named_without_values) {
  Question question = sample();
  question.leaf.pop_back();
  EXPECT_EQ(twin_differences(question, sample()), Lines{"leaf: octets"});
}

TEST(TwinDifference, the_most_are_told_and_the_rest_counted) {
  Question question = sample();
  question.time += 1;
  question.names.clear();
  question.max_depth = 1;
  question.key_usages = {"digitalSignature"};
  question.purpose = Purpose::kClientAuth;
  const Lines lines = twin_differences(question, sample());
  ASSERT_EQ(lines.size(), kMostDifferences + 1);
  EXPECT_EQ(lines.back(), "and 1 more place");
}

}  // namespace
}  // namespace assay
