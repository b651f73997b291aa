from datetime import date

import pytest

from forum.choices import Establishment, Phase
from forum.rules.school_roll import read_schools

HEADINGS = "school,phase,counts as,type,opened,became academy,closed"


def read(*rows, known=()):
    return read_schools("\n".join((HEADINGS, *rows)), known)


def wrong(*rows):
    return [(each.column, each.sentence) for row in read(*rows).rows for each in row.errors]


def test_row_is_read_whole():
    (row,) = read("Elm,Middle,Secondary,Maintained,1/9/2001,2014-09-01,31 August 2030").rows

    facts = row.facts
    assert (facts.phase, facts.deemed_phase) == (Phase.MIDDLE, Phase.SECONDARY)
    assert facts.establishment == Establishment.MAINTAINED
    assert (facts.opened_on, facts.converted_on) == (date(2001, 9, 1), date(2014, 9, 1))
    assert facts.closed_on == date(2030, 8, 31)
    assert (row.errors, row.is_known) == ((), False)


@pytest.mark.parametrize(
    ("phase", "kind", "facts"),
    [
        ("Primary", "Community school", (Phase.PRIMARY, "", "maintained")),
        ("Secondary", "Academy converter", (Phase.SECONDARY, "", "academy")),
        ("Middle deemed primary", "Foundation school", (Phase.MIDDLE, "primary", "maintained")),
        ("Not applicable", "Community special school", (Phase.SPECIAL, "", "maintained")),
        ("Not applicable", "Pupil referral unit", (Phase.PRU, "", "maintained")),
        (
            "Not applicable",
            "Academy alternative provision converter",
            (Phase.PRU, "", "academy"),
        ),
        ("Nursery", "Local authority nursery school", (Phase.NURSERY, "", "maintained")),
    ],
)
def test_words_of_the_national_register_are_understood(phase, kind, facts):
    text = (
        f"EstablishmentName,TypeOfEstablishment (name),PhaseOfEducation (name)\nOak,{kind},{phase}"
    )

    (row,) = read_schools(text, ()).rows

    found = row.facts
    assert (found.phase, found.deemed_phase, found.establishment) == facts
    assert row.errors == ()


def test_academy_with_a_day_of_conversion_was_maintained_before():
    (row,) = read("Oak,Primary,,Academy,,1/9/2014,").rows

    assert row.facts.establishment == Establishment.MAINTAINED
    assert row.errors == ()


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (",Primary,,Maintained,,,", "school", "Enter the name of the school."),
        ("Oak,,,Maintained,,,", "phase", "Enter the phase of the school."),
        ("Oak,Upper,,Maintained,,,", "phase", "“Upper” is not known"),
        ("Oak,Middle,,Maintained,,,", "counts as", "counts as primary or secondary"),
        ("Oak,Middle,Special,Maintained,,,", "counts as", "Write Primary or Secondary."),
        ("Oak,Primary,Primary,Maintained,,,", "counts as", "leave this empty"),
        ("Oak,Primary,,,,,", "type", "maintained or an academy"),
        ("Oak,Primary,,Other independent school,,,", "type", "leave out any other school"),
        ("Oak,Primary,,Non-maintained special school,,,", "type", "leave out any other"),
        ("Oak,Primary,,Maintained,32/1/2020,,", "opened", "“32/1/2020” is no day"),
        ("Oak,Primary,,Maintained,1/9/2020,1/9/2019,", "became academy", "that day or later"),
        ("Oak,Primary,,Maintained,1/9/2020,,1/9/2019", "closed", "that day or later"),
        ("Oak,Primary,,Maintained,,,,more", "", "More cells than headings"),
    ],
)
def test_cell_that_cannot_be_entered_is_pointed_out(row, column, says):
    ((found, sentence),) = wrong(row)

    assert found == column
    assert says in sentence


def test_name_is_no_longer_than_its_record():
    assert wrong(f"{'x' * 201},Primary,,Maintained,,,")[0][0] == "school"
    assert wrong(f"{'x' * 200},Primary,,Maintained,,,") == []


def test_school_that_stands_twice_names_the_first_line():
    twice = wrong("Oak,Primary,,Maintained,,,", "OAK,Primary,,Maintained,,,")

    assert twice == [("school", "Line 2 has this school already.")]


def test_school_that_is_entered_already_is_known():
    roll = read("OAK,Primary,,Maintained,,,", known=["Oak"])

    assert roll.rows[0].is_known
    assert roll.is_clean


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "The file is empty"),
        (HEADINGS, "There are headings and no rows"),
        ("school,phase\nOak,Primary", "Add the missing columns: type."),
        (f'{HEADINGS}\n"Oak', "From line 2, quotation marks are not in pairs"),
    ],
)
def test_file_as_a_whole_is_refused(text, error):
    roll = read_schools(text, ())

    assert (roll.is_clean, roll.rows) == (False, ())
    assert roll.errors[0].startswith(error)
