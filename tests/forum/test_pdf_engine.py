import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from forum import pdf
from tests.forum.pdf_leaks import WORDS
from tests.pdf_checks import document, faults, text

ROOT = Path(pdf.__file__).parents[2]


def refusal(html):
    """What the person who asked for the document is told."""
    with pytest.raises(pdf.NotRendered) as refused:
        pdf.render_html(html)
    return str(refused.value)


# Nothing comes in from outside


@pytest.fixture
def canary():
    asked = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(302 if "?to=" in self.path else 200)
            if "?to=" in self.path:
                self.send_header("Location", self.path.partition("?to=")[2])
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def leaks(wall, host, folder):
    secret = folder / "secret.txt"
    secret.write_bytes(WORDS)
    command = [sys.executable, "-W", "ignore", "-m", "tests.forum.pdf_leaks"]
    done = subprocess.run(
        [*command, wall, host, str(secret)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_control_plain_weasyprint_reaches_network_and_files(canary, tmp_path):
    host, asked = canary

    found = leaks("none", host, tmp_path)

    assert len({path.split("/")[1].partition("?")[0] for path in asked}) >= 12
    assert "/landed/redirect" in asked
    assert "file-attachment" in found


@pytest.mark.parametrize("wall", ["shelf", "guard"])
def test_hostile_document_reaches_neither_network_nor_files(wall, canary, tmp_path):
    host, asked = canary

    found = leaks(wall, host, tmp_path)

    assert asked == []
    assert found == "[]"


def test_engine_inherits_no_secret(monkeypatch):
    pdf.render_html(document("<p>b</p>"))

    kept = Path(f"/proc/{pdf._engine.process.pid}/environ").read_bytes().decode()

    names = {line.partition("=")[0] for line in kept.split("\0") if line}
    assert names <= {*pdf.ENVIRONMENT}
    assert not names & {"DATABASE_URL", "SECRET_KEY", "EMAIL_URL"}


# Too much, and what breaks


@pytest.mark.parametrize(
    "bomb",
    [
        '<table><tr><td colspan="99999999">x</td></tr></table>',
        "<div>" * 3_000 + "x" + "</div>" * 3_000,
        "<p>" + "<span>x</span>" * 100_000,
        "<p>" + "x" * 3_000_000,
    ],
    ids=["colspan", "nested", "spans", "word"],
)
def test_bomb_is_refused_in_time_and_the_next_document_is_made(bomb, monkeypatch):
    pdf.render_html(document("<p>before</p>"))
    engine, started = pdf._engine.process.pid, time.monotonic()

    with monkeypatch.context() as patch:
        patch.setattr(pdf, "SECONDS", 1)
        sentence = refusal(document(bomb))

    assert sentence in {pdf.SENTENCES[b"large"], pdf.SENTENCES[b"broken"]}
    assert time.monotonic() - started < 5
    assert faults(pdf.render_html(document("<p>after</p>"))) == []
    assert pdf._engine.process.pid == engine


def test_crash_of_the_fork_spares_the_engine():
    pdf.render_html(document("<p>before</p>"))
    engine = pdf._engine.process.pid
    children = Path(f"/proc/{engine}/task/{engine}/children")

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(refusal, document("<p>" + "<span>x</span>" * 100_000))
        while not children.read_text():
            time.sleep(0.01)
        os.kill(int(children.read_text().split()[0]), signal.SIGSEGV)

        assert waiting.result() == pdf.SENTENCES[b"broken"]
    assert pdf.render_html(document("<p>after</p>")).startswith(b"%PDF-")
    assert pdf._engine.process.pid == engine


def test_crashed_engine_is_started_again():
    first = pdf.render_html(document("<p>b</p>"))
    os.kill(pdf._engine.process.pid, signal.SIGSEGV)
    pdf._engine.process.wait()

    assert pdf.render_html(document("<p>b</p>")) == first


def test_missing_engine_is_said_plainly(monkeypatch):
    pdf._engine.stop()
    monkeypatch.setattr(sys, "executable", "/bin/false")

    assert "PDFs cannot be made on this server" in refusal(document("<p>b</p>"))


def test_threads_take_turns():
    htmls = [document(f"<p>Number {number}</p>") for number in range(8)]

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(pdf.render_html, htmls))

    assert [f"Number {number}" in text(file) for number, file in enumerate(made)] == [True] * 8


def test_busy_engine_is_said_plainly(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", -3)  # patience of half a second

    with pdf._engine.turn:
        assert refusal(document("<p>b</p>")) == pdf.SENTENCES[b"busy"]


def test_forked_web_worker_gets_an_engine_of_its_own():
    script = """if True:
        import os
        from forum import pdf
        html = '<html lang=en><title>T</title><h1>A</h1>'
        first, mother = pdf.render_html(html), pdf._engine.process.pid
        if child := os.fork():
            assert os.waitpid(child, 0)[1] == 0
            assert pdf.render_html(html) == first
        else:
            same = pdf.render_html(html) == first
            os._exit(not same or pdf._engine.process.pid == mother)
    """

    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], cwd=ROOT)

    assert done.returncode == 0
