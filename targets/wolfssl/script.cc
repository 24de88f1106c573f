#include "targets/wolfssl/script.h"

#include <algorithm>
#include <array>

namespace assay::wolfssl {
namespace {

constexpr std::size_t kMaxFragment = 1 << 14;  // rfc5246-6.2.1
constexpr std::size_t kRandomSize = 32;
constexpr std::size_t kRecordHeaderSize = 5;
constexpr std::size_t kHandshakeHeaderSize = 4;

constexpr std::uint8_t kHandshakeRecord = 22;
constexpr std::uint8_t kClientHello = 1;
constexpr std::uint8_t kServerHello = 2;
constexpr std::uint8_t kCertificate = 11;

constexpr std::uint16_t kTls12 = 0x0303;
constexpr std::uint16_t kRenegotiationScsv = 0x00ff;  // rfc5746-3.3
constexpr std::uint16_t kRenegotiationInfo = 0xff01;

// ECDHE with AES-128-GCM, AES-256-GCM, ChaCha20-Poly1305.
constexpr std::array<std::uint16_t, 3> kRsaSuites = {0xc02f, 0xc030, 0xcca8};
constexpr std::array<std::uint16_t, 3> kEcdsaSuites = {0xc02b, 0xc02c, 0xcca9};

void put(Bytes& to, std::size_t value, int width) {
  for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
    to.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

// A vector of RFC 5246 section 4.3: its length in `width` octets, then its content.
void put_vector(Bytes& to, BytesView content, int width) {
  put(to, content.size(), width);
  append(to, content);
}

Bytes records(std::uint8_t type, BytesView body) {
  Bytes message;
  put(message, type, 1);
  put_vector(message, body, 3);
  Bytes out;
  for (BytesView rest(message); !rest.empty();) {
    const BytesView fragment = rest.first(std::min(rest.size(), kMaxFragment));
    put(out, kHandshakeRecord, 1);
    put(out, kTls12, 2);
    put_vector(out, fragment, 2);
    rest = rest.subspan(fragment.size());
  }
  return out;
}

// The random and the session id differ in nothing that a verifier sees.
void put_hello_start(Bytes& to) {
  put(to, kTls12, 2);
  to.insert(to.end(), kRandomSize, 0x5a);
  put_vector(to, {}, 1);
}

void put_extension(Bytes& to, std::uint16_t type, BytesView content) {
  put(to, type, 2);
  put_vector(to, content, 2);
}

// A cursor that gives empty views past the end.
class Reader {
 public:
  explicit Reader(BytesView from) : rest_(from) {}

  BytesView take(std::size_t count) {
    if (count > rest_.size()) {
      failed_ = true;
      count = 0;
    }
    const BytesView taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }

  std::size_t number(std::size_t width) {
    std::size_t value = 0;
    for (const std::uint8_t octet : take(width)) value = value << 8 | octet;
    return value;
  }

  BytesView vector(std::size_t width) { return take(number(width)); }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool empty() const { return rest_.empty(); }

 private:
  BytesView rest_;
  bool failed_ = false;
};

}  // namespace

Result<ClientOffer> read_client_offer(BytesView bytes) {
  Reader reader(bytes);
  reader.take(kRecordHeaderSize);
  const std::size_t type = reader.number(1);
  reader.take(kHandshakeHeaderSize - 1);
  reader.take(2 + kRandomSize);
  reader.vector(1);
  Reader suites(reader.vector(2));
  if (reader.failed() || type != kClientHello) return harness_error("not a ClientHello");
  ClientOffer offer;
  while (!suites.empty() && !suites.failed()) {
    offer.suites.push_back(static_cast<std::uint16_t>(suites.number(2)));
  }
  return offer;
}

Result<Bytes> server_hello(const ClientOffer& offer, SignatureKey key) {
  const auto& ours = key == SignatureKey::kRsa ? kRsaSuites : kEcdsaSuites;
  const auto offered = [&offer](std::uint16_t suite) {
    return std::find(offer.suites.begin(), offer.suites.end(), suite) != offer.suites.end();
  };
  const auto suite = std::find_if(ours.begin(), ours.end(), offered);
  if (suite == ours.end()) return harness_error("the client offers no suite for this key");
  Bytes body;
  put_hello_start(body);
  put(body, *suite, 2);
  put(body, 0, 1);  // no compression
  Bytes extensions;
  if (offered(kRenegotiationScsv)) put_extension(extensions, kRenegotiationInfo, Bytes{0});
  if (!extensions.empty()) put_vector(body, extensions, 2);
  return records(kServerHello, body);
}

Bytes client_hello() {
  Bytes body;
  put_hello_start(body);
  Bytes suites;
  for (const std::uint16_t suite : kEcdsaSuites) put(suites, suite, 2);
  put(suites, kRenegotiationScsv, 2);
  put_vector(body, suites, 2);
  put_vector(body, Bytes{0}, 1);  // no compression
  Bytes extensions;
  put_extension(extensions, 10, Bytes{0, 2, 0x00, 0x17});  // supported_groups: secp256r1
  put_extension(extensions, 11, Bytes{1, 0});              // ec_point_formats: uncompressed
  // signature_algorithms: ECDSA and RSA with SHA-256, SHA-384, SHA-512; RSA-PSS; Ed25519
  put_extension(extensions, 13,
                Bytes{0,    20,   0x04, 0x03, 0x05, 0x03, 0x06, 0x03, 0x04, 0x01, 0x05,
                      0x01, 0x06, 0x01, 0x08, 0x04, 0x08, 0x05, 0x08, 0x06, 0x08, 0x07});
  put_vector(body, extensions, 2);
  return records(kClientHello, body);
}

Bytes certificate_message(BytesView leaf, const std::vector<Bytes>& pool) {
  Bytes list;
  put_vector(list, leaf, 3);
  for (const Bytes& each : pool) put_vector(list, each, 3);
  Bytes body;
  put_vector(body, list, 3);
  return records(kCertificate, body);
}

}  // namespace assay::wolfssl
