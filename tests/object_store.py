"""A store that speaks as much S3 as the application needs, in memory, on this machine."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

LISTING = "<ListBucketResult><IsTruncated>false</IsTruncated>{found}</ListBucketResult>"
FOLDER = "<CommonPrefixes><Prefix>{}</Prefix></CommonPrefixes>"
FILE = "<Contents><Key>{}</Key></Contents>"


class Store(ThreadingHTTPServer):
    """What was put, by bucket and key; switched off, it answers 503."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.kept: dict[str, bytes] = {}
        self.is_down = False
        self.put_at = time.time()
        """When everything in it was put there."""

    def url(self, bucket: str = "tabled") -> str:
        """What TABLED_FILES says."""
        where = f"http://127.0.0.1:{self.server_port}"
        return f"s3://key:secret@{bucket}/files?endpoint={where}&region=eu-west-2"


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Store

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self._is_away():
            return
        self.server.kept[self._key] = body
        self._say(200, headers={"ETag": _tag(body)})

    def do_GET(self) -> None:
        if self._is_away():
            return
        if "/" not in self._key.rstrip("/"):
            self._list(parse_qs(urlsplit(self.path).query).get("prefix", [""])[0])
            return
        body = self.server.kept.get(self._key)
        if body is None:
            self._say(404)
            return
        told = {"ETag": _tag(body), "Last-Modified": formatdate(self.server.put_at, usegmt=True)}
        self._say(200, body, told)

    do_HEAD = do_GET  # noqa: N815 (the name that the library looks for)

    def do_DELETE(self) -> None:
        self.server.kept.pop(self._key, None)
        self._say(204)

    def log_message(self, *words: object) -> None:
        """Nothing: a test prints what it needs."""

    @property
    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/")

    def _list(self, prefix: str) -> None:
        """What lies in one folder: the folders in it, and its files."""
        where = f"{self._key.rstrip('/')}/{prefix}"
        names = [key.removeprefix(where) for key in self.server.kept if key.startswith(where)]
        folders = {prefix + name.partition("/")[0] + "/" for name in names if "/" in name}
        files = [prefix + name for name in names if "/" not in name]
        found = [*map(FOLDER.format, sorted(folders)), *map(FILE.format, files)]
        self._say(200, LISTING.format(found="".join(found)).encode())

    def _is_away(self) -> bool:
        if self.server.is_down:
            self._say(503)
        return self.server.is_down

    def _say(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _tag(body: bytes) -> str:
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'


@contextmanager
def object_store() -> Iterator[Store]:
    """A store of its own, until we are done with it."""
    store = Store()
    thread = threading.Thread(target=store.serve_forever, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        store.shutdown()
        store.server_close()
        thread.join()
