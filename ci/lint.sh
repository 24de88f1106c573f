#!/usr/bin/env bash
# Format of the code and soundness of the scripts. `ci/lint.sh --tidy` runs clang-tidy too (slow).
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t sources < <(git ls-files '*.h' '*.cc')
clang-format-14 --dry-run --Werror "${sources[@]}"
mapfile -t scripts < <(git ls-files 'ci/*.sh' '.ci/run')
shellcheck "${scripts[@]}"
echo "lint: ${#sources[@]} sources and ${#scripts[@]} scripts are clean"

if [ "${1:-}" = --tidy ]; then
  cmake --preset dev --log-level=WARNING -DCMAKE_C_COMPILER=clang-14 -DCMAKE_CXX_COMPILER=clang++-14
  cmake --build --preset dev
  git ls-files 'harness/*.cc' 'targets/*.cc' 'bench/*.cc' 'fuzz/*.cc' |
    xargs -P "$(nproc)" -n 4 clang-tidy-14 -p build/dev --quiet
fi
