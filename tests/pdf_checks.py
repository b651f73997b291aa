"""What a test asks a PDF: its faults, its text, what is read out, its outline and links."""

import io
import shutil
import subprocess

import pikepdf

# The function: the module has the name of a fixture of Playwright.
from page import validate_pdf_bytes

STANDARDS = ("ua1", "2a")  # PDF/UA-1 and PDF/A-2a


def document(body):
    """The least that is a valid document."""
    return (
        f'<!doctype html><html lang="en-GB"><title>T</title><body><h1>A</h1>{body}</body></html>'
    )


def faults(pdf):
    return [
        f"{standard}: {failure.rule_id} {failure.message}"
        for standard in STANDARDS
        for failure in validate_pdf_bytes(pdf, profile=standard).failures
    ]


def text(pdf, page=None):
    """The words as they stand on the pages (or on the one page), margins and all."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    return _poppler("pdftotext", *pages, "-layout", "-", "-", given=pdf)


def read_out(pdf):
    """What a screen reader says, in its order: the structure tree, without the margins."""
    return _poppler("pdfinfo", "-struct-text", "-", given=pdf)


def outline(pdf):
    """Bookmarks as (level, words)."""

    def walk(items, level):
        for item in items:
            yield level, item.title
            yield from walk(item.children, level + 1)

    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as bookmarks:
        return list(walk(bookmarks.root, 1))


def page_count(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return len(file.pages)


def links(pdf):
    """The addresses that the document links to."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        notes = [note for page in file.pages for note in page.obj.get("/Annots", [])]
        return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]


def _poppler(command, *arguments, given):
    if not shutil.which(command):
        raise RuntimeError(f"{command} is missing. Run: apt-get install -y poppler-utils")
    done = subprocess.run([command, *arguments], input=given, capture_output=True, check=True)
    return done.stdout.decode()
