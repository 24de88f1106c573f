#!/usr/bin/env bash
# Configures one tree without, with and again without a wolfSSL of one's own: the latest word wins, and
# a build that lacks what the module needs is refused with what to do. Builds nothing.
# Usage: ci/check-own-build.sh        (exit 77: no wolfSSL is installed)
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
configure() { cmake -S . -B "$work/build" -G Ninja -DASSAY_BENCH=OFF "$@" 2>&1; }
found() { sed -n 's/^ASSAY_WOLFSSL_LIB_wolfssl:[^=]*=//p' "$work/build/CMakeCache.txt"; }
fail() { echo "ci/check-own-build.sh: $*" >&2; exit 1; }

configure > /dev/null
system=$(found)
[ -e "$system" ] || { echo "no wolfSSL here"; exit 77; }
include=$(sed -n 's/^ASSAY_WOLFSSL_INCLUDE:[^=]*=//p' "$work/build/CMakeCache.txt")

mkdir -p "$work/own/include" "$work/own/lib"
cp -r "$include/wolfssl" "$work/own/include/"
ln -s "$system" "$work/own/lib/libwolfssl.so"
configure "-DASSAY_WOLFSSL_ROOT=$work/own" > /dev/null
[ "$(found)" = "$work/own/lib/libwolfssl.so" ] || fail "the root is passed over for $(found)"
configure -DASSAY_WOLFSSL_ROOT= > /dev/null
[ "$(found)" = "$system" ] || fail "the system's library is passed over for $(found)"

cp -r "$work/own" "$work/poor"
sed -i 's/define HAVE_CRL$/undef HAVE_CRL/' "$work/poor/include/wolfssl/options.h"
if said=$(configure "-DASSAY_WOLFSSL_ROOT=$work/poor"); then fail "a build without CRLs is taken"; fi
grep -q -e --enable-crl <<< "$said" || fail "a build without CRLs is refused without a word why: $said"
if said=$(configure "-DASSAY_WOLFSSL_ROOT=$work/none"); then fail "a root that is not there is taken"; fi
grep -q 'lacks: wolfssl/ssl.h' <<< "$said" || fail "no word of what is missing: $said"
echo "a root wins over what was found before, and the system's over a root that is gone"
