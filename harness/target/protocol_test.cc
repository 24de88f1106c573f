#include "harness/target/protocol.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"

namespace assay {
namespace {

Question full_question() {
  Question q;
  q.leaf = {1, 2, 3};
  q.pool = {{4}, {}, {5, 6}};
  q.anchors = {{7}};
  q.crls = {{8}};
  q.ocsp = {{9, 10}};
  q.revocation = RevocationMode::kRequireChain;
  q.time = -12345678901;
  q.names = {{NameKind::kIp, "192.0.2.1"}, {NameKind::kUri, "spiffe://assay.example/a"}};
  q.purpose = Purpose::kClientAuth;
  q.key_usages = {"digitalSignature"};
  q.extended_key_usages = {"clientAuth", "1.2.3"};
  q.signature_algorithms = {"ED25519"};
  q.policy = {{"2.5.29.32.0"}, true, false, true};
  q.max_depth = 3;
  q.leaf_key = {11};
  return q;
}

TEST(Protocol, question_survives_the_wire) {
  const auto back = decode_question(encode(full_question()));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(*back, full_question());
}

TEST(Protocol, endpoint_config_survives_the_wire) {
  EndpointConfig config;
  config.role = Role::kServer;
  config.version = TlsVersion::kTls12;
  config.identity = {{{1, 2}, {3}}, {4}};
  config.verify_peer = false;
  config.instrument = true;
  config.trust = full_question();
  const auto back = decode_endpoint_config(encode(config));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(*back, config);
}

TEST(Protocol, step_reply_survives_the_wire) {
  StepReply reply;
  reply.progress = Progress::kFailed;
  reply.out = {22, 3, 3};
  reply.data = {1};
  reply.alerts = {{AlertDirection::kReceived, 2, 48}};
  reply.verdict = {Decision::kReject, Reason::kUnknownIssuer, "native", "words", 17};
  reply.version = "TLSv1.3";
  const auto back = decode_step_reply(encode(reply));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(*back, reply);
  EXPECT_EQ(back->alerts, reply.alerts);
  EXPECT_EQ(back->verdict.reason, Reason::kUnknownIssuer);
}

TEST(Protocol, target_info_survives_the_wire) {
  const TargetInfo info{
      "a/b",   "A",         "1",           "2",
      "build", "/lib/a.so", {"/lib/b.so"}, {Capability::kServerAuth, Capability::kTls13}};
  const auto back = decode_target_info(encode(info));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(*back, info);
}

TEST(Protocol, every_truncated_payload_is_refused) {
  const Bytes whole = encode(full_question());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(decode_question(BytesView(whole).first(size))) << size;
  }
}

TEST(Protocol, octets_left_over_are_refused) {
  Bytes longer = encode(full_question());
  longer.push_back(0);
  EXPECT_FALSE(decode_question(longer));
}

TEST(Protocol, an_enum_value_out_of_range_is_refused) {
  Bytes verdict = encode(Verdict{});
  verdict[0] = 200;
  EXPECT_FALSE(decode_verdict(verdict));
}

TEST(Protocol, a_list_longer_than_the_frame_is_refused_without_allocating_it) {
  Bytes info = encode(TargetInfo{});
  info[info.size() - 1] = 0xff;  // the capability count's highest octet
  EXPECT_FALSE(decode_target_info(info));
}

TEST(Frames, arrive_in_any_division) {
  Bytes stream = encode_frame(FrameKind::kVerify, Bytes{1, 2, 3});
  append(stream, encode_frame(FrameKind::kClose, Bytes{}));
  Bytes buffer;
  std::vector<Frame> frames;
  for (const std::uint8_t octet : stream) {
    buffer.push_back(octet);
    auto frame = take_frame(buffer);
    ASSERT_TRUE(frame);
    if (*frame) frames.push_back(std::move(**frame));
  }
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].kind, FrameKind::kVerify);
  EXPECT_EQ(frames[0].payload, (Bytes{1, 2, 3}));
  EXPECT_EQ(frames[1].kind, FrameKind::kClose);
  EXPECT_TRUE(buffer.empty());
}

struct BadFrameRow {
  const char* name;
  Bytes octets;
};
class BadFrameTest : public testing::TestWithParam<BadFrameRow> {};

TEST_P(BadFrameTest, is_a_protocol_fault) {
  Bytes buffer = GetParam().octets;
  EXPECT_FALSE(take_frame(buffer));
}

INSTANTIATE_TEST_SUITE_P(Frames, BadFrameTest,
                         testing::Values(BadFrameRow{"length_zero", {0, 0, 0, 0, 0}},
                                         BadFrameRow{"length_beyond_the_limit",
                                                     {0xff, 0xff, 0xff, 0x7f, 1}},
                                         BadFrameRow{"unknown_kind", {1, 0, 0, 0, 99}}),
                         RowName());

}  // namespace
}  // namespace assay
