#!/usr/bin/env bash
# All checks: layers, format, scripts, the release build's tests, the address and undefined
# behaviour sanitizers' tests, a minute of fuzzing. The last lines are ctest's.
set -euo pipefail
cd "$(dirname "$0")/.."

ci/install.sh test
ci/check-layers.sh
ci/lint.sh

# One build by clang serves the sanitizers' tests and the fuzzers.
cmake --preset asan --log-level=WARNING
cmake --build --preset asan
ASSAY_FUZZ_BUILD=build/asan ci/fuzz-smoke.sh 60
ctest --preset asan -j"$(nproc)"

cmake --preset release --log-level=WARNING
cmake --build --preset release
ctest --preset release -j"$(nproc)"
