"""Server processes that outlive the command which started them."""

import os
from pathlib import Path


def spawn(command: list[str], log: Path) -> int:
    """Starts a server in a session of its own (Ctrl-C in the terminal is not for it) and gives its number."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    return os.posix_spawn(command[0], command, os.environ, file_actions=actions, setsid=True)


def ended(pid: int) -> bool:
    """True when a server that this process started has ended; leaves no zombie behind."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return not Path(f"/proc/{pid}").exists()


def log_tail(log: Path) -> str:
    """What the server said last."""
    return log.read_text(errors="replace")[-2000:]
