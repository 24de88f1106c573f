// Outcome: how both ends of a handshake saw it.
#pragma once

#include <string>
#include <vector>

#include "harness/model/verdict.h"
#include "harness/target/endpoint.h"

namespace assay {

// SideOutcome is one endpoint's end of a handshake.
struct SideOutcome {
  std::string target;              // id of the stack on this side
  Verdict verdict;                 // what this side made of the handshake
  std::string negotiated;          // "TLSv1.3" as the stack names it; empty when it never got there
  std::vector<AlertEvent> alerts;  // from the stack's own callbacks, in order
};

// HandshakeOutcome is both ends and what the Link itself saw pass in plaintext.
struct HandshakeOutcome {
  SideOutcome client;
  SideOutcome server;
  std::vector<AlertEvent> wire;  // direction as seen from the client
  bool data_returned = false;    // application data went to the server and came back
};

}  // namespace assay
