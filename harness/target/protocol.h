// Protocol: what passes between the supervisor and a worker. targets/PROTOCOL.md documents it for
// those who write a target in another language.
//
// A frame is a u32 length (of what follows), a u8 kind and a payload. The worker answers each
// request with one frame of the same kind, in order; the first unanswered request is the one that
// crashed it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/target/endpoint.h"
#include "harness/target/target.h"

namespace assay {

// kMaxFrame bounds a frame in both directions, octets.
inline constexpr std::size_t kMaxFrame = 256U << 20;

enum class FrameKind : std::uint8_t {
  kHello,   // -> empty                          <- TargetInfo
  kVerify,  // -> Question                       <- Verdict
  kOpen,    // -> EndpointConfig                 <- text: empty, or why not
  kStep,    // -> bytes from the peer            <- StepReply
  kWrite,   // -> application data               <- text: empty, or why not
  kClose,   // -> empty                          <- text: empty
};

struct Frame {
  FrameKind kind = FrameKind::kHello;
  Bytes payload;
};

// StepReply is all that one step changed, so that one exchange a step is enough.
struct StepReply {
  Progress progress = Progress::kWantRead;
  Bytes out;                       // for the peer
  Bytes data;                      // application data received
  std::vector<AlertEvent> alerts;  // since the last step
  Verdict verdict;
  std::string version;

  bool operator==(const StepReply&) const;
};

// encode_frame() puts length and kind in front of the payload.
Bytes encode_frame(FrameKind kind, BytesView payload);

// take_frame() takes one whole frame off the front of `buffer`, nothing when it is not whole yet.
// An Error when the length or the kind is impossible: the peer does not speak this protocol.
Result<std::optional<Frame>> take_frame(Bytes& buffer);

Bytes encode(const TargetInfo& info);
Bytes encode(const Question& question);
Bytes encode(const Verdict& verdict);
Bytes encode(const EndpointConfig& config);
Bytes encode(const StepReply& reply);

Result<TargetInfo> decode_target_info(BytesView payload);
Result<Question> decode_question(BytesView payload);
Result<Verdict> decode_verdict(BytesView payload);
Result<EndpointConfig> decode_endpoint_config(BytesView payload);
Result<StepReply> decode_step_reply(BytesView payload);

}  // namespace assay
