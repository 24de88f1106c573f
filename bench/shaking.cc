#include "bench/shaking.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "bench/asking.h"
#include "harness/handshake/memory.h"
#include "harness/target/virtual_clock.h"

namespace assay::bench {
namespace {

constexpr std::string_view kPing = "assay: does application data pass?";

// Conversation moves bytes between two endpoints until the client has its data back.
class Conversation {
 public:
  Conversation(Endpoint& client, Endpoint& server) : client_(client), server_(server) {}

  bool data_return() {
    for (int round = 0; round < kMaxRounds; ++round) {
      Bytes to_server;
      const Progress client = client_.step(to_client_, to_server);
      append(returned_, client_.read());
      if (as_text(returned_) == kPing) return true;
      to_client_.clear();
      const Progress server = server_.step(to_server, to_client_);
      append(received_, server_.read());
      const bool done = client == Progress::kDone && server == Progress::kDone;
      const bool moved = !to_server.empty() || !to_client_.empty();
      if (!(done && send_data()) && !moved) return false;
    }
    return false;
  }

 private:
  // The client asks once, and the server returns it once; false when there is nothing to send.
  bool send_data() {
    if (!asked_) {
      asked_ = true;
      return client_.write(as_bytes(kPing)).has_value();
    }
    if (answered_ || as_text(received_) != kPing) return false;
    answered_ = true;
    return server_.write(received_).has_value() && flush();
  }
  bool flush() {
    server_.step({}, to_client_);
    return true;
  }

  Endpoint& client_;
  Endpoint& server_;
  Bytes to_client_;
  Bytes received_;
  Bytes returned_;
  bool asked_ = false;
  bool answered_ = false;
};

struct Ends {
  Verdict client;
  Verdict server;
  bool data_returned = false;
};

Result<Ends> converse(Target& target, const Pair& pair) {
  const VirtualTime clock(pair.client.trust.time);
  ASSAY_TRY(server, target.endpoint(pair.server));
  ASSAY_TRY(client, target.endpoint(pair.client));
  const bool data_returned = Conversation(*client, *server).data_return();
  return Ends{client->verdict(), server->verdict(), data_returned};
}

}  // namespace

Result<std::vector<Pair>> pairs(const Workbench& workbench, TlsVersion version, Mode mode) {
  ASSAY_TRY(servers, workbench.questions("tls-server-3", KeyType::kP256));
  ASSAY_TRY(clients, workbench.questions("mtls-client-3", KeyType::kP256));
  std::vector<Pair> made;
  for (std::size_t i = 0; i < servers.size(); ++i) {
    Pair pair;
    pair.client.role = Role::kClient;
    pair.server.role = Role::kServer;
    pair.client.version = pair.server.version = version;
    pair.client.trust = trust_of(servers[i]);
    pair.server.identity = identity_of(servers[i]);
    pair.server.verify_peer = mode == Mode::kMtls;
    pair.server.trust.time = servers[i].time;
    if (mode == Mode::kMtls) {
      pair.client.identity = identity_of(clients[i]);
      pair.server.trust = trust_of(clients[i]);
    }
    made.push_back(std::move(pair));
  }
  return made;
}

Result<void> shake(Target& target, const Pair& pair, std::string_view who) {
  ASSAY_TRY(ends, converse(target, pair));
  ASSAY_CHECK_OK(want(Decision::kAccept, ends.client, fmt::format("{}'s client", who)));
  ASSAY_CHECK_OK(want(Decision::kAccept, ends.server, fmt::format("{}'s server", who)));
  if (!ends.data_returned) return harness_error(fmt::format("{}: no data came back", who));
  return {};
}

Result<void> check_refusal(Target& target, const Pair& pair, Mode mode, std::string_view who) {
  Pair forged = pair;
  EndpointConfig& shows = mode == Mode::kMtls ? forged.client : forged.server;
  shows.identity.chain.front().back() ^= 1;
  ASSAY_TRY(ends, converse(target, forged));
  const Verdict& judge = mode == Mode::kMtls ? ends.server : ends.client;
  return want(Decision::kReject, judge, fmt::format("{}, shown a forged leaf,", who));
}

}  // namespace assay::bench
