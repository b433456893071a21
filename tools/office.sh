#!/usr/bin/env bash
# Prints an office program that reads and writes Word files, for `make prove`: QCDC_SOFFICE, or LibreOffice Writer of the
# system (installed when this user may). The portal itself needs none.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

# writes PROGRAM: whether it makes a Word file of a text; LibreOffice without Writer starts, too, but cannot.
writes() {
    local room status=1
    command -v "$1" >/dev/null || return 1
    room=$(mktemp -d)
    echo "Tiếng Việt" >"$room/a.txt"
    if "$1" "-env:UserInstallation=file://$room/profile" --headless --convert-to docx --outdir "$room" "$room/a.txt" \
        >/dev/null 2>&1 && [ -s "$room/a.docx" ]; then status=0; fi
    rm -rf "$room"
    return "$status"
}

if [ -n "${QCDC_SOFFICE:-}" ]; then
    writes "$QCDC_SOFFICE" || stop \
        "QCDC_SOFFICE=$QCDC_SOFFICE không ghi được tệp Word." "QCDC_SOFFICE=$QCDC_SOFFICE writes no Word files."
    echo "$QCDC_SOFFICE"
    exit 0
fi
if ! writes soffice; then install_packages libreoffice-writer || true; fi
if writes soffice; then command -v soffice; exit 0; fi
stop "Kiểm chứng tệp Word cần LibreOffice Writer: apt-get install libreoffice-writer" \
    "Proving Word files needs LibreOffice Writer: apt-get install libreoffice-writer"
