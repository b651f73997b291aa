from decimal import Decimal

import pytest

from papers.rules.schedules.school_units import read_units

SCHOOLS = ["Oak Primary", "Elm Primary"]

NOT_ENTERED = "No school of this name is entered: mend the name, or enter the school first."


def errors(sheet):
    return [(row.line, error.column, error.sentence) for row in sheet.rows for error in row.errors]


def test_rows_are_read_with_fractions_and_by_the_known_name_of_a_factor():
    sheet = read_units("school,Primary AWPU,EAL3\nOak Primary,412,63.5\nelm primary,208,", SCHOOLS)

    assert sheet.is_clean
    assert sheet.factors == ("AWPU", "EAL 3")
    assert [(row.school, dict(row.units)) for row in sheet.rows] == [
        ("Oak Primary", {"AWPU": Decimal(412), "EAL 3": Decimal("63.5")}),
        ("Elm Primary", {"AWPU": Decimal(208)}),
    ]
    assert sheet.totals == (Decimal(620), Decimal("63.5"))


def test_a_table_pasted_from_a_spreadsheet_is_read():
    sheet = read_units("School name\tFSM\nOak Primary\t1,412", SCHOOLS)

    assert sheet.rows[0].units == {"FSM": Decimal(1412)}
    assert sheet.rows[0].cells == ("1,412",)


def test_every_wrong_row_is_told_and_none_is_entered():
    text = "school,AWPU\nOak Primary,many\nAsh Primary,5\n,5\nOak Primary,7\nElm Primary,-3"

    sheet = read_units(text, SCHOOLS)

    assert not sheet.is_clean
    assert sheet.faulty == 5
    assert errors(sheet) == [
        (2, "AWPU", "“many” is no number of units: write it like 412 or 63.5."),
        (3, "school", NOT_ENTERED),
        (4, "school", "Enter the name of the school."),
        (5, "school", "Line 2 has this school already."),
        (6, "AWPU", "“-3” is no number of units: write it like 412 or 63.5."),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "wrong"), [("100000", 0), ("100000.5", 1)])
def test_a_figure_that_no_school_has_is_told(number, wrong):
    assert len(errors(read_units(f"school,AWPU\nOak Primary,{number}", SCHOOLS))) == wrong


def test_more_cells_than_headings_are_told():
    ((_, _, sentence),) = errors(read_units("school,AWPU\nOak Primary,1,2", SCHOOLS))

    assert sentence.startswith("More cells than headings")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is nothing to read"),
        ("\n\n", "There is nothing to read"),
        ("AWPU\n412", "Add the missing columns: school."),
        ("school\nOak Primary", "There is no column of units"),
        ("school,AWPU\n", "There are headings and no rows"),
        ("school,AWPU,pupils\nOak Primary,1,2", "The column AWPU is there 2 times"),
        ('school,AWPU\n"Oak,1', "quotation marks"),
        (f"school,{'x' * 61}\nOak Primary,1", "Shorten the headings"),
        (f"school,{','.join(f'F{n}' for n in range(31))}\nOak Primary,1", "at most 30 are read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text, sentence):
    sheet = read_units(text, SCHOOLS)

    assert not sheet.is_clean
    assert sentence in " ".join(sheet.errors)


def test_a_row_of_totals_is_compared_and_not_read_as_a_school():
    text = "school,AWPU\nOak Primary,412\nElm Primary,208\nTotal,{}"

    right, wrong = (read_units(text.format(total), SCHOOLS) for total in (620, 621))

    assert (len(right.rows), right.notes) == (2, ())
    assert wrong.is_clean
    assert wrong.notes == ("Line 4: AWPU totals 621; the schools add up to 620.",)


def test_a_factor_of_no_list_keeps_its_name_and_is_told():
    sheet = read_units("school,Cello Lessons\nOak Primary,4", SCHOOLS)

    assert sheet.factors == ("Cello Lessons",)
    assert sheet.notes[0].startswith("Not factors of the usual list")
