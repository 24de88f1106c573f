#!/usr/bin/env bash
# All checks: layers, format, scripts, the release build's tests, the address and undefined
# behaviour sanitizers' tests, a minute of fuzzing. The last lines say where the time went.
# Budget from an empty compiler cache: 50 minutes of CPU; 20 with a warm one.
set -euo pipefail
cd "$(dirname "$0")/.."

report=$(mktemp)
trap 'rm -f "$report" "$report.last"' EXIT
# step NAME COMMAND...: runs it and notes its wall and CPU seconds, its children's included.
step() {
  local name=$1
  shift
  local TIMEFORMAT="%R %U %S"
  { time "$@" 1>&3 2>&4; } 3>&1 4>&2 2>"$report.last" || { cat "$report.last" >&2; return 1; }
  awk -v name="$name" '{ printf "%-28s %8.0f s wall %8.0f s CPU\n", name, $1, $2 + $3 }' \
    "$report.last" >>"$report"
  rm -f "$report.last"
}

step "packages" ci/install.sh test
step "layers, format, scripts" bash -c 'ci/check-layers.sh && ci/lint.sh'

# One build by clang serves the sanitizers' tests and the fuzzers.
step "configure, sanitizers" cmake --preset asan --log-level=WARNING
step "build, sanitizers" cmake --build --preset asan
step "fuzzing" env ASSAY_FUZZ_BUILD=build/asan ci/fuzz-smoke.sh 60
step "tests, sanitizers" ctest --preset asan -j"$(nproc)"

step "configure, release" cmake --preset release --log-level=WARNING
step "build, release" cmake --build --preset release
step "tests, release" ctest --preset release -j"$(nproc)"

cat "$report"
awk '{ wall += $(NF - 5); cpu += $(NF - 2) }
  END { printf "%-28s %8.0f s wall %8.0f s CPU (%.0f minutes)\n", "all", wall, cpu, cpu / 60 }' "$report"
