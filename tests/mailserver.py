"""A mail server for tests: it takes letters on loopback, and misbehaves as it is told."""

from __future__ import annotations

import socketserver
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

ACCEPT = "accept"
REFUSE = "refuse"
"""550 to the address: there is nobody of that name."""
LATER = "later"
"""451 to the address: ask again."""
FAIL = "fail"
"""554 after the letter: it is not taken."""
BUSY = "busy"
"""452 after the letter: ask again."""
HANG_UP = "hang up"
"""The line breaks before the letter."""
TAKE_AND_HANG_UP = "take and hang up"
"""The letter is taken, and the line breaks before that is said."""
LOSE_AND_HANG_UP = "lose and hang up"
"""The line breaks after the letter, which is not taken."""
SILENT = "silent"
"""No answer to the letter, for longer than anybody waits; it is not taken."""
SLOWLY = "slowly"
"""The letter is taken after a moment."""

SAID = {REFUSE: "550 5.1.1 No such user", LATER: "451 4.7.1 Greylisted, come back later"}
THEN = {FAIL: "554 5.6.0 Not here", BUSY: "452 4.3.1 No room now"}


@dataclass(frozen=True)
class Taken:
    """One letter as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def letter(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def message_id(self) -> str:
        return str(self.letter["Message-ID"])


class MailServer(socketserver.ThreadingTCPServer):
    """Takes letters; `acts[address]` says what happens to the next ones to an address, in turn."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Dialogue)
        self.taken: list[Taken] = []
        self.acts: dict[str, list[str]] = defaultdict(list)
        self.always: dict[str, str] = {}
        self.greeting = "220 mail.example.org"
        self.pause, self.silence = 0.0, 5.0
        self._lock = threading.Lock()

    def __enter__(self) -> MailServer:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is nothing to tell of."""

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def addresses(self) -> list[str]:
        """To whom letters were taken, in order."""
        return sorted(address for each in self.taken for address in each.recipients)

    def act_for(self, address: str) -> str:
        with self._lock:
            planned = self.acts.get(address)
            return planned.pop(0) if planned else self.always.get(address, ACCEPT)

    def take(self, letter: Taken) -> None:
        with self._lock:
            self.taken.append(letter)


class _Dialogue(socketserver.StreamRequestHandler):
    """One client, from its greeting until the line breaks."""

    server: MailServer

    def handle(self) -> None:
        self.sender, self.recipients, self.act = "", [], ACCEPT
        self.say(self.server.greeting)
        while line := self.rfile.readline():
            verb = line[:4].decode("ascii", "replace").upper().strip()
            if verb == "QUIT":
                return self.say("221 Bye")
            if not getattr(self, f"on_{verb.lower()}", self.on_other)(line.decode()):
                return None
        return None

    def say(self, words: str) -> bool:
        self.wfile.write(f"{words}\r\n".encode())
        return True

    def on_other(self, line: str) -> bool:
        return self.say("250 OK")

    def on_mail(self, line: str) -> bool:
        self.sender, self.recipients = line.split("<")[1].split(">")[0], []
        return self.say("250 OK")

    def on_rcpt(self, line: str) -> bool:
        address = line.split("<")[1].split(">")[0]
        self.act = self.server.act_for(address)
        if self.act == HANG_UP:
            return False
        if self.act in SAID:
            return self.say(SAID[self.act])
        self.recipients.append(address)
        return self.say("250 OK")

    def on_data(self, line: str) -> bool:
        self.say("354 Go on")
        lines: list[bytes] = []
        while (each := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(each.removeprefix(b".") if each.startswith(b"..") else each)
        if each != b".\r\n":
            return False
        return self.answer(b"".join(lines))

    def answer(self, content: bytes) -> bool:
        if self.act in THEN:
            return self.say(THEN[self.act])
        if self.act == LOSE_AND_HANG_UP:
            return False
        if self.act == SILENT:
            time.sleep(self.server.silence)
            return False
        if self.act == SLOWLY:
            time.sleep(self.server.pause)
        self.server.take(Taken(self.sender, tuple(self.recipients), content))
        return self.act != TAKE_AND_HANG_UP and self.say("250 Taken")
