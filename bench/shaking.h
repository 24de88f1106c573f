// shaking: a stack's client against its own server, in this process.
#pragma once

#include <string_view>
#include <vector>

#include "bench/workbench.h"
#include "harness/target/endpoint.h"

namespace assay::bench {

enum class Mode { kServerAuth, kMtls };

}  // namespace assay::bench

namespace assay {

template <>
struct EnumNames<bench::Mode> {
  static constexpr std::pair<bench::Mode, std::string_view> kNames[] = {
      {bench::Mode::kServerAuth, "server-auth"},
      {bench::Mode::kMtls, "mtls"},
  };
};

}  // namespace assay

namespace assay::bench {

// Pair is what the two ends of one handshake are given.
struct Pair {
  EndpointConfig client;
  EndpointConfig server;
};

// pairs() are kQuestions handshakes of P-256 chains with one intermediate (profiles tls-server-3
// and, for the client, mtls-client-3), each with other leaves.
Result<std::vector<Pair>> pairs(const Workbench& workbench, TlsVersion version, Mode mode);

// shake() opens both ends, shakes hands, and sends application data to the server and back. An
// Error when an end refuses, or the data do not come back.
Result<void> shake(Target& target, const Pair& pair, std::string_view who);

// check_refusal() wants the client to refuse a server's leaf, or, of mTLS, the server a client's,
// whose signature was changed.
Result<void> check_refusal(Target& target, const Pair& pair, Mode mode, std::string_view who);

}  // namespace assay::bench
