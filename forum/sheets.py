"""Rows for a spreadsheet: CSV and XLSX in which no cell of text can run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from forum.rules.sheet import safe_cell

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads the file in another alphabet."""
LONGEST = 32_767
"""So many characters a cell of a spreadsheet takes."""
WIDTHS = (8, 60)
DAY = "yyyy-mm-dd"
Row = Sequence[object]


def csv_text(rows: Iterable[Row]) -> str:
    """Rows as CSV: numbers and days stay what they are; nothing is written as an empty cell."""
    file = io.StringIO()
    file.write(BYTE_ORDER_MARK)
    csv.writer(file, lineterminator="\r\n").writerows(
        [plain_cell(cell) for cell in row] for row in rows
    )
    return file.getvalue()


def xlsx_bytes(sheets: Iterable[tuple[str, Sequence[Row]]]) -> bytes:
    """A workbook of these named sheets; the first row of each holds its headings."""
    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, width in enumerate(_widths(rows)):
            sheet.column_dimensions[_letters(number)].width = width
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, value, is_heading=number == 0) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def plain_cell(value: object) -> object:
    """Numbers and days as they are; text so that it begins like no formula."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return safe_cell(value) if isinstance(value, str) else value


def _cell(sheet: object, value: object, *, is_heading: bool) -> object:
    """Text is marked as text, so that no program takes it for anything else."""
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST])
        cell.data_type = "s"
        if is_heading:
            cell.font = Font(bold=True)
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = DAY
        return cell
    return value


def _widths(rows: Sequence[Row]) -> list[int]:
    """As wide as the longest of the first rows, within reason."""
    least, most = WIDTHS
    longest: dict[int, int] = {}
    for row in rows[:50]:
        for place, value in enumerate(row):
            longest[place] = max(longest.get(place, least), len(str(value or "")) + 2)
    return [min(most, longest[place]) for place in sorted(longest)]


def _letters(number: int) -> str:
    """The name of a column: A to Z, then AA."""
    first, last = divmod(number, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)
