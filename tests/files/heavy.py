"""Uploads that are small and unpack to much, and what looking at each costs in a fork."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterator
from resource import RUSAGE_CHILDREN, getrusage

from forum.apart.inside import Job, Limits
from forum.files.worker import LENGTH, MORE, held, inspect, show, warm_up
from tests.files.bad_office import bad_office
from tests.files.bad_pictures import a_claim, bad_pictures
from tests.files.cases import Case
from tests.files.zips import a_word_file, a_workbook, packed, parts, with_parts

SECONDS = 20
WORK = {"inspect": inspect, "show": show}


def heavy() -> Iterator[Case]:
    """The bombs of the corpus, and some that only a limit stops."""
    yield from (case for case in bad_office() if _is_heavy(case))
    yield from (case for case in bad_pictures() if "million" in case.what)
    noise = b"<a/>" * 4_000_000
    yield Case("16 MB of empty elements", "a.docx", _loose(a_word_file(), noise))
    yield Case("a PNG of 24 million dots", "a.png", a_claim(6000, 4000))
    yield Case("a stream of a gigabyte", "a.pdf", a_swollen_pdf())
    yield Case("millions of short words", "a.xlsx", _many_words())
    yield Case("one cell far away", "a.xlsx", _far_away())
    yield Case("25 MB of commas", "a.csv", b"," * (25 << 20))


def cost(work: str, case: Case) -> dict[str, object]:
    """What the fork said, the seconds of the processor and the most memory that it took."""
    warm_up()
    before = _worked()
    kind = {"jpg": "jpeg"}.get(case.name[2:], case.name.rpartition(".")[2])
    job = Job(SECONDS, Limits(held() + MORE, LENGTH), WORK[work], kind, case.content)
    try:
        said = job.result()[:300].decode(errors="replace")
    except Exception as failed:
        said = repr(failed.args)
    most = getrusage(RUSAGE_CHILDREN).ru_maxrss // 1024
    return {"said": said, "seconds": _worked() - before, "megabytes": most}


def _worked() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def a_swollen_pdf() -> bytes:
    """The table of places is a stream that unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 2 /W [1 4 3] /Root 1 0 R "
    entries = b"/Filter /FlateDecode /Length %d >>\nstream\n" % len(body)
    return head + entries + body + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def _is_heavy(case: Case) -> bool:
    words = ("zeros", "thousand", "entries", "laughs", "quadratic", "deep")
    return any(word in case.what for word in words)


def _loose(content: bytes, elements: bytes) -> bytes:
    """Stored as it is, so that nothing but the number of elements gives it away."""
    held = parts(content)
    held["word/a.xml"] = b"<r>" + elements + b"</r>"
    return packed(held, 0)


def _many_words() -> bytes:
    words = b"".join(b"<si><t>%x</t></si>" % number for number in range(900_000))
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = b'<?xml version="1.0"?><sst %b>%b</sst>' % (space, words)
    return with_parts(a_workbook(), {"xl/sharedStrings.xml": shared})


def _far_away() -> bytes:
    held = parts(a_workbook())
    sheet = held["xl/worksheets/sheet1.xml"]
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    held["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    return packed(held)


if __name__ == "__main__":
    for bomb in heavy():
        for work in WORK if bomb.name.endswith("xlsx") else ("inspect",):
            sys.stdout.write(json.dumps({"what": bomb.what, **cost(work, bomb)}) + "\n")
