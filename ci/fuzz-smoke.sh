#!/usr/bin/env bash
# Runs every fuzzer of the preset `fuzz`, two at a time, for SECONDS in all together. Fails on any
# finding (crash, broken law, leak, 10 s on one input, 2 GiB) and says where its input lies.
# Usage: ci/fuzz-smoke.sh SECONDS [FUZZER...]     FUZZER: der, limbo, ... (default: all)
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:?usage: ci/fuzz-smoke.sh SECONDS [FUZZER...]}
shift
build=${ASSAY_FUZZ_BUILD:-build/fuzz}
findings=$build/findings
parallel=2

fuzzers=("$@")
if [ ${#fuzzers[@]} -eq 0 ]; then
  mapfile -t fuzzers < <(cd fuzz && printf '%s\n' fuzz_*.cc | sed -E 's/^fuzz_(.*)\.cc$/\1/')
fi
for name in "${fuzzers[@]}"; do
  [ -x "$build/fuzz_$name" ] || { echo "no $build/fuzz_$name; run: cmake --preset fuzz && cmake --build --preset fuzz --target fuzzers" >&2; exit 2; }
done
each=$((seconds * parallel / ${#fuzzers[@]}))
[ "$each" -gt 0 ] || each=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Inputs are found in a copy: the committed corpus grows by hand only.
run_one() {
  local name=$1 log=$work/$1.log
  local flags=(-max_total_time="$each" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1
    -artifact_prefix="$findings/$name/")
  [ -f "fuzz/dictionaries/$name.dict" ] && flags+=(-dict="fuzz/dictionaries/$name.dict")
  mkdir -p "$work/$name" "$findings/$name"
  local seeds=(fuzz/corpus/"$name")
  [ -d "fuzz/regressions/$name" ] && seeds+=(fuzz/regressions/"$name")
  local status=0
  "$build/fuzz_$name" "${flags[@]}" "$work/$name" "${seeds[@]}" >"$log" 2>&1 || status=$?
  if [ "$status" -eq 0 ]; then
    local runs
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    echo "fuzz $name: $runs inputs in $each s, no finding"
  elif [ "$status" -eq "$interrupted" ] || [ "$status" -gt "$signalled" ]; then
    echo "fuzz $name: ended from outside with status $status, no finding so far"
    return 1
  else
    tail -40 "$log"
    echo "fuzz $name: FINDING; its input lies in $findings/$name/" \
      "(again: $build/fuzz_$name FILE; then keep it in fuzz/regressions/$name/)"
    return 1
  fi
}
export -f run_one
interrupted=72 # libFuzzer's exit status after SIGINT or SIGTERM; its own findings are 70, 71 and 77
signalled=128  # what is above says which signal ended it
export work findings build each interrupted signalled
printf '%s\n' "${fuzzers[@]}" | xargs -P "$parallel" -I{} bash -c 'set -euo pipefail; run_one {}'
