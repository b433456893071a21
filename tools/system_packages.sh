#!/usr/bin/env bash
# The system libraries that draw the PDFs (Pango). Installs them when this user may, else names them and stops.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

PACKAGES="libpango-1.0-0 libpangoft2-1.0-0"
FASTER="libharfbuzz-subset0" # smaller fonts in the PDFs, faster; older systems do not have it
CHECK='import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0"):
    ctypes.CDLL(name)'

found() { .venv/bin/python -c "$CHECK" 2>/dev/null; }

found && exit 0
# shellcheck disable=SC2086 # lists of names
if { install_packages $PACKAGES $FASTER || install_packages $PACKAGES; } && found; then exit 0; fi
stop "Thiếu thư viện Pango để tạo PDF. Hãy cài: apt-get install $PACKAGES $FASTER" \
    "Pango, which draws the PDFs, is missing. Install: apt-get install $PACKAGES $FASTER"
