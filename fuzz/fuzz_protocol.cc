// The worker protocol over any octets: frames, then every decoder over each payload.
//
// Laws: frames taken off a stream are written back as they were, however the stream was divided;
// decode(encode(x)) is x for everything that a decoder takes.
#include <algorithm>

#include "fuzz/fuzz.h"
#include "harness/target/protocol.h"

namespace assay {
namespace {

template <typename Decode>
void check_payload(BytesView payload, Decode decode) {
  const auto value = decode(payload);
  if (!value) return;
  const auto again = decode(encode(*value));
  ASSAY_CHECK(again.has_value() && *again == *value);
}

void check_verdict(BytesView payload) {
  const auto value = decode_verdict(payload);
  if (!value) return;
  // A Verdict has one encoding, so its octets stand for it.
  ASSAY_CHECK(std::ranges::equal(encode(*value), payload));
}

void check_payloads(BytesView payload) {
  check_payload(payload, decode_target_info);
  check_payload(payload, decode_question);
  check_payload(payload, decode_endpoint_config);
  check_payload(payload, decode_step_reply);
  check_verdict(payload);
}

// Takes frames off `stream` while it arrives in pieces; what is left is in `rest`.
Bytes rewritten(BytesView stream, std::size_t piece, bool& sound) {
  Bytes buffer;
  Bytes written;
  sound = true;
  while (sound && !stream.empty()) {
    const std::size_t taken = std::min(piece, stream.size());
    append(buffer, stream.first(taken));
    stream = stream.subspan(taken);
    for (;;) {
      const auto frame = take_frame(buffer);
      sound = frame.has_value();
      if (!sound || !*frame) break;
      append(written, encode_frame((*frame)->kind, (*frame)->payload));
    }
  }
  append(written, buffer);
  return written;
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const assay::BytesView input(data, size);
  bool whole_sound = false;
  bool pieces_sound = false;
  const assay::Bytes whole = assay::rewritten(input, size + 1, whole_sound);
  const assay::Bytes pieces = assay::rewritten(input, 7, pieces_sound);
  ASSAY_CHECK(whole_sound == pieces_sound);
  if (whole_sound) ASSAY_CHECK(std::ranges::equal(whole, input) && whole == pieces);
  assay::Bytes buffer = assay::to_bytes(input);
  for (auto frame = assay::take_frame(buffer); frame && *frame; frame = assay::take_frame(buffer)) {
    assay::check_payloads((*frame)->payload);
  }
  assay::check_payloads(input);
  return 0;
}
