#include "targets/wolfssl/identity.h"

#include "targets/wolfssl/reasons.h"

namespace assay::wolfssl {
namespace {

constexpr std::size_t kLengthField = 3;

// wolfSSL takes a DER chain as one buffer and cuts it at outer SEQUENCEs (ProcessUserChain, ssl.c):
// a certificate that is not exactly one would be sent cut elsewhere.
bool is_one_sequence(BytesView der) {
  if (der.size() < 2 || der[0] != 0x30) return false;
  const std::size_t more = der[1] < 0x80 ? 0 : der[1] & 0x7fU;
  if (more > 4 || der.size() < 2 + more) return false;
  std::size_t length = more == 0 ? der[1] : 0;
  for (std::size_t i = 0; i < more; ++i) length = length << 8 | der[2 + i];
  return length == der.size() - 2 - more;
}

int load_chain(WOLFSSL_CTX* ctx, BytesView der) {
  return wolfSSL_CTX_use_certificate_chain_buffer_format(
      ctx, der.data(), static_cast<long>(der.size()), WOLFSSL_FILETYPE_ASN1);
}

}  // namespace

Result<void> use_identity(WOLFSSL_CTX* ctx, const Identity& identity) {
  if (identity.chain.empty()) return {};
  Bytes chain;
  for (std::size_t i = 0; i < identity.chain.size(); ++i) {
    if (!is_one_sequence(identity.chain[i])) {
      return input_error("wolfSSL cannot present certificate " + std::to_string(i) +
                         ": not one DER SEQUENCE");
    }
    append(chain, identity.chain[i]);
  }
  int code = load_chain(ctx, chain);
  if (code == BUFFER_E) {
    // wolfSSL 5.5 sizes its copy for MAX_CHAIN_DEPTH length fields beside the octets given; octets
    // that start no SEQUENCE are ignored at the end, and make room for those of a longer chain.
    chain.insert(chain.end(), kLengthField * identity.chain.size(), 0);
    code = load_chain(ctx, chain);
  }
  if (code != WOLFSSL_SUCCESS) {
    return input_error("wolfSSL will not present this chain: " + native_of(code) + " " +
                       words_of(code));
  }
  code = wolfSSL_CTX_use_PrivateKey_buffer(
      ctx, identity.key.data(), static_cast<long>(identity.key.size()), WOLFSSL_FILETYPE_ASN1);
  if (code != WOLFSSL_SUCCESS) {
    return input_error("wolfSSL cannot use this key: " + native_of(code) + " " + words_of(code));
  }
  return {};
}

void forgive_own_keys(WOLFSSL_CTX* ctx) {
  wolfSSL_CTX_SetMinRsaKey_Sz(ctx, 512);
  wolfSSL_CTX_SetMinEccKey_Sz(ctx, 112);
}

}  // namespace assay::wolfssl
