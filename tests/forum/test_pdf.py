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
from forum.pdf.characters import RANGES, printable
from tests.forum.pdf_leaks import WORDS
from tests.forum.pdf_samples import DRAFT, decision_log, filled, minutes
from tests.pdf_checks import faults, links, outline, page_count, read_out, text

ROOT = Path(pdf.__file__).parents[2]


def document(body, head=""):
    return f'<!doctype html><html lang="en-GB"><title>T</title>{head}<body><h1>A</h1>{body}</body></html>'


def refusal(html):
    with pytest.raises(pdf.NotRendered) as refused:
        pdf.render_html(html)
    return str(refused.value)


@pytest.fixture(scope="module")
def draft():
    return pdf.render_html(filled("minutes.html", minutes(**DRAFT)))


@pytest.fixture(scope="module")
def heard():
    """What is read out of a short draft (poppler's time grows with the square of the length)."""
    context = minutes(**DRAFT)
    context["items"] = context["items"][:1]
    context["contents"] = context["contents"][:2]
    return read_out(pdf.render_html(filled("minutes.html", context)))


@pytest.fixture(scope="module")
def log():
    return pdf.render_html(filled("decision_log.html", decision_log()))


@pytest.fixture
def two_seconds(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 2)


# What a document is


@pytest.mark.parametrize("status", ["draft", "preview", "agreed", "published"])
def test_minutes_are_pdf_ua_1_and_pdf_a_2a(status):
    note = "" if status in {"agreed", "published"} else f"{status.title()}: not yet agreed"

    made = pdf.render_html(filled("minutes.html", minutes(status=status, status_note=note)))

    assert faults(made) == []


def test_decision_log_is_pdf_ua_1_and_pdf_a_2a(log):
    assert faults(log) == []


def test_validator_finds_a_picture_without_words():
    made = pdf.render_html(document('<svg width="9" height="9" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'))

    assert any("ua1" in fault for fault in faults(made))


def test_template_becomes_a_document():
    made = pdf.render("pdf/base.html", minutes())

    assert faults(made) == []
    assert "Minutes of the meeting of 14 January 2027" in text(made)


def test_every_page_is_numbered(draft):
    pages = page_count(draft)

    for page in range(1, pages + 1):
        assert f"Page {page} of {pages}" in text(draft, page)


def test_every_page_names_forum_and_trail_head(draft):
    for page in range(1, page_count(draft) + 1):
        assert "Borsetshire Schools Forum" in text(draft, page)
        assert "Trail head 412 3f9a…c1 (before this document)" in text(draft, page)


def test_draft_says_so_on_every_page(draft):
    for page in range(1, page_count(draft) + 1):
        assert "Draft: not yet agreed" in text(draft, page)


def test_agreed_minutes_do_not_say_draft():
    made = pdf.render_html(filled("minutes.html", minutes()))

    assert "draft" not in text(made).lower()


def test_margins_are_not_read_out(heard):
    assert heard.count("Draft: not yet agreed") == 1
    assert heard.count("Trail head 412") == 1
    assert "Page 1 of" not in heard


def test_contents_are_read_out_without_dots(heard):
    assert '"1. De-delegation for 2027–28: service 1 for maintained schools"' in heard
    assert ". ." not in heard
    assert "..." not in heard


def test_headings_become_bookmarks(draft):
    marks = outline(draft)

    assert marks[0] == (1, "Minutes of the meeting of 14 January 2027")
    assert (2, "Attendance") in marks
    assert (3, "Resolved") in marks
    assert (2, "Contents") not in marks


def test_long_table_repeats_its_heads(log):
    assert page_count(log) == 3
    for page in (1, 2, 3):
        assert "Reference" in text(log, page)


def test_long_title_keeps_to_its_page():
    title = "Transfer from the schools block, the growth fund and de-delegation " * 3

    made = pdf.render_html(filled("decision_log.html", decision_log(title=title)))

    assert faults(made) == []
    assert "D1/001" in text(made, 1)


def test_title_cannot_bring_markup():
    made = pdf.render("pdf/base.html", minutes(title="<b>Bold</b> & “q”"))

    assert "<b>Bold</b> & “q”" in text(made)


def test_same_document_is_the_same_bytes_from_another_process():
    html = filled("decision_log.html", decision_log(5))

    first = pdf.render_html(html)
    pdf._engine.stop()

    assert pdf.render_html(html) == first


def test_links_lead_to_the_web_to_mail_or_into_the_document():
    addresses = ("https://example.org/a", "mailto:clerk@example.org", "javascript:alert(1)", "file:///etc/passwd", "//x")
    made = pdf.render_html(document("".join(f'<p><a href="{address}">x</a></p>' for address in addresses)))

    assert links(made) == ["https://example.org/a", "mailto:clerk@example.org"]
    assert faults(made) == []


def test_compressed_stream_ending_in_carriage_return_is_valid():
    made = (pdf.render_html(document(f"<p>{number * 7919}</p>")) for number in range(300))

    unlucky = next(file for file in made if b"\r\r\nendstream" in file)

    assert faults(unlucky) == []


# Characters


@pytest.mark.parametrize("style", ["", "font-weight: bold", "font-style: italic", "font-weight: bold; font-style: italic"])
def test_every_character_that_counts_as_drawn_is_drawn(style):
    ends = [line.partition("-")[::2] for line in RANGES]
    codes = [code for first, last in ends for code in range(int(first, 16), int(last, 16) + 1)]

    for start in range(0, len(codes), 500):
        characters = " ".join(f"&#{code};" for code in codes[start : start + 500])
        made = pdf.render_html(document(f'<p style="{style}">{characters}</p>'))
        assert faults(made) == []


@pytest.mark.parametrize("words", ["中", "&#20013;", "<b>中</b>", '<a href="#中" title="中">中</a>'])
def test_character_without_a_glyph_is_printed_as_its_number(words):
    made = pdf.render_html(document(f"<p>{words}</p>"))

    assert faults(made) == []
    assert "[U+4E2D]" in text(made)


@pytest.mark.parametrize("words", [" \u0301x", "\u0301", "e\u0301\u0323\u0301\u0301", "a\u00adb", "x\u2028y"])
def test_stray_mark_is_valid(words):
    assert faults(pdf.render_html(document(f"<p>{words}</p>"))) == []


def test_unprintable_names_each_missing_character_once():
    assert pdf.unprintable("£5 – 中文中 ✓ 🎉") == ["中", "文", "🎉"]


def test_names_of_many_languages_are_printable():
    assert pdf.unprintable("Adé Ọláyẹmí, Nguyễn, Łukasz, Ŵyn, Șerban, Παππά, Шевченко, e\u0301") == []


@pytest.mark.parametrize(
    ("given", "printed"),
    [("o\ufb03ce", "office"), ("a\u200bb\u2060", "ab"), ("a\u3000b", "a b"), ("☑\ufe0f", "☑"), ("\x07", ""), ("e\u0301", "é")],
)
def test_odd_character_has_a_plain_stand_in(given, printed):
    assert pdf.unprintable(given) == []
    assert printable(given) == printed


# Nothing comes in from outside


@pytest.fixture
def canary():
    asked = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
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
    command = [sys.executable, "-W", "ignore", "-m", "tests.forum.pdf_leaks", wall, host, str(secret)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
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
def test_bomb_is_refused_in_time_and_the_next_document_is_made(bomb, two_seconds):
    pdf.render_html(document("<p>before</p>"))
    engine, started = pdf._engine.process.pid, time.monotonic()

    sentence = refusal(document(bomb))

    assert sentence in {pdf.SENTENCES[b"large"], pdf.SENTENCES[b"broken"]}
    assert time.monotonic() - started < 5
    assert faults(pdf.render_html(document("<p>after</p>"))) == []
    assert pdf._engine.process.pid == engine


def test_crash_of_the_fork_spares_the_engine(two_seconds):
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
    script = (
        "import os; from forum import pdf\n"
        "html = '<html lang=en><title>T</title><h1>A</h1>'\n"
        "first = pdf.render_html(html); mother = pdf._engine.process.pid\n"
        "if child := os.fork(): assert os.waitpid(child, 0)[1] == 0; assert pdf.render_html(html) == first\n"
        "else: os._exit(pdf.render_html(html) != first or pdf._engine.process.pid == mother)"
    )

    assert subprocess.run([sys.executable, "-W", "ignore", "-c", script], cwd=ROOT).returncode == 0
