#!/usr/bin/env bash
# Builds the fuzzers and runs each for MINUTES, two at a time.
# Usage: ci/fuzz-long.sh MINUTES [FUZZER...]
set -euo pipefail
cd "$(dirname "$0")/.."

minutes=${1:?usage: ci/fuzz-long.sh MINUTES [FUZZER...]}
shift
cmake --preset fuzz --log-level=WARNING
cmake --build --preset fuzz --target fuzzers
count=$#
[ "$count" -gt 0 ] || count=$(find fuzz -maxdepth 1 -name 'fuzz_*.cc' | wc -l)
# The smoke run splits its seconds over the fuzzers and runs two at once.
ci/fuzz-smoke.sh $((minutes * 60 * count / 2)) "$@"
