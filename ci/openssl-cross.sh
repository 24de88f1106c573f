#!/usr/bin/env bash
# Asks the `openssl` command every case of a folder made by `assay generate --format pem` and prints
# where it differs from the expectation. Each difference must be explained in
# ci/openssl-cross.txt ("<case or glob> <accept|reject> <why>"); exits 1 when one is not, or when an
# explanation explains nothing. Usage: ci/openssl-cross.sh FOLDER
set -euo pipefail
folder=$(cd "${1:?usage: ci/openssl-cross.sh FOLDER}" && pwd)
explanations=$(cd "$(dirname "$0")" && pwd)/openssl-cross.txt

mapfile -t rows < <(grep -vE '^(#|$)' "$explanations")
declare -A used
asked=0 differing=0 unaskable=0 unexplained=0

while IFS= read -r script; do
  id=${script#"$folder"/}
  id=${id%/openssl.sh}
  expected=$(sed -nE 's/^# Expected: ([a-z]+)\..*/\1/p' "$script")
  status=0
  said=$("$script" 2>&1) || status=$?
  if [ "$status" -eq 125 ]; then
    unaskable=$((unaskable + 1))
    echo "not asked  $id: ${said##*$'\n'}"
    continue
  fi
  asked=$((asked + 1))
  got=reject
  [ "$status" -eq 0 ] && got=accept
  if [ "$expected" = either ] || [ "$expected" = "$got" ]; then continue; fi
  differing=$((differing + 1))
  why=""
  for row in "${rows[@]}"; do
    read -r pattern decision text <<<"$row"
    # shellcheck disable=SC2053  # the pattern is a glob
    if [[ $id == $pattern && $got == "$decision" ]]; then
      why=$text
      used[$row]=1
      break
    fi
  done
  if [ -n "$why" ]; then
    echo "explained  $id: expected $expected, openssl says $got: $why"
  else
    unexplained=$((unexplained + 1))
    echo "DIFFERS    $id: expected $expected, openssl says $got ($(grep -m1 -oE 'error [0-9]+ .*' <<<"$said" || true))"
  fi
done < <(find "$folder" -name openssl.sh | LC_ALL=C sort)

stale=0
for row in "${rows[@]}"; do
  [ -n "${used[$row]:-}" ] && continue
  stale=$((stale + 1))
  echo "STALE      $row"
done
echo "$asked asked, $differing differ, $((differing - unexplained)) explained, $unaskable not askable, $stale stale explanations ($(openssl version))"
[ "$unexplained" -eq 0 ] && [ "$stale" -eq 0 ]
