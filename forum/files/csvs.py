"""Looking into a CSV file: text in rows, in a known alphabet, with nothing that is worked out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from forum.files.refusing import Unkept, insist

MOST_ROWS = 50_000
MOST_COLUMNS = 256
LONGEST = 32_767  # characters of a cell: as many as Excel takes
LONGEST_LINE = 1_000_000
DELIMITERS = (",", ";", "\t", "|")
BEGINS_OTHERWISE = re.compile(r"\s*(?:<[!?a-z/]|\{\\rtf|#!|%!PS|%PDF)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A formula: "=…" and "@…"; after a sign, only where a function or another program is called.
FORMULA = re.compile(r"\s*(?:[=@＝＠]\s*\S|[-+＋－].*(?:\|.*!|[A-Za-z]\w*\())")

NOT_TEXT = (
    "The file is not a CSV file, whatever its name says. Open it in Excel and save it as “CSV "
    "UTF-8 (Comma delimited)”."
)
OTHER_ALPHABET = (
    "The characters of this file cannot be told. Open it in Excel and save it as “CSV UTF-8 "
    "(Comma delimited)”."
)
WORKED_OUT = (
    "Row {row} holds a formula ({cell}). Copy the cells, paste them as values, save the file "
    "again, and choose that file."
)
UNEVEN = "Row {row} cannot be read: a quotation mark is not closed, or a cell is far too long."
LARGE = (
    f"The file has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns. Divide it, or keep "
    "the rows that the forum needs."
)
EMPTY = "The file has no rows. Check that it was saved, and choose it again."


def look(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Its rows and columns, and the alphabet that it is written in."""
    text, alphabet = decoded(content)
    rows = columns = 0
    for number, row in enumerate(rows_of(text), start=1):
        rows, columns = number, max(columns, len(row))
        insist(rows <= MOST_ROWS and columns <= MOST_COLUMNS, LARGE)
        for cell in row:
            if FORMULA.match(cell):
                raise Unkept(WORKED_OUT.format(row=number, cell=cell.strip()[:40]))
    insist(columns, EMPTY)
    said = {"rows": rows, "columns": columns, "content_type": f"text/csv; charset={alphabet}"}
    return said, b""


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the name of its alphabet: UTF-8, or what Excel on Windows writes."""
    insist(not content.startswith((b"\xff\xfe", b"\xfe\xff")), OTHER_ALPHABET)
    insist(b"\0" not in content, NOT_TEXT)
    for alphabet, name in (("utf-8-sig", "utf-8"), ("cp1252", "windows-1252")):
        try:
            text = content.decode(alphabet)
        except UnicodeDecodeError:
            continue
        insist(not BEGINS_OTHERWISE.match(text), NOT_TEXT)
        insist(not CONTROLS.search(text), NOT_TEXT)
        return text, name
    raise Unkept(OTHER_ALPHABET)


def rows_of(text: str) -> Iterator[list[str]]:
    """The rows, parted by what parts the first of them most."""
    lines = text.splitlines()
    insist(max(map(len, lines), default=0) <= LONGEST_LINE, LARGE)
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(DELIMITERS, key=head.count)
    csv.field_size_limit(LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unkept(UNEVEN.format(row=reader.line_num)) from error
