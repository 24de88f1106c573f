// Script: the few TLS 1.2 messages (RFC 5246 section 7.4) that bring a certificate chain before a
// real wolfSSL endpoint without the leaf's key: all of them are in plaintext, and the chain is
// judged when Certificate is read, before anything is signed.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"

namespace assay::wolfssl {

// SignatureKey is what the leaf signs with; a server picks its cipher suite by it.
enum class SignatureKey { kRsa, kEcdsa };

// ClientOffer is what a ClientHello leaves a server to choose from.
struct ClientOffer {
  std::vector<std::uint16_t> suites;
};

// read_client_offer() reads the first record of a client; an Error when it is no ClientHello.
Result<ClientOffer> read_client_offer(BytesView records);

// server_hello() is the record of a ServerHello that picks an ECDHE suite with AES-GCM or
// ChaCha20-Poly1305 fit for the key; an Error when none was offered.
Result<Bytes> server_hello(const ClientOffer& offer, SignatureKey key);

// client_hello() is the record of a ClientHello for ECDHE_ECDSA over P-256.
Bytes client_hello();

// certificate_message() is Certificate with leaf and pool as given, in as many records as it takes
// (RFC 5246 section 6.2.1).
Bytes certificate_message(BytesView leaf, const std::vector<Bytes>& pool);

}  // namespace assay::wolfssl
