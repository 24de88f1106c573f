#!/usr/bin/env bash
# The program must export no symbol that a TLS stack could bind to, and must export the clock.
# Usage: ci/check-exports.sh build/release/assay
set -euo pipefail
program=${1:?usage: ci/check-exports.sh PROGRAM}

symbols=$(nm -D --defined-only "$program" | awk '{print $3}' | sed 's/@.*//')
for clock in time gettimeofday clock_gettime; do
  grep -qx "$clock" <<<"$symbols" || { echo "$program does not export $clock" >&2; exit 1; }
done
if crypto=$(grep -E '^(SSL|EVP|X509|RSA|EC|ECDSA|BN|ASN1|d2i|i2d|OPENSSL|CRYPTO|OSSL|ERR|BIO|PEM|DSA|DH|AES|SHA|MD5|HMAC|wolfSSL|wc_|gnutls_|mbedtls_)_?' <<<"$symbols"); then
  echo "$program exports symbols of a TLS stack:" >&2
  head -20 <<<"$crypto" >&2
  exit 1
fi
echo "$program exports the clock and no symbol of a stack"
