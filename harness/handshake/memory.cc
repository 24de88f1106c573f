#include "harness/handshake/memory.h"

#include <string_view>

#include "harness/handshake/link.h"

namespace assay {
namespace {

constexpr std::string_view kPing = "assay: does application data pass?";

// Side is one worker's endpoint as the Link sees it.
class Side {
 public:
  Side(WorkerProcess& worker, SideOutcome& outcome) : worker_(worker), outcome_(outcome) {
    outcome_.target = worker.info().id;
  }

  bool open(const EndpointConfig& config) {
    const Receipt receipt = worker_.call(FrameKind::kOpen, encode(config));
    if (!alive(receipt)) return false;
    const std::string_view refusal = as_text(receipt.frame->payload);
    if (refusal.empty()) return true;
    outcome_.verdict = {Decision::kUnsupported, Reason::kNone, "configuration",
                        std::string(refusal), 0};
    return false;
  }

  // step() gives what the side sends; nothing when the worker is lost.
  Bytes step(BytesView in) {
    const Receipt receipt = worker_.call(FrameKind::kStep, in);
    if (!alive(receipt)) return {};
    auto reply = decode_step_reply(receipt.frame->payload);
    if (!reply) {
      protocol_fault(reply.error());
      return {};
    }
    progress_ = reply->progress;
    outcome_.verdict = std::move(reply->verdict);
    if (!reply->version.empty()) outcome_.negotiated = std::move(reply->version);
    for (const AlertEvent& alert : reply->alerts) outcome_.alerts.push_back(alert);
    append(received_, reply->data);
    return std::move(reply->out);
  }

  bool write(BytesView data) {
    const Receipt receipt = worker_.call(FrameKind::kWrite, data);
    return alive(receipt) && receipt.frame->payload.empty();
  }

  bool done() const { return progress_ == Progress::kDone; }
  bool lost() const { return lost_; }
  BytesView received() const { return received_; }

 private:
  bool alive(const Receipt& receipt) {
    if (receipt.loss == Loss::kNone) return true;
    lost_ = true;
    outcome_.verdict = lost_verdict(receipt);
    return false;
  }

  void protocol_fault(const Error& error) {
    lost_ = true;
    outcome_.verdict = {Decision::kCrash, Reason::kNone, "protocol fault", error.message, 0};
  }

  WorkerProcess& worker_;
  SideOutcome& outcome_;
  Progress progress_ = Progress::kWantRead;
  Bytes received_;
  bool lost_ = false;
};

// Conversation carries bytes until none move.
class Conversation {
 public:
  Conversation(Side& client, Side& server, HandshakeOutcome& outcome)
      : client_(client), server_(server), outcome_(outcome) {}

  void run() {
    for (int round = 0; round < kMaxRounds; ++round) {
      const bool data_sent = exchange_data();
      const bool first = round == 0;
      const bool client_moved = data_sent || first || !to_client_.empty();
      if (client_moved) step_client();
      const bool server_moved = server_writes_ || !to_server_.empty();
      if (server_moved) step_server();
      if (client_.lost() || server_.lost() || (!client_moved && !server_moved)) return;
    }
  }

 private:
  // Once both are done the client asks and the server returns what it got, one octet for each.
  bool exchange_data() {
    server_writes_ = false;
    if (!client_.done() || !server_.done()) return false;
    if (!asked_) {
      asked_ = true;
      return client_.write(as_bytes(kPing));
    }
    if (!answered_ && as_text(server_.received()) == kPing) {
      answered_ = true;
      server_writes_ = server_.write(server_.received());
    }
    if (as_text(client_.received()) == kPing) outcome_.data_returned = true;
    return false;
  }

  void step_client() {
    Bytes out = client_.step(std::exchange(to_client_, {}));
    from_client_.see(out, outcome_.wire);
    append(to_server_, out);
  }

  void step_server() {
    Bytes out = server_.step(std::exchange(to_server_, {}));
    from_server_.see(out, outcome_.wire);
    append(to_client_, out);
  }

  Side& client_;
  Side& server_;
  HandshakeOutcome& outcome_;
  AlertSniffer from_client_{AlertDirection::kSent};
  AlertSniffer from_server_{AlertDirection::kReceived};
  Bytes to_client_;
  Bytes to_server_;
  bool asked_ = false;
  bool answered_ = false;
  bool server_writes_ = false;
};

// Both sides' handshakes are over without complaint, yet no data came back: not an acceptance.
void require_data(HandshakeOutcome& outcome) {
  Verdict& verdict = outcome.client.verdict;
  if (outcome.data_returned || verdict.decision != Decision::kAccept) return;
  verdict = rejected(Reason::kOther, "no application data",
                     "the handshake was done, but no application data came back");
}

}  // namespace

Identity identity_of(const Question& question) {
  Identity identity{{question.leaf}, question.leaf_key};
  identity.chain.insert(identity.chain.end(), question.pool.begin(), question.pool.end());
  return identity;
}

Question trust_of(Question question) {
  question.leaf.clear();
  question.pool.clear();
  question.leaf_key.clear();
  return question;
}

HandshakeOutcome shake_hands(WorkerProcess& client, const EndpointConfig& client_config,
                             WorkerProcess& server, const EndpointConfig& server_config) {
  HandshakeOutcome outcome;
  Side client_side(client, outcome.client);
  Side server_side(server, outcome.server);
  const bool server_open = server_side.open(server_config);
  const bool client_open = client_side.open(client_config);
  if (server_open && client_open) {
    Conversation(client_side, server_side, outcome).run();
    require_data(outcome);
  }
  return outcome;
}

}  // namespace assay
