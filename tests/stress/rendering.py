"""Hostile documents, straight into the renderer: it fetches nothing, from nobody.

python -m tests.stress.rendering rendering [--control]: each document goes past every cleaner to
the engine that makes our PDFs, beside a server that hears every request and a file with a secret.
In the control the same documents go to WeasyPrint as it comes, with its own fetcher.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
import weasyprint

from forum import pdf
from tests.forum.pdf_leaks import SVG, WORDS, vectors
from tests.pdf_checks import document, text


def main(control: bool) -> None:
    """Print every document, and count the requests, the secrets and the files inside."""
    with tempfile.TemporaryDirectory() as folder, canary() as (host, heard):
        secret = Path(folder) / "secret.txt"
        secret.write_bytes(WORDS)
        documents = [*vectors(host, str(secret)), *more_vectors(host, secret)]
        told = embedded = 0
        for _, html in documents:
            made = printed(html, control)
            told += bool(made) and WORDS.decode() in everything(made)
            embedded += bool(made) and holds_a_file(made)
    found = {
        "races": len(documents),
        "documents": len(documents),
        "hits": len(heard),
        "told": told,
        "embedded": embedded,
        "broken": len(heard) + told + embedded,
        "seen": "nobody heard of them",
        "shown": f"{len(heard)} requests, {told} secrets, {embedded} files inside",
    }
    print(json.dumps(found))


def printed(html: str, control: bool) -> bytes:
    """The document as a PDF; empty where it is refused, which is as good."""
    if control:
        return weasyprint.HTML(string=html).write_pdf()
    try:
        return pdf.render_html(html)
    except pdf.NotRendered:
        return b""


def more_vectors(host: str, secret: Path) -> Iterator[tuple[str, str]]:
    """Ways round a fetcher that only looks at the plain ones."""
    url, file = f"http://{host}", secret.as_uri()
    picture = f'{SVG}<image href="{url}/in-data" width="9" height="9"/></svg>'
    coded = base64.b64encode(picture.encode()).decode()
    bodies = {
        "upper-case": f'<img alt="x" src="HTTP://{host}/upper">',
        "no-scheme": f'<img alt="x" src="//{host}/no-scheme">',
        "back-slashes": f'<img alt="x" src="http:\\\\{host}\\back">',
        "spaces": f'<img alt="x" src=" \t{url}/spaces">',
        "data-svg": f'<img alt="x" src="data:image/svg+xml;base64,{coded}">',
        "data-as-png": f'<img alt="x" src="data:image/png;base64,{coded}">',
        "data-html": f'<object data="data:text/html,<img src={url}/in-html>">x</object>',
        "data-css": f'<link rel="stylesheet" href="data:text/css,@import url({url}/in-css)">',
        "imports-itself": f"<style>@import url({url}/itself.css);</style>",
        "asset-above": '<img alt="x" src="asset:../../../../etc/passwd">',
        "asset-file": f'<link rel="attachment" href="asset:{secret}">',
        "path": f'<link rel="attachment" href="{secret}">',
        "file-host": f'<link rel="attachment" href="file://localhost{secret}">',
        "file-object": f'<object data="{file}" type="text/plain">x</object>',
        "file-svg": f'{SVG}<image href="{file}" width="9" height="9"/></svg>',
        "ftp": f'<img alt="x" src="ftp://{host}/ftp">',
        "image-set": f'<p style="background: image-set(url({url}/set) 1x)">x</p>',
        "attribute": f'<p style="--u: url({url}/var); background: var(--u)">x</p>',
        "cursor": f"<style>@page {{ @bottom-center {{ content: url({url}/page) }} }}</style>",
        "counter": f"<style>@counter-style a {{ symbols: url({url}/symbol) }}</style>",
    }
    for name, body in bodies.items():
        yield name, document(body + "<p>b</p>")


@contextmanager
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server that hears every request; its style sheet imports itself."""
    heard: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            style = f"@import url(/itself.css?{len(heard)});" if "itself" in self.path else ""
            self.send_response(404 if len(heard) > 200 else 200)
            self.send_header("Content-Type", "text/css" if style else "image/png")
            self.end_headers()
            self.wfile.write(style.encode() if len(heard) < 200 else b"")

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", heard
    server.shutdown()


def holds_a_file(made: bytes) -> bool:
    """Whether a file lies inside, in the open or packed away."""
    with pikepdf.open(io.BytesIO(made)) as file:
        kinds = (thing.get("/Type") for thing in file.objects if isinstance(thing, pikepdf.Stream))
        return b"/EmbeddedFile" in made or "/EmbeddedFile" in set(kinds)


def everything(made: bytes) -> str:
    """All that the file says: on its pages, and in its streams."""
    with pikepdf.open(io.BytesIO(made)) as file:
        streams = [
            thing.read_bytes().decode("latin-1")
            for thing in file.objects
            if isinstance(thing, pikepdf.Stream)
            and thing.get("/Type") != "/XRef"
            and thing.get("/Subtype") != "/Image"
        ]
    return "\n".join([text(made), *streams])


if __name__ == "__main__":
    main("--control" in sys.argv)
