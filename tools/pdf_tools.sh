#!/usr/bin/env bash
# The tests read PDFs with pdftotext and look at them with pdftoppm (poppler-utils).
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

command -v pdftotext >/dev/null && exit 0
if install_packages poppler-utils && command -v pdftotext >/dev/null; then exit 0; fi
stop "Kiểm thử cần poppler-utils: apt-get install poppler-utils" \
    "The tests need poppler-utils: apt-get install poppler-utils"
