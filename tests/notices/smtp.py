"""A mail server of some thirty lines that really listens, and keeps or refuses what it is handed."""

import contextlib
import socketserver
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """What arrived: recipients and the message as it came over the wire. `refused` addresses are answered with 550.

    ``pause``: seconds between taking a message and saying so.
    """

    port: int = 0
    refused: frozenset[str] = frozenset()
    recipients: list[str] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)
    pause: float = 0.0


class _Talk(socketserver.StreamRequestHandler):
    """One connection of a mail program."""

    def handle(self) -> None:
        self._say("220 test ESMTP")
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._take()
            elif verb == b"RCPT":
                self._receive(line.split(b"<")[1].split(b">")[0].decode())
            elif verb == b"QUIT":
                return self._say("221 bye")
            else:
                self._say("250 OK")
        return None

    def _receive(self, address: str) -> None:
        mailbox: Mailbox = self.server.mailbox
        if address in mailbox.refused:
            return self._say("550 no such user")
        mailbox.recipients.append(address)
        return self._say("250 OK")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        self.server.mailbox.messages.append(b"".join(lines))
        time.sleep(self.server.mailbox.pause)
        self._say("250 kept")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextlib.contextmanager
def listening(refused: frozenset[str] = frozenset()) -> Iterator[Mailbox]:
    """A mail server on a free port of this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        server.mailbox = Mailbox(port=server.server_address[1], refused=refused)
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        try:
            yield server.mailbox
        finally:
            server.shutdown()
            thread.join()
