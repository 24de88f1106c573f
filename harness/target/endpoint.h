// Endpoint: one side of a TLS connection without sockets: bytes in, bytes out, events.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/model/question.h"
#include "harness/model/verdict.h"

namespace assay {

enum class Role { kClient, kServer };
enum class TlsVersion : std::uint16_t { kTls12 = 0x0303, kTls13 = 0x0304 };

template <>
struct EnumNames<Role> {
  static constexpr std::pair<Role, std::string_view> kNames[] = {{Role::kClient, "client"},
                                                                 {Role::kServer, "server"}};
};

template <>
struct EnumNames<TlsVersion> {
  static constexpr std::pair<TlsVersion, std::string_view> kNames[] = {{TlsVersion::kTls12, "1.2"},
                                                                       {TlsVersion::kTls13, "1.3"}};
};

// Identity is what an endpoint presents: leaf first, then the pool in the order it is sent.
struct Identity {
  std::vector<Bytes> chain;  // DER
  Bytes key;                 // PKCS#8 DER of the leaf

  bool operator==(const Identity&) const = default;
};

struct EndpointConfig {
  Role role = Role::kClient;
  TlsVersion version = TlsVersion::kTls13;  // the only version offered and taken
  Identity identity;                        // empty chain: presents none (clients only)
  // A client always judges the server's chain; a server asks for and demands the client's when
  // set. Anchors, time, names, purpose, CRLs and depth count; leaf, pool and key do not: the chain
  // comes over the wire.
  bool verify_peer = true;
  Question trust;
  // An instrument is not under test: it presents its identity whatever its own stack thinks of it
  // (weak digests and keys included). The side that judges a case's chain is never one.
  bool instrument = false;

  bool operator==(const EndpointConfig&) const = default;
};

// Progress of one step.
enum class Progress : std::uint8_t {
  kWantRead,  // waits for the peer
  kDone,      // the handshake is over on this side; later steps take application data and alerts
  kFailed,    // over, by an error or by a fatal alert of the peer
  kClosed,    // the peer closed in order
};

// AlertDirection is seen from the endpoint that reports it.
enum class AlertDirection : std::uint8_t { kSent, kReceived };

// Event is what the stack's own callbacks told.
struct AlertEvent {
  AlertDirection direction = AlertDirection::kSent;
  std::uint8_t level = 0;        // 1 warning, 2 fatal
  std::uint8_t description = 0;  // RFC 8446 section 6

  bool operator==(const AlertEvent&) const = default;
};

class Endpoint {
 public:
  virtual ~Endpoint() = default;

  // step() takes what the peer sent (all of it), goes as far as it can, and appends what it has to
  // send to `out`. Never blocks. After kFailed it still takes bytes, so that alerts are read.
  virtual Progress step(BytesView in, Bytes& out) = 0;

  // write() sends application data with the next step; an Error before kDone.
  virtual Result<void> write(BytesView data) = 0;

  // read() takes the application data received so far.
  virtual Bytes read() = 0;

  // close() queues close_notify.
  virtual void close() = 0;

  // verdict() is what this side made of the peer's chain and, through it, of the handshake: accept
  // when it is done and the peer (if asked) was verified; reject with the stack's code otherwise.
  virtual Verdict verdict() const = 0;

  // take_alerts() are the alerts since the last call, in order.
  virtual std::vector<AlertEvent> take_alerts() = 0;

  // version() is the one negotiated, as the stack names it: "TLSv1.3"; empty before.
  virtual std::string version() const = 0;
};

}  // namespace assay
