"""What every document promises, asked of its pages in one go."""

import io
import re
import subprocess

import pikepdf

from tests.pdf_checks import faults, outline, page_count, read_out, text

TRAIL = "Audit trail 412 · 3f9a5c7e11d20b44…9c1e77aa"
LEFT, RIGHT = 56, 540
"""The type area of an A4 page, in points."""
LONG_TITLE = (
    "Transfer from the schools block, the growth fund and de-delegation. " * 4 + "Part two of it."
)
LONG_WORD = "Pupil-referral" + "unitandalternativeprovision" * 8
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"[^>]*>([^<]+)<')
_SAID = re.compile(r'^\s*"(.*)"$', re.MULTILINE)


def broken_promises(pdf, *, title, trail="", note=""):
    """Both standards, title, language, one first bookmark, footers, the note, nothing cut off."""
    pages = [text(pdf, number) for number in range(1, page_count(pdf) + 1)]
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_metadata() as said:
        broken = {
            "title": said["dc:title"] != title,
            "language": str(file.Root.Lang) != "en-GB",
        }
    broken |= {
        "first bookmark": outline(pdf)[0] != (1, title),
        "trail": any(trail not in page for page in pages),
        "note": any(note not in page for page in pages),
        "page numbers": any(
            f"Page {number} of {len(pages)}" not in page for number, page in enumerate(pages, 1)
        ),
        "wide": bool(_outside(pdf)),
    }
    return faults(pdf) + [promise for promise, is_broken in broken.items() if is_broken]


def flowing(pdf):
    """The words of the document, without their line ends."""
    return " ".join(text(pdf).split())


def said(pdf):
    """The words in the order of a screen reader: each cell whole, wherever its lines end."""
    return " ".join(_SAID.findall(read_out(pdf)))


def _outside(pdf):
    """Words that leave the type area."""
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    found = _WORD.findall(boxes)
    return [word for left, right, word in found if float(left) < LEFT or float(right) > RIGHT]
