# Shared by the scripts in this folder: messages, and how to install system packages.

say() { printf '%s\n' "$*" >&2; }

# stop VIETNAMESE ENGLISH: explains and leaves.
stop() { say "$1"; say "$2"; exit 1; }

# The command prefix that lets this user install packages; fails when there is none.
as_root() {
    if [ "$(id -u)" = 0 ]; then echo "env"; return; fi
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then echo "sudo -n"; return; fi
    return 1
}

# install_packages NAME...: with apt-get, when this user may; fails otherwise.
install_packages() {
    local prefix
    command -v apt-get >/dev/null || return 1
    prefix=$(as_root) || return 1
    say "Đang cài / installing: $*"
    $prefix apt-get update -qq >&2 || say "apt-get update failed; trying with the lists that are here"
    $prefix env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}
