"""A balancer in front of several servers: each connection goes to the next one that answers."""

from __future__ import annotations

import contextlib
import itertools
import socket
import threading
from collections import Counter

PIECE, PATIENCE = 65536, 30


class Balancer:
    """It knows nothing of sessions: whoever asks twice is answered by two servers."""

    def __init__(self, ports: list[int]) -> None:
        self.ports, self.turn = ports, itertools.count()
        self.answered: Counter[int] = Counter()
        self.door = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.door.close()

    def _accept(self) -> None:
        while True:
            try:
                visitor, _ = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(visitor,), daemon=True).start()

    def _connect(self, visitor: socket.socket) -> None:
        first = next(self.turn)
        for step in range(len(self.ports)):
            port = self.ports[(first + step) % len(self.ports)]
            try:
                server = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
            except OSError:
                continue
            self.answered[port] += 1
            back = threading.Thread(target=_pass_on, args=(server, visitor), daemon=True)
            back.start()
            _pass_on(visitor, server)
            back.join()
            return
        visitor.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(PIECE):
            target.sendall(piece)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
            end.close()
