"""Starts a program as another user: ``python -I -S become.py namespace|lowered UID GID -- PROGRAM ARGUMENT...``.

PostgreSQL refuses to run as root. ``namespace`` shows root to the program as UID: on the disk everything still belongs
to root, so folders that only root may enter stay reachable and no mode changes. ``lowered`` really becomes UID but
keeps the right to pass through folders, for systems that forbid user namespaces.
"""

import ctypes
import os
import sys

PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 47, 2
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION_3 = 0x20080522


def enter_namespace(uid: int, gid: int) -> None:
    """This process's user appears as uid:gid inside a new user namespace."""
    outside_uid, outside_gid = os.geteuid(), os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {outside_uid} 1"),
        ("gid_map", f"{gid} {outside_gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def held(libc: ctypes.CDLL) -> int:
    """The permitted capabilities of this process, as a bit mask of the first 32."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)()
    if libc.capget(header, data):
        raise OSError(ctypes.get_errno(), "capget")
    return data[1]


def lower(uid: int, gid: int) -> None:
    """Becomes uid:gid for good, keeping only the right to pass through folders and read."""
    libc = ctypes.CDLL(None, use_errno=True)
    before = held(libc)
    kept = next((c for c in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if before & (1 << c)), None)
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if kept is None:
        return
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    mask = 1 << kept
    if libc.capset(header, (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)):
        raise OSError(ctypes.get_errno(), "capset")
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, kept, 0, 0)


def main() -> None:
    """Reads the command line and becomes the program."""
    how, uid, gid, _separator, *command = sys.argv[1:]
    {"namespace": enter_namespace, "lowered": lower}[how](int(uid), int(gid))
    os.execv(command[0], command)  # noqa: S606 - becoming the program is the point


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"{sys.argv[1]}: {error}")
