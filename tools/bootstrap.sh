#!/usr/bin/env bash
# Brings uv, a Python >= 3.12 and the locked packages into this folder.
# bootstrap.sh        what the portal needs to run
# bootstrap.sh --dev  also the tools of tests and checks
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

UV=.tools/uv/bin/uv
UV_VERSION=0.9
ASK='import sys, venv, ssl, ctypes
ok = sys.version_info >= (3, int(sys.argv[1])) and sys.version_info.releaselevel == "final"
print("%d.%d" % sys.version_info[:2]) if ok else sys.exit(1)'

# Every interpreter that might do: all of PATH (the first one may be a shim that fails), pyenv's folders.
candidates() {
    local folder name
    local IFS=:
    for folder in $PATH; do
        for name in python3.13 python3.12 python3.14 python3 python; do
            [ -x "$folder/$name" ] && echo "$folder/$name"
        done
    done
    ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3 2>/dev/null | sort -rV || true
}

# find_python MINOR: the first of 3.13, 3.12, newer (3.11 and older only if MINOR allows it) that really runs.
find_python() {
    local path version best="" best_rank=99 rank
    while read -r path; do
        version=$("$path" -c "$ASK" "$1" 2>/dev/null) || continue
        case $version in 3.13) rank=0 ;; 3.12) rank=1 ;; 3.14) rank=2 ;; *) rank=3 ;; esac
        if [ "$rank" -lt "$best_rank" ]; then best=$path best_rank=$rank; fi
        [ "$rank" = 0 ] && break
    done < <(candidates)
    [ -n "$best" ] && echo "$best"
}

bring_uv() {
    local python
    [[ "$("$UV" --version 2>/dev/null)" == uv\ * ]] && return
    python=$(find_python 9) || stop \
        "Cần python3 kèm venv. Trên Debian/Ubuntu: apt-get install python3-venv" \
        "python3 with venv is needed. On Debian/Ubuntu: apt-get install python3-venv"
    say "Đang tải uv / bringing uv (.tools/uv)"
    rm -rf .tools/uv
    "$python" -m venv .tools/uv >&2 || stop \
        "Không tạo được môi trường Python. Trên Debian/Ubuntu: apt-get install python3-venv" \
        "Python cannot make an environment. On Debian/Ubuntu: apt-get install python3-venv"
    .tools/uv/bin/pip install --quiet --disable-pip-version-check "uv>=$UV_VERSION" || stop \
        "Không tải được uv. Hãy kiểm tra mạng hoặc PIP_INDEX_URL." \
        "uv cannot be downloaded. Check the network or PIP_INDEX_URL."
}

bring_environment() {
    local python
    .venv/bin/python -c "$ASK" 12 >/dev/null 2>&1 && return
    python=$(find_python 12) || python=$("$UV" python find --managed-python ">=3.12" 2>/dev/null) || {
        say "Đang tải Python / downloading Python 3.13"
        "$UV" python install 3.13 >&2 && python=$("$UV" python find --managed-python 3.13)
    } || stop \
        "Cần Python 3.12 trở lên, không tìm thấy và không tải được. Hãy cài python3.12 và python3.12-venv (hoặc pyenv)." \
        "Python 3.12 or newer is needed, was not found and cannot be downloaded. Install python3.12 and python3.12-venv (or pyenv)."
    rm -rf .venv
    "$UV" venv --quiet --python "$python" .venv
}

bring_packages() {
    local stamp=".venv/synced-$1"
    shift
    cmp -s uv.lock "$stamp" && return
    say "Đang cài các gói / installing the locked packages"
    "$UV" sync --frozen --python .venv/bin/python "$@" || stop \
        "Không cài được các gói trong uv.lock. Hãy kiểm tra mạng." \
        "The packages of uv.lock cannot be installed. Check the network."
    cp uv.lock "$stamp"
}

bring_uv
bring_environment
if [ "${1:-}" = --dev ]; then
    bring_packages dev
else
    bring_packages run --no-dev --inexact
fi
