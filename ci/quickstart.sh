#!/usr/bin/env bash
# From a fresh clone on Debian 12 to the first report: installs what is missing, builds a release,
# runs the catalogue over every stack found, writes report/report.html. Safe to run again.
set -euo pipefail
cd "$(dirname "$0")/.."

ci/install.sh build
cmake --preset release --log-level=WARNING
cmake --build --preset release --target assay targets
mkdir -p report
build/release/assay verify --html report/report.html --json report/report.json \
  --junit report/report.xml
echo "open report/report.html"
