#!/usr/bin/env bash
# From a fresh clone on Debian 12 to the first report: installs what is missing, builds a release,
# runs the catalogue over every stack found, writes report/report.html. Safe to run again.
# Exit status: that of the run; 1 says that the report has findings, not that something is broken.
set -euo pipefail
cd "$(dirname "$0")/.."

ci/install.sh build
cmake --preset release --log-level=WARNING
cmake --build --preset release --target assay targets
mkdir -p report
status=0
build/release/assay verify --html report/report.html --json report/report.json \
  --junit report/report.xml || status=$?
case "$status" in
  0) echo "open report/report.html" ;;
  1) echo "the run has findings (exit status 1): open report/report.html, they stand first" ;;
  *) echo "the run did not end (exit status $status): the line above says why" >&2 ;;
esac
exit "$status"
