#!/usr/bin/env bash
# Looks at a report in Chromium: size, speed, filters, keys, accessibility, paper. Installs what is
# missing (Chromium, Node and two npm packages); screenshots stay in build/page.
# Usage: ci/page.sh [REPORT.html]        without one the release build makes one of the whole catalogue
set -euo pipefail
cd "$(dirname "$0")/.."

out=$PWD/build/page
mkdir -p "$out/tools"

wanted=()
command -v chromium >/dev/null || wanted+=(chromium)
command -v node >/dev/null || wanted+=(nodejs)
command -v npm >/dev/null || wanted+=(npm)
if [ ${#wanted[@]} -gt 0 ]; then
  echo "page: installing ${wanted[*]}"
  run=()
  if [ "$(id -u)" -ne 0 ]; then run=(sudo); fi
  "${run[@]}" apt-get update -qq
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${wanted[@]}" >/dev/null
fi
if ! cmp -s ci/page/package-lock.json "$out/tools/package-lock.json"; then
  cp ci/page/package.json ci/page/package-lock.json "$out/tools/"
  npm ci --prefix "$out/tools" --no-audit --no-fund --silent --ignore-scripts ||
    { rm "$out/tools/package-lock.json"; exit 1; }
fi

report=${1:-}
if [ -z "$report" ]; then
  report=$out/report.html
  status=0
  build/release/assay verify --html "$report" >"$out/verify.txt" || status=$?
  [ "$status" -le 1 ] || { cat "$out/verify.txt" >&2; exit "$status"; }
fi
report=$(realpath "$report")

PAGE_REPORT=$report PAGE_OUT=$out PAGE_MODULES=$out/tools PAGE_BROWSER=$(command -v chromium) \
  node --test --test-reporter=spec ci/page/page.test.mjs
echo "page: $(du -h "$report" | cut -f1) usable in $(cat "$out/ready-ms.txt") ms; screenshots in build/page"
