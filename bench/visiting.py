"""A reader of pages without a browser and without a socket: straight at the WSGI door."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.measuring import Measured, nothing
from config.wsgi import application

HOST = "127.0.0.1"


class Visitor:
    """Asks the site as a web server would; perhaps with headers, such as a cookie."""

    def __init__(self, **headers: str) -> None:
        self.site = application
        self.headers = headers

    def get(self, path: str) -> dict:
        """Read a page, which must be there."""
        where, _, asked = path.partition("?")
        environ = {"PATH_INFO": where, "QUERY_STRING": asked, "HTTP_HOST": HOST}
        environ["wsgi.input"] = BytesIO()
        setup_testing_defaults(environ)
        begun: list = []
        response = self.site(environ | self.headers, lambda *given: begun.extend(given))
        body = b"".join(response)
        response.close()
        assert begun[0].startswith("200"), f"{path}: {begun[0]}"
        return {"bytes": len(body)}

    def reads(self, path: str, before: Callable[[], None] = nothing) -> Measured:
        """Reading this page, warm, with the number of its queries."""
        self.get(path)
        before()
        with CaptureQueriesContext(connection) as captured:
            self.get(path)
        asked = {"queries": len(captured)}
        return Measured(lambda: self.get(path) | asked, before)
