// memory: a handshake between two Endpoints, each in its own worker, without sockets.
#pragma once

#include "harness/handshake/outcome.h"
#include "harness/target/worker_process.h"

namespace assay {

// kMaxRounds bounds the exchange: a TLS handshake with data and close takes fewer than ten.
inline constexpr int kMaxRounds = 40;

// identity_of() is what the presenting side of a question shows: leaf, pool and the leaf's key.
Identity identity_of(const Question& question);

// trust_of() keeps what a relying party knows before the chain arrives.
Question trust_of(Question question);

// shake_hands() opens an endpoint in each worker, carries bytes between them until none move, and
// sends application data to the server and back once both sides are done. A client counts as
// accepting only after the data came back: a TLS 1.3 client is done before the server has judged
// its certificate. After one side fails both are stepped until no bytes move, so that late alerts
// are read.
//
// A lost worker is that side's verdict (crash, timeout); it must be started anew by the caller. A
// side that refuses its configuration has the decision kUnsupported, native code
// "configuration", and the stack's words.
HandshakeOutcome shake_hands(WorkerProcess& client, const EndpointConfig& client_config,
                             WorkerProcess& server, const EndpointConfig& server_config);

}  // namespace assay
