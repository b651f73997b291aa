from datetime import date

import pytest

from forum.choices import AuthorityTie, Group, Phase, SeatKind
from forum.rules.roll import read_roll
from forum.rules.sheet import MOST_ROWS

ON = date(2026, 1, 15)
HEADINGS = "seat,group,kind,name,email,post,school,from,until,phase"
HEAD = (
    "Primary head 1,Maintained primary schools,Headteacher,Ann Archer,ann@ambridge.example,"
    "Headteacher,Ambridge Primary,1/9/2024,31/8/2028,"
)


def read(*lines, text=None, seats=None, schools=("Ambridge Primary",)):
    written = "\n".join((HEADINGS, *lines)) if text is None else text
    return read_roll(written, seats=seats or {}, known_schools=schools, on=ON)


def errors(roll, row=0):
    return {(error.column, error.sentence) for error in roll.rows[row].errors}


def columns(roll, row=0):
    return [error.column for error in roll.rows[row].errors]


def cells(**changed):
    keys = HEADINGS.split(",")
    plain = dict(zip(keys, HEAD.split(","), strict=True))
    return ",".join({**plain, **changed}[key] for key in keys)


def test_row_is_read_whole():
    roll = read(HEAD)

    row = roll.rows[0]
    assert (roll.is_clean, roll.faulty, roll.notes) == (True, 0, ())
    assert (row.line, row.group, row.kind, row.phase, row.school) == (
        2,
        Group.MAINTAINED_PRIMARY,
        SeatKind.HEADTEACHER,
        "",
        "Ambridge Primary",
    )
    assert (row.from_on, row.until_on) == (date(2024, 9, 1), date(2028, 8, 31))
    assert (row.errors, row.notes, row.is_vacant) == ((), (), False)
    assert row.values["email"] == "ann@ambridge.example"


@pytest.mark.parametrize("between", [";", "\t", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_file_of_any_spreadsheet_is_read(between, end):
    text = "\ufeff" + end.join((HEADINGS, HEAD)).replace(",", between) + end

    assert read(text=text).is_clean


def test_headings_stand_in_any_case_and_order():
    roll = read(
        text="END,Name, START ,Seat,E-mail,GROUP,Kind\n"
        "31/8/2028,Ann,1/9/2024,Head 1,ann@a.example,early years providers,other"
    )

    row = roll.rows[0]
    assert roll.is_clean
    assert (row.values["seat"], row.group, row.until_on) == (
        "Head 1",
        Group.EARLY_YEARS,
        date(2028, 8, 31),
    )


def test_quoted_cell_keeps_its_comma_and_its_line():
    roll = read(
        cells(post='"Head, and\nEnglish lead"'), cells(seat="Primary head 2", email="b@b.example")
    )

    assert roll.rows[0].values["post"] == "Head, and English lead"
    assert [row.line for row in roll.rows] == [2, 4]
    assert roll.is_clean


def test_empty_lines_are_passed_over_and_lines_keep_their_numbers():
    roll = read("", ",,,,,,,,,", HEAD)

    assert [row.line for row in roll.rows] == [4]


def test_formula_stays_text():
    roll = read(cells(name="=1+1", post="@SUM(A1)"))

    assert roll.is_clean
    assert (roll.rows[0].values["name"], roll.rows[0].values["post"]) == ("=1+1", "@SUM(A1)")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "The file is empty"),
        ("\ufeff \n\n", "The file is empty"),
        (HEADINGS, "There are headings and no rows"),
        (f"seat,group,name\n{HEAD}", "Add the missing columns: kind, from."),
        (f"{HEADINGS},name\n{HEAD},", "The column name is there 2 times: keep one."),
        (f'{HEADINGS}\n"{HEAD}', "From line 2, quotation marks are not in pairs"),
    ],
)
def test_file_as_a_whole_is_refused(text, error):
    roll = read(text=text)

    assert (roll.is_clean, roll.rows) == (False, ())
    assert any(sentence.startswith(error) for sentence in roll.errors)


@pytest.mark.parametrize(("rows", "refused"), [(MOST_ROWS, False), (MOST_ROWS + 1, True)])
def test_file_has_five_hundred_rows_at_most(rows, refused):
    lines = [cells(seat=f"Seat {n}", email=f"n{n}@a.example") for n in range(rows)]

    roll = read(*lines)

    assert (bool(roll.errors), len(roll.rows)) == (refused, 0 if refused else rows)
    assert not refused or "501 rows; at most 500" in roll.errors[0]


def test_column_that_nobody_knows_is_named():
    roll = read(text=f"{HEADINGS},Shoe size\n{HEAD},43")

    assert roll.is_clean
    assert roll.notes == ("Not read, because no such column is known: shoe size.",)
    assert roll.rows[0].values["shoe size"] == "43"


def test_cell_beyond_the_headings_is_an_error():
    found = errors(read(f"{HEAD},stray,"))

    assert found == {("", "More cells than headings: stray. Quote what has commas.")}


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"seat": ""}, "seat"),
        ({"seat": "s" * 121}, "seat"),
        ({"group": ""}, "group"),
        ({"group": "Primaries"}, "group"),
        ({"kind": "Pupil"}, "kind"),
        ({"phase": "Infant"}, "phase"),
        ({"name": ""}, "name"),
        ({"name": "n" * 121}, "name"),
        ({"post": "p" * 161}, "post"),
        ({"email": ""}, "email"),
        ({"email": "ann at ambridge"}, "email"),
        ({"school": "Borchester High"}, "school"),
        ({"from": ""}, "from"),
        ({"from": "30 February 2024"}, "from"),
        ({"from": "1/9/24"}, "from"),
        ({"until": "31/8/2024"}, "until"),
        ({"until": "soon"}, "until"),
    ],
)
def test_cell_that_cannot_be_entered_is_pointed_out(changed, column):
    roll = read(cells(**changed))

    assert columns(roll) == [column]
    assert (roll.is_clean, roll.faulty) == (False, 1)


@pytest.mark.parametrize(
    ("changed", "allowed"),
    [
        ({"group": "Primaries"}, "Maintained primary schools, Maintained secondary schools"),
        ({"group": ""}, "Maintained primary schools, Maintained secondary schools"),
        ({"kind": "Pupil"}, "Headteacher, Governor, Trust representative, Representative"),
        ({"phase": "Infant"}, "Primary, Secondary, Special"),
    ],
)
def test_unknown_word_lists_those_allowed(changed, allowed):
    ((_, sentence),) = errors(read(cells(**changed)))

    assert allowed in sentence


@pytest.mark.parametrize(
    "written",
    [
        "maintained_primary",
        "Maintained Primary Schools",
        "maintained primary",
        "MAINTAINED-PRIMARY",
    ],
)
def test_group_is_known_by_its_code_and_its_words(written):
    assert read(cells(group=written)).rows[0].group == Group.MAINTAINED_PRIMARY


def test_kind_is_a_representative_and_phase_is_read_where_given():
    row = read(cells(kind="", phase="all-through")).rows[0]

    assert (row.kind, row.phase, row.errors) == (SeatKind.OTHER, Phase.ALL_THROUGH, ())


@pytest.mark.parametrize(
    ("written", "tie"),
    [
        ("", AuthorityTie.NONE),
        ("officer", AuthorityTie.OFFICER),
        ("Councillor of the executive", AuthorityTie.EXECUTIVE_MEMBER),
    ],
)
def test_tie_to_the_authority_is_read_where_the_file_has_it(written, tie):
    roll = read(text=f"{HEADINGS},tie\n{HEAD},{written}")

    assert (roll.rows[0].tie, roll.rows[0].errors, roll.notes) == (tie, (), ())


@pytest.mark.parametrize(
    "written",
    [
        "1/9/2024",
        "01/09/2024",
        "2024-09-01",
        "1.9.2024",
        "1-9-2024",
        "1 September 2024",
        "1st September 2024",
        "1 sep 2024",
        "1 Sept 2024",
    ],
)
def test_day_is_read_as_clerks_write_it(written):
    assert read(cells(**{"from": written})).rows[0].from_on == date(2024, 9, 1)


@pytest.mark.parametrize(("until", "wrong"), [("31/8/2024", True), ("1/9/2024", False)])
def test_term_does_not_end_before_it_begins(until, wrong):
    assert (columns(read(cells(until=until))) == ["until"]) is wrong


def test_row_without_a_holder_is_a_vacancy():
    roll = read("Primary head 2,Maintained primary schools,Headteacher,,,,,,,")

    assert roll.is_clean
    assert (roll.rows[0].is_vacant, roll.rows[0].notes) == (
        True,
        ("The seat is entered as vacant.",),
    )


@pytest.mark.parametrize(
    ("column", "changed"),
    [
        ("seat", {"seat": "PRIMARY head  1", "email": "b@b.example"}),
        ("email", {"seat": "Primary head 2", "email": "Ann@Ambridge.example"}),
    ],
)
def test_seat_or_address_that_stands_twice_names_the_first_line(column, changed):
    roll = read(HEAD, cells(**changed))

    assert roll.rows[0].errors == ()
    assert errors(roll, 1) == {(column, f"Line 2 has this {column} already.")}


@pytest.mark.parametrize("cell", ["email", "post", "from"])
def test_vacancy_with_half_a_holder_asks_for_the_name(cell):
    vacant = dict.fromkeys(("name", "email", "post", "school", "from", "until"), "")
    typed = {"email": "a@a.example", "post": "Headteacher", "from": "1/9/2024"}[cell]

    assert columns(read(cells(**{**vacant, cell: typed}))) == ["name"]


def test_row_that_stops_early_has_empty_cells():
    assert read("Primary head 2,Maintained primary schools").is_clean


def test_names_and_posts_may_fill_their_places():
    full = cells(seat="s" * 120, name="n" * 120, post="p" * 160)

    assert read(full).is_clean


def test_several_vacancies_share_no_address():
    vacant = "{},Maintained primary schools,Governor,,,,,,,"

    assert read(vacant.format("One"), vacant.format("Two")).is_clean


@pytest.mark.parametrize(
    ("group", "found"),
    [(Group.MAINTAINED_PRIMARY, []), (Group.MAINTAINED_SECONDARY, ["group"])],
)
def test_seat_that_is_there_keeps_its_group(group, found):
    assert columns(read(HEAD, seats={"primary HEAD 1": group})) == found


def test_school_takes_the_name_of_its_record():
    row = read(cells(school="AMBRIDGE primary")).rows[0]

    assert (row.school, row.values["school"]) == ("Ambridge Primary", "AMBRIDGE primary")


@pytest.mark.parametrize(
    ("changed", "notes"),
    [
        ({"until": "14/1/2026"}, ("The term ended on 14 January 2026.",)),
        ({"until": "15/1/2026"}, ()),
        ({"from": "15/1/2026"}, ()),
        ({"from": "16/1/2026"}, ("The term begins on 16 January 2026.",)),
    ],
)
def test_term_that_does_not_cover_today_is_noted(changed, notes):
    row = read(cells(**changed)).rows[0]

    assert (row.errors, row.notes) == ((), notes)


def test_every_error_of_every_row_is_said():
    roll = read(cells(seat="", group="x", email="y"), HEAD, cells(seat="Two", **{"from": "z"}))

    assert [columns(roll, row) for row in range(3)] == [
        ["group", "seat", "email"],
        [],
        ["from", "email"],
    ]
    assert roll.faulty == 2
