#!/usr/bin/env bash
# Prints the browser of the browser tests: QCDC_CHROMIUM, the system's chromium (installed when this user may),
# or an empty line for the one that Playwright brings. Without any of them it stops with the remedy.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

works() { "$1" --version >/dev/null 2>&1; }

if [ -n "${QCDC_CHROMIUM:-}" ]; then
    works "$QCDC_CHROMIUM" || stop \
        "QCDC_CHROMIUM=$QCDC_CHROMIUM không chạy được." "QCDC_CHROMIUM=$QCDC_CHROMIUM does not run."
    echo "$QCDC_CHROMIUM"
    exit 0
fi
if ! works /usr/bin/chromium; then install_packages chromium || true; fi
if works /usr/bin/chromium; then echo /usr/bin/chromium; exit 0; fi
if .venv/bin/playwright install chromium >&2; then echo; exit 0; fi
stop "Không có trình duyệt cho kiểm thử. Hãy cài gói chromium hoặc đặt QCDC_CHROMIUM." \
    "There is no browser for the tests. Install the package chromium or set QCDC_CHROMIUM."
