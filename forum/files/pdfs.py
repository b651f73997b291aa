"""Looking into a PDF: whole, open, and with nothing in it that acts, hides or plays."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream, String
from pikepdf.settings import set_qpdf_limits

from forum.files.refusing import Unkept, insist

MOST_PAGES = 1000
MOST_OBJECTS = 200_000
MOST_UNPACKED = 64 << 20  # bytes of one stream
# Actions that leave the document, change it or run something (ISO 32000-1, 12.6.4).
ACTS = {
    "/JavaScript": "a script",
    "/Launch": "a command that starts a program",
    "/SubmitForm": "a form that sends itself",
    "/ImportData": "a form that fills itself",
    "/GoToE": "a file inside it",
    "/Rendition": "sound or film",
    "/Movie": "sound or film",
    "/Sound": "sound or film",
    "/RichMediaExecute": "sound or film",
    "/GoTo3DView": "a three-dimensional model",
}
HOLDS = {
    "/JavaScript": "a script",
    "/Launch": "a command that starts a program",
    "/EmbeddedFile": "a file inside it",
    "/EmbeddedFiles": "a file inside it",
    "/EF": "a file inside it",
    "/XFA": "an XFA form",
    "/RichMedia": "sound or film",
    "/RichMediaContent": "sound or film",
}
KINDS = {  # of annotations and streams
    "/EmbeddedFile": "a file inside it",
    "/FileAttachment": "a file inside it",
    "/RichMedia": "sound or film",
    "/Screen": "sound or film",
    "/Movie": "sound or film",
    "/Sound": "sound or film",
    "/3D": "a three-dimensional model",
}
WORTH_A_LOOK = re.compile(
    rb"/(JavaScript|JS|AA|OpenAction|Launch|EF|EmbeddedFiles?|FileAttachment|XFA|Rendition|Screen"
    rb"|RichMedia\w*|Movie|Sound|3D|GoTo3DView|GoToE|SubmitForm|ImportData)\b"
)
OPENING = re.compile(rb"%PDF-[12]\.[0-9][\r\n \t]")
OTHER_PAGES = re.compile(rb"<(?:!doctype\s+html|html|script|svg|iframe|body)[\s>/]", re.IGNORECASE)

NOT_ONE = "The file is not a PDF, whatever its name says. Open it and save or print it as a PDF."
DAMAGED = "The PDF is damaged. Open it, print it to a new PDF, and choose that file."
LOCKED = "The PDF is protected with a password or against copying. Save it without protection."
TWO_IN_ONE = (
    "The PDF is something else as well, and it may be harmful. Print it to a new PDF, and choose "
    "that file."
)
HELD = (
    "The PDF holds {what}, which could act when somebody opens it. Print it to a new PDF, and "
    "choose that file."
)
LARGE = f"The PDF has more than {MOST_PAGES:,} pages or parts than can be checked. Divide it."


def look(content: bytes) -> tuple[dict[str, Any], bytes]:
    """How many pages it has; the bytes stay as they are."""
    _outside(content)
    set_qpdf_limits(flate_max_memory=MOST_UNPACKED, run_length_max_memory=MOST_UNPACKED)
    set_qpdf_limits(png_max_memory=MOST_UNPACKED, tiff_max_memory=MOST_UNPACKED)
    try:
        with Pdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            return {"pages": _inside(pdf)}, b""
    except PasswordError as error:
        raise Unkept(LOCKED) from error
    except (PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise Unkept(DAMAGED) from error


def _outside(content: bytes) -> None:
    """It begins as a PDF, ends as one, and is not at the same time a page or an archive."""
    insist(OPENING.match(content), NOT_ONE)
    end = content.rfind(b"%%EOF")
    insist(end >= 0, DAMAGED)
    insist(not content[end + 5 :].strip(b"\r\n\t \0"), TWO_IN_ONE)
    insist(not OTHER_PAGES.search(content), TWO_IN_ONE)
    insist(not zipfile.is_zipfile(io.BytesIO(content)), TWO_IN_ONE)


def _inside(pdf: Pdf) -> int:
    insist(not pdf.is_encrypted, LOCKED)
    things = pdf.objects
    insist(len(things) <= MOST_OBJECTS, LARGE)
    for thing in things:
        plain = thing.stream_dict if isinstance(thing, Stream) else thing
        if isinstance(plain, Dictionary | Array) and WORTH_A_LOOK.search(
            plain.unparse(resolved=True)
        ):
            for each in _dictionaries(plain):
                _harmless(each)
    _opens_quietly(pdf.Root.get("/OpenAction"))
    pages = len(pdf.pages)
    insist(pages, DAMAGED)
    insist(pages <= MOST_PAGES, LARGE)
    return pages


def _dictionaries(thing: Object) -> Iterator[Dictionary]:
    """The dictionary and those that stand in it; what it merely refers to comes in its turn."""
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Dictionary):
            yield each
            waiting += [kid for kid in each.values() if _stands_in(kid)]
        elif isinstance(each, Array):
            waiting += [kid for kid in each if _stands_in(kid)]


def _stands_in(kid: Any) -> bool:
    return isinstance(kid, Dictionary | Array) and not kid.is_indirect


def _harmless(each: Dictionary) -> None:
    for key, value in each.items():
        if key in HOLDS and not _is_font(value):
            raise Unkept(HELD.format(what=HOLDS[key]))
        if key == "/JS" and isinstance(value, String | Stream):
            raise Unkept(HELD.format(what="a script"))
        if key == "/AA" and _acts(value):
            raise Unkept(HELD.format(what="an action that starts by itself"))
    for key, known in (("/S", ACTS), ("/Subtype", KINDS), ("/Type", KINDS)):
        word = each.get(key)
        if isinstance(word, Name) and str(word) in known:
            raise Unkept(HELD.format(what=known[str(word)]))


def _opens_quietly(action: Any) -> None:
    """Opening at a certain page is all that opening may do."""
    if isinstance(action, Dictionary):
        insist(action.get("/S") == Name.GoTo, HELD.format(what="an action that starts by itself"))


def _acts(value: Any) -> bool:
    """Whether it is a table of actions, and not a font that happens to be called so."""
    return isinstance(value, Dictionary) and any(
        isinstance(each, Dictionary) and "/S" in each for each in value.values()
    )


def _is_font(value: Any) -> bool:
    """Names of fonts and pictures are free: one may be called like an action."""
    return isinstance(value, Dictionary) and value.get("/Type") in (Name.Font, Name.XObject)
