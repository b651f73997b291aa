"""What a file is called, and what its name says that it is."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "png": "image/png",
    "jpeg": "image/jpeg",
}
"""The kinds of file there are, each with the type that we give it."""
KINDS = {".pdf": "pdf", ".docx": "docx", ".xlsx": "xlsx", ".csv": "csv", ".png": "png"} | {
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
}
WORDS = {
    "pdf": "a PDF (.pdf)",
    "docx": "a Word document (.docx)",
    "xlsx": "an Excel workbook (.xlsx)",
    "csv": "a CSV file (.csv)",
    "png": "a PNG picture (.png)",
    "jpeg": "a JPEG picture (.jpg)",
}
INSTEAD = {
    ".doc": "Open it in Word and save it as “Word document (.docx)”.",
    ".docm": "Open it in Word and save it as “Word document (.docx)”, which leaves out macros.",
    ".dotx": "Open it in Word and save it as “Word document (.docx)”.",
    ".dotm": "Open it in Word and save it as “Word document (.docx)”, which leaves out macros.",
    ".odt": "Open it and save it as “Word document (.docx)”.",
    ".rtf": "Open it in Word and save it as “Word document (.docx)”.",
    ".pages": "Open it in Pages and export it to Word.",
    ".xls": "Open it in Excel and save it as “Excel workbook (.xlsx)”.",
    ".xlsm": "Open it in Excel and save it as “Excel workbook (.xlsx)”, which leaves out macros.",
    ".xlsb": "Open it in Excel and save it as “Excel workbook (.xlsx)”.",
    ".ods": "Open it and save it as “Excel workbook (.xlsx)”.",
    ".ppt": "Save it as a PDF.",
    ".pptx": "Save it as a PDF.",
    ".html": "Print it to a PDF, or paste its words into the paper.",
    ".htm": "Print it to a PDF, or paste its words into the paper.",
    ".txt": "Paste its words into the paper, or save it as a Word document.",
    ".svg": "Save the drawing as a PNG picture.",
    ".gif": "Save the picture as PNG.",
    ".webp": "Save the picture as PNG or JPEG.",
    ".heic": "Save the picture as JPEG.",
    ".bmp": "Save the picture as PNG.",
    ".tif": "Save the picture as PNG.",
    ".tiff": "Save the picture as PNG.",
    ".zip": "Take the files out of it and add them one by one.",
}


def clean(name: str) -> str:
    """The name as it is shown: its last part, composed, printable, at most 120 characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    # "C": controls, marks that turn the direction of writing, halves of characters.
    shown = "".join(" " if each.isspace() else each for each in last)
    shown = "".join(each for each in shown if not unicodedata.category(each).startswith("C"))
    shown = " ".join(shown.split()).strip(". ")
    ending = PurePosixPath(shown).suffix
    stem = shown.removesuffix(ending).strip(". ") or "file"
    return stem[: LONGEST - len(ending)].rstrip() + ending


def ending(name: str) -> str:
    """The ending of a clean name, in small letters: ".pdf"."""
    return PurePosixPath(name).suffix.lower()


def listed(kinds: tuple[str, ...]) -> str:
    """ "a PDF (.pdf), a Word document (.docx) or a CSV file (.csv)"."""
    words = [WORDS[each] for each in WORDS if each in kinds]
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
