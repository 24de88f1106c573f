// probe: one MQTT 3.1.1 session over TLS, from the handshake to a message that came back.
#pragma once

#include <cstdint>
#include <string>

namespace assay::paho {

struct ProbeOptions {
  std::string host = "127.0.0.1";  // also the name that the server's certificate must bear
  std::uint16_t port = 8883;
  std::string ca;    // PEM file: the only trust anchors
  std::string cert;  // PEM file, leaf first; empty: no client certificate
  std::string key;   // PEM file
  std::string topic = "assay/probe";
  unsigned timeout_ms = 10'000;  // of each step; Paho counts a connection's in whole seconds
};

// Ending has the program's exit statuses as its values.
enum class Ending {
  kDelivered = 0,  // acknowledged (QoS 1), and exactly it came back
  kRefused = 1,    // by the server, or the server by us: the handshake began, no session came of it
  kBadInput = 2,   // a file that holds no certificates or no key
  kFailed = 3,     // nobody listens there, a subscription was denied, nothing came back in time
};

struct ProbeReport {
  Ending ending = Ending::kFailed;
  bool connected = false;  // the broker said so (CONNACK): under TLS 1.3 a client that is not
                           // wanted learns it only after its own handshake is done
  int code = 0;            // Paho's; 0 is success
  std::string words;       // Paho's and OpenSSL's own
};

// probe() connects, subscribes, publishes one message with a payload that nobody could know before,
// and waits until it is back. The server must show a chain to `ca` and bear the name `host`; the
// system's own trust anchors do not count. TLS 1.2 or later: Paho sets OpenSSL's security level 1,
// which knows no earlier version. Once a process, as Paho's trace is the process's.
ProbeReport probe(const ProbeOptions& options);

}  // namespace assay::paho
