#!/usr/bin/env bash
# Holds every #include against the order of the layers (DESIGN: base -> der, crypto -> model ->
# {pki | oracle | target} -> handshake -> run -> report -> cli) and the hard rules beside it.
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A sees=(
  [base]="base"
  [der]="base der"
  [crypto]="base der crypto"
  [model]="base der model"
  [pki]="base der crypto model pki"
  [oracle]="base der crypto model oracle"
  [target]="base crypto model target"
  [handshake]="base model target handshake"
  [run]="base der model pki oracle target handshake run"
  [report]="base der model pki oracle target handshake run report"
  [cli]="base der crypto model pki oracle target handshake run report cli"
)
bad=0
complain() { echo "$1" >&2; bad=1; }

while IFS=: read -r file line text; do
  layer=$(cut -d/ -f2 <<<"$file")
  included=$(sed -E 's|.*"harness/([a-z]+)/.*|\1|' <<<"$text")
  allowed=" ${sees[$layer]:-} "
  # A test may use the writer to make what its own layer reads.
  [[ $file == *_test.cc || $file == *_for_test.h ]] && allowed+="base der crypto model pki target run "
  [[ $allowed == *" $included "* ]] || complain "$file:$line: layer '$layer' includes '$included'"
done < <(grep -rnE '#include "harness/' harness || true)

while IFS=: read -r file line text; do
  included=$(sed -E 's|.*"harness/([a-z]+)/.*|\1|' <<<"$text")
  allowed=" base model target "
  [[ $file == targets/oracle/* ]] && allowed+="oracle "
  [[ $allowed == *" $included "* ]] || complain "$file:$line: an adapter includes '$included'"
done < <(grep -rnE '#include "harness/' targets --include='*.h' --include='*.cc' | grep -v -e _test.cc -e '^targets/paho/' || true)

stack='#include <(openssl|wolfssl|gnutls|mbedtls|psa)/'
while IFS=: read -r file line _; do
  [[ $file == harness/crypto/* ]] || complain "$file:$line: a TLS stack's header outside targets/"
done < <(grep -rnE "$stack" harness || true)

for dir in targets/*/; do
  name=$(basename "$dir")
  while IFS=: read -r file line text; do
    [[ $text == *"<$name/"* || ($name == mbedtls && $text == *"<psa/"*) || $name == paho ]] ||
      complain "$file:$line: another stack's header in targets/$name"
  done < <(grep -rnE "$stack" "$dir" --include='*.h' --include='*.cc' || true)
done

[ "$bad" -eq 0 ] && echo "layers: in order"
exit "$bad"
