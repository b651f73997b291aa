"""What a hostile upload may cost, and what is left of a picture and of a name."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from forum import files
from forum.files import Unfit, checked, sheets
from forum.files.names import LONGEST, clean
from tests.files.bad_pictures import a_picture
from tests.files.zips import a_word_file, a_workbook, in_body

MOST_MEGABYTES, MOST_SECONDS = 300, 5
PROJECT = Path(__file__).parent.parent.parent
LIGHTHOUSE = 0x8825, 0x010F, 0x8298  # tags of EXIF: the place, the camera, whose it is


def test_no_bomb_costs_more_than_five_seconds_or_300_megabytes():
    told = subprocess.run(
        [sys.executable, "-m", "tests.files.heavy"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    costs = [json.loads(line) for line in told.splitlines()]
    assert len(costs) > 15
    assert max(each["megabytes"] for each in costs) < MOST_MEGABYTES
    assert {each["what"]: each["seconds"] for each in costs if each["seconds"] > 5} == {}


def test_what_takes_too_long_or_too_much_is_refused_and_the_next_file_is_looked_at(monkeypatch):
    monkeypatch.setattr(files, "SECONDS", 1)
    endless = ",".join(f'"{number}\n"' for number in range(4_000_000)).encode()

    with pytest.raises(Unfit, match="more than can be checked"):
        checked("a.csv", endless[: 24 << 20] + b'"')

    monkeypatch.undo()
    assert checked("a.csv", b"a,b\n1,2").kind == "csv"


def test_a_process_that_dies_is_started_again():
    checked("a.csv", b"a,b\n1,2")
    os.killpg(files._engine.process.pid, 9)
    files._engine.process.wait()

    assert checked("a.csv", b"a,b\n1,2").kind == "csv"


def test_the_process_apart_knows_no_secret_of_the_server(monkeypatch):
    files._engine.stop()
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@db/x")
    checked("a.csv", b"a,b\n1,2")

    kept = Path(f"/proc/{files._engine.process.pid}/environ").read_bytes()
    assert b"secret" not in kept


def test_a_server_that_cannot_check_takes_nothing_in(monkeypatch):
    monkeypatch.setattr(files, "_engine", files.Engine("forum.files.no_such_module"))

    with pytest.raises(Unfit, match="Tell the administrator"):
        checked("a.csv", b"a,b\n1,2")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_keeps_neither_place_nor_camera_nor_what_is_hidden_behind_it(kind):
    exif = Image.Exif()
    place, camera, whose = LIGHTHOUSE
    exif.get_ifd(place)[2] = (51.0, 30.0, 0.0)
    exif[camera], exif[whose] = "CanaryCam", "Canary Photographer"
    content = a_picture(kind, exif=exif) + b"PK\x03\x04 canary archive"
    assert b"Canary" in content

    kept = checked(f"photo.{kind.lower()}", content).content

    assert b"anary" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert picture.size == (60, 40)


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    kept = checked("photo.jpg", a_picture("JPEG", exif=exif))

    assert kept.measures == {"width": 40, "height": 60}


@given(st.text(max_size=300))
def test_a_name_is_composed_printable_short_and_no_path(name):
    shown = clean(name)

    assert 0 < len(shown) <= LONGEST
    assert shown.isprintable()
    assert not set(shown) & set("/\\\0")
    assert clean(shown) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\x\\Report.pdf", "Report.pdf"),
        ("Report\u202efdp.exe", "Reportfdp.exe"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("...", "file"),
    ],
)
def test_a_name_is_shown_as_people_would_write_it(name, shown):
    assert clean(name) == shown


def test_sheets_show_values_as_excel_does_and_never_a_formula():
    rows = [["Line", "Amount", "Share"], ["Insurance", 1234.5, 0.125], ["Sum", "=SUM(B2)", None]]
    found = sheets("xlsx", a_workbook(*rows, sheet="Outturn"))

    assert [each.name for each in found] == ["Outturn"]
    assert found[0].rows[1] == ("Insurance", "1234.5", "0.125")
    assert found[0].rows[2] == ("Sum", "", "")


def test_a_long_sheet_is_shown_in_part_and_says_how_many_rows_are_left_out():
    rows = [[f"School {number}", number] for number in range(1200)]

    (sheet,) = sheets("xlsx", a_workbook(*rows))

    assert len(sheet.rows) == 500
    assert sheet.left_out == 700


def test_checking_a_file_takes_no_noticeable_time():
    checked("a.docx", a_word_file())
    start = time.monotonic()

    checked("a.docx", a_word_file())

    assert time.monotonic() - start < 2


def test_whoever_adds_a_word_file_is_told_of_what_only_its_readers_see():
    gone = '<w:del w:id="1"><w:r><w:delText>CANARY</w:delText></w:r></w:del>'
    unseen = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>CANARY</w:t></w:r>"

    (remark,) = checked("a.docx", in_body(gone + unseen)).remarks

    assert remark.startswith("deletions, hidden words go out with the file")
    assert checked("a.docx", a_word_file()).remarks == ()


def test_whoever_adds_a_workbook_is_told_of_formulas_without_a_result():
    (remark,) = checked("a.xlsx", a_workbook(["Sum", "=SUM(B1:B9)"])).remarks

    assert remark.startswith("1 formulas have no result yet")
