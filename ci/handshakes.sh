#!/usr/bin/env bash
# Shakes hands over the whole catalogue, every client against every server, in memory: what the tests
# do with one case of each behaviour. The grids stay out (`assay handshake tag:grid` shakes them).
# Takes some ten minutes. Usage: ci/handshakes.sh [SELECT...]
set -euo pipefail
cd "$(dirname "$0")/.."

cmake --preset release --log-level=WARNING
cmake --build --preset release --target assay targets
mkdir -p report
build/release/assay handshake "${@:---all}" --timeout-ms 60000 --html report/handshakes.html \
  --json report/handshakes.json
echo "open report/handshakes.html"
