"""Two servers behind a balancer: a meeting votes through both, and one is killed in between.

python -m tests.stress.servers servers [--control] [--short]: one PostgreSQL, one store of files,
two web servers that share nothing else. Every request is a new connection, so that nobody stays
with one server. In the control each server keeps files and keys of its own.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

from tests.object_store import Store, object_store
from tests.stress.balancer import Balancer
from tests.stress.staging import set_stage

MEMBERS, SHORT = 40, 8
AGAIN = 5
"""So often a browser asks again when the connection broke."""
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
FILE = b"School,Pupils\r\nAmber Hill,210\r\nBeech Lane,198\r\n"
SECRET = "one key that both servers know, long enough to be one: 0123456789"


class Server:
    """A web server with a folder of its own, in which nothing may be left."""

    def __init__(self, port: int, folder: Path, **more: str) -> None:
        self.port, self.folder = port, folder
        self.environment = os.environ | more
        self.environment |= {"PORT": str(port), "TABLED_VAR": str(folder)}
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        from bench.serving import wait_for  # noqa: PLC0415

        command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
        self.process = subprocess.Popen(
            [*command, "config.wsgi"],
            env=self.environment,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for(self.port, self.process)

    def kill(self, how: int = signal.SIGKILL) -> None:
        """All of its processes at once, as when a machine loses its power."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait()

    def left_behind(self) -> list[str]:
        return [str(path) for path in self.folder.rglob("*") if path.is_file()]


class Browser:
    """One person's; each request is a connection of its own."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.cookies = port, {"tabled-session": session}
        self.again = 0

    def get(self, path: str, port: int = 0) -> tuple[int, bytes]:
        return self._ask("GET", path, port=port)

    def post(self, path: str, **typed: str) -> tuple[int, bytes]:
        kind = "application/x-www-form-urlencoded"
        return self._ask("POST", path, urlencode(typed | self._token(path)).encode(), kind)

    def upload(self, path: str, name: str, content: bytes, **typed: str) -> tuple[int, bytes]:
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
            for field, value in (typed | self._token(path)).items()
        ]
        file = (
            f'--{edge}\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        body = "".join([*parts, file]).encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={edge}")

    def _token(self, path: str) -> dict[str, str]:
        found = TOKEN.search(self.get(path)[1])
        return {"csrfmiddlewaretoken": found[1].decode()} if found else {}

    def _ask(self, method, path, body=None, kind="", *, port=0) -> tuple[int, bytes]:
        for _ in range(AGAIN):
            try:
                return self._once(method, path, body, kind, port or self.port)
            except (OSError, http.client.HTTPException):
                self.again += 1
                time.sleep(0.1)
        return 0, b""

    def _once(self, method, path, body, kind, port) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        told = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        told |= {"Content-Type": kind} if kind else {}
        connection.request(method, path, body, told | {"Connection": "close"})
        answer = connection.getresponse()
        read = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, read


def main(control: bool, members: int) -> None:
    os.environ["SECRET_KEY"] = SECRET
    set_stage()
    with object_store() as ours, object_store() as theirs:
        print(json.dumps(meeting(members, [ours, theirs if control else ours], control)))


def meeting(members: int, stores: list[Store], control: bool) -> dict:
    """Stage a ballot and a draft, let everybody act through the balancer, and count."""
    from bench.serving import a_free_port  # noqa: PLC0415
    from tests.stress import room  # noqa: PLC0415 (Django is set up by now)
    from tests.stress.acts import clerk  # noqa: PLC0415

    ballot, sessions = room.stage(members)
    draft = room.a_draft(ballot)
    with tempfile.TemporaryDirectory(prefix="tabled-servers-") as place:
        servers = [
            Server(
                a_free_port(),
                Path(place) / str(number),
                TABLED_FILES=store.url(),
                SECRET_KEY=f"{SECRET}{number or ''}" if control else SECRET,
                HTTPS="",
            )
            for number, store in enumerate(stores)
        ]
        try:
            for each in servers:
                each.start()
            balancer = Balancer([each.port for each in servers])
            office = Browser(balancer.port, room.signed_in(clerk()))
            shared = read_everywhere(office, draft, servers)
            phones = [Browser(balancer.port, session) for session in sessions]
            address = f"/{ballot.forum.slug}/ballots/{ballot.pk}/vote/"
            told = vote(phones, address, servers[0])
            counted = room.close(ballot)
            left = [path for each in servers for path in each.left_behind()]
            return figures(told, counted, shared, left, balancer, phones)
        finally:
            for each in servers:
                each.kill(signal.SIGTERM)


def read_everywhere(office: Browser, draft, servers: list[Server]) -> list[bool]:
    """A file is attached through one server; whether each server hands it out as it was."""
    from forum.models import StoredFile  # noqa: PLC0415

    slug, page = draft.forum.slug, f"/{draft.forum.slug}/papers/{draft.pk}/appendices/add/"
    office.upload(page, "pupils.csv", FILE, letter="A", title="Pupils", summary="Two schools.")
    file = StoredFile.objects.filter(forum=draft.forum).first()
    if file is None:
        return [False for _ in servers]
    path = f"/{slug}/files/{file.pk}/"
    return [office.get(path, each.port) == (200, FILE) for each in servers]


def vote(phones: list[Browser], address: str, victim: Server) -> list[int]:
    """Half vote, one server loses its power, the others vote, and it comes back."""
    half = len(phones) // 2
    told = [_vote(phone, address) for phone in phones[:half]]
    victim.kill()
    told += [_vote(phone, address) for phone in phones[half:-2]]
    victim.start()
    return told + [_vote(phone, address) for phone in phones[-2:]]


def _vote(phone: Browser, address: str) -> int:
    status, _ = phone.post(address, choice="for", confirm="yes")
    return status


def figures(told, counted, shared, left, balancer, phones) -> dict:
    accepted = sum(status == 302 for status in told)
    lost = len(told) - counted
    broken = abs(lost) + sum(status != 302 for status in told) + shared.count(False) + len(left)
    answered = sorted(balancer.answered.values())
    return {
        "members": len(told),
        "races": len(told),
        "counted": counted,
        "accepted": accepted,
        "lost": lost,
        "shared": f"{sum(shared)} of {len(shared)}",
        "left": len(left),
        "broken": broken,
        "double": 0,
        "shown": f"{broken} things went wrong: {counted} of {len(told)} votes counted, the file "
        f"read by {sum(shared)} of {len(shared)}",
        "seen": f"{' and '.join(map(str, answered))} connections answered, "
        f"{sum(phone.again for phone in phones)} asked again",
    }


if __name__ == "__main__":
    main("--control" in sys.argv, SHORT if "--short" in sys.argv else MEMBERS)
