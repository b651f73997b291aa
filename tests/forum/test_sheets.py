import csv
import io
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from openpyxl import load_workbook

from forum.rules.sheet import safe_cell
from forum.sheets import csv_text, xlsx_bytes

BEGINS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0="]


def read_csv(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def read_xlsx(content):
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("begins", BEGINS)
def test_text_that_begins_like_a_formula_is_text_in_every_file(begins):
    text = f"{begins}1+1"

    ((cell,),) = read_csv(csv_text([[text]]))
    written = read_xlsx(xlsx_bytes([("Sheet", [[text]])])).active["A1"]

    assert cell == f"'{text}"
    assert written.data_type == "s"


@pytest.mark.parametrize("text", ["", "a=b", "Agreed - later", "1+1", "’=1"])
def test_other_text_is_written_as_it_is(text):
    assert safe_cell(text) == text


def test_ten_thousand_odd_texts_make_no_formula():
    random = Random(7)  # noqa: S311
    signs = "=+-@\t\r\n＝＋－＠ '\"aZ1£|!()"
    texts = ["".join(random.choices(signs, k=random.randint(1, 8))) for _ in range(10_000)]

    cells = [row[0] for row in read_csv(csv_text([text] for text in texts))]
    sheet = read_xlsx(xlsx_bytes([("Sheet", [[text] for text in texts])])).active

    assert [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝＋－＠")] == []
    assert {cell.data_type for (cell,) in sheet.iter_rows()} == {"s"}


def test_numbers_and_days_stay_what_they_are():
    row = [Decimal("-5.50"), 3, date(2026, 11, 22), None]

    assert read_csv(csv_text([row])) == [["-5.50", "3", "2026-11-22", ""]]
    (written,) = read_xlsx(xlsx_bytes([("Sheet", [row])])).active.iter_rows(values_only=True)
    assert (written[0], written[1], written[2].date()) == (-5.5, 3, date(2026, 11, 22))


def test_workbook_keeps_its_headings_in_sight_and_its_letters_whole():
    rows = [["Name"], ["Zoë – £5"], ["a\x00b"], ["x" * 40_000]]

    sheet = read_xlsx(xlsx_bytes([("Names", rows)]))["Names"]

    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2, max_row=3)] == ["Zoë – £5", "ab"]
    assert len(sheet["A4"].value) == 32_767


def test_workbook_has_columns_beyond_the_alphabet():
    sheet = read_xlsx(xlsx_bytes([("Wide", [["x" * 30] * 30])])).active

    assert sheet.column_dimensions["AD"].width > 20
