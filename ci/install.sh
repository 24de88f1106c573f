#!/usr/bin/env bash
# Installs the Debian packages that a task needs and that are missing, and says which.
# Usage: ci/install.sh build | test        (as root, or with sudo)
set -euo pipefail

build=(g++ cmake ninja-build ccache libssl-dev libwolfssl-dev libgnutls28-dev libmbedtls-dev
  libfmt-dev libyaml-cpp-dev nlohmann-json3-dev libcli11-dev libexpected-dev libzstd-dev zlib1g-dev)
test=("${build[@]}" libgtest-dev libbenchmark-dev libpaho-mqtt-dev mosquitto openssl
  clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14 shellcheck
  python3-cryptography-vectors)  # NIST PKITS, for the tests of the oracle

case "${1:-}" in
  build) wanted=("${build[@]}") ;;
  test) wanted=("${test[@]}") ;;
  *) echo "usage: ci/install.sh build|test" >&2; exit 2 ;;
esac

missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "packages: all ${#wanted[@]} are there"
  exit 0
fi

run=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "ci/install.sh: run as root, or install: ${missing[*]}" >&2; exit 2; }
  run=(sudo)
fi
echo "packages: installing ${missing[*]}"
"${run[@]}" apt-get update -qq
# Services must not start by themselves on the machine of somebody who only wants to test.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${run[@]}" tee "$policy" >/dev/null
  "${run[@]}" chmod +x "$policy"
  trap '"${run[@]}" rm -f "$policy"' EXIT
fi
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  "${missing[@]}" >/dev/null
