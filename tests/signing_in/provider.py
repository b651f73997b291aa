"""An identity provider on this machine: as much of OpenID Connect as signing in asks of one."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT = "the-site"


class Provider:
    """Says of everybody who comes what it was last told to say."""

    def __init__(self, url: str):
        self.url = url
        self.says: dict = {}
        self.broken = False

    def token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.says}
        return jwt.encode(claims, "a key of thirty-two letters or more", algorithm="HS256")

    def answer(self, path: str) -> dict:
        if path.endswith("/openid-configuration"):
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            known = {f"{name}_endpoint": f"{self.url}/{end}" for name, end in ends.items()}
            return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **known}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}


@contextmanager
def provider():
    """Run one while a test asks."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self._say()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._say()

    def _say(self):
        provider = self.server.provider
        body = (
            b"<nonsense>" if provider.broken else json.dumps(provider.answer(self.path)).encode()
        )
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Nothing on stderr."""


def come_back(client, answer):
    """Follow the browser to the provider and back, as somebody who is let in there."""
    asked = parse_qs(urlsplit(answer["Location"]).query)
    back = urlsplit(asked["redirect_uri"][0]).path
    return client.get(back, {"code": "c", "state": asked["state"][0]})
