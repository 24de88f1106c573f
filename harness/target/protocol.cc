#include "harness/target/protocol.h"

#include "harness/target/wire.h"

namespace assay {
namespace {

constexpr std::size_t kHeader = 5;

void put(WireWriter& w, const std::vector<Bytes>& list) {
  w.list(list, [&](const Bytes& each) { w.bytes(each); });
}
void put(WireWriter& w, const std::vector<std::string>& list) {
  w.list(list, [&](const std::string& each) { w.text(each); });
}
std::vector<Bytes> get_blobs(WireReader& r) {
  return r.list<Bytes>([&] { return r.bytes(); });
}
std::vector<std::string> get_texts(WireReader& r) {
  return r.list<std::string>([&] { return r.text(); });
}

template <typename E>
void put_enum(WireWriter& w, E value) {
  w.u8(static_cast<std::uint8_t>(value));
}

void put(WireWriter& w, const Question& q) {
  w.bytes(q.leaf);
  put(w, q.pool);
  put(w, q.anchors);
  put(w, q.crls);
  put(w, q.ocsp);
  put_enum(w, q.revocation);
  w.i64(q.time);
  w.list(q.names, [&](const PeerName& name) {
    put_enum(w, name.kind);
    w.text(name.value);
  });
  put_enum(w, q.purpose);
  put(w, q.key_usages);
  put(w, q.extended_key_usages);
  put(w, q.signature_algorithms);
  put(w, q.policy.initial_policy_set);
  w.u8(q.policy.explicit_policy ? 1 : 0);
  w.u8(q.policy.policy_mapping_inhibit ? 1 : 0);
  w.u8(q.policy.any_policy_inhibit ? 1 : 0);
  w.u8(q.max_depth ? 1 : 0);
  w.i64(q.max_depth.value_or(0));
  put_enum(w, q.ruleset);
  w.bytes(q.leaf_key);
}

Question get_question(WireReader& r) {
  Question q;
  q.leaf = r.bytes();
  q.pool = get_blobs(r);
  q.anchors = get_blobs(r);
  q.crls = get_blobs(r);
  q.ocsp = get_blobs(r);
  q.revocation = r.enumeration(RevocationMode::kRequireChain);
  q.time = r.i64();
  q.names = r.list<PeerName>([&] {
    const NameKind kind = r.enumeration(NameKind::kUri);
    return PeerName{kind, r.text()};
  });
  q.purpose = r.enumeration(Purpose::kClientAuth);
  q.key_usages = get_texts(r);
  q.extended_key_usages = get_texts(r);
  q.signature_algorithms = get_texts(r);
  q.policy.initial_policy_set = get_texts(r);
  q.policy.explicit_policy = r.u8() != 0;
  q.policy.policy_mapping_inhibit = r.u8() != 0;
  q.policy.any_policy_inhibit = r.u8() != 0;
  const bool has_depth = r.u8() != 0;
  const std::int64_t depth = r.i64();
  if (has_depth) q.max_depth = static_cast<int>(depth);
  q.ruleset = r.enumeration(Ruleset::kLegacy);
  q.leaf_key = r.bytes();
  return q;
}

void put(WireWriter& w, const Verdict& v) {
  put_enum(w, v.decision);
  put_enum(w, v.reason);
  w.text(v.native);
  w.text(v.words);
  w.u64(v.micros);
}

Verdict get_verdict(WireReader& r) {
  Verdict v;
  v.decision = r.enumeration(Decision::kTimeout);
  v.reason = r.enumeration(Reason::kOther);
  v.native = r.text();
  v.words = r.text();
  v.micros = r.u64();
  return v;
}

// finish() is the one place where a reader's failure becomes an Error.
template <typename T>
Result<T> finish(const WireReader& r, T value, const char* what) {
  if (!r.ok()) return harness_error(std::string("a malformed ") + what + " frame");
  return value;
}

}  // namespace

bool StepReply::operator==(const StepReply& other) const { return encode(*this) == encode(other); }

Bytes encode_frame(FrameKind kind, BytesView payload) {
  WireWriter w;
  w.u32(static_cast<std::uint32_t>(payload.size() + 1));
  w.u8(static_cast<std::uint8_t>(kind));
  Bytes frame = w.take();
  append(frame, payload);
  return frame;
}

Result<std::optional<Frame>> take_frame(Bytes& buffer) {
  if (buffer.size() < kHeader) return std::nullopt;
  WireReader r(BytesView(buffer).first(kHeader));
  const std::size_t length = r.u32();
  const std::uint8_t kind = r.u8();
  if (length < 1 || length > kMaxFrame || kind > static_cast<std::uint8_t>(FrameKind::kClose)) {
    return harness_error("not a frame of the worker protocol");
  }
  if (buffer.size() < 4 + length) return std::nullopt;
  const auto begin = buffer.begin() + kHeader;
  const auto end = buffer.begin() + static_cast<std::ptrdiff_t>(4 + length);
  Frame frame{static_cast<FrameKind>(kind), Bytes(begin, end)};
  buffer.erase(buffer.begin(), end);
  return frame;
}

Bytes encode(const TargetInfo& info) {
  WireWriter w;
  for (const auto& text :
       {info.id, info.name, info.version, info.compiled, info.build, info.library}) {
    w.text(text);
  }
  w.list(info.parts, [&](const std::string& each) { w.text(each); });
  w.list(info.capabilities, [&](Capability each) { put_enum(w, each); });
  return w.take();
}

Bytes encode(const Question& question) {
  WireWriter w;
  put(w, question);
  return w.take();
}

Bytes encode(const Verdict& verdict) {
  WireWriter w;
  put(w, verdict);
  return w.take();
}

Bytes encode(const EndpointConfig& config) {
  WireWriter w;
  put_enum(w, config.role);
  w.u16(static_cast<std::uint16_t>(config.version));
  put(w, config.identity.chain);
  w.bytes(config.identity.key);
  w.u8(config.verify_peer ? 1 : 0);
  w.u8(config.instrument ? 1 : 0);
  put(w, config.trust);
  return w.take();
}

Bytes encode(const StepReply& reply) {
  WireWriter w;
  put_enum(w, reply.progress);
  w.bytes(reply.out);
  w.bytes(reply.data);
  w.list(reply.alerts, [&](const AlertEvent& alert) {
    put_enum(w, alert.direction);
    w.u8(alert.level);
    w.u8(alert.description);
  });
  put(w, reply.verdict);
  w.text(reply.version);
  return w.take();
}

Result<TargetInfo> decode_target_info(BytesView payload) {
  WireReader r(payload);
  TargetInfo info;
  for (std::string* text :
       {&info.id, &info.name, &info.version, &info.compiled, &info.build, &info.library}) {
    *text = r.text();
  }
  info.parts = r.list<std::string>([&] { return r.text(); });
  info.capabilities = r.list<Capability>([&] { return r.enumeration(Capability::kTls13); });
  return finish(r, std::move(info), "hello");
}

Result<Question> decode_question(BytesView payload) {
  WireReader r(payload);
  Question question = get_question(r);
  return finish(r, std::move(question), "question");
}

Result<Verdict> decode_verdict(BytesView payload) {
  WireReader r(payload);
  Verdict verdict = get_verdict(r);
  return finish(r, std::move(verdict), "verdict");
}

Result<EndpointConfig> decode_endpoint_config(BytesView payload) {
  WireReader r(payload);
  EndpointConfig config;
  config.role = r.enumeration(Role::kServer);
  const std::uint16_t version = r.u16();
  config.identity.chain = get_blobs(r);
  config.identity.key = r.bytes();
  config.verify_peer = r.u8() != 0;
  config.instrument = r.u8() != 0;
  config.trust = get_question(r);
  if (version != 0x0303 && version != 0x0304) return harness_error("an unknown TLS version");
  config.version = static_cast<TlsVersion>(version);
  return finish(r, std::move(config), "open");
}

Result<StepReply> decode_step_reply(BytesView payload) {
  WireReader r(payload);
  StepReply reply;
  reply.progress = r.enumeration(Progress::kClosed);
  reply.out = r.bytes();
  reply.data = r.bytes();
  reply.alerts = r.list<AlertEvent>([&] {
    AlertEvent alert;
    alert.direction = r.enumeration(AlertDirection::kReceived);
    alert.level = r.u8();
    alert.description = r.u8();
    return alert;
  });
  reply.verdict = get_verdict(r);
  reply.version = r.text();
  return finish(r, std::move(reply), "step");
}

}  // namespace assay
