#include "targets/wolfssl/handles.h"

#include <wolfssl/wolfcrypt/ecc.h>

#include <algorithm>
#include <iterator>

namespace assay::wolfssl {
namespace {

int receive(WOLFSSL* /*ssl*/, char* buffer, int size, void* context) {
  Wire& wire = *static_cast<Wire*>(context);
  const std::size_t count = std::min(static_cast<std::size_t>(size), wire.in.size() - wire.taken);
  if (count == 0) return WOLFSSL_CBIO_ERR_WANT_READ;
  std::copy_n(wire.in.begin() + static_cast<std::ptrdiff_t>(wire.taken), count, buffer);
  wire.taken += count;
  return static_cast<int>(count);
}

int send(WOLFSSL* /*ssl*/, char* buffer, int size, void* context) {
  append(static_cast<Wire*>(context)->out, as_bytes({buffer, static_cast<std::size_t>(size)}));
  return size;
}

}  // namespace

void forget_points() {
#ifdef FP_ECC
  wc_ecc_fp_free();
#endif
}

void route_through_wire(WOLFSSL_CTX* ctx) {
  wolfSSL_CTX_SetIORecv(ctx, receive);
  wolfSSL_CTX_SetIOSend(ctx, send);
}

void attach(WOLFSSL* ssl, Wire& wire) {
  wolfSSL_SetIOReadCtx(ssl, &wire);
  wolfSSL_SetIOWriteCtx(ssl, &wire);
}

void feed(Wire& wire, BytesView bytes) {
  wire.in.erase(wire.in.begin(), wire.in.begin() + static_cast<std::ptrdiff_t>(wire.taken));
  wire.taken = 0;
  append(wire.in, bytes);
}

}  // namespace assay::wolfssl
